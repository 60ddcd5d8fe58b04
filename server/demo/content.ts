// The invented alerts of evaluation mode and what becomes of them, in minutes before the start. Played by play.ts.
// Handles and ids begin with DEMO, other hosts end in .example, phone numbers come from the UK's range for drama.
import type { PlatformId } from "../../protocol/addresses.ts"
import type { Language, Priority, RequestedAction, Theme } from "../../protocol/vocabulary.ts"

export type Act =
  | { kind: "see" | "claim" | "release-claim"; by: string; ago: number }
  | { kind: "acknowledge"; by: string; ago: number; comment: string }
  | { kind: "say" | "ask" | "answer"; by: string; ago: number; text: string }
  | { kind: "edit" | "redact"; by: string; ago: number; text: string }
  | { kind: "decide"; by: string; ago: number; items: number[]; action: string; reason?: string; rule: string }
  | AnyAct

/** The other acts of a referral's life, as the protocol has them; `at` is the moment of the act. */
type AnyAct = { kind: "does"; by: string; ago: number; type: string; facts: (at: string) => object; words: object }

export interface Story {
  author: string
  /** who releases it; nobody: it waits for a check */
  releaser?: string
  ago: number
  priority: Priority
  reason: string
  theme: Theme
  languages: Language[]
  asked: RequestedAction[]
  handling?: "AMBER" | "AMBER+STRICT" | "GREEN"
  title: string
  narrative: string
  corridor: string
  conditions?: string
  rows: string[]
  ticked?: PlatformId[]
  evidence?: string[]
  acts?: Partial<Record<PlatformId, Act[]>>
}

const tt = (handle: string) => `https://www.tiktok.com/@demo.${handle}`
const remove: RequestedAction[] = ["remove", "preserve"]
const suspend: RequestedAction[] = ["remove", "suspend", "preserve"]

