// The closed list of errors, and what a person should do next. The server answers codes; the client shows sentences.
import type { By } from "./event.ts"

/** Why an act is refused in the state that the subject has now (code `not-now`). */
export const rules = {
  "already-acknowledged": "It is already acknowledged. Claim it, or write in its thread.",
  "not-acknowledged": "There is no acknowledgement to undo.",
  "not-yours-to-undo": "Only the person who did it, or a supervisor, can undo it.",
  "already-claimed": "Somebody else has claimed it. Ask them in the thread.",
  "no-such-member": "This person does not work there. Choose somebody of the organisation who opens its rooms.",
  "not-claimed": "Nobody has claimed it. Claim it first.",
  "not-your-claim": "Only the person who claimed it can do this.",
  "already-seen": "It has been seen already.",
  "nothing-open": "Every item is decided. There is nothing left to do here.",
  "already-decided": "An item was decided meanwhile. Look at its outcome, then record the others.",
  "not-decided": "That item is not decided, so there is nothing to undo.",
  "acted-upon": "Somebody else has acted since. It can no longer be undone.",
  "unknown-item": "There is no such item here. Reload the referral and choose again.",
  "wrong-action": "That action does not fit this kind of item. Choose another.",
  "no-such-subject": "There is no such thing in this room.",
  "already-exists": "It exists already.",
  incomplete: "Not all of its items have arrived. Submit it again.",
  "no-items": "It has no item that goes to a platform. Keep at least one row.",
  "not-submitted": "It is not waiting for a check.",
  "own-alert": "You wrote it, or a version of it. Somebody else has to check and release it.",
  "already-checked": "This version is checked already. Release it.",
  "version-waits": "Another version waits for a check. Release or return that one first.",
  "not-released": "It was never released. Recall it, or return it to its author.",
  "alert-ended": "It was withdrawn, replaced or closed already. Write a new alert.",
  "not-the-author": "Only its author can submit it again.",
  "version-followed":
    "Another version was submitted since yours was begun. Look at what it changes, then go on from it.",
  "version-changed": "It changed while you were reading. Check the new version.",
  "wrong-platforms": "The referrals named do not match the platforms of its items.",
  "unconfirmed-warning": "Confirm each warning, or ask the author to change the text.",
  "yours-already": "You hold the claim already.",
  "no-such-moderator": "That person is no moderator here. Choose somebody from the list.",
  "already-asked": "A request for information waits already. Wait for its answer, or cancel it.",
  "nothing-asked": "No request for information waits any more.",
  "item-not-open": "An item was decided or held meanwhile. Choose among those that are open.",
  "item-held": "An item is on hold. Wait for the hold to end, or ask a supervisor to refuse it.",
  "not-held": "That item is not on hold any more.",
  "hold-too-long": "A hold ends in the future, within 72 hours. Give an earlier time.",
  "challenged-before": "This decision was challenged before. Reopen the referral if it must be looked at again.",
  "wrong-state": "The item is in another state now. Look at it again.",
  "own-decision": "You decided it first. Somebody else has to answer the challenge.",
  "own-referral": "You wrote the alert. Somebody else has to verify it.",
  "ask-first": "Ask the NCA for information first: this reason is for when they have answered, or have not in time.",
  "not-verified": "Not every item is verified. Verify them first, or ask a duty officer to close it.",
  closed: "It is closed. Reopen it first.",
  withdrawn: "The agency has withdrawn it. Only what you did before that can still be recorded: say when you acted.",
  "not-asked": "Nobody asks to restore that item, or it was answered already. Look at it again.",
  "has-items": "It has items. Decide each of them instead of noting it.",
  "lead-decided": "The agency has decided it. Write in its thread, or send a new lead.",
  "no-such-message": "That message is not in this thread.",
  "no-such-translation": "That translation is not in this thread.",
  "not-your-translation": "Only its author, their supervisor or a duty officer redacts a translation.",
  "not-your-message": "Only its author can change a message.",
  "already-redacted": "It has been redacted already.",
  "not-a-question": "An answer must name a question of this thread.",
  "cannot-read": "Somebody you mention cannot read this. Take the mention out.",
  "deadline-moved": "The clock has moved on.",
  "estimate-past": "The estimated time is in the past. Give a later one.",
  "too-many-items": "Too many items. Split the alert.",
  "not-your-view": "Only the person who saved it, or a supervisor, can change this view.",
  "too-many-views": "Your organisation shares as many views as there may be. Remove one first.",
  "hours-changed": "Somebody else set these hours meanwhile. Look at theirs, then save again.",
  "no-such-officer": "That person cannot be on duty here. Choose somebody from the list.",
  "shift-past": "That shift has ended already. Give a later end.",
  "shift-overlaps": "They are on duty at that time already. Give another time, or remove the other shift first.",
  "too-many-shifts": "The rota holds as many shifts as it may. Remove some first.",
  "reading-already": "You are reading already. End that first, then begin again with another reason.",
  "not-reading": "This reading has ended. Begin another one.",
  "login-taken": "That sign-in name is taken. Choose another one.",
  "signs-in-elsewhere": "The agency looks after this person's sign-in. Ask the agency.",
  "last-admin": "The last administrator cannot be removed. Add another one first.",
} as const

