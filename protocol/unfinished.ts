// Unfinished work in a person's scratch: how its keys are made and read. Keys that are not listed here are a person's own settings.
// Used by the client's forms, and by the hub for those who have left. [R261]
import { readRoom } from "./event.ts"

export type WorkKind = "alert" | "lead" | "message" | "outcome"

export interface Work {
  kind: WorkKind
  /** where it would go; null for what is not in a room yet */
  room: string | null
  subject: string | null
  /** its key without who handed it on */
  key: string
  /** who began it, when it was handed on */
  from: string | null
}

export const messageKey = (room: string, subject: string): string => `thread ${room} ${subject}`
export const outcomeKey = (room: string, subject: string): string => `outcome ${room} ${subject}`
export const newLeadKey = "lead new"
export const newAlertKey = "alert new"
export const alertKey = (subject: string): string => `alert ${subject}`
export const alertOfLeadKey = (lead: string): string => `alert of ${lead}`

export const handedPrefix = "from "
/** Where it waits at whom it was handed to: it overwrites nothing of theirs. [R262] */
export const handedKey = (from: string, key: string): string => `${handedPrefix}${from} ${key}`

/** The piece of work that a key is of: an alert is kept in many rows. */
export const pieceOf = (key: string): string => key.replace(/^(alert .+) (head|rows) \d+$/, "$1")

/** What a key is of, or undefined for a setting. */
export function workIn(given: string): Work | undefined {
  const [, from = null, key] = /^(?:from (\S+) )?(.*)$/s.exec(given) as unknown as [string, string | undefined, string]
  const [what, room, subject] = key.split(" ") as [string, string?, string?]
  if (what === "alert" || what === "lead") return { kind: what, room: null, subject: null, key, from: from ?? null }
  if ((what !== "thread" && what !== "outcome") || !room || !subject || !readRoom(room)) return undefined
  return { kind: what === "thread" ? "message" : "outcome", room, subject, key, from: from ?? null }
}
