// What a client holds when answers, pages and live events arrive in any order: always the fold of the log. Rules R7, R28, R166.
import { setImmediate as turn } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { HeldRoom } from "../../client/hub/held-room.ts"
import { linesOf, ThreadView } from "../../client/hub/thread-view.ts"
import { arriving, emptySlice, type Entry, type RoomSlice } from "../../protocol/entries.ts"
import type { RoomEvent } from "../../protocol/event.ts"
import { applyEvent } from "../../protocol/fold.ts"
import type { CallResults, RoomInfo } from "../../protocol/wire.ts"
import { folded } from "./folded.ts"
import { random } from "./random.ts"
import { act, personId, say, startHub, tiktok, type TestHub } from "./start-hub.ts"

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)
const orders = 300

let hub: TestHub
let events: RoomEvent[]
/** the room after each event; [0] is the empty room */
const states: { entries: Map<string, Entry>; slice: RoomSlice }[] = []

beforeAll(async () => {
  hub = await startHub()
  const { pick, whole } = random(seed)
  const subjects: string[] = []
  for (let each = 0; each < 6; each += 1) subjects.push((await hub.referral()).referrals["tiktok"]!)
  for (let each = 0; each < 200; each += 1) {
    const subject = pick(subjects)
    const proposal = pick([
      say(subject, `n ${each}`),
      act("referral.closed", subject, {}, { reason: "enough" }),
      act("referral.reopened", subject, { items: [1] }, { reason: "again" }),
      act("referral.escalated", subject, {}, { reason: "slow" }),
    ])
    await hub.real.rooms.propose(personId("Mira Okoro"), tiktok, [proposal])
    if (whole(1, 60) === 1) subjects.push((await hub.referral()).referrals["tiktok"]!)
  }
  events = folded(hub, tiktok).events
  let entries = new Map<string, Entry>()
  let slice = emptySlice
  states.push({ entries, slice })
  for (const event of events) {
    const after = applyEvent(entries.get(event.subject), slice, event)
    entries = new Map(entries)
    slice = after.slice
    if (after.entry) entries.set(event.subject, after.entry)
    states.push({ entries, slice })
  }
})
afterAll(() => hub[Symbol.asyncDispose]())

const info: RoomInfo = {
  room: tiktok,
  organisation: { id: "tiktok", name: "TikTok", kind: "platform", prefix: "TT" },
  acting: { organisation: "tiktok", kind: "platform", roles: ["moderator"] },
}
const positionOf = (seq: number) => ({ seq, hash: events[seq - 1]!.hash })

test(`[R28] entries that are fetched, carried, looked up and folded, in any order of arrival, are those of the log (SEED=${seed})`, async () => {
  let fetches = 0
  for (let order = 0; order < orders; order += 1) {
    const { whole, pick } = random(seed + order)
    const last = events.length
    const asked: { subject: string; at: number; answer: (entry: Entry | null) => void }[] = []
    const room: HeldRoom = new HeldRoom(info, {
      changed: () => undefined,
      arrived: () => undefined,
      reopen: () => expect.unreachable("a gap"),
      shown: () => false,
      again: () => undefined,
      fetchEntry: (subject) =>
        new Promise((resolve) => {
          fetches += 1
          const at = whole(room.position.seq, Math.min(last, room.position.seq + 20))
          asked.push({ subject, at, answer: (entry) => resolve({ entry, seq: at }) })
        }),
    })
    const start = whole(20, last - 50)
    const needed = [...states[start]!.entries.values()].filter((entry) => entry.open || arriving(entry))
    room.snapshot({
      room: tiktok,
      position: positionOf(start),
      slice: states[start]!.slice,
      entries: needed,
      first: true,
      last: true,
    })
    room.wentLive({ position: positionOf(start), marks: [], here: [] })
    /** an answer of the hub, as it was when the hub gave it */
    const entryAt = (subject: string, seq: number) => states[seq]!.entries.get(subject) ?? null
    const looked: { subject: string; at: number }[] = []
    while (room.position.seq < last || asked.length > 0) {
      const { seq } = room.position
      const choice = whole(1, 10)
      if (choice <= 5 && seq < last) {
        const next = Math.min(last, seq + whole(1, 8))
        const frame = events.slice(seq, next)
        const woken = [...new Set(frame.map((event) => event.subject))].flatMap((subject) => {
          const before = states[seq]!.entries.get(subject)
          return before && !before.open ? states[next]!.entries.get(subject)! : []
        })
        // A page carries no entries; a live turn does.
        room.take({ events: frame, ...(whole(1, 2) === 1 ? { entries: woken } : {}) })
      } else if (choice <= 7 && asked.length > 0) {
        const [{ subject, at, answer }] = asked.splice(whole(0, asked.length - 1), 1) as [(typeof asked)[number]]
        answer(entryAt(subject, at))
        await turn()
      } else if (choice === 8) {
        looked.push({ subject: pick([...states[seq]!.entries.keys()]), at: whole(seq, Math.min(last, seq + 10)) })
      } else if (looked.length > 0) {
        const { subject, at } = looked.shift()!
        const entry = entryAt(subject, at)
        if (entry) room.hold(entry)
      }
    }
    const held = [...room.entries.values()]
    for (const entry of held) expect(entry, `SEED=${seed + order}`).toEqual(states[last]!.entries.get(entry.subject))
    for (const entry of states[last]!.entries.values())
      if (entry.open) expect(room.entries.has(entry.subject)).toBe(true)
    expect(room.slice).toEqual(states[last]!.slice)
  }
  expect(fetches).toBeGreaterThan(orders)
})

const event = (seq: number, type: string, words: unknown, target: number | null = null): RoomEvent => ({
  room: tiktok,
  seq,
  id: `id ${seq}`,
  type,
  subject: "one",
  target,
  by: { id: "ana", name: "Ana", organisation: "tiktok" },
  at: `2026-01-01T00:00:${String(seq).padStart(2, "0")}.000Z`,
  facts: type === "message.sent" ? { kind: "message" } : {},
  words,
  hash: String(seq),
})

test("[R7][R28] a page that was read before a redaction and arrives after it brings the words back neither to the screen nor to memory", async () => {
  const page = Promise.withResolvers<CallResults["list"]>()
  const view = new ThreadView(
    "one",
    () => page.promise,
    () => undefined,
  )
  const loading = view.load()
  const sent = event(1, "message.sent", { text: "a secret" })
  const edited = event(2, "message.edited", { text: "the same secret" }, 1)
  const redacted = event(3, "message.redacted", {}, 1)
  view.take(redacted)
  page.resolve({ events: [sent, edited], seq: 2, more: false })
  await loading
  expect(JSON.stringify(view.lines)).not.toContain("secret")
  expect(view.lines).toEqual(linesOf([{ ...sent, words: null }, { ...edited, words: null }, redacted]))
})
