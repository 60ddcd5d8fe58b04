// Properties of the one fold, over random acts by several people that are judged as the hub judges them. Rules R7-R9, R28, R30, R31, R36-R42.
import fc from "fast-check"
import { expect, test } from "vitest"
import { emptySlice, referralState, type Entry, type ReferralEntry } from "../../protocol/entries.ts"
import type { RoomEvent } from "../../protocol/event.ts"
import { applyEvent, UnknownType } from "../../protocol/fold.ts"
import { topics } from "../../protocol/topics.ts"
import { fold, LogBook, wishes, written } from "./log-book.ts"
import old from "./old-events.json" with { type: "json" }

const runs = { numRuns: Number(process.env["RUNS"] ?? 400) }
const frozen = <T>(value: T): T => {
  if (value && typeof value === "object" && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

test("[R30][R36]-[R40] open, decided, claim and clocks agree with the items after every act", () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(wishes, (list) => {
      let before = new LogBook("").referral
      written(list, "words", ({ referral, events }) => {
        const { clocks, items, decidedAt, acknowledged, claim } = referral
        const at = events.at(-1)!.at
        expect(decidedAt !== null).toBe(items.every((item) => item.state === "decided"))
        expect(referral.open).toBe(decidedAt === null)
        if (decidedAt) expect(claim).toBeNull()
        expect(clocks.decide.stoppedAt).toBe(decidedAt)
        expect(clocks.acknowledge.stoppedAt !== null).toBe(acknowledged !== null)
        if (claim) expect(acknowledged).not.toBeNull()
        if (acknowledged) expect(referral.seen).not.toBeNull()
        for (const item of items) expect(item.outcome !== null).toBe(item.state === "decided")
        for (const name of ["acknowledge", "decide"] as const) {
          const clock = clocks[name]
          expect([clock.startedAt, clock.deadline]).toEqual([
            before.clocks[name].startedAt,
            before.clocks[name].deadline,
          ])
          for (const time of [clock.stoppedAt, clock.breachedAt])
            if (time) expect([time >= clock.startedAt, time <= at]).toEqual([true, true])
          if (clock.breachedAt) expect(clock.breachedAt >= clock.deadline).toBe(true)
          if (before.clocks[name].breachedAt) expect(clock.breachedAt).toBe(before.clocks[name].breachedAt)
        }
        const due = Object.values(clocks)
          .filter((clock) => !clock.stoppedAt && !clock.breachedAt)
          .map((clock) => clock.deadline)
          .sort()[0]
        expect(referral.dueAt).toBe(due ?? null)
        const expected = decidedAt
          ? "decided"
          : claim
            ? "in-review"
            : acknowledged
              ? "acknowledged"
              : referral.seen
                ? "seen"
                : "delivered"
        expect(referralState(referral)).toBe(expected)
        reached.add(expected)
        before = referral
      })
    }),
    runs,
  )
  expect([...reached].sort()).toEqual(["acknowledged", "decided", "delivered", "in-review", "seen"])
})

test("[R28] a snapshot at any place plus the rest equals the whole, also when events come twice", () => {
  fc.assert(
    fc.property(wishes, fc.nat(), (list, cut) => {
      const { events, entry, slice } = written(list)
      const at = cut % (events.length + 1)
      const half = JSON.parse(JSON.stringify(fold(events.slice(0, at)))) as ReturnType<typeof fold>
      expect(fold(events.slice(at), half)).toEqual(fold(events))
      const whole = fold(events)
      expect(fold(events.slice(at), whole)).toEqual(whole)
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
    })),
    acknowledged: acknowledged && { ...acknowledged, comment: "" },
    thread: { ...thread, last: thread.last && { ...thread.last, text: "" } },
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

test("[R42] each clock is breached at most once", () => {
  fc.assert(
    fc.property(wishes, (list) => {
      const breached = written(list)
        .events.filter((event) => event.type === "clock.breached")
        .map((event) => (event.facts as { clock: string }).clock)
      expect(new Set(breached).size).toBe(breached.length)
    }),
    runs,
  )
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
    slice: { numbered: number }
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
