// Reading with a reason, in an organisation's room `audit`: an auditor begins it, the hub writes down what was opened, and it ends by itself.
// The right that follows from it stands in `access` (topics/access.ts), brought there by a reaction. One reading a person at a time.
// Rules R187-R189.
import * as v from "valibot"
import type { Entry, RoomSlice } from "../entries.ts"
import type { ReadingEntry } from "../entries/organisation.ts"
import { notNow, type Refusal } from "../errors.ts"
import { hasContent, readRoom, type Actor } from "../event.ts"
import { nothing, text, topic, uuid, whole } from "../topic.ts"
import { readingEnds, type ReadingEnd } from "../vocabulary.ts"
import { later } from "./settle.ts"

export const reasonSchema = text(10, 500)
/** how long somebody may ask for, in minutes */
export const readingMinutes = { least: 5, most: 60 } as const
const roomsAtMost = 32

export const readRoomsSchema = v.pipe(
  v.array(v.pipe(v.string("must be a room"), v.maxLength(64, "must be a room"))),
  v.minLength(1, "needs at least one room"),
  v.maxLength(roomsAtMost, `has at most ${roomsAtMost} rooms`),
  v.check((rooms) => new Set(rooms).size === rooms.length, "names each room once"),
  v.check((rooms) => rooms.every((room) => hasContent(room)), "names rooms with content alone"),
)

/** What is written down as opened; a search is words alone. */
export const openedKinds = {
  room: "Room",
  referral: "Referral",
  alert: "Alert",
  lead: "Lead",
  notes: "Notes",
  search: "Search",
} as const
export type OpenedKind = keyof typeof openedKinds

const room = v.pipe(v.string(), v.maxLength(64))
const openedSchema = v.variant("what", [
  v.strictObject({ what: v.literal("room"), room }),
  v.strictObject({
    what: v.picklist(["referral", "alert", "lead", "notes"]),
    room,
    opened: v.pipe(v.string(), v.maxLength(64)),
    /** as people call it; for those who read the log and not the room */
    reference: text(1, 32),
  }),
  v.strictObject({ what: v.literal("search") }),
])
export type Opened = v.InferOutput<typeof openedSchema>

/** Their own organisation's; the agency's auditors also what it shares with each platform. [R187] */
export const mayAskToRead = ({ kind, organisation }: Pick<Actor, "kind" | "organisation">, name: string): boolean => {
  const asked = readRoom(name)
  return asked?.organisation === organisation || (kind === "agency" && asked?.kind === "platform")
}

export const readingOf = (entry: Entry | undefined): ReadingEntry | undefined =>
  entry?.kind === "reading" ? entry : undefined

const readersOf = ({ readers = [] }: RoomSlice): NonNullable<RoomSlice["readers"]> => readers

export const readingTopics = [
  topic({
    type: "reading.begun",
    facts: v.strictObject({ rooms: readRoomsSchema, minutes: whole(readingMinutes.least, readingMinutes.most) }),
    words: v.strictObject({ reason: reasonSchema }),
    blank: () => ({ reason: "" }),
    refusal: ({ entry, slice }, { subject, by, facts }): Refusal | undefined => {
      if (!v.is(uuid, subject)) return { code: "malformed", field: "subject", rule: "must be a UUID" }
      if (entry) return notNow("already-exists")
      // The same answer whether or not there is such a room.
      if (!facts.rooms.every((name) => mayAskToRead(by, name))) return { code: "forbidden" }
      return readersOf(slice).some(({ person }) => person === by.id) ? notNow("reading-already") : undefined
    },
    apply: (entry, { subject, seq, by, at, facts: { rooms, minutes }, words: { reason } }): ReadingEntry | undefined =>
      entry
        ? undefined
        : {
            kind: "reading",
            subject,
            seq,
            open: true,
            dueAt: null,
            by,
            at,
            rooms,
            reason,
            until: later(at, minutes * 60_000),
            opened: 0,
            ended: null,
          },
    applySlice: (slice, { subject, by }) => ({
      ...slice,
      readers: [...readersOf(slice), { person: by.id, reading: subject }],
    }),
  }),
  topic({
    type: "reading.ended",
    facts: v.strictObject({ why: v.picklist(Object.keys(readingEnds) as ReadingEnd[]) }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by, at, facts: { why } }): Refusal | undefined => {
      const reading = readingOf(entry)
      if (!reading) return notNow("no-such-subject")
      if ((by.kind === "hub") === (why === "done") || (by.kind !== "hub" && by.id !== reading.by.id))
        return { code: "forbidden" }
      if (reading.ended) return notNow("not-reading", reading.ended.by, reading.ended.at)
      return why === "time" && at < reading.until ? notNow("deadline-moved") : undefined
    },
    apply: (entry, { by, at, facts: { why } }): ReadingEntry | undefined => {
      const reading = readingOf(entry)
      return reading && { ...reading, ended: { by, at, why } }
    },
    applySlice: (slice, { subject }) => ({
      ...slice,
      readers: readersOf(slice).filter(({ reading }) => reading !== subject),
    }),
  }),
  topic({
    type: "subject.opened",
    facts: openedSchema,
    /** what was searched for; otherwise empty */
    words: v.strictObject({
      query: v.pipe(v.string("must be text"), v.maxLength(1_000, "has at most 1000 characters")),
    }),
    blank: () => ({ query: "" }),
    refusal: ({ entry }): Refusal | undefined => {
      const reading = readingOf(entry)
      if (!reading) return notNow("no-such-subject")
      return reading.ended ? notNow("not-reading", reading.ended.by, reading.ended.at) : undefined
    },
    apply: (entry): ReadingEntry | undefined => {
      const reading = readingOf(entry)
      return reading && { ...reading, opened: reading.opened + 1 }
    },
  }),
]
