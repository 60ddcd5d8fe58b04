// What the feed shows and what stands still in it, over random changes: index and view with real held rooms, without a screen. Rules R153, R154.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { HeldRoom } from "../../client/hub/held-room.ts"
import { Hub } from "../../client/hub/hub.ts"
import { FeedIndex } from "../../client/screens/feed/feed-index.ts"
import { FeedView } from "../../client/screens/feed/feed-view.ts"
import { matcher, readFilter, writeFilter, type Filter } from "../../client/screens/feed/filter.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { sampleClock, sampleItem, sampleReferral } from "../protocol/samples.ts"
import { filterKeys, type FilterKey } from "../../protocol/filter.ts"

const now = Date.parse("2026-11-25T14:07:31.000Z")
const iso = (ms: number) => new Date(now + ms).toISOString()
const minute = 60_000
const hour = 60 * minute
const kept = () => ({ getItem: () => null, setItem: () => undefined, removeItem: () => undefined })

/** A hub without a line, which holds rooms as if they had been opened. */
function heldHub(...platforms: string[]) {
  const hub = new Hub({
    url: "",
    fetch,
    storage: { tab: kept(), browser: kept() },
    clock: { now: () => now, after: () => () => undefined },
  })
  hub.person = { id: "ana", name: "Ana" }
  const rooms = platforms.map((id) => {
    const organisation = { id, name: id, kind: "platform" as const, prefix: id.slice(0, 2).toUpperCase() }
    const acting = { organisation: id, kind: "platform" as const, roles: ["moderator" as const] }
    const room = new HeldRoom(
      { room: `platform/${id}`, organisation, acting },
      {
        changed: () => undefined,
        arrived: () => undefined,
        fetchEntry: () => Promise.resolve({ entry: null, seq: 0 }),
        reopen: () => undefined,
        shown: () => false,
        again: () => undefined,
      },
    )
    room.wentLive({ position: room.position, marks: [], here: [] })
    hub.rooms.set(room.name, room)
    return room
  })
  return { hub, rooms, index: new FeedIndex(hub) }
}

let seq = 0
/** A referral as it stands; `n` makes its subject. */
function referral(n: number, change: Partial<ReferralEntry> & { dueIn?: number; phone?: string } = {}): ReferralEntry {
  const { dueIn = n * minute, phone, ...rest } = change
  const clock = (stoppedAt: string | null) => sampleClock({ startedAt: iso(-hour), deadline: iso(dueIn), stoppedAt })
  const decidedAt = rest.decidedAt ?? null
  return sampleReferral({
    subject: `subject-${String(n).padStart(4, "0")}`,
    seq: (seq += 1),
    open: decidedAt === null,
    number: n,
    words: { title: `Title ${n}`, narrative: "", corridor: "", conditions: "" },
    deliveredAt: iso(-n * minute),
    clocks: { acknowledge: clock(decidedAt), decide: clock(decidedAt), answer: null },
    items: [
      sampleItem({ address: `https://www.tiktok.com/@one.${n}` }),
      ...(phone ? [sampleItem({ n: 2, kind: "phone", address: phone })] : []),
    ],
    ...rest,
  })
}
/** looking costs nothing, so that every change is looked at */
const still = () => 0
const asking = (rooms: HeldRoom[], filter: Filter = {}) => ({ filter, sort: "clock" as const, rooms, me: "ana", now })
const keysOf = (view: FeedView) => view.items.map((item) => item.key)

test("what burns first stands first, the decided last; a storm is one row, unfolded by its key", () => {
  const { rooms, index } = heldHub("tiktok")
  const [room] = rooms as [HeldRoom]
  const phone = "+447700900219"
  room.hold(referral(1, { decidedAt: iso(-hour) }))
  for (const n of [2, 3, 5]) room.hold(referral(n, { phone }))
  room.hold(referral(4))
  const view = new FeedView(index, still)
  view.show(asking(rooms), false)
  expect(keysOf(view)).toEqual([`storm contact ${phone}`, "subject-0004", "subject-0001"])
  expect(view.find("subject-0005")).toBe(0)
  view.fold(`contact ${phone}`, true)
  expect(keysOf(view)).toEqual([
    `storm contact ${phone}`,
    "subject-0002",
    "subject-0003",
    "subject-0005",
    "subject-0004",
    "subject-0001",
  ])
  room.hold(referral(5, { decidedAt: iso(0) }))
  view.show(asking(rooms), false)
  expect(view.items.every((item) => item.kind === "row")).toBe(true)
})

