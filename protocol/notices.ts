// Notices: whom one concerns, and what may be said of it elsewhere: the one rule of the inbox, of sounds and desktop notices, and of the hub's mail.
// Pure. What raises them is in noticed.ts. Used by both sides. Rules R190, R191, R236, R237.
import { noticeKinds, type Audience, type Notice } from "./entries/notice.ts"
import type { Actor } from "./event.ts"
import { hasRole, may } from "./permissions.ts"
import type { Priority } from "./vocabulary.ts"
import type { FollowChoice } from "./waiting.ts"

/** Whom a notice concerns by role, as the rights table names them. */
const audiences: Readonly<Record<Audience, (actor: Who) => boolean>> = {
  moderators: (actor) => actor.kind === "platform" && hasRole(actor, "moderator"),
  supervisors: (actor) => actor.kind === "platform" && hasRole(actor, "supervisor"),
  deciders: (actor) => actor.kind === "platform" && (hasRole(actor, "supervisor") || hasRole(actor, "policy")),
  analysts: (actor) => actor.kind === "agency" && hasRole(actor, "analyst"),
  duty: (actor) => actor.kind === "agency" && hasRole(actor, "duty"),
}
type Who = Pick<Actor, "id" | "kind" | "roles">

/**
 * `me` is the person as they act in the notice's room: undefined for whoever may not open it. Own acts are no news, and whoever reads with a
 * reason is told nothing. Whoever is named is told; of what is said in a thread otherwise whoever follows it: by `choice`, or where they have
 * chosen nothing by the rule. [R187][R190][R237]
 */
export function concerns(
  { by, people, audience, except, followers }: Notice,
  me: Who | undefined,
  choice?: FollowChoice,
): boolean {
  if (!me || !may(me, "platform", "open") || by.id === me.id || except.includes(me.id)) return false
  if (people.includes(me.id)) return true
  if (followers && choice) return choice === "yes"
  return (followers?.includes(me.id) ?? false) || audience.some((each) => audiences[each](me))
}

/** All that may leave the hub's own page. [R190] */
export const noticeText = (reference: string, priority: Priority, kind: keyof typeof noticeKinds): string =>
  `${reference} ${priority}: ${noticeKinds[kind]}`

/** The mark of all notices of a room, or of one subject's; beside that of its thread, which reads them too. [R191] */
export const noticesMark = (subject?: string): string => (subject === undefined ? "notices" : `notices-${subject}`)

/** The subject that a mark is about; empty for all of a room's. */
export const markedSubject = (mark: string): string =>
  mark === noticesMark() ? "" : mark.replace(new RegExp(`^${noticesMark("")}`), "")
