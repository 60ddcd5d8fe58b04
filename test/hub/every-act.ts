// One of everything that TikTok and the agency can do together, every text of it a word that is found again wherever it comes out.
// Used by every-exit.test.ts.
import { randomUUID } from "node:crypto"
import { hoursSubject } from "../../protocol/topics/hours.ts"
import { rotaSubject } from "../../protocol/topics/rota.ts"
import { viewsSubject } from "../../protocol/topics/view.ts"
import type { HubPerson } from "./hub-person.ts"
import type { MailSink } from "./mail-sink.ts"
import { act, agency, alert, outcome, say, tiktok, type TestHub } from "./start-hub.ts"

export const own = "org/tiktok"
export const addressOf = (name: string): string => `${name.toLowerCase().replace(" ", ".")}@mail.example`

/** What must not come out. */
export class Secrets {
  /** `shared` by the platform with the agency, `inside` the platform alone, `alone` with one person */
  readonly canaries: Record<"shared" | "inside" | "alone", string[]> = { shared: [], inside: [], alone: [] }
  /** ids, hashes and subjects */
  readonly marks = new Set<string>()

  canary(what: string, circle: keyof Secrets["canaries"] = "shared"): string {
    const word = `zq${what}${this.canaries[circle].length}xk`
    this.canaries[circle].push(word)
    return word
  }

  get words(): string[] {
    return Object.values(this.canaries).flat()
  }
}

const items = (...numbers: number[]) => ({ items: numbers })

