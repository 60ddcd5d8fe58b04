// The table of topics: every event type that a log may hold. Server and client fold with the same table.
import type { AnyTopic } from "./topic.ts"
import { accessTopics } from "./topics/access.ts"
import { alertTopics } from "./topics/alert.ts"
import { alertEndTopics } from "./topics/alert-end.ts"
import { amendTopics } from "./topics/amend.ts"
import { claimTopics } from "./topics/claim.ts"
import { closingTopics } from "./topics/closing.ts"
import { duplicateTopics } from "./topics/duplicate.ts"
import { holdTopics } from "./topics/hold.ts"
import { informationTopics } from "./topics/information.ts"
import { reviewTopics } from "./topics/review.ts"
import { clockTopics } from "./topics/clock.ts"
import { itemsTopics } from "./topics/items.ts"
import { leadTopics } from "./topics/lead.ts"
import { messageTopics } from "./topics/message.ts"
import { notesTopics } from "./topics/notes.ts"
import { outcomeTopics } from "./topics/outcome.ts"
import { readingTopics } from "./topics/reading.ts"
import { referralTopics } from "./topics/referral.ts"
import { releaseTopics } from "./topics/release.ts"
import { translationTopics } from "./topics/translation.ts"
import { hoursTopics } from "./topics/hours.ts"
import { rotaTopics } from "./topics/rota.ts"
import { viewTopics } from "./topics/view.ts"

export const topics: ReadonlyMap<string, AnyTopic> = new Map(
  [
    accessTopics,
    alertTopics,
    releaseTopics,
    alertEndTopics,
    itemsTopics,
    referralTopics,
    amendTopics,
    claimTopics,
    informationTopics,
    holdTopics,
    reviewTopics,
    closingTopics,
    duplicateTopics,
    outcomeTopics,
    clockTopics,
    messageTopics,
    translationTopics,
    notesTopics,
    leadTopics,
    viewTopics,
    hoursTopics,
    rotaTopics,
    readingTopics,
  ]
    .flat()
    .map((each) => [each.type, each]),
)

/** Events that say the words of their target in another way: a redaction of it blanks theirs too. [R7][R231] */
export const wordsOfAnother: ReadonlySet<string> = new Set(["message.edited", "message.translated"])

/** Events that take the words of their target away. [R7] */
export const redactions: ReadonlySet<string> = new Set(["message.redacted", "translation.redacted"])

/**
 * What a thread shows: messages, and the acts on its subject. Edits, redactions and translations come with the events that they are
 * about; those of the narrative by themselves.
 */
export const threadTypes: readonly string[] = [
  "message.sent",
  "message.translated",
  "referral.received",
  "referral.unattended",
  "referral.seen",
  "referral.acknowledged",
  "referral.unacknowledged",
  "claim.made",
  "claim.released",
  "outcome.recorded",
  "outcome.undone",
  "claim.taken",
  "claim.handed",
  "claim.expired",
  "claim.left",
  "information.needed",
  "information.answered",
  "information.cancelled",
  "hold.placed",
  "hold.receipted",
  "hold.ended",
  "hold.expired",
  "hold.refused",
  "outcome.challenged",
  "challenge.kept",
  "challenge.changed",
  "outcome.restored",
  "items.verified",
  "referral.closed",
  "referral.expired",
  "referral.reopened",
  "referral.duplicated",
  "duplicate.reopened",
  "referral.escalated",
  "clock.breached",
  "clock.escalated",
  "alert.submitted",
  "alert.released",
  "alert.undelivered",
  "alert.returned",
  "alert.recalled",
  "alert.checked",
  "alert.withdrawn",
  "alert.superseded",
  "alert.closed",
  "part.ended",
  "part.reopened",
  "referral.amended",
  "referral.withdrawn",
  "referral.noted",
  "outcome.kept",
  "lead.sent",
  "lead.unattended",
  "lead.acknowledged",
  "lead.decided",
  "reading.begun",
  "subject.opened",
  "reading.ended",
]
