// Working hours and the duty rota as topics, and clocks that go by them: over random acts, the laws that no act may break. Rules R200-R206.
import fc from "fast-check"
import { expect, test } from "vitest"
import { emptySlice, type Entry } from "../../protocol/entries.ts"
import type { LeadEntry } from "../../protocol/entries/lead.ts"
import type { HoursEntry, Shift } from "../../protocol/entries/organisation.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import type { Actor } from "../../protocol/event.ts"
import { dues } from "../../protocol/due.ts"
import { applyEvent, parseProposal } from "../../protocol/fold.ts"
import { hoursSubject } from "../../protocol/topics/hours.ts"
import { onDuty, rotaSubject, shiftsAtMost, shiftsOf } from "../../protocol/topics/rota.ts"
import { addWorkingTime, calendarOf, workingTimeBetween, type Calendar } from "../../protocol/working-time.ts"
import { brief, wishes, written } from "./log-book.ts"
import { OneReferral } from "./one-referral.ts"
import { OneSubject, person } from "./one-subject.ts"

const ms = (at: string) => Date.parse(at)
const delivered = ms("2026-01-01T00:00:00.000Z")
const office = { from: 540, to: 1_020 }
const week = [office, office, office, office, office, null, null]
const london = { zone: "Europe/London", week, holidays: ["2026-12-25"] }
const calendar = (zone: string) => calendarOf({ ...london, zone }, delivered)
const id = (n: number) => `6f0b3b5e-6a6c-4c7e-9d5e-${String(n).padStart(12, "0")}`

/** One room's hours or rota, and what somebody is answered. */
class Desk {
  entry: Entry | undefined
  at = "2026-11-25T12:00:00.000Z"
  #seq = 0
  readonly #subject: string

  constructor(subject: string) {
    this.#subject = subject
  }

