// Who waits for whom, and who follows a thread: one rule for rows, filters, the inbox and whatever else asks. Pure. Rules R225-R227.
import type { ReferralEntry } from "./entries/referral.ts"
import type { Thread } from "./entries/thread.ts"
import { hubActor, type By, type OrganisationKind, type RoomEvent } from "./event.ts"

/** One side of a referral: an organisation, as it acts there. */
export interface Side {
  organisation: string
  kind: OrganisationKind
}

/** How many open questions of a thread are this side's to answer: those that another organisation asks. [R225] */
export const questionsTo = ({ askers }: Pick<Thread, "askers">, { organisation }: Pick<Side, "organisation">): number =>
  askers.filter((asker) => asker !== organisation).length

/** A referral, or a lead, of which nothing is asked but in its thread. */
type Asks = { thread: Thread; request?: ReferralEntry["request"] }

/**
 * Whether something on a referral or lead waits for this side: a question in the thread that the other side asks, or, for the agency, the
 * platform's request for information. Clocks are not looked at: they say so themselves. [R225]
 */
export function waitsFor({ thread, request = null }: Asks, side: Side): boolean {
  return questionsTo(thread, side) > 0 || (side.kind === "agency" && request !== null)
}

/** Whether this side has asked and has no answer yet: the same, seen from where the question was asked. [R225] */
export function waitsForOthers({ thread, request = null }: Asks, side: Side): boolean {
  return questionsTo(thread, side) < thread.askers.length || (side.kind === "platform" && request !== null)
}

/** What a person has chosen by the button; kept as scratch under `followKey`, for themselves alone. [R25] */
export type FollowChoice = "yes" | "no"

/** Where the choice is kept; what all keys of choices begin with is `followPrefix`. */
export const followPrefix = "follow "
export const followKey = (room: string, subject: string): string => `${followPrefix}${room} ${subject}`

/** From where on somebody wants to find a thread unread again; kept likewise. [R224] */
export const againPrefix = "again "
export const againKey = (room: string, subject: string): string => `${againPrefix}${room} ${subject}`

/** Whether a key of scratch is a choice, which its owner's other machines hear of at once, and no unfinished work. [R239] */
export const setApart = (key: string): boolean => [followPrefix, againPrefix].some((prefix) => key.startsWith(prefix))

/** Reads what is kept; anything else is no choice. */
export const followChoice = (kept: string | undefined): FollowChoice | undefined =>
  kept === "yes" || kept === "no" ? kept : undefined

/**
 * Whether a person follows a thread: what they have chosen by the button; where they have chosen nothing, whether they have written in it,
 * have done something about its referral (a claim above all) or were handed it. Looking is nothing done. [R226]
 */
export const follows = (
  { thread }: { thread: Pick<Thread, "involved"> },
  person: string,
  choice: FollowChoice | undefined,
): boolean => (choice ? choice === "yes" : thread.involved.some(({ id }) => id === person))

/** An event after which nobody is more involved than before. */
const looksOnly = ["referral.seen", "claim.kept", "message.edited", "message.redacted", "translation.redacted"]

/** A thread with whoever an event involves in it: its author, and whom a claim is handed to. [R226] */
export function withInvolved<T extends Thread>(thread: T, { type, by, facts }: RoomEvent): T {
  const to = type === "claim.handed" ? [(facts as { to: By }).to] : []
  const came = [...(by.id === hubActor.id || looksOnly.includes(type) ? [] : [by]), ...to]
  const fresh = came.filter((each) => !thread.involved.some(({ id }) => id === each.id))
  if (fresh.length === 0) return thread
  return { ...thread, involved: [...thread.involved, ...fresh.map(({ id, organisation }) => ({ id, organisation }))] }
}
