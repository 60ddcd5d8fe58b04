// The table of topics: for every event type its schemas, its refusal and its apply. Server and client fold with the same table.
// Each topic file declares its types with `topic({...})`; this file joins them. Pure: no clock, no id, no store.
import type { GenericSchema } from "valibot"
import type { Actor, RoomEvent } from "./event.ts"
import type { Refusal } from "./errors.ts"
import type { Entry, RoomSlice } from "./entries.ts"
import { accessTopics } from "./topics/access.ts"
import { alertTopics } from "./topics/alert.ts"
import { claimTopics } from "./topics/claim.ts"
import { clockTopics } from "./topics/clock.ts"
import { itemsTopics } from "./topics/items.ts"
import { messageTopics } from "./topics/message.ts"
import { outcomeTopics } from "./topics/outcome.ts"
import { referralTopics } from "./topics/referral.ts"

/** What a proposal looks like once parsed and stamped with a time, before it has a seq. */
export interface Judged<F, W> {
  id: string
  subject: string
  target: number | null
  seen: number
  by: Actor
  at: string
  facts: F
  words: W
}

/** What a refusal may look at: the room's slice, the subject's entry, and the target if one is named. Never words. */
export interface Judgement {
  slice: RoomSlice
  entry: Entry | undefined
  /** the event that `target` names, read before the turn; undefined when there is none in this room */
  target: RoomEvent | undefined
}

export interface Topic<F = unknown, W = unknown> {
  type: string
  facts: GenericSchema<unknown, F>
  words: GenericSchema<unknown, W>
  /** the words of a redacted event: what apply reads instead */
  blank: W
  /** Checks words against facts, where an edge must judge what the client worked out (addresses). Answers the field and rule. */
  check?(facts: F, words: W): { field: string; rule: string } | undefined
  refusal(judgement: Judgement, proposed: Judged<F, W>): Refusal | undefined
  /** The subject's entry after the event, or undefined to leave it as it is. Never changes what it is given. */
  apply(entry: Entry | undefined, event: RoomEvent<F, W> & { words: W }, slice: RoomSlice): Entry | undefined
  /** The room's slice after the event; most topics leave it alone. */
  applySlice?(slice: RoomSlice, event: RoomEvent<F, W>): RoomSlice
}

// A table of topics with different bodies: each is used only with bodies that its own schemas have parsed.
export type AnyTopic = Topic<never, never>

export const topics: ReadonlyMap<string, AnyTopic> = new Map(
  [
    accessTopics,
    alertTopics,
    claimTopics,
    clockTopics,
    itemsTopics,
    messageTopics,
    outcomeTopics,
    referralTopics,
  ]
    .flat()
    .map((each) => [each.type, each as unknown as AnyTopic]),
)
