// The whole wire on one page: every message between client and hub, and its number. A change here changes the number. [R60]
// Client to hub calls carry an acknowledgement; each answers its result or `{ refusal }`.
import * as v from "valibot"
import type { Entry, RoomSlice } from "./entries.ts"
import type { By, OrganisationKind, Position, Role, RoomEvent } from "./event.ts"
import type { Refusal } from "./errors.ts"
import type { Excerpt, FoundKind } from "./search.ts"
import type { Priority, PriorityLimits } from "./vocabulary.ts"

export const protocolNumber = 4

/** how many addresses one `sent` asks about */
export const sentAtOnce = 100

export const limits = {
  /** proposals in one call */
  proposals: 64,
  /** bytes of one message from a client */
  messageBytes: 65_536,
  /** events in one page */
  page: 200,
  /** depth of any JSON from a client */
  depth: 16,
  /** rooms in one handshake */
  rooms: 64,
  /** bytes of one scratch row */
  scratchBytes: 49_152,
} as const

const id = v.pipe(v.string(), v.uuid("must be a UUID"))
const room = v.pipe(v.string(), v.maxLength(64))
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const subject = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9-]{1,64}$/, "must be an id"))
const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, "must be a UTC time"))
const position = v.strictObject({ seq, hash: v.pipe(v.string(), v.maxLength(64)) })

/** Given in the Socket.IO handshake. `token` is the short access token. */
export const handshakeSchema = v.object({
  token: v.pipe(v.string(), v.maxLength(4_096)),
  protocol: v.number(),
  positions: v.pipe(
    v.record(room, position),
    v.check((each) => Object.keys(each).length <= limits.rooms, `at most ${limits.rooms} rooms`),
  ),
})

export const proposalSchema = v.strictObject({
  id,
  type: v.pipe(v.string(), v.maxLength(64)),
  subject,
  seen: seq,
  target: v.optional(seq),
  body: v.strictObject({ facts: v.unknown(), words: v.unknown() }),
})

/** Client to hub. */
export const calls = {
  /** Proposals for one room, judged in order. Answers one `Answer` each. */
  propose: v.strictObject({
    room,
    proposals: v.pipe(
      v.array(v.unknown()),
      v.minLength(1),
      v.maxLength(limits.proposals, `at most ${limits.proposals}`),
    ),
  }),
  /** Follow a room from a position; `open` is answered when the room is live. */
  open: v.strictObject({ room, position }),
  /** Stop following a room. */
  close: v.strictObject({ room }),
  /** One subject's events of the given list, newest page first; `before` is exclusive, 0 for the newest. */
  list: v.strictObject({
    room,
    subject,
    list: v.picklist(["thread"]),
    before: seq,
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.page)),
  }),
  /** One entry as it stands. */
  entry: v.strictObject({ room, subject }),
  /** Entries that are no longer open, newest first; `before` is the seq of the last one got, 0 for the newest. */
  entries: v.strictObject({
    room,
    before: seq,
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.page)),
  }),
  /** Who else may open the room, and as what. */
  people: v.strictObject({ room }),
  /** How far this person has read one thread. Only grows. */
  mark: v.strictObject({ room, subject, seq }),
  /** Typing or looking at a subject. */
  signal: v.strictObject({ room, subject, signal: v.picklist(["typing", "here", "away"]) }),
  /** Once a second: the seq that was applied of each live room. */
  confirm: v.record(room, seq),
  /** A person's unfinished work; an empty text deletes it. */
  keep: v.strictObject({
    key: v.pipe(v.string(), v.maxLength(128)),
    text: v.pipe(v.string(), v.maxBytes(limits.scratchBytes)),
  }),
  /** Scratch by key, or all keys that start with it. */
  kept: v.strictObject({ prefix: v.pipe(v.string(), v.maxLength(128)) }),
  /** Everything open to this person that fits, newest first; `after` is where the answer before ended, null for the newest. */
  search: v.strictObject({
    query: v.pipe(v.string(), v.maxLength(1_000)),
    after: v.nullable(v.strictObject({ at: time, room, seq, n: seq })),
  }),
  /** Which of these the agency has sent before; for everybody else none. */
  sent: v.strictObject({
    addresses: v.pipe(v.array(v.pipe(v.string(), v.maxLength(2_200))), v.minLength(1), v.maxLength(sentAtOnce)),
  }),
} as const