/** All that the two can do to a referral, its thread, notes, views, hours, rota, a lead and what is one's own. */
export async function everyAct(
  hub: TestHub,
  person: (name: string) => HubPerson,
  mail: MailSink,
  secrets: Secrets,
): Promise<{ subject: string; lead: string }> {
  const canary = secrets.canary.bind(secrets)
  const because = (what: string) => ({ reason: canary(what) })

  const [ana, jonas, ruth] = [person("Ana Rahimi"), person("Jonas Okafor"), person("Ruth Amsel")]
  const [dara, lewis, mira] = [person("Dara Karim"), person("Lewis Fenn"), person("Mira Okoro")]
  const handles = [canary("handle"), canary("handle"), canary("handle")]
  const released = await hub.referral({
    brief: { ...alert().brief, priority: "P1", reason: "departure", languages: ["ckb"] },
    words: {
      title: canary("title"),
      narrative: canary("narrative"),
      corridor: canary("corridor"),
      conditions: canary("conditions"),
    },
    rows: handles.map((each) => `https://www.tiktok.com/@${each}`).join("\n"),
    evidence: handles.map(() => canary("evidence")),
  })
  const subject = released.referrals["tiktok"]!
  await ana.seesReferral(tiktok, subject)
  const does = async (who: HubPerson, type: string, facts: object = {}, words: object = {}, target?: number) => {
    const [seq] = await who.accepted(tiktok, act(type, subject, facts, words, target))
    return seq!
  }
  const estimate = new Date(Date.now() + 1_800_000).toISOString()
  await does(ana, "referral.seen")
  await does(ana, "referral.acknowledged", { estimate }, { comment: canary("comment") })
  await does(ana, "claim.made")
  await does(jonas, "claim.taken", {}, { note: canary("note") })
  const to = { id: ana.id, name: "Ana Rahimi", organisation: "tiktok" }
  await does(jonas, "claim.handed", { to }, { note: canary("handover") })
  await does(ana, "information.needed", items(1), { question: canary("needed") })
  await does(dara, "information.answered", {}, { answer: canary("answered") })
  const until = new Date(Date.now() + 3_600_000).toISOString()
  await does(dara, "hold.placed", { ...items(1, 2), until }, { ...because("hold"), owner: canary("owner") })
  await does(ana, "hold.receipted", items(1), { receipt: canary("receipt") })
  await does(jonas, "hold.refused", items(1), because("refused"))
  await does(dara, "hold.ended", items(2))
  await does(ana, "referral.escalated", {}, because("escalated"))
  await mail.arrives(addressOf("Jonas Okafor"))
  const decides = () =>
    outcome(
      subject,
      ana.referral(tiktok, subject).items.filter((item) => item.state === "open"),
      {
        action: "suspended",
        words: { rule: canary("rule"), preserved: canary("preserved"), sweep: canary("sweep") },
      },
    )
  await ana.accepted(tiktok, decides())
  await does(dara, "outcome.challenged", items(1), because("challenged"))
  await does(ruth, "challenge.kept", items(1), because("kept"))
  await does(jonas, "outcome.restored", items(2), because("restored"))
  await does(dara, "referral.reopened", items(3), because("reopened"))

  const sent = await does(dara, "message.sent", { kind: "question" }, { text: canary("question") })
  await does(dara, "message.edited", {}, { text: canary("edited") }, sent)
  const mentions = [{ person: dara.id, at: 0, length: 5 }]
  await does(ana, "message.sent", { kind: "answer", mentions }, { text: `@Dara ${canary("answer")}` }, sent)
  await does(ana, "message.sent", { kind: "disagree" }, { text: canary("disagree") }, sent)
  await does(ana, "message.translated", { from: "en", language: "ar" }, { text: canary("translated") }, sent)
  await does(ana, "message.translated", { from: "en", language: "fa" }, { text: canary("narrated") })
  const spoken = await does(ana, "message.sent", { kind: "message" }, { text: canary("redacted") })
  await does(ana, "message.redacted", { reason: "other" }, {}, spoken)

  const [, note] = await ana.accepted(
    own,
    act("notes.opened", subject, { platform: "tiktok" }),
    say(subject, canary("ownnote", "inside")),
  )
  await ana.accepted(
    own,
    act("message.translated", subject, { from: "en", language: "ar" }, { text: canary("notear", "inside") }, note),
  )
  const view = { view: randomUUID(), filter: { priority: ["P1"] }, sort: "clock" }
  await ana.accepted(own, act("view.saved", viewsSubject, view, { name: canary("view", "inside") }))
  secrets.marks.add(view.view)
  const shift = {
    shift: randomUUID(),
    person: { id: jonas.id, name: "Jonas Okafor", organisation: "tiktok" },
    from: new Date(Date.now() - 3_600_000).toISOString(),
    to: new Date(Date.now() + 3_600_000).toISOString(),
  }
  await jonas.accepted(own, act("shift.added", rotaSubject, shift))
  secrets.marks.add(shift.shift)
  const week = Array.from({ length: 7 }, () => ({ from: 61, to: 1_399 }))
  const hours = { zone: "Pacific/Chatham", week, holidays: ["2077-07-07"] }
  await jonas.accepted(tiktok, act("hours.set", hoursSubject, hours))

  const lead = randomUUID()
  const brief = { priority: "P3", reason: "network", theme: "lorry", languages: ["en"] }
  await ana.accepted(
    tiktok,
    act(
      "lead.sent",
      lead,
      { brief, items: 1 },
      {
        title: canary("leadtitle"),
        narrative: canary("leadstory"),
        items: [{ raw: `https://www.tiktok.com/@${canary("leadhandle")}`, evidence: canary("leadevidence") }],
      },
    ),
  )
  await dara.fact(() => dara.held(tiktok).entries.get(lead)?.open === true, "the lead")
  await dara.accepted(tiktok, act("lead.acknowledged", lead, { estimate }, { comment: canary("leadcomment") }))
  await dara.accepted(tiktok, act("lead.decided", lead, { decision: "declined" }, because("declined")))

  for (const key of [`composer ${tiktok} ${subject}`, `outcome ${subject}`, `follow ${tiktok} ${subject}`, "alert"])
    await ana.call("keep", { key: `${key} ${canary("key", "alone")}`, text: canary("scratch", "alone") })
  await ana.call("mark", { room: tiktok, subject, seq: sent })
  for (const signal of ["typing", "here", "away"] as const) {
    await ana.call("signal", { room: tiktok, subject, signal })
    await ana.call("signal", { room: own, subject, signal })
  }
  await does(mira, "referral.closed", {}, because("closed"))
  const facts = { restore: true, named: [], confirmed: [] }
  await lewis.accepted(agency, act("alert.withdrawn", released.subject, facts, because("withdrawn")))
  await ana.seesReferral(tiktok, subject, (entry) => entry.withdrawn !== null)
  await does(ruth, "outcome.kept", items(1), because("keptasis"))
  return { subject, lead }
}