  does(by: Actor, type: string, facts: object, subject = this.#subject): string {
    const parsed = parseProposal({ id: id(0), type, subject, seen: 0, body: { facts, words: {} } })
    if ("refusal" in parsed)
      return parsed.refusal.code === "malformed"
        ? `${parsed.refusal.field} ${parsed.refusal.rule}`
        : parsed.refusal.code
    const { at } = this
    const member = (who: string) => (who === "hub" || who === "nobody" ? undefined : person(who))
    const refusal = parsed.topic.refusal(
      { slice: emptySlice, entry: this.entry, target: undefined, member },
      { id: id(0), subject, target: null, seen: 0, by, at, facts: facts as never, words: {} as never },
    )
    if (refusal) return refusal.code === "not-now" ? refusal.rule : refusal.code
    this.#seq += 1
    const stamp = { id: by.id, name: by.name, organisation: by.organisation }
    const event = { room: "org/nca", seq: this.#seq, id: id(0), type, subject, target: null, by: stamp, at, facts }
    this.entry = applyEvent(this.entry, emptySlice, { ...event, words: {}, hash: "" }).entry
    return "accepted"
  }

  get shifts(): readonly Shift[] {
    return shiftsOf(this.entry)
  }
}

test("[R200] hours are a zone that exists, seven days with some work in them, and dates that exist", () => {
  const desk = new Desk(hoursSubject)
  const set = (change: object) => desk.does(person("mira"), "hours.set", { ...london, ...change })
  expect(set({ zone: "Europe/Londn" })).toMatch(/^facts\.zone is no time zone/)
  expect(set({ zone: "+01:00" })).toMatch(/^facts\.zone is a time zone such as/)
  expect(set({ week: week.slice(1) })).toBe("facts.week has seven days, Monday first")
  expect(set({ week: week.map(() => null) })).toBe("facts.week has at least 5 hours")
  expect(set({ week: [{ from: 600, to: 600 }, ...week.slice(1)] })).toMatch(/^facts\.week\.0 ends after it begins/)
  expect(set({ week: [{ from: 600, to: 2_050 }, ...week.slice(1)] })).toMatch(/^facts\.week\.0 ends after it begins/)
  expect(set({ holidays: ["2026-02-30"] })).toBe("facts.holidays.0 must be a date that exists")
  expect(set({ holidays: ["2026-12-25", "2026-12-25"] })).toBe("facts.holidays names a date twice")
  expect(set({ closed: true })).toContain("facts.closed")
  expect(desk.does(person("mira"), "hours.set", london, "hour")).toBe("malformed")
  expect(set({})).toBe("accepted")
  expect(set({ zone: "Europe/Dublin" })).toBe("accepted")
  // Somebody else's, whose form began before these were set.
  expect(desk.does(person("jonas"), "hours.set", london)).toBe("hours-changed")
  expect((desk.entry as HoursEntry).hours).toEqual({ ...london, zone: "Europe/Dublin" })
})

const shift = (n: number, who: string, from: string, to: string) => {
  const { name, organisation } = person(who)
  return { shift: id(n), person: { id: who, name, organisation }, from, to }
}

test("[R204] on the rota stand people who may be on duty, nobody twice at a time, and nothing that is over", () => {
  const desk = new Desk(rotaSubject)
  const add = (...of: Parameters<typeof shift>) => desk.does(person("mira"), "shift.added", shift(...of))
  expect(add(1, "dara", "2026-11-25T08:00:00.000Z", "2026-11-25T20:00:00.000Z")).toBe("no-such-officer")
  expect(add(1, "ana", "2026-11-25T08:00:00.000Z", "2026-11-25T20:00:00.000Z")).toBe("no-such-officer")
  const named = { ...shift(1, "mira", "2026-11-25T08:00:00.000Z", "2026-11-25T20:00:00.000Z") }
  const renamed = { ...named, person: { ...named.person, name: "Somebody" } }
  expect(desk.does(person("mira"), "shift.added", renamed)).toBe("no-such-officer")
  expect(desk.does(person("mira"), "shift.added", { ...named, to: named.from })).toMatch(/^facts\.to must be later/)
  expect(add(1, "mira", "2026-11-25T08:00:00.000Z", "2027-11-25T08:00:00.000Z")).toMatch(
    /^facts\.to is at most 31 days/,
  )
  expect(add(1, "mira", "2026-11-25T08:00:00.000Z", "2026-11-25T12:00:00.000Z")).toBe("shift-past")
  expect(desk.does(person("mira"), "shift.added", named)).toBe("accepted")
  expect(add(1, "jonas", "2026-11-26T08:00:00.000Z", "2026-11-26T20:00:00.000Z")).toBe("already-exists")
  expect(add(2, "mira", "2026-11-25T19:00:00.000Z", "2026-11-26T07:00:00.000Z")).toBe("shift-overlaps")
  expect(add(2, "mira", "2026-11-25T20:00:00.000Z", "2026-11-26T07:00:00.000Z")).toBe("accepted")
  expect(desk.does(person("mira"), "shift.removed", { shift: id(9) })).toBe("no-such-subject")
  expect(desk.does(person("mira"), "shift.removed", { shift: id(1) })).toBe("accepted")
  expect(desk.shifts.map((each) => each.id)).toEqual([id(2)])
})

test("[R204] who is on duty is asked of a moment, and a shift ends where the next begins", () => {
  const desk = new Desk(rotaSubject)
  desk.does(person("mira"), "shift.added", shift(1, "jonas", "2026-11-25T20:00:00.000Z", "2026-11-26T08:00:00.000Z"))
  desk.does(person("mira"), "shift.added", shift(2, "mira", "2026-11-25T08:00:00.000Z", "2026-11-25T20:00:00.000Z"))
  const at = (moment: string) => onDuty(desk.shifts, moment).map((each) => each.person.id)
  expect(at("2026-11-25T07:59:59.999Z")).toEqual([])
  expect(at("2026-11-25T08:00:00.000Z")).toEqual(["mira"])
  expect(at("2026-11-25T20:00:00.000Z")).toEqual(["jonas"])
})

test("[R204] the rota holds at most 500 shifts, and those that ended a week ago make room", () => {
  const desk = new Desk(rotaSubject)
  const hour = (n: number) => new Date(ms("2026-11-25T12:00:00.000Z") + n * 3_600_000).toISOString()
  for (let n = 0; n < shiftsAtMost; n += 1)
    expect(desk.does(person("mira"), "shift.added", shift(n, "mira", hour(n), hour(n + 1)))).toBe("accepted")
  const more = shift(501, "jonas", hour(600), hour(601))
  expect(desk.does(person("mira"), "shift.added", more)).toBe("too-many-shifts")
  desk.at = hour(9 * 24)
  expect(desk.does(person("mira"), "shift.added", more)).toBe("accepted")
  expect(desk.shifts.length).toBeLessThan(shiftsAtMost)
  expect(desk.shifts.every(({ to }) => ms(to) > ms(desk.at) - 7 * 86_400_000)).toBe(true)
})

const hours = { platform: calendar("Europe/London"), agency: calendar("America/New_York") }
/** One referral as it was delivered in the night of New Year, a Thursday, before 9:00 in London. */
const withHours = (more: Partial<ReferralEntry> = {}) => {
  const { entry } = new OneReferral()
  const by = (limit: number) => new Date(addWorkingTime(delivered, limit, hours.platform)).toISOString()
  const decide = by(entry.limits.decideMs)
  return new OneReferral({
    hours,
    clocks: {
      ...entry.clocks,
      acknowledge: { ...entry.clocks.acknowledge, deadline: by(entry.limits.acknowledgeMs) },
      decide: { ...entry.clocks.decide, deadline: decide },
    },
    items: entry.items.map((item) => ({ ...item, deadline: decide })),
    ...more,
  })
}

test("[R201] at night both clocks wait for the platform's morning; P1 waits for nothing", () => {
  const clocks = (more: object) => written([], "words", undefined, { hours, ...more }).referral.clocks
  expect(clocks({}).acknowledge.deadline).toBe("2026-01-01T09:30:00.000Z")
  expect(clocks({}).decide.deadline).toBe("2026-01-01T11:00:00.000Z")
  const urgent = { brief: { ...brief, priority: "P1", reason: "life" } }
  expect(clocks(urgent).decide.deadline).toBe("2026-01-01T02:00:00.000Z")
  expect(clocks({ hours: { agency: hours.agency } }).decide.deadline).toBe("2026-01-01T02:00:00.000Z")
})

test("[R201][R203] the answer goes by the agency's hours, and a night that stood still gives nothing back", () => {
  const referral = withHours().later(10 * 60)
  referral.does("ana", "claim.made")
  expect(referral.does("ana", "information.needed", { items: [1] }, { question: "Which?" })).toBe("accepted")
  // Two hours from 9:00 in New York.
  expect(referral.entry.clocks.answer?.deadline).toBe("2026-01-01T16:00:00.000Z")
  referral.later(22 * 60).does("dara", "information.answered", {}, { answer: "The first." })
  // Asked on Thursday at 10:00 with an hour left, answered on Friday at 8:00: the hour is left from 9:00 on.
  expect([referral.at, referral.entry.clocks.decide.deadline]).toEqual([
    "2026-01-02T08:00:00.000Z",
    "2026-01-02T10:00:00.000Z",
  ])
})

test("[R203] fresh deadlines and the steps of an escalation go by the same hours", () => {
  const referral = withHours()
    .later(10 * 60)
    .decided()
    .later(6 * 60 + 30)
  referral.does("dara", "outcome.challenged", { items: [1] }, { reason: "because" })
  expect([referral.at, referral.item(1).deadline]).toEqual(["2026-01-01T16:30:00.000Z", "2026-01-02T10:30:00.000Z"])
  referral.later(24 * 60 - 6 * 60 + 15)
  expect([referral.at, referral.look()]).toEqual(["2026-01-02T10:45:00.000Z", ["clock.breached"]])
  // Half an hour of work after 10:30, and not a minute before.
  expect(referral.later(14).look()).toEqual([])
  expect(referral.later(1).look()).toEqual(["clock.escalated"])
  referral.later(5 * 60 + 59)
  expect(["2026-01-02T16:59:00.000Z", ["clock.escalated"]]).toEqual([referral.at, referral.look()])
  expect(referral.look()).toEqual(["clock.escalated"])
  const late = withHours().later(16 * 60 + 50)
  expect([late.look(), late.look(), late.later(60 * 60).look()]).toEqual([
    ["clock.breached", "clock.breached"],
    ["clock.escalated", "clock.escalated"],
    ["clock.escalated", "clock.escalated"],
  ])
})

/** An amendment that changes the priority alone. */
const amended = (referral: OneReferral, priority: "P1" | "P2") => {
  const clocks = { acknowledgeMs: 300_000, decideMs: 7_200_000 }
  const reason = priority === "P1" ? "life" : "advert"
  const facts = { brief: { ...brief, priority, reason }, clocks, author: "dara" }
  const none = { added: 0, removed: [], restore: false, evidenced: [] }
  const words = { title: "title", narrative: "narrative", corridor: "", conditions: "", evidences: [] }
  return referral.does("hub", "referral.amended", { ...facts, ...none }, words)
}

test("[R201][R203] raised to P1 at night its clocks run at once; lowered again they wait for the morning as before", () => {
  const referral = withHours().later(60)
  expect(amended(referral, "P1")).toBe("accepted")
  const { acknowledge, decide } = referral.entry.clocks
  expect([acknowledge.deadline, decide.deadline]).toEqual(["2026-01-01T01:05:00.000Z", "2026-01-01T03:00:00.000Z"])
  expect(amended(referral.later(1), "P2")).toBe("accepted")
  expect(referral.item(1).deadline).toBe("2026-01-01T11:00:00.000Z")
})

test("[R201][R206] a lead goes by the agency's hours, and its clocks escalate at the agency first", () => {
  const sent = "2026-01-01T00:00:00.000Z"
  const lead = (priority: "P1" | "P2") => {
    const one = new OneSubject({ room: "platform/tiktok", subject: id(7), at: sent })
    const reason = priority === "P1" ? "life" : "advert"
    const facts = { brief: { priority, reason, theme: "lorry", languages: ["en"] }, items: 0 }
    one.does("ana", "lead.sent", facts, { title: "title", narrative: "narrative", items: [] })
    const clocks = { acknowledgeMs: 1_800_000, decideMs: 7_200_000, escalateMs: 1_800_000 }
    expect(one.does("hub", "lead.received", { clocks, hours: hours.agency })).toBe("accepted")
    return one
  }
  const calm = lead("P2").known as LeadEntry
  // 9:00 in New York is 14:00.
  expect([calm.clocks?.acknowledge.deadline, calm.clocks?.decide.deadline, calm.dueAt]).toEqual([
    "2026-01-01T14:30:00.000Z",
    "2026-01-01T16:00:00.000Z",
    "2026-01-01T14:30:00.000Z",
  ])
  const urgent = lead("P1").later(30)
  expect((urgent.known as LeadEntry).clocks?.acknowledge.deadline).toBe("2026-01-01T00:30:00.000Z")
  const told = [0, 1, 2, 3].map(() => {
    const [due] = dues(urgent.known!)
    expect(urgent.does("hub", due!.type, due!.facts)).toBe("accepted")
    urgent.later(30)
    return due!.facts["to"]
  })
  expect(told).toEqual([undefined, "duty", "platform-supervisors", "both-supervisors"])
})

const calendars = fc.option(fc.constantFrom("Europe/London", "America/New_York", "Asia/Kathmandu").map(calendar), {
  nil: undefined,
})

test("[R201][R206] no deadline lies before its start or outside the hours; each step is written once, in order, not before it is due", () => {
  let [steps, outside] = [0, 0]
  fc.assert(
    fc.property(wishes, calendars, calendars, (list, platform, agency) => {
      const of = (clock: string): Calendar | null => (clock === "answer" ? agency : platform) ?? null
      let everUrgent = false
      const look = ({ referral }: ReturnType<typeof written>) => {
        everUrgent ||= referral.brief.priority === "P1"
        for (const [name, clock] of Object.entries(referral.clocks)) {
          if (!clock) continue
          expect(clock.deadline >= clock.startedAt).toBe(true)
          // A deadline is the end of working time that was counted: just before it somebody works.
          if (of(name) && !clock.pausedAt && !everUrgent) {
            expect(workingTimeBetween(ms(clock.deadline) - 1, ms(clock.deadline), of(name))).toBe(1)
            outside += 1
          }
        }
        for (const item of referral.items) expect(item.deadline > referral.deliveredAt).toBe(true)
      }
      const { events } = written(list, "words", look, { hours: { platform, agency } })
      const told = new Map<string, { deadline: string; step: number }>()
      const most = new Map<string, number>()
      const once = new Set<string>()
      let [version, urgent] = [1, false]
      for (const { type, at, facts } of events) {
        if (type === "referral.amended") {
          version += 1
          urgent = (facts as { brief: { priority: string } }).brief.priority === "P1"
        }
        if (!type.startsWith("clock.")) continue
        const { clock, deadline, step = 0 } = facts as { clock: string; deadline: string; step?: number }
        const before = told.get(clock)
        // A missed deadline that comes back goes on where its own steps were left.
        if (step > 0 && step !== (before?.step ?? -1) + 1) expect(step).toBeLessThanOrEqual((most.get(clock) ?? -1) + 1)
        most.set(clock, Math.max(step, most.get(clock) ?? -1))
        expect(once.has(`${version} ${clock} ${deadline} ${step}`)).toBe(false)
        const due = addWorkingTime(ms(deadline), step * 1_800_000, urgent ? null : of(clock))
        expect(ms(at)).toBeGreaterThanOrEqual(due)
        once.add(`${version} ${clock} ${deadline} ${step}`)
        told.set(clock, { deadline, step })
        steps = Math.max(steps, step)
      }
    }),
    { numRuns: 600 },
  )
  expect([steps, outside > 100]).toEqual([3, true])
})

test("[R202] a referral delivered round the clock lives as one without hours", () => {
  const always = { zone: "Europe/London", week: week.map(() => ({ from: 0, to: 1_440 })), holidays: [] }
  const all = { platform: calendarOf(always, delivered), agency: calendarOf(always, delivered) }
  fc.assert(
    fc.property(wishes, (list) => {
      const { hours: _, ...entry } = written(list, "words", undefined, { hours: all }).referral
      expect(entry).toEqual(written(list, "words").referral)
    }),
    { numRuns: 200 },
  )
})