export type CallName = keyof typeof calls
export type CallOf<K extends CallName> = v.InferOutput<(typeof calls)[K]>

export type Answer = { id: string; seq: number; hash: string; at: string } | { id: string; refusal: Refusal }

export interface Mark {
  subject: string
  seq: number
  /** messages of the thread up to `seq`: unread is the entry's count minus this */
  messages: number
}

/** Somebody who may open a room. */
export interface RoomPerson extends By {
  roles: readonly Role[]
}

export interface KeptRow {
  key: string
  text: string
  at: string
  /** of what was handed on: the name of who began it */
  by?: string
}

export interface Refused {
  refusal: Refusal
}

export interface CallResults {
  propose: { answers: Answer[] }
  open: { live: true }
  close: { closed: true }
  list: { events: RoomEvent[]; seq: number; more: boolean }
  entry: { entry: Entry | null; seq: number }
  entries: { entries: Entry[]; seq: number; more: boolean }
  people: { people: RoomPerson[] }
  mark: { mark: Mark }
  signal: Record<string, never>
  confirm: Record<string, never>
  keep: { at: string }
  kept: { rows: KeptRow[] }
  /** `more`: where to go on, null at the end; an answer may be short of hits and still have more */
  search: { hits: Hit[]; more: FoundPlace | null }
  /** in the order asked */
  sent: { sent: (SentBefore | null)[] }
}

/** The newest released alert with this address; by the account, when only others of the same account were sent. */
export interface SentBefore {
  by: "address" | "account"
  subject: string
  reference: string
  at: string
}

export interface FoundPlace {
  at: string
  room: string
  seq: number
  n: number
}

/** One thing found. `seq` and `n`: the event that it stands in, and the item within it. */
export interface Hit extends FoundPlace {
  subject: string
  kind: FoundKind
  /** what it belongs to, or is */
  about: "referral" | "lead" | "alert"
  /** who wrote a message; otherwise empty */
  by: string
  /** of the referral, lead or alert that it belongs to */
  reference: string
  priority: Priority
  title: string
  /** an item's canonical address; otherwise empty */
  address: string
  excerpt: Excerpt
}

export interface RoomInfo {
  room: string
  organisation: { id: string; name: string; kind: OrganisationKind; prefix: string }
  /** how this person acts in it */
  acting: { organisation: string; kind: OrganisationKind; roles: readonly Role[] }
}

export interface PersonInfo {
  id: string
  name: string
}

/** Hub to client. */
export interface Pushes {
  /** First message: who one is, the server's time, and the rooms that may be opened. Sent again when rights change. */
  /** `clocks`: how long things may take in what is delivered now. */
  hello: {
    person: PersonInfo
    at: string
    rooms: RoomInfo[]
    mode: "evaluation" | "production"
    clocks: Record<Priority, PriorityLimits>
  }
  /** A page of what was missed; confirmed by its acknowledgement before the next. */
  page: { room: string; events: RoomEvent[] }
  /** A turn: the same events, live. `entries`: entries that were not open before it, as they stand after it. */
  events: { room: string; events: RoomEvent[]; entries?: Entry[] }
  /** Instead of pages: drop what is held of the room and begin here. Comes in parts; `last` ends it. Acknowledged. */
  snapshot: { room: string; position: Position; slice: RoomSlice; entries: Entry[]; first: boolean; last: boolean }
  /** From here on `events` come. With this person's marks and who is there. */
  live: { room: string; position: Position; marks: Mark[]; here: Here[] }
  /** The room may no longer be opened: drop what is held. */
  gone: { room: string }
  mark: { room: string; mark: Mark }
  /** What this person has set apart about a thread, from another machine of theirs; an empty text: no more. */
  kept: { key: string; text: string }
  signal: { room: string; subject: string; signal: "typing" | "here" | "away"; by: By }
  /** The session is over. */
  ended: { reason: "signed-out" | "expired" | "outdated" | "restarting" }
}

export interface Here {
  by: By
  subject: string
}

/** What a client does with a refusal of the connection itself (`connect_error.data`). */
export type ConnectRefusal = Extract<
  Refusal,
  { code: "signed-out" | "outdated" | "too-fast" | "unavailable" | "malformed" }
>
