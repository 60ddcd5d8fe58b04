// Who waits for whom, and who follows a thread: one rule for rows, filters, the inbox and whatever else asks. Pure. Rules R225-R227.
import type { ReferralEntry, Thread } from "./entries.ts"
import type { OrganisationKind } from "./event.ts"

/** One side of a referral: an organisation, as it acts there. */
export interface Side {
  organisation: string
  kind: OrganisationKind
}

/** How many open questions of a thread are this side's to answer: those that another organisation asks. [R225] */
export const questionsTo = ({ askers }: Pick<Thread, "askers">, { organisation }: Pick<Side, "organisation">): number =>
  askers.filter((asker) => asker !== organisation).length

/**
 * Whether something on a referral waits for this side: a question in the thread that the other side asks, or, for the agency, the
 * platform's request for information. Clocks are not looked at: they say so themselves. [R225]
 */
export function waitsFor({ thread, request }: Pick<ReferralEntry, "thread" | "request">, side: Side): boolean {
  return questionsTo(thread, side) > 0 || (side.kind === "agency" && request !== null)
}

/** Whether this side has asked and has no answer yet: the same, seen from where the question was asked. [R225] */
export function waitsForOthers({ thread, request }: Pick<ReferralEntry, "thread" | "request">, side: Side): boolean {
  return questionsTo(thread, side) < thread.askers.length || (side.kind === "platform" && request !== null)
}

/** What a person has chosen by the button; kept as scratch under `followKey`, for themselves alone. [R25] */
export type FollowChoice = "yes" | "no"

/** Where the choice is kept; what all keys of choices begin with is `followPrefix`. */
export const followPrefix = "follow "
export const followKey = (room: string, subject: string): string => `${followPrefix}${room} ${subject}`

/** Reads what is kept; anything else is no choice. */
export const followChoice = (kept: string | undefined): FollowChoice | undefined =>
  kept === "yes" || kept === "no" ? kept : undefined

/**
 * Whether a person follows a thread: what they have chosen by the button; where they have chosen nothing, whether they have written in it
 * or have done something about its referral (a claim above all). Looking is nothing done. [R226]
 */
export function follows(
  { thread, acts = [] }: { thread: Pick<Thread, "writers">; acts?: ReferralEntry["acts"] },
  person: string,
  choice: FollowChoice | undefined,
): boolean {
  if (choice) return choice === "yes"
  return thread.writers.includes(person) || acts.some(({ by }) => by.id === person)
}
