// What each call of the wire does once it is parsed. Made by hub.ts; sockets.ts calls it. A room that may not be opened answers `gone`,
// byte for byte as one that does not exist. [R21][R24]
import { notNow, type Refusal } from "../../protocol/errors.ts"
import { accessRoom, readRoom, type Actor } from "../../protocol/event.ts"
import { parseProposal } from "../../protocol/fold.ts"
import { markedSubject } from "../../protocol/notices.ts"
import { may } from "../../protocol/permissions.ts"
import { threadTypes } from "../../protocol/topics.ts"
import { setApart } from "../../protocol/waiting.ts"
import type { Answer, CallName, CallOf, CallResults, Mark } from "../../protocol/wire.ts"
import { readRow } from "../engine/chain.ts"
import type { Contact } from "../engine/contact.ts"
import type { Push } from "../engine/push.ts"
import type { Rooms } from "../engine/rooms.ts"
import type { Leavers } from "../identity/leavers.ts"
import type { Sessions } from "../identity/sessions.ts"
import type { Search } from "../search/search.ts"
import type { Store } from "../store/store.ts"
import type { OwnMachines } from "./own-machines.ts"
import type { ReadingLog } from "./reading-log.ts"
import type { Signals } from "./signals.ts"
import type { SocketLine } from "./sockets.ts"

export interface CallParts {
  rooms: Rooms
  store: Store
  push: Push
  sessions: Sessions
  leavers: Pick<Leavers, "own" | "mayKeep">
  contact: Pick<Contact, "held">
  search: Search
  now(): number
  signal: Signals["send"]
  own: Pick<OwnMachines, "marked" | "kept">
  readingLog: Pick<ReadingLog, "allows" | "allowsSearch">
}

type Calls = { [K in CallName]: (line: SocketLine, value: CallOf<K>) => Promise<CallResults[K] | Refusal> }
const gone: Refusal = { code: "gone" }
const away: Refusal = { code: "unavailable" }
const readsOnly: Refusal = { code: "forbidden" }

function forbidden(value: unknown): Answer {
  const parsed = parseProposal(value)
  if ("refusal" in parsed) return { id: parsed.id ?? "", refusal: parsed.refusal }
  return { id: parsed.proposal.id, refusal: { code: "forbidden" } }
}

const touchMs = 60_000

