// The life of a lead in the platform's room: sent, its clocks, acknowledged, decided, its thread and its notices. Rules R140-R147.
import { expect, test } from "vitest"
import { dues } from "../../protocol/due.ts"
import { leadClock, leadReference, leadState, type LeadEntry } from "../../protocol/entries/lead.ts"
import { leadStepsTold } from "../../protocol/topics/clock.ts"
import { later } from "../../protocol/topics/settle.ts"
import { room, subject } from "./log-book.ts"
import { OneAlert } from "./one-alert.ts"
import { OneSubject } from "./one-subject.ts"
import { told } from "./told.ts"

const minute = 60_000
const clocks = { acknowledgeMs: 30 * minute, decideMs: 120 * minute, escalateMs: 10 * minute }
const brief = { priority: "P2", reason: "advert", theme: "lorry", languages: ["vi"] }
const words = {
  title: "Seen by us",
  narrative: "A new way of paying",
  items: [{ raw: "https://www.tiktok.com/@demo.one/", evidence: "pinned" }],
}
const none = { ...words, items: [] }
const fine = { comment: "" }

class OneLead extends OneSubject {
  constructor() {
    super({ room, subject, at: "2026-01-01T00:00:00.000Z" })
  }

  get entry(): LeadEntry {
    return this.known as LeadEntry
  }

  sent(change: object = {}): this {
    this.does("ana", "lead.sent", { brief: { ...brief, ...change }, items: 1 }, words)
    this.does("hub", "lead.received", { clocks })
    return this
  }

  /** The hub looks once, as it does every second: the types that it wrote. */
  look(): string[] {
    const due = dues(this.entry).filter((each) => each.at <= this.at)
    return due.map(({ type, facts }) => (this.does("hub", type, facts) === "accepted" ? type : `refused ${type}`))
  }
}

test("[R140] a moderator or policy lead sends one, complete, and it has the first number of its own series", () => {
  const lead = new OneLead()
  expect(lead.does("dara", "lead.sent", { brief, items: 0 }, none)).toBe("forbidden")
  expect(lead.does("ana", "lead.sent", { brief, items: 2 }, words)).toBe("words.items")
  expect(lead.does("ana", "lead.sent", { brief: { ...brief, reason: "network" }, items: 1 }, words)).toBe(
    "facts.brief.reason",
  )
  const bad = { ...words, items: [{ raw: "nothing at all", evidence: "" }] }
  expect(lead.does("ana", "lead.sent", { brief, items: 1 }, bad)).toBe("words.items.0.raw")
  expect(lead.does("ruth", "lead.sent", { brief, items: 1 }, words)).toBe("accepted")
  expect(lead.does("ana", "lead.sent", { brief, items: 1 }, words)).toBe("already-exists")
  expect(lead.entry).toMatchObject({
    number: 1,
    sent: { by: { id: "ruth" } },
    open: false,
    items: [
      {
        n: 1,
        kind: "account",
        address: "https://tiktok.com/@demo.one",
        evidence: "pinned",
      },
    ],
  })
  expect(leadReference("TT", lead.entry.number)).toBe("TT-L-0001")
  // Until the clocks run, nobody can do anything with it.
  expect(lead.does("dara", "lead.decided", { decision: "noted" }, { reason: "" })).toBe("no-such-subject")
})

test("[R141] the agency's clocks run from when it was sent, and a missed one escalates step by step", () => {
  const lead = new OneLead()
  lead.does("ana", "lead.sent", { brief, items: 1 }, words)
  const { at } = lead
  expect(lead.later(1).does("hub", "lead.received", { clocks })).toBe("accepted")
  expect(lead.does("hub", "lead.received", { clocks })).toBe("already-exists")
  expect([lead.entry.open, lead.entry.dueAt, lead.entry.clocks?.decide.deadline]).toEqual([
    true,
    later(at, clocks.acknowledgeMs),
    later(at, clocks.decideMs),
  ])
  expect(lead.later(28).look()).toEqual([])
  expect(lead.later(1).look()).toEqual(["clock.breached"])
  expect(lead.look()).toEqual([])
  expect(lead.later(10).look()).toEqual(["clock.escalated"])
  expect(lead.entry.clocks?.acknowledge).toMatchObject({ steps: 2 })
  const named = { clock: "answer", deadline: lead.entry.clocks!.decide.deadline }
  expect(lead.does("hub", "clock.breached", named)).toBe("deadline-moved")
})

