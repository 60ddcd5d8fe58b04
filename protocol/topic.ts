// What a topic is: one event type's schemas, refusal and apply. Each file in topics/ declares some; topics.ts joins them.
import * as v from "valibot"
import type { Actor, RoomEvent } from "./event.ts"
import type { Refusal } from "./errors.ts"
import type { Entry, RoomSlice } from "./entries.ts"

/** A proposal once parsed and stamped with a time, before it has a seq. */
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

/** What a refusal may look at. Never words. [R8] */
export interface Judgement {
  slice: RoomSlice
  entry: Entry | undefined
  /** the event that `target` names, read before the turn; undefined when there is none in this room */
  target: RoomEvent | undefined
  /** a person as they would act in this room, or undefined when they may not open it */
  member(person: string): Actor | undefined
}

export interface Topic<F, W> {
  type: string
  facts: v.GenericSchema<unknown, F>
  words: v.GenericSchema<unknown, W>
  /** the words of a redacted event: what apply reads instead */
  blank(facts: F): W
  /** Judges words against facts where the client worked something out from them. Only proposals, never logged events. */
  check?(facts: F, words: W): { field: string; rule: string } | undefined
  refusal(judgement: Judgement, proposed: Judged<F, W>): Refusal | undefined
  /** The subject's entry after the event, or undefined to leave it as it is. Never changes what it is given. */
  apply(
    entry: Entry | undefined,
    event: Omit<RoomEvent<F, W>, "words"> & { words: W },
    slice: RoomSlice,
  ): Entry | undefined
  /** The room's slice after the event: of each accepted event once, whether or not its entry is held. */
  applySlice?(slice: RoomSlice, event: RoomEvent<F, W>): RoomSlice
}

/** A topic whose body types are forgotten: used only with bodies that its own schemas have parsed. */
export type AnyTopic = Topic<never, never> & Pick<Topic<unknown, unknown>, "facts" | "words">

export function topic<F, W>(declared: Topic<F, W>): AnyTopic {
  return declared as unknown as AnyTopic
}

/** Schemas that several topics use, with messages that name the rule. */
export const text = (least: number, most: number) =>
  v.pipe(
    v.string("must be text"),
    v.check(
      (value) => value.trim().length >= least,
      least === 1 ? "must not be empty" : `needs at least ${least} characters`,
    ),
    v.maxLength(most, `has at most ${most} characters`),
  )

export const time = v.pipe(
  v.string("must be a time"),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, "must be a UTC time such as 2026-11-25T14:07:31.000Z"),
  v.check((value) => !Number.isNaN(Date.parse(value)), "must be a time that exists"),
)

export const whole = (least: number, most: number) =>
  v.pipe(
    v.number("must be a number"),
    v.integer("must be a whole number"),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  )

export const uuid = v.pipe(v.string("must be a UUID"), v.uuid("must be a UUID"))
export const slug = v.pipe(
  v.string("must be an id"),
  v.regex(/^[a-z][a-z0-9-]{0,31}$/, "is a lower-case word of at most 32 letters, digits and dashes"),
)
export const nothing = v.strictObject({})

/** One of the keys of a closed list. */
export const oneOf = <K extends string>(list: Record<K, unknown>) =>
  v.picklist(Object.keys(list) as K[], `must be one of ${Object.keys(list).join(", ")}`)