export type Rule = keyof typeof rules

/** Everything the hub can answer instead of yes. Each code asks the client for something different. */
export type Refusal =
  | { code: "malformed"; field: string; rule: string } // correct the field and send a new id
  | { code: "unknown-type" } // this client and this hub do not speak of the same things: reload
  | { code: "gone" } // the room may not be opened, whether or not it exists: drop what is held
  | { code: "forbidden" } // in the room, but not with these roles
  | { code: "conflict" } // the id was used for something else: send a new id
  | { code: "stale"; seq: number; by: By | null; type: string } // the subject moved on: show who changed what
  | { code: "not-now"; rule: Rule; by: By | null; at: string | null } // the state does not allow it
  | { code: "busy" } // too much waits: the same id, later
  | { code: "too-fast"; retryMs: number } // the same id, after retryMs
  | { code: "unavailable" } // the store did not answer: the same id, later
  | { code: "signed-out" } // the session has ended: sign in again
  | { code: "outdated" } // another protocol number: keep the outbox and reload

export type RefusalCode = Refusal["code"]

/** Codes after which the same id is sent again, because nothing was judged. */
export const retryCodes: ReadonlySet<RefusalCode> = new Set(["busy", "too-fast", "unavailable"])

export function notNow(rule: Rule, by: By | null = null, at: string | null = null): Refusal {
  return { code: "not-now", rule, by: by && { id: by.id, name: by.name, organisation: by.organisation }, at }
}

/** One sentence for a person: what happened and what to do next. */
export function refusalSentence(refusal: Refusal): string {
  switch (refusal.code) {
    case "malformed":
      return `${refusal.field}: ${refusal.rule}`
    case "unknown-type":
    case "outdated":
      return "The hub has a newer version. Reload the page; what you typed is kept."
    case "gone":
      return "This is no longer available to you."
    case "forbidden":
      return "Your role does not allow this. Ask a supervisor."
    case "conflict":
      return "This was already sent with another text. Copy what you typed and send it anew."
    case "stale":
      return `${refusal.by ? refusal.by.name || "The hub" : "Somebody"} changed it meanwhile. Look at what is new, then try again.`
    case "not-now": {
      const who = refusal.by?.name ? ` (${refusal.by.name})` : ""
      return `${rules[refusal.rule]}${who}`
    }
    case "busy":
    case "unavailable":
      return "The hub cannot store it right now. It is kept here and sent again by itself."
    case "too-fast":
      return "That was too fast. It is kept here and sent again in a moment."
    case "signed-out":
      return "You are signed out. Sign in again; what you typed is kept."
  }
}
