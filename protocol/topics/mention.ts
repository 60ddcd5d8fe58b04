// Mentions: who is meant, and where in the text their name stands. Facts, so that what follows from them outlives no words. Places are
// counted as JavaScript counts text. Used by message.ts and by the client's composer. [R220][R221]
import * as v from "valibot"
import { notNow, type Refusal } from "../errors.ts"
import type { Actor } from "../event.ts"
import { whole } from "../topic.ts"

export interface Mention {
  person: string
  /** where the "@" stands */
  at: number
  length: number
}

export const mentionsAtMost = 20

/** Absent where nobody is mentioned, as in all that was written before there were mentions. */
export const mentionsSchema = v.optional(
  v.pipe(
    v.array(
      v.strictObject({
        person: v.pipe(v.string("must be an id"), v.regex(/^[a-zA-Z0-9-]{1,64}$/, "must be an id")),
        at: whole(0, 8_000),
        length: whole(2, 120),
      }),
    ),
    v.minLength(1, "names somebody, or is left out"),
    v.maxLength(mentionsAtMost, `has at most ${mentionsAtMost}`),
    v.check(
      (mentions) =>
        mentions.every(({ at }, index) => index === 0 || at >= mentions[index - 1]!.at + mentions[index - 1]!.length),
      "stand apart, in the order of the text",
    ),
  ),
)

/** Whether each place holds a name of the text: an "@", then one line that ends where a character ends. */
export function checkMentions(
  { mentions }: { mentions?: readonly Mention[] | undefined },
  { text }: { text: string },
): { field: string; rule: string } | undefined {
  const names = ({ at, length }: Mention) => {
    const name = text.slice(at, at + length)
    return name.length === length && /^@[^\s@][^\r\n]*$/.test(name) && name.isWellFormed()
  }
  return (mentions ?? []).every(names)
    ? undefined
    : { field: "facts.mentions", rule: "must stand where the text has their names" }
}

/** Nobody is mentioned who cannot read it; a person who is not there at all gets the same answer. [R220] */
export function refuseMentions(
  { mentions }: { mentions?: readonly Mention[] | undefined },
  member: (person: string) => Actor | undefined,
): Refusal | undefined {
  return (mentions ?? []).every(({ person }) => member(person)) ? undefined : notNow("cannot-read")
}

/**
 * The mentions of a text that was typed into: one stretch of `before` has become another in `after`. Those behind it move along, and
 * one whose name was touched is none any more. Pure. [R221]
 */
export function movedMentions(mentions: readonly Mention[], before: string, after: string): Mention[] {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const grown = after.length - before.length
  return mentions.flatMap((mention) => {
    if (mention.at + mention.length <= start) return [mention]
    return mention.at >= before.length - end ? [{ ...mention, at: mention.at + grown }] : []
  })
}

/** The mentions of the text without the blanks around it. */
export function trimmedMentions(mentions: readonly Mention[], text: string): Mention[] {
  const cut = text.length - text.trimStart().length
  return mentions.map((mention) => ({ ...mention, at: mention.at - cut }))
}