describe("filters", () => {
  test("[R153] the address gives back the same filter, whatever is in it", () => {
    const values = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9-]{1,32}$/), { minLength: 1, maxLength: 16 })
    const filters = fc.record(
      Object.fromEntries(Object.keys(filterKeys).map((key) => [key, values])) as Record<FilterKey, typeof values>,
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(filters, fc.constantFrom("clock", "newest"), (filter, sort) => {
        const text = writeFilter(filter, sort)
        const read = readFilter(text)
        expect(writeFilter(read.filter, read.sort)).toBe(text)
        const sorted = Object.fromEntries(Object.entries(filter).map(([key, each]) => [key, [...each].sort()]))
        expect(read).toEqual({ filter: sorted, sort })
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => void readFilter(text)))
  })

  test("[R153] every key must fit, a value that is not known fits nothing, and without a state it is what is open or of today", () => {
    const asked = (asker: string): ReferralEntry => {
      const { thread, ...rest } = referral(1)
      return { ...rest, thread: { ...thread, openQuestions: [7], askers: [asker] } }
    }
    const claimed = referral(1, {
      claim: { by: { id: "ana", name: "Ana", organisation: "tiktok" }, at: iso(0), seq: 1, endsAt: iso(hour) },
    })
    const cases: [Filter, ReferralEntry, number, boolean][] = [
      [{}, referral(1), 0, true],
      [{}, referral(1, { decidedAt: iso(-23 * hour) }), 0, true],
      [{}, referral(1, { decidedAt: iso(-25 * hour) }), 0, false],
      [{ state: ["all"] }, referral(1, { decidedAt: iso(-25 * hour) }), 0, true],
      [{ state: ["delivered", "seen"] }, referral(1), 0, true],
      [{ state: ["in-review"] }, referral(1), 0, false],
      [{ state: ["in-review"], who: ["me"] }, claimed, 0, true],
      [{ who: ["nobody"] }, claimed, 0, false],
      [{ who: ["nobody"] }, referral(1), 0, true],
      [{ priority: ["P1"], theme: ["lorry"] }, referral(1), 0, false],
      [{ priority: ["P1", "P2"], theme: ["lorry"], language: ["en"] }, referral(1), 0, true],
      [{ due: ["overdue"] }, referral(1, { dueIn: -1 }), 0, true],
      [{ due: ["overdue"] }, referral(1), 0, false],
      [{ due: ["hour"] }, referral(1, { dueIn: 61 * minute }), 0, false],
      [{ unread: ["yes"] }, referral(1), 2, true],
      [{ unread: ["yes"] }, referral(1), 0, false],
      [{ waiting: ["us"] }, referral(1), 0, false],
      [{ waiting: ["us"] }, asked("nca"), 0, true],
      [{ waiting: ["us"] }, asked("tiktok"), 0, false],
      [{ waiting: ["others"] }, asked("tiktok"), 0, true],
      [{ platform: ["x"] }, referral(1), 0, false],
      [{ theme: ["of-a-later-version"] }, referral(1), 0, false],
    ]
    const side = { organisation: "tiktok", kind: "platform" } as const
    for (const [filter, entry, unread, fits] of cases)
      expect([filter, matcher(filter, { me: "ana", now })({ entry, organisation: "tiktok", unread, side })]).toEqual([
        filter,
        fits,
      ])
  })
})

const change = fc.record({
  n: fc.integer({ min: 0, max: 40 }),
  dueIn: fc.integer({ min: -100, max: 100 }).map((minutes) => minutes * minute),
  decided: fc.option(
    fc.integer({ min: -48, max: 0 }).map((hours) => iso(hours * hour)),
    { nil: undefined },
  ),
  phone: fc.constantFrom(undefined, "+447700900001", "+447700900002"),
  where: fc.nat(1),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

function put(rooms: HeldRoom[], { n, dueIn, decided, phone, where }: Change): void {
  const entry = referral(n + where * 100, {
    dueIn,
    ...(decided ? { decidedAt: decided } : {}),
    ...(phone ? { phone } : {}),
  })
  rooms[where]!.hold(entry)
}

test("the index, kept by single changes, is in the order of one that is made anew, and counts the same", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
      const { hub, rooms, index } = heldHub("tiktok", "youtube")
      for (const each of changes) {
        put(rooms, each)
        index.sorted("clock")
      }
      const anew = new FeedIndex(hub)
      for (const sort of ["clock", "newest"] as const)
        expect(index.sorted(sort).map((row) => row.entry)).toEqual(anew.sorted(sort).map((row) => row.entry))
      for (const room of rooms) {
        const open = [...room.entries.values()].filter((entry) => entry.open).length
        expect([index.open(room), anew.open(room)]).toEqual([open, open])
      }
    }),
    { numRuns: 60 },
  )
})

test("[R154] while it is read nothing shown moves, goes or comes; older ones join at the end; what is new waits, and all of it comes at once", () => {
  let waited = 0
  let joined = 0
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 40 }),
      fc.array(change, { minLength: 1, maxLength: 40 }),
      (first, then) => {
        const { rooms, index } = heldHub("tiktok", "youtube")
        for (const each of first) put(rooms, each)
        const view = new FeedView(index, still)
        view.show(asking(rooms), false)
        const before = keysOf(view)
        const shown = new Set(view.items.flatMap((item) => (item.kind === "row" ? [item.row] : item.rows)))
        for (const each of then) {
          put(rooms, each)
          view.show(asking(rooms), true)
          expect(keysOf(view).slice(0, before.length)).toEqual(before)
        }
        for (const item of view.items.slice(before.length)) {
          joined += 1
          expect(item.kind === "row" && shown.has(item.row)).toBe(false)
        }
        const { waiting } = view
        waited += waiting.length
        for (const row of waiting) expect([shown.has(row), row.entry.open]).toEqual([false, true])
        view.renew()
        view.show(asking(rooms), true)
        const fresh = new FeedView(index, still)
        fresh.show(asking(rooms), false)
        expect([keysOf(view), view.waiting]).toEqual([keysOf(fresh), []])
      },
    ),
    { numRuns: 100 },
  )
  expect([waited > 50, joined > 50]).toEqual([true, true])
})

test("[R154] a room that is lost takes its rows with it, also while they are read", () => {
  const { hub, rooms, index } = heldHub("tiktok", "youtube")
  rooms[0]!.hold(referral(1))
  rooms[1]!.hold(referral(2))
  const view = new FeedView(index, still)
  view.show(asking(rooms), false)
  expect(view.items.length).toBe(2)
  hub.rooms.delete("platform/youtube")
  view.show(asking([rooms[0]!, rooms[1]!]), true)
  expect(keysOf(view)).toEqual(["subject-0001"])
})
