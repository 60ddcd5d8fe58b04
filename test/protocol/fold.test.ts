// Properties of the one fold, over random acts by several people that are judged as the hub judges them. Rules R7-R9, R28, R30, R31, R36-R42.
import fc from "fast-check"
import { expect, test } from "vitest"
import { emptySlice, type Entry, type RoomSlice } from "../../protocol/entries.ts"
import { asksToRestore, waits } from "../../protocol/entries/item.ts"
import { referralState, referralStates, type ReferralEntry } from "../../protocol/entries/referral.ts"
import { dues } from "../../protocol/due.ts"
import { later } from "../../protocol/topics/settle.ts"
import type { RoomEvent } from "../../protocol/event.ts"
import { applyEvent, UnknownType } from "../../protocol/fold.ts"
import { topics } from "../../protocol/topics.ts"
import { fold, wishes, written } from "./log-book.ts"
import old from "./old-events.json" with { type: "json" }

const runs = { numRuns: Number(process.env["RUNS"] ?? 400) }
const frozen = <T>(value: T): T => {
  if (value && typeof value === "object" && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

const itemStates = ["open", "held", "duplicate", "decided", "challenged", "restored", "withdrawn"]

test("[R30][R36]-[R40][R80]-[R84] states, claim and clocks agree with the items after every act", () => {
  const reached = new Set<string>()
  const items = new Set<string>()
  fc.assert(
    fc.property(wishes, (list) => {
      written(list, "words", ({ referral, events }) => {
        const { clocks, decidedAt, acknowledged, claim, closed, withdrawn, request, limits } = referral
        const at = events.at(-1)!.at
        const over = closed !== null || withdrawn !== null
        if (withdrawn) expect(referral.items.some(waits)).toBe(false)
        else expect(decidedAt !== null).toBe(!referral.items.some(waits))
        expect(referral.open).toBe(!over || referral.items.some(asksToRestore))
        if (decidedAt ?? withdrawn) expect(claim).toBeNull()
        // A raised priority asks for another acknowledgement of what is claimed.
        if (claim) expect(acknowledged !== null || referral.version > 1).toBe(true)
        if (claim) expect(claim.endsAt <= later(at, limits.claimMs)).toBe(true)
        if (acknowledged) expect(referral.seen).not.toBeNull()
        if (request) expect(referral.items.some((item) => item.state === "open")).toBe(true)
        expect(clocks.decide.stoppedAt !== null).toBe((decidedAt ?? withdrawn) !== null)
        expect(clocks.acknowledge.stoppedAt !== null).toBe((acknowledged ?? withdrawn) !== null)
        expect(clocks.answer !== null && clocks.answer.stoppedAt === null).toBe(request !== null)
        for (const item of referral.items) {
          items.add(item.state)
          expect(itemStates).toContain(item.state)
          if (item.state !== "withdrawn") expect(item.outcome !== null).toBe(!["open", "held"].includes(item.state))
          if (item.withdrawn) expect([item.evidence, waits(item)]).toEqual(["", false])
          expect(item.hold !== null).toBe(item.state === "held")
          expect(item.pausedAt !== null).toBe(item.state === "held" || (item.state === "open" && request !== null))
          expect(item.earlier.length).toBeGreaterThanOrEqual(0)
          expect(item.deadline >= referral.deliveredAt).toBe(true)
        }
        const running = referral.items.filter((item) => waits(item) && !item.pausedAt).map((item) => item.deadline)
        if (running.length > 0) expect(clocks.decide.deadline).toBe(running.sort()[0])
        expect(clocks.decide.pausedAt !== null).toBe((decidedAt ?? withdrawn) === null && running.length === 0)
        for (const clock of Object.values(clocks)) {
          if (!clock) continue
          expect(clock.deadline >= clock.startedAt).toBe(true)
          expect(clock.steps > 0).toBe(clock.breachedAt !== null)
          expect(clock.steps).toBeLessThanOrEqual(4)
          for (const time of [clock.stoppedAt, clock.breachedAt, clock.pausedAt])
            if (time) expect([time >= clock.startedAt, time <= at]).toEqual([true, true])
        }
        expect(referral.dueAt).toBe(
          dues(referral)
            .map((due) => due.at)
            .sort()[0] ?? null,
        )
        const state = referralState(referral)
        expect(referralStates).toContain(state)
        reached.add(state)
      })
    }),
    runs,
  )
  // The rarest need a run of luck; lifecycle.test.ts reaches each of them.
  expect([...items].filter((state) => state !== "challenged").sort()).toEqual(
    itemStates.filter((state) => state !== "challenged").sort(),
  )
  expect(reached.size).toBeGreaterThan(7)
})

test("[R28] a snapshot at any place plus the rest equals the whole, also of an entry that is ahead of its events", () => {
  fc.assert(
    fc.property(wishes, fc.nat(), (list, cut) => {
      const { events, entry, slice } = written(list)
      const at = cut % (events.length + 1)
      const half = JSON.parse(JSON.stringify(fold(events.slice(0, at)))) as ReturnType<typeof fold>
      expect(fold(events.slice(at), half)).toEqual(fold(events))
      const whole = fold(events)
      // The slice is moved by each event once: whoever holds it drops what its position has had.
      expect(fold(events.slice(at), whole).entry).toEqual(whole.entry)
      expect({ entry, slice }).toEqual(whole)
    }),
    runs,
  )
})

test("[R8] other words change no answer and no fact", () => {
  fc.assert(
    fc.property(wishes, fc.string({ unit: "binary" }), (list, words) => {
      const [one, other] = [written(list, "words"), written(list, words)]
      expect(one.answers).toEqual(other.answers)
      expect(withoutWords(one.entry)).toEqual(withoutWords(other.entry))
      expect(one.slice).toEqual(other.slice)
    }),
    runs,
  )
})

function withoutWords(entry: Entry | undefined): object {
  const { words: _, items, acknowledged, thread, ...facts } = entry as ReferralEntry
  const blank = { rule: "", preserved: "", sweep: "", duplicateOf: "" }
  return {
    ...facts,
    items: items.map((item) => ({
      ...item,
      address: "",
      evidence: "",
      outcome: item.outcome && { ...item.outcome, ...blank },
      earlier: item.earlier.map((each) => ({ ...each, ...blank })),
      hold: item.hold && { ...item.hold, reason: "", owner: "", receipt: "" },
      challenge: item.challenge && {
        ...item.challenge,
        reason: "",
        answer: item.challenge.answer && { ...item.challenge.answer, reason: "" },
      },
      restored: item.restored && { ...item.restored, reason: "" },
      withdrawn: item.withdrawn && {
        ...item.withdrawn,
        kept: item.withdrawn.kept && { ...item.withdrawn.kept, reason: "" },
      },
    })),
    withdrawn: facts.withdrawn && { ...facts.withdrawn, reason: "" },
    request: facts.request && { ...facts.request, question: "" },
    closed: facts.closed && { ...facts.closed, reason: "" },
    escalated: facts.escalated && { ...facts.escalated, reason: "" },
    acknowledged: acknowledged && { ...acknowledged, comment: "" },
    thread: {
      ...thread,
      last: thread.last && { ...thread.last, text: "" },
      translations: thread.translations.map((each) => ({ ...each, text: "" })),
    },
  }
}

test("[R7] the fold of the redacted log equals the fold with blank words, and what was shown live", () => {
  let redactions = 0
  fc.assert(
    fc.property(wishes, (list) => {
      const book = written(list)
      redactions += book.events.filter((event) => event.type === "message.redacted").length
      const blank = book.events.map((event): RoomEvent =>
        event.words === null ? { ...event, words: topics.get(event.type)!.blank(event.facts as never) } : event,
      )
      expect(fold(book.events)).toEqual(fold(blank))
      expect(fold(book.events).entry).toEqual(book.entry)
    }),
    runs,
  )
  expect(redactions).toBeGreaterThan(10)
})

test("[R44] a message is redacted once, and nobody but its author edits it", () => {
  fc.assert(
    fc.property(wishes, (list) => {
      const { events } = written(list)
      const redacted = events.filter((event) => event.type === "message.redacted").map((event) => event.target)
      expect(new Set(redacted).size).toBe(redacted.length)
      for (const edit of events.filter((event) => event.type === "message.edited"))
        expect(edit.by.id).toBe(events[edit.target! - 1]!.by.id)
    }),
    runs,
  )
})

test("[R42][R104] every step of a breach is written once for its clock and deadline, in order", () => {
  let steps = 0
  fc.assert(
    fc.property(wishes, (list) => {
      const last = new Map<string, number>()
      const most = new Map<string, number>()
      const once = new Set<string>()
      let version = 1
      for (const { type, at, facts } of written(list).events) {
        if (type === "referral.amended") version += 1
        if (!type.startsWith("clock.")) continue
        const { clock, deadline, step = 0 } = facts as { clock: string; deadline: string; step?: number }
        // A pause moves a missed deadline without forgiving it: the steps go on, also after another item's deadline ran meanwhile. A
        // fresh deadline begins anew.
        if (step !== 0 && step !== (last.get(clock) ?? -1) + 1)
          expect(step).toBeLessThanOrEqual((most.get(clock) ?? -1) + 1)
        most.set(clock, Math.max(step, most.get(clock) ?? -1))
        expect(once.has(`${version} ${clock} ${deadline} ${step}`)).toBe(false)
        expect(at >= deadline).toBe(true)
        once.add(`${version} ${clock} ${deadline} ${step}`)
        last.set(clock, step)
        steps = Math.max(steps, step)
      }
    }),
    runs,
  )
  expect(steps).toBe(3)
})

test("[R28] apply changes nothing that it is given", () => {
  fc.assert(
    fc.property(wishes, (list) => {
      let state: ReturnType<typeof fold> = { entry: undefined, slice: emptySlice }
      for (const event of written(list).events)
        state = applyEvent(frozen(state.entry), frozen(state.slice), frozen(event))
    }),
    { numRuns: 100 },
  )
})

test("[R9] an event of every type that was ever written is read to the same entry", () => {
  const recorded = old as unknown as {
    event: RoomEvent
    before: Entry | null
    slice: RoomSlice
    after: { entry: Entry; slice: object }
  }[]
  for (const { event, before, slice, after } of recorded)
    expect([event.type, applyEvent(before ?? undefined, slice, event)]).toEqual([event.type, after])
  expect([...new Set(recorded.map(({ event }) => event.type))].sort()).toEqual([...topics.keys()].sort())
})

test("[R9] an event of a type that this build does not know stops it", () => {
  const [event] = written([]).events
  expect(() => applyEvent(undefined, emptySlice, { ...event!, type: "message.shouted" })).toThrow(UnknownType)
})