test("[R142] an analyst acknowledges it with an estimated time, once, also late", () => {
  const lead = new OneLead().sent()
  const acknowledges = (who: string, estimate: string) => lead.does(who, "lead.acknowledged", { estimate }, fine)
  expect(acknowledges("ana", later(lead.at, minute))).toBe("forbidden")
  expect(acknowledges("otto", later(lead.at, minute))).toBe("forbidden")
  expect(acknowledges("dara", later(lead.at, -1))).toBe("estimate-past")
  const { deadline } = lead.entry.clocks!.decide
  expect(lead.later(300).does("dara", "lead.acknowledged", { estimate: deadline }, fine)).toBe("accepted")
  expect(lead.entry.clocks?.acknowledge.stoppedAt).toBe(lead.at)
  expect(lead.entry.clocks?.decide.stoppedAt).toBeNull()
  expect(acknowledges("sela", lead.at)).toBe("already-acknowledged")
})

test("[R143] an analyst decides it once, declines with a reason, and both clocks stop", () => {
  const lead = new OneLead().sent()
  const decides = (who: string, decision: string, reason = "") =>
    lead.does(who, "lead.decided", { decision }, { reason })
  expect(decides("ana", "noted")).toBe("forbidden")
  expect(decides("dara", "declined")).toBe("words.reason")
  expect(decides("dara", "kept")).toBe("facts.decision")
  expect(decides("dara", "alert")).toBe("accepted")
  expect(lead.entry).toMatchObject({
    decided: {
      decision: "alert",
      by: { id: "dara" },
    },
    acknowledged: { by: { id: "dara" } },
    dueAt: null,
    clocks: {
      acknowledge: { stoppedAt: lead.at },
      decide: { stoppedAt: lead.at },
    },
  })
  expect(decides("sela", "declined", "no")).toBe("lead-decided")
  expect(lead.does("sela", "lead.acknowledged", { estimate: lead.at }, fine)).toBe("lead-decided")
  expect(lead.later(1_000).look()).toEqual([])
})

test("[R140] where it leads to is told when it is known, and a reader sees how far the agency is", () => {
  const lead = new OneLead()
  expect(lead.does("ana", "lead.sent", { brief, items: 1 }, { ...words, corridor: " " })).toBe("words.corridor")
  expect(lead.does("ana", "lead.sent", { brief, items: 1 }, { ...words, corridor: "Ghent to Dover" })).toBe("accepted")
  expect(lead.entry.words.corridor).toBe("Ghent to Dover")
  expect([leadState(lead.entry), leadClock(lead.entry)]).toEqual(["sent", undefined])
  lead.does("hub", "lead.received", { clocks })
  expect(leadClock(lead.entry)).toMatchObject({ name: "acknowledge", clock: { stoppedAt: null } })
  lead.does("dara", "lead.acknowledged", { estimate: later(lead.at, minute) }, fine)
  expect([leadState(lead.entry), leadClock(lead.entry)?.name]).toEqual(["acknowledged", "decide"])
  lead.does("dara", "lead.decided", { decision: "noted" }, { reason: "" })
  expect([leadState(lead.entry), leadClock(lead.entry)]).toEqual(["noted", undefined])
})

test("[R145] an alert keeps the lead that its first version came from, and the decision on a lead names no alert", () => {
  const from = { platform: "tiktok" as const, subject }
  const alert = new OneAlert()
  expect(new OneAlert().submits("dara", { lead: { ...from, subject: "nonsense" } })).toBe("facts.lead.subject")
  expect(alert.submits("dara", { lead: from })).toBe("accepted")
  alert.releases("otto")
  alert.submits("sela", { version: 2 })
  expect([alert.entry.lead, alert.entry.next?.version]).toEqual([from, 2])
  alert.releases("otto")
  expect([alert.entry.lead, alert.entry.version]).toEqual([from, 2])
  const lead = new OneLead().sent()
  const named = { decision: "alert", alert: alert.subject }
  expect(lead.does("dara", "lead.decided", named, { reason: "" })).toBe("facts.alert")
})

test("[R144] both sides write in its thread, also once it is decided, and the acts of a referral are none of its", () => {
  const lead = new OneLead()
  lead.does("ana", "lead.sent", { brief, items: 1 }, words)
  expect(lead.does("ana", "message.sent", { kind: "message" }, { text: "first" })).toBe("no-such-subject")
  lead.does("hub", "lead.received", { clocks })
  expect(lead.does("dara", "message.sent", { kind: "question" }, { text: "Since when?" })).toBe("accepted")
  lead.does("dara", "lead.decided", { decision: "noted" }, { reason: "" })
  expect(lead.does("ana", "message.sent", { kind: "message" }, { text: "Since May" })).toBe("accepted")
  expect(lead.entry.thread).toMatchObject({ messages: 2, openQuestions: [3], last: { text: "Since May" } })
  for (const type of ["claim.made", "referral.seen", "referral.noted"])
    expect([type, lead.does("ana", type)]).toEqual([type, "no-such-subject"])
})

