// The invented leads of evaluation mode: what two platforms told the agency, and how far it is. Played by play.ts; minutes are before the
// start. Handles begin with DEMO, other hosts end in .example, phone numbers come from the UK's range for drama.
import { setTimeout as pause } from "node:timers/promises"
import type { PlatformId } from "../../protocol/addresses.ts"
import type { LeadEntry } from "../../protocol/entries/lead.ts"
import { platformRoom, type Proposal } from "../../protocol/event.ts"
import type { Language, Priority, Theme } from "../../protocol/vocabulary.ts"
import type { Rooms } from "../engine/rooms.ts"

interface LeadStory {
  platform: PlatformId
  author: string
  ago: number
  brief: { priority: Priority; reason: string; theme: Theme; languages: Language[] }
  title: string
  narrative: string
  corridor: string
  items: { raw: string; evidence: string }[]
  acts: { ago: number; by: string; type: string; facts(lead: LeadEntry): object; words: object }[]
}

const leadStories: readonly LeadStory[] = [
  {
    platform: "youtube",
    author: "Iris Vale",
    ago: 150,
    brief: { priority: "P2", reason: "advert", theme: "boat-crossing", languages: ["ar", "fr"] },
    title: "Price lists moved from captions into pinned comments",
    narrative:
      "Since Monday sellers that we know leave their captions empty and pin a comment with the price, which they delete after an hour. We found it in three channels and expect it elsewhere.",
    corridor: "Calais to Dover",
    items: [
      { raw: "https://www.youtube.com/@DEMOpinned1", evidence: "Pinned at 09:10, gone at 10:05" },
      { raw: "https://www.youtube.com/watch?v=DEMOpin0002", evidence: "The price is read aloud in Arabic" },
      { raw: "https://prices.demo.example/list", evidence: "Where the comment points" },
    ],
    acts: [
      {
        ago: 131,
        by: "Dara Karim",
        type: "lead.acknowledged",
        facts: ({ clocks }) => ({ estimate: clocks!.decide.deadline }),
        words: { comment: "Comparing it with what we hold." },
      },
      {
        ago: 128,
        by: "Dara Karim",
        type: "message.sent",
        facts: () => ({ kind: "message" }),
        words: {
          text: "This fits something that we have seen since the weekend. Thank you, a word on it follows today.",
        },
      },
    ],
  },
  {
    platform: "tiktok",
    author: "Mai Lund",
    ago: 9,
    brief: { priority: "P2", reason: "advert", theme: "recruiting", languages: ["vi", "en"] },
    title: "Drivers for vans sought with half of the pay in advance",
    narrative:
      "Two accounts that we had not been told of seek drivers with a British licence. Both answer with the same number. We have removed nothing yet, so that you can look.",
    corridor: "Ghent to Dover",
    items: [
      { raw: "https://www.tiktok.com/@demo.van.driver", evidence: "Seeks drivers, 2 k followers" },
      { raw: "https://www.tiktok.com/@demo.van.driver/video/730901", evidence: "Says half is paid before" },
      { raw: "https://www.tiktok.com/@demo.van.two", evidence: "" },
      { raw: "+44 7700 900731", evidence: "In the answers of both" },
    ],
    acts: [],
  },
]

export interface LeadParts {
  rooms: Rooms
  id(...what: string[]): string
  person(name: string): string
  /** proposes as a person; throws at a refusal */
  must(person: string, room: string, proposal: Proposal): Promise<void>
}

/** What is done, and how many minutes before the start. */
export function leadSteps({ rooms, id, person, must }: LeadParts): { ago: number; run(): Promise<void> }[] {
  return leadStories.flatMap((story, index) => {
    const { platform, author, ago, brief, title, narrative, corridor, items, acts } = story
    const [room, subject] = [platformRoom(platform), id(`lead ${index}`)]
    const made = (what: string, type: string, facts: object, words: object): Proposal => ({
      id: id(`lead ${index}`, what),
      type,
      subject,
      seen: 0,
      body: { facts, words },
    })
    const words = { title, narrative, corridor, items }
    return [
      {
        ago,
        run: async () => {
          await must(person(author), room, made("sent", "lead.sent", { brief, items: items.length }, words))
          await received(rooms, room, subject)
        },
      },
      ...acts.map((act, at) => ({
        ago: act.ago,
        run: async () => {
          const lead = await received(rooms, room, subject)
          await must(person(act.by), room, made(`act ${at}`, act.type, act.facts(lead), act.words))
        },
      })),
    ]
  })
}

async function received(rooms: Rooms, name: string, subject: string): Promise<LeadEntry> {
  for (let tries = 0; tries < 500; tries++) {
    const entry = (await rooms.room(name)).entries.get(subject)
    if (entry?.kind === "lead" && entry.clocks) return entry
    await pause(10)
  }
  throw new Error(`demo content: a lead in ${name} got no clocks`)
}