export function calls(
  parts: CallParts,
): <K extends CallName>(name: K, line: SocketLine, value: CallOf<K>) => Promise<object | Refusal> {
  const { rooms, store, push } = parts
  const touched = new WeakMap<SocketLine, number>()
  const actor = (line: SocketLine, room: string): Actor | undefined => rooms.access.actor(line.person, room)

  /** What lies in memory must not be shown by a process that may have missed the end of a right. [R16] */
  async function current<T extends object>(read: () => Promise<T | Refusal>): Promise<T | Refusal> {
    if (!parts.contact.held()) return away
    const found = await read()
    return parts.contact.held() ? found : away
  }

  /**
   * Reads for somebody who may open the room before and after the reading: a right may end in between. Of whoever reads with a reason it
   * is written down first, with the subject that is asked for. [R22][R188]
   */
  async function reading<T extends object>(
    line: SocketLine,
    room: string,
    read: () => Promise<T>,
    subject?: string,
  ): Promise<T | Refusal> {
    const by = actor(line, room)
    if (!by) return gone
    if (by.reading !== undefined) {
      void active(line).catch(() => undefined)
      if (!(await parts.readingLog.allows(by, room, subject))) return gone
    }
    return current(async () => {
      const found = await read()
      return actor(line, room) && line.connected ? found : gone
    })
  }

  /** A person who acts keeps the session alive; looking alone does not. */
  async function active(line: SocketLine): Promise<void> {
    if (parts.now() - (touched.get(line) ?? 0) < touchMs) return
    touched.set(line, parts.now())
    await parts.sessions.touch(line.session)
    const session = await parts.sessions.find(line.session)
    if (session) line.untilMs = parts.sessions.until(session)
  }

  const all: Calls = {
    async propose(line, { room, proposals }) {
      if (!actor(line, room)) return gone
      // Its administrators read here; they act by the calls of people.ts, which keep what no single entry can tell. [R184]
      if (room === accessRoom) return { answers: proposals.map(forbidden) }
      void active(line).catch(() => undefined)
      return { answers: await rooms.propose(line.person, room, proposals) }
    },
    async open(line, { room, position }) {
      return (await push.open(line, room, position)) === "live" ? { live: true } : gone
    },
    async close(line, { room }) {
      push.close(line, room)
      return { closed: true }
    },
    list: (line, { room, subject, before, limit }) => {
      const read = async () => {
        const { position } = await rooms.room(room)
        const rows = await store.page(room, subject, threadTypes, before, limit)
        const oldest = rows.at(-1)?.seq ?? 0
        const newest = before === 0 ? Number.MAX_SAFE_INTEGER : before - 1
        const changes = rows.length > 0 ? await store.targeting(room, oldest, newest) : []
        const bySeq = new Map(
          [...rows, ...changes.filter((row) => row.subject === subject)].map((row) => [row.seq, row]),
        )
        const events = [...bySeq.values()].sort((one, other) => one.seq - other.seq).map(readRow)
        return { events, seq: position.seq, more: rows.length === limit }
      }
      return reading(line, room, read, subject)
    },
    entry: (line, { room, subject }) => {
      const read = async () => {
        const found = await rooms.room(room)
        const entry = await found.hold(subject)
        return { entry: entry ?? null, seq: found.position.seq }
      }
      return reading(line, room, read, subject)
    },
    entries: (line, { room, before, limit }) =>
      reading(line, room, async () => {
        const found = await rooms.room(room)
        await found.save()
        const entries = await store.loadClosed(room, before, limit)
        return { entries, seq: found.position.seq, more: entries.length === limit }
      }),
    people: (line, { room }) =>
      reading(line, room, () =>
        Promise.resolve({
          people: rooms.access.people().flatMap(({ subject }) => {
            const each = rooms.access.actor(subject, room)
            // Who reads with a reason is not shown to those who work there. [R187]
            return each && each.reading === undefined
              ? [{ id: each.id, name: each.name, organisation: each.organisation, roles: each.roles }]
              : []
          }),
        }),
      ),
    async mark(line, { room, subject, seq }) {
      if (actor(line, room)?.reading !== undefined) return readsOnly
      return reading<{ mark: Mark } | Refusal>(line, room, async () => {
        const found = await rooms.room(room)
        // A mark is about something that is there: made-up subjects must not fill the store.
        const about = markedSubject(subject)
        if (about && !(await found.hold(about))) return notNow("no-such-subject")
        const upTo = Math.min(seq, found.position.seq)
        const messages = await store.count(room, subject, "message.sent", upTo)
        const mark = await store.setMark(line.person, room, { subject, seq: upTo, messages })
        parts.own.marked(line, { room, mark })
        return { mark }
      })
    },
    async signal(line, { room, subject, signal }) {
      const by = actor(line, room)
      const kind = readRoom(room)?.kind
      if (!by || !kind || !push.follows(line, room)) return gone
      if (by.reading !== undefined) return readsOnly
      if (!parts.contact.held()) return away
      // Who may not write does not type.
      if (signal === "typing" && !may(by, kind, "message.sent")) return { code: "forbidden" }
      parts.signal(line.socket, line, room, subject, signal, {
        id: by.id,
        name: by.name,
        organisation: by.organisation,
      })
      return {}
    },
    async confirm(line, positions) {
      for (const [room, seq] of Object.entries(positions)) push.confirm(line, room, seq)
      return {}
    },
    async keep(line, { key, text }) {
      if (!parts.leavers.mayKeep(line.person, key, text)) return { code: "forbidden" }
      void active(line).catch(() => undefined)
      const at = await store.keep(line.person, key, text)
      if (setApart(key)) parts.own.kept(line, { key, text })
      return { at }
    },
    kept: async (line, { prefix }) => ({ rows: parts.leavers.own(line.person, await store.kept(line.person, prefix)) }),
    search: (line, asked) =>
      current(async () =>
        (await parts.readingLog.allowsSearch(line.person, asked.query)) ? parts.search.answer(line, asked) : away,
      ),
    sent: (line, asked) => current(() => parts.search.sent(line, asked)),
  }
  return (name, line, value) => all[name](line, value)
}