const burning = { priority: "P1", reason: "departure" }

test("[R146] a lead concerns analysts until one of them acknowledges it; what becomes of it, its sender and who follows its thread", () => {
  const lead = new OneLead().sent()
  expect(told(lead, "lead")).toBe("dara mira sela lewis")
  lead.does("mai", "message.sent", { kind: "message" }, { text: "We see it too." })
  lead.does("dara", "lead.acknowledged", { estimate: lead.later(1).at }, fine)
  expect([told(lead, "lead"), told(lead, "lead-acknowledged")]).toEqual(["-", "ana mai"])
  lead.does("sela", "lead.decided", { decision: "noted" }, { reason: "" })
  expect(told(lead, "lead-decided")).toBe("ana mai dara")
  // The sender asked to hear of it by sending it; others follow as they choose.
  expect(told(lead, "lead-decided", { ana: "no", mai: "no", jonas: "yes" })).toBe("ana jonas dara")
  const straight = new OneLead().sent()
  straight.does("sela", "lead.decided", { decision: "noted" }, { reason: "" })
  expect([told(straight, "lead"), told(straight, "lead-decided")]).toEqual(["-", "ana"])
})

test("[R146][R236] what is said about a lead is told as in a referral's thread, and a mention by name", () => {
  const lead = new OneLead().sent()
  lead.does("ana", "message.sent", { kind: "question" }, { text: "Did you see it?" })
  expect(told(lead, "question")).toBe("dara mira sela lewis")
  const question = lead.events.at(-1)!.seq
  lead.does("dara", "message.sent", { kind: "answer" }, { text: "Yes." }, question)
  expect(told(lead, "answer")).toBe("ana")
  const mentions = [{ person: "ruth", at: 0, length: 5 }]
  lead.does("dara", "message.sent", { kind: "message", mentions }, { text: "@ruth knows the rule" })
  expect([told(lead, "mention"), told(lead, "message")]).toEqual(["ruth", "ana"])
})

test("[R146][R206][R238] what a lead is overdue in goes up at the agency first, and ends with the clock", () => {
  const lead = new OneLead().sent()
  const kinds = ["overdue", "overdue-duty", "overdue-supervisors", "overdue-both"] as const
  const steps = [30, 10, 10, 10].map((minutes) => {
    lead.later(minutes).look()
    return kinds.map((kind) => told(lead, kind))
  })
  expect(steps).toEqual([
    ["dara mira sela lewis", "-", "-", "-"],
    ["dara mira sela lewis", "mira", "-", "-"],
    ["dara mira sela lewis", "mira", "jonas", "-"],
    ["dara mira sela lewis", "mira", "jonas", "jonas mira"],
  ])
  expect(leadStepsTold(lead.entry.clocks!.acknowledge)).toEqual([
    "analysts",
    "duty",
    "platform-supervisors",
    "both-supervisors",
  ])
  lead.does("dara", "lead.acknowledged", { estimate: lead.later(1).at }, fine)
  expect(kinds.map((kind) => told(lead, kind))).toEqual(["-", "-", "-", "-"])
  const named = new OneLead().sent()
  named.later(30).look()
  const { deadline } = named.entry.clocks!.acknowledge
  const onDuty = [{ id: "sela", name: "sela", organisation: "nca" }]
  named.later(10).does("hub", "clock.escalated", { clock: "acknowledge", deadline, step: 1, to: "duty", onDuty })
  expect(told(named, "overdue-duty")).toBe("sela")
})

test("[R147] only a P1 lead that nobody has acknowledged is unattended, once, and its sender is told", () => {
  const calm = new OneLead().sent()
  expect(calm.does("hub", "lead.unattended")).toBe("wrong-state")
  const lead = new OneLead().sent(burning)
  expect(lead.does("dara", "lead.unattended")).toBe("forbidden")
  expect(lead.does("hub", "lead.unattended")).toBe("accepted")
  expect(lead.does("hub", "lead.unattended")).toBe("already-exists")
  expect(told(lead, "lead-unattended")).toBe("ana")
  lead.does("dara", "lead.acknowledged", { estimate: lead.later(1).at }, fine)
  expect(told(lead, "lead-unattended")).toBe("-")
  expect(lead.does("hub", "lead.unattended")).toBe("already-acknowledged")
})
