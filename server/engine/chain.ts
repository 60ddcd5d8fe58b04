// The chain: how a row's texts are made, hashed and checked. Called by room.ts, verify.ts and the fault tests. Rules R6, R7.
// The texts are made once: the store keeps them, the hash covers them, and the frame is put together from them.
import { hash } from "node:crypto"
import type { By, RoomEvent } from "../../protocol/event.ts"
import type { Row } from "../store/store.ts"

export interface Unchained {
  room: string
  seq: number
  id: string
  type: string
  subject: string
  target: number | null
  /** JSON text of `{id, name, organisation}` */
  by: string
  at: string
  facts: string
  words: string
  salt: string
}

const digest = (text: string): string => hash("sha256", text, "hex")

export const wordsDigest = (salt: string, words: string): string => digest(`${salt}\n${words}`)

function link(previous: string, row: Omit<Row, "hash" | "words" | "salt">): string {
  return digest(
    `${previous}\n${row.room}\n${row.seq}\n${row.id}\n${row.type}\n${row.subject}\n${row.target ?? ""}\n${row.at}\n${digest(row.by)}\n${digest(row.facts)}\n${row.wordsDigest}`,
  )
}

/** The row as it is stored, chained to the hash before it. */
export function chained(previous: string, event: Unchained): Row {
  const row = { ...event, wordsDigest: wordsDigest(event.salt, event.words), hash: "" }
  row.hash = link(previous, row)
  return row
}

/** What is wrong with a row that should follow `previous`, or undefined. */
export function fault(previous: { seq: number; hash: string }, row: Row): string | undefined {
  if (row.seq !== previous.seq + 1) return `seq ${row.seq} follows ${previous.seq}`
  if (row.words !== null && wordsDigest(row.salt ?? "", row.words) !== row.wordsDigest) return "its words were changed"
  if (link(previous.hash, row) !== row.hash) return "it does not follow from the event before it"
  return undefined
}

/** The event as JSON text, put together from the stored texts. */
export function eventText(row: Row): string {
  return `{"room":"${row.room}","seq":${row.seq},"id":"${row.id}","type":"${row.type}","subject":"${row.subject}","target":${row.target},"by":${row.by},"at":"${row.at}","facts":${row.facts},"words":${row.words},"hash":"${row.hash}"}`
}

/** A stored row as an event, for `apply`. */
export function readRow(row: Row): RoomEvent {
  return {
    room: row.room,
    seq: row.seq,
    id: row.id,
    type: row.type,
    subject: row.subject,
    target: row.target,
    by: JSON.parse(row.by) as By,
    at: row.at,
    facts: JSON.parse(row.facts) as unknown,
    words: row.words === null ? null : (JSON.parse(row.words) as unknown),
    hash: row.hash,
  }
}