export const stories: readonly Story[] = [
  {
    author: "Sela Brook",
    releaser: "Lewis Fenn",
    ago: 2_640,
    priority: "P3",
    reason: "network",
    theme: "recruiting",
    languages: ["ckb"],
    asked: suspend,
    handling: "AMBER",
    title: "Dormant network of accounts that recruited pilots",
    narrative:
      "Accounts that named boat pilots' pay last season have been renamed and are followed by the same people. Please look at them together and keep what you hold.",
    corridor: "Dunkirk to Dover",
    rows: [tt("pilot.one"), tt("pilot.two"), tt("pilot.three"), `${tt("pilot.three")}/video/7300001`],
    acts: {
      tiktok: [
        { kind: "see", by: "Mai Lund", ago: 2_600 },
        { kind: "acknowledge", by: "Mai Lund", ago: 2_590, comment: "Looking at all four this week." },
        { kind: "claim", by: "Mai Lund", ago: 1_500 },
        {
          kind: "decide",
          by: "Mai Lund",
          ago: 1_440,
          items: [1, 2],
          action: "suspended",
          rule: "4.2 Human exploitation",
        },
      ],
    },
  },
  {
    author: "Sela Brook",
    releaser: "Mira Okoro",
    ago: 1_700,
    priority: "P2",
    reason: "advert",
    theme: "forged-documents",
    languages: ["ps"],
    asked: remove,
    title: "Price list of residence cards, reposted by a known facilitator",
    narrative:
      "The same price list in Pashto is reposted by five accounts. Two of them answer with a contact in private messages.",
    corridor: "",
    rows: [
      tt("cards.kabul"),
      `${tt("cards.kabul")}/video/7300102`,
      tt("cards.two"),
      `${tt("cards.two")}/video/7300103`,
      "+44 7700 900447",
    ],
    ticked: ["tiktok"],
    acts: {
      tiktok: [
        { kind: "see", by: "Ana Rahimi", ago: 1_695 },
        { kind: "acknowledge", by: "Ana Rahimi", ago: 1_692, comment: "" },
        { kind: "claim", by: "Ana Rahimi", ago: 1_690 },
        { kind: "ask", by: "Ana Rahimi", ago: 1_688, text: "Is the number in the captions or only in the comments?" },
        { kind: "answer", by: "Sela Brook", ago: 1_685, text: "In the captions of both videos, written out in words." },
        {
          kind: "decide",
          by: "Ana Rahimi",
          ago: 1_675,
          items: [1, 3],
          action: "terminated",
          rule: "4.2 Human exploitation",
        },
        {
          kind: "decide",
          by: "Ana Rahimi",
          ago: 1_674,
          items: [2, 4],
          action: "removed",
          rule: "4.2 Human exploitation",
        },
        {
          kind: "decide",
          by: "Ana Rahimi",
          ago: 1_672,
          items: [5],
          action: "searched-and-acted",
          rule: "4.2 Human exploitation",
        },
        {
          kind: "does",
          by: "Dara Karim",
          ago: 1_665,
          type: "items.verified",
          facts: () => ({ items: [1, 2, 3, 4, 5].map((n) => ({ n, finding: "gone" })) }),
          words: {},
        },
        { kind: "say", by: "Sela Brook", ago: 1_660, text: "Thank you, all five are gone on our side." },
      ],
    },
  },
  {
    author: "Dara Karim",
    releaser: "Lewis Fenn",
    ago: 1_430,
    priority: "P2",
    reason: "advert",
    theme: "boat-crossing",
    languages: ["sq", "tr"],
    asked: suspend,
    title: "Seats for Saturday’s crossing sold with a price list",
    narrative:
      "Accounts sell seats for Saturday with one price list in Albanian and Turkish. Please remove the videos, suspend the sellers and preserve what you hold for 90 days.",
    corridor: "Boulogne to Dover",
    conditions: "Account holders not told before Saturday 12:00",
    rows: [
      tt("seats.saturday"),
      `${tt("seats.saturday")}/video/729811`,
      tt("bilet.dover"),
      `${tt("bilet.dover")}/video/729700`,
      tt("fast.route"),
      `${tt("harbour.news")}/video/729933`,
      "+44 7700 900219",
    ],
    ticked: ["tiktok"],
    evidence: [
      "12 k followers",
      "Price list in Albanian",
      "860 followers",
      "Turkish caption",
      "4.1 k followers",
      "Shows the advert",
      "In three captions",
    ],
    acts: {
      tiktok: [
        { kind: "see", by: "Mai Lund", ago: 1_420 },
        { kind: "acknowledge", by: "Mai Lund", ago: 1_418, comment: "First look tonight, the rest in the morning." },
        { kind: "ask", by: "Mai Lund", ago: 180, text: "Is the third account the seller, or does it only repost?" },
        {
          kind: "answer",
          by: "Dara Karim",
          ago: 169,
          text: "The seller. The number in its captions is the one in the price list.",
        },
        { kind: "claim", by: "Ana Rahimi", ago: 14 },
        {
          kind: "say",
          by: "Ana Rahimi",
          ago: 12,
          text: "Taking this now. The last video looks like a broadcaster’s report, we would leave it up.",
        },
        {
          kind: "say",
          by: "Dara Karim",
          ago: 9,
          text: "Agreed, we missed that. The phone number matters most to us: please say whether other captions carry it.",
        },
      ],
    },
  },
  {
    author: "Sela Brook",
    releaser: "Lewis Fenn",
    ago: 900,
    priority: "P2",
    reason: "advert",
    theme: "lorry",
    languages: ["vi"],
    asked: remove,
    title: "Quảng cáo dịch vụ vượt biên trọn gói, có đặt cọc",
    narrative:
      "Three videos offer a package by lorry with a deposit. The deposit account is named in the pinned comment.",
    corridor: "Ghent to Dover",
    rows: [tt("tronggoi"), `${tt("tronggoi")}/video/730144`, `${tt("tronggoi")}/video/730151`],
    evidence: ["3.2 k followers"],
    acts: {
      tiktok: [
        { kind: "see", by: "Mai Lund", ago: 880 },
        { kind: "acknowledge", by: "Mai Lund", ago: 878, comment: "" },
        { kind: "claim", by: "Mai Lund", ago: 52 },
        {
          kind: "does",
          by: "Mai Lund",
          ago: 48,
          type: "information.needed",
          facts: () => ({ items: [2, 3] }),
          words: { question: "Which of the two pinned comments names the deposit account? One has been edited since." },
        },
      ],
    },
  },
  {
    author: "Dara Karim",
    releaser: "Lewis Fenn",
    ago: 640,
    priority: "P2",
    reason: "advert",
    theme: "boat-crossing",
    languages: ["ar"],
    asked: suspend,
    title: "عرض عبور القناة بسعر مخفض، مع رقم واتساب",
    narrative:
      "An advert in Arabic with a lowered price and a number for a messenger. Comments ask for places for families.",
    corridor: "Calais to Dover",
    rows: [tt("oubour"), `${tt("oubour")}/video/730201`, `${tt("oubour")}/video/730202`, "+44 7700 900612"],
    ticked: ["tiktok"],
    acts: {
      tiktok: [
        { kind: "see", by: "Jonas Okafor", ago: 630 },
        { kind: "acknowledge", by: "Jonas Okafor", ago: 628, comment: "" },
        { kind: "claim", by: "Jonas Okafor", ago: 40 },
        {
          kind: "ask",
          by: "Jonas Okafor",
          ago: 38,
          text: "Whose number is in the second caption, the seller’s or a repost’s?",
        },
      ],
    },
  },
  {
    author: "Sela Brook",
    releaser: "Lewis Fenn",
    ago: 420,
    priority: "P3",
    reason: "dormant",
    theme: "sham-marriage",
    languages: ["fr"],
    asked: ["search"],
    title: "Comptes dormants proposant des mariages blancs",
    narrative:
      "Older accounts that offered arranged marriages. No activity for two months; please look for others with the same pictures.",
    corridor: "",
    rows: [tt("mariage.fr"), "https://www.facebook.com/DEMO.mariage.fr", "https://www.instagram.com/demo.mariage.fr/"],
    acts: { tiktok: [], facebook: [{ kind: "see", by: "Emre Tan", ago: 400 }], instagram: [] },
  },
  {
    author: "Dara Karim",
    releaser: "Mira Okoro",
    ago: 360,
    priority: "P3",
    reason: "network",
    theme: "payment-broker",
    languages: ["prs", "fa"],
    asked: ["search", "preserve"],
    title: "شبکه صرافی که پرداخت عبور را نگه می‌دارد",
    narrative: "A broker network that holds payments until arrival. Accounts point to each other in their profiles.",
    corridor: "Kabul to Calais",
    rows: [tt("sarafi.one"), tt("sarafi.two"), "https://www.youtube.com/@DEMOsarafi"],
    acts: {
      tiktok: [{ kind: "see", by: "Ruth Amsel", ago: 300 }],
      youtube: [
        { kind: "see", by: "Iris Vale", ago: 350 },
        { kind: "acknowledge", by: "Iris Vale", ago: 349, comment: "On it today." },
      ],
    },
  },
  {
    author: "Sela Brook",
    releaser: "Lewis Fenn",
    ago: 200,
    priority: "P2",
    reason: "advert",
    theme: "illegal-work-promise",
    languages: ["tr", "en"],
    asked: remove,
    title: "İnşaat işi vaadiyle yolculuk ilanı",
    narrative:
      "A construction job is promised to whoever pays for the journey. Two videos, one with a phone number spoken in it.",
    corridor: "Istanbul to London",
    rows: [
      `${tt("insaat.is")}/video/730310`,
      `${tt("insaat.is")}/video/730311`,
      "https://x.com/DEMOinsaat",
      "https://x.com/DEMOinsaat/status/1730310",
    ],
    acts: {
      tiktok: [
        { kind: "see", by: "Ana Rahimi", ago: 190 },
        { kind: "acknowledge", by: "Ana Rahimi", ago: 189, comment: "" },
      ],
      x: [
        { kind: "see", by: "Petra Holm", ago: 195 },
        { kind: "acknowledge", by: "Petra Holm", ago: 194, comment: "Both seen, first look within two hours." },
      ],
    },
  },
  {
    author: "Dara Karim",
    releaser: "Lewis Fenn",
    ago: 95,
    priority: "P1",
    reason: "life",
    theme: "boat-crossing",
    languages: ["ckb", "en"],
    asked: suspend,
    title: "Overloaded boat filmed before leaving, organiser answers comments",
    narrative:
      "The organiser films an overloaded boat and answers comments about the next departure. Please act on the account and preserve the comments.",
    corridor: "Gravelines to Dover",
    rows: [tt("boat.night"), `${tt("boat.night")}/video/730401`],
    acts: {
      tiktok: [
        { kind: "see", by: "Ana Rahimi", ago: 94 },
        { kind: "acknowledge", by: "Ana Rahimi", ago: 93, comment: "On it." },
        { kind: "claim", by: "Ana Rahimi", ago: 93 },
        { kind: "decide", by: "Ana Rahimi", ago: 78, items: [1], action: "terminated", rule: "4.2 Human exploitation" },
        { kind: "decide", by: "Ana Rahimi", ago: 77, items: [2], action: "removed", rule: "4.2 Human exploitation" },
        { kind: "say", by: "Ana Rahimi", ago: 76, text: "Both done in 17 minutes, comments are preserved." },
        {
          kind: "does",
          by: "Mira Okoro",
          ago: 18,
          type: "outcome.challenged",
          facts: () => ({ items: [1] }),
          words: { reason: "The account still opens for viewers in Belgium. Was it closed in one territory only?" },
        },
      ],
    },
  },
  {
    author: "Dara Karim",
    releaser: "Lewis Fenn",
    ago: 38,
    priority: "P1",
    reason: "live",
    theme: "boat-crossing",
    languages: ["ckb", "en"],
    asked: suspend,
    handling: "AMBER+STRICT",
    title: "Live streams naming tonight’s departure beach, 4 accounts",
    narrative:
      "Four linked accounts stream from a camp near Loon-Plage. The second names a beach and an hour for tonight. Comments give a number to call. Please remove the streams, suspend the accounts and preserve what you hold for 90 days.",
    corridor: "Dunkirk to Dover",
    conditions: "Account holders not told before 06:00",
    rows: [
      tt("channel.24"),
      `${tt("channel.24")}/live`,
      tt("safe.trip"),
      `${tt("safe.trip")}/video/730144`,
      tt("coast.boats"),
      "+44 7700 900219",
      tt("night.four"),
      "https://www.facebook.com/groups/DEMO7755",
      "https://www.facebook.com/DEMO.night.driver",
      "https://fb.watch/DEMOaa71/",
      "https://www.youtube.com/@DEMOchannel24",
      "https://youtube.com/shorts/DEMOk2",
      "https://t.me/demo_night_lorry",
    ],
    ticked: ["tiktok"],
    evidence: [
      "41 k followers",
      "Began at 13:31",
      "3.2 k followers",
      "Sorani caption with translation",
      "640 followers",
      "In the comments of the second stream",
      "Follows the other three",
    ],
    acts: {
      tiktok: [
        { kind: "see", by: "Ana Rahimi", ago: 37.6 },
        { kind: "acknowledge", by: "Ana Rahimi", ago: 36.5, comment: "On it, first pass within 15 minutes." },
        { kind: "claim", by: "Ana Rahimi", ago: 35 },
        {
          kind: "ask",
          by: "Ana Rahimi",
          ago: 33,
          text: "Is the beach in the second stream the one of last week, or a new one?",
        },
        {
          kind: "answer",
          by: "Dara Karim",
          ago: 30,
          text: "New. French colleagues are told. The hour is confirmed by a second source.",
        },
        { kind: "decide", by: "Ana Rahimi", ago: 28, items: [1], action: "suspended", rule: "4.2 Human exploitation" },
        { kind: "decide", by: "Ana Rahimi", ago: 27, items: [2], action: "removed", rule: "4.2 Human exploitation" },
        {
          kind: "say",
          by: "Dara Karim",
          ago: 16,
          text: "A fourth acount is streaming the same place, it is the last item.",
        },
        {
          kind: "edit",
          by: "Dara Karim",
          ago: 15,
          text: "A fourth account is streaming the same place, it is the last item.",
        },
        { kind: "say", by: "Dara Karim", ago: 11, text: "Wrong thread, this was about another person." },
        { kind: "redact", by: "Dara Karim", ago: 10, text: "" },
        {
          kind: "say",
          by: "Dara Karim",
          ago: 2,
          text: "ئەمشەو دوای کاتژمێر دوو\n“Tonight after two o’clock”, translated by Dara",
        },
      ],
      youtube: [
        { kind: "see", by: "Iris Vale", ago: 37.8 },
        { kind: "acknowledge", by: "Iris Vale", ago: 37.2, comment: "" },
        { kind: "claim", by: "Iris Vale", ago: 37 },
        {
          kind: "decide",
          by: "Iris Vale",
          ago: 25,
          items: [1],
          action: "terminated",
          rule: "Harmful or dangerous content",
        },
        {
          kind: "decide",
          by: "Iris Vale",
          ago: 24.8,
          items: [2],
          action: "removed",
          rule: "Harmful or dangerous content",
        },
        { kind: "say", by: "Iris Vale", ago: 24, text: "Both removed and preserved." },
      ],
      facebook: [{ kind: "see", by: "Emre Tan", ago: 20 }],
    },
  },
  {
    author: "Sela Brook",
    releaser: "Lewis Fenn",
    ago: 60,
    priority: "P2",
    reason: "advert",
    theme: "air-route",
    languages: ["fa"],
    asked: remove,
    title: "مسیر هوایی با مدارک آماده",
    narrative: "An air route with prepared documents is offered with a price. One account and its latest video.",
    corridor: "Athens to Manchester",
    rows: [tt("havaei"), `${tt("havaei")}/video/730501`],
    acts: { tiktok: [{ kind: "see", by: "Mai Lund", ago: 40 }] },
  },
  {
    author: "Dara Karim",
    releaser: "Mira Okoro",
    ago: 44,
    priority: "P2",
    reason: "advert",
    theme: "asylum-fraud-help",
    languages: ["sq"],
    asked: ["remove", "search"],
    title: "Udhëzime për intervistën e azilit, me pagesë",
    narrative:
      "Coaching for asylum interviews is sold with invented life stories. Please look for others with the same text.",
    corridor: "",
    rows: [tt("azil.info"), "#demoazil2026"],
    ticked: ["tiktok"],
    acts: {
      tiktok: [
        {
          kind: "does",
          by: "Dara Karim",
          ago: 30,
          type: "hold.placed",
          facts: (at) => ({ items: [1, 2], until: new Date(Date.parse(at) + 20 * 3_600_000).toISOString() }),
          words: { reason: "A test purchase is under way until tomorrow noon.", owner: "Dara Karim" },
        },
      ],
    },
  },
  {
    author: "Sela Brook",
    releaser: "Lewis Fenn",
    ago: 26,
    priority: "P2",
    reason: "advert",
    theme: "boat-crossing",
    languages: ["ps", "en"],
    asked: suspend,
    title: "په سبا سهار د تلو لپاره ځایونه",
    narrative:
      "Places for tomorrow morning with a meeting point near the ferry port. Most of the adverts are less than six hours old.",
    corridor: "Calais to Dover",
    rows: [tt("dawn.24"), `${tt("dawn.24")}/video/730602`, tt("dawn.two")],
    acts: { tiktok: [] },
  },
  {
    author: "Sela Brook",
    releaser: "Lewis Fenn",
    ago: 10,
    priority: "P3",
    reason: "awareness",
    theme: "forged-documents",
    languages: ["en"],
    asked: ["search"],
    title: "New template of a forged residence card",
    narrative:
      "The card has a blue bar at the left and a wrong font in the number. Please search for it in sale offers.",
    corridor: "",
    rows: [tt("card.template"), "https://www.instagram.com/p/DEMOcard1/"],
    acts: { tiktok: [], instagram: [] },
  },
  {
    author: "Dara Karim",
    releaser: "Lewis Fenn",
    ago: 3,
    priority: "P1",
    reason: "child",
    theme: "boat-crossing",
    languages: ["ar"],
    asked: suspend,
    handling: "AMBER+STRICT",
    title: "Child shown with a boat pilot, number to call in the caption",
    narrative:
      "A child of about six is shown with a boat pilot. The caption gives a number and says the family travels tonight.",
    corridor: "Dunkirk to Dover",
    rows: [tt("family.boat"), `${tt("family.boat")}/video/730700`],
    acts: { tiktok: [] },
  },
  {
    author: "Dara Karim",
    ago: 4.2,
    priority: "P1",
    reason: "departure",
    theme: "lorry",
    languages: ["tr", "sq"],
    asked: suspend,
    handling: "AMBER+STRICT",
    title: "Seats in a lorry leaving at 23:00 tonight",
    narrative:
      "Two accounts sell seats in a lorry that leaves at 23:00 tonight, at the price in the Facebook group. Captions are Turkish and Albanian. Please remove the adverts, suspend both accounts and preserve for 90 days.",
    corridor: "Ghent to Dover",
    conditions: "Tell users after 06:00",
    rows: [
      tt("lorry"),
      `${tt("lorry")}/video/73`,
      tt("tir"),
      `${tt("tir")}/video/72`,
      "https://www.facebook.com/groups/DEMO7755",
      "https://www.facebook.com/DEMO.tir.page",
      "https://fb.watch/DEMOaa72/",
      "https://www.youtube.com/@DEMOlorryguide",
      "https://youtube.com/shorts/DEMOlk9",
      "+44 7700 900612",
      "https://t.me/demo_night_lorry",
      `${tt("lorry")}?lang=tr`,
      "www.lorry tonight",
    ],
    ticked: ["tiktok", "facebook"],
  },
  {
    author: "Lewis Fenn",
    ago: 31,
    priority: "P2",
    reason: "advert",
    theme: "illegal-work-promise",
    languages: ["en"],
    asked: remove,
    title: "Work permits promised for a fee",
    narrative: "Six adverts promise a work permit against a fee in advance.",
    corridor: "",
    rows: [tt("permit.one"), tt("permit.two"), `${tt("permit.two")}/video/730800`],
  },
]
