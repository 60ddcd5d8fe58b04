// What an act says as one quiet line of a thread. Used by thread-pane.ts.
import type { Entry } from "../../../protocol/entries.ts"
import type { LeadDecision } from "../../../protocol/entries/lead.ts"
import type { ClockName } from "../../../protocol/entries/referral.ts"
import type { By, RoomEvent } from "../../../protocol/event.ts"
import { stepTold, type EscalationStep, type Stepped } from "../../../protocol/topics/clock.ts"
import { languages, type Language } from "../../../protocol/vocabulary.ts"
import { clock } from "../../parts/times.ts"

const missed: Record<ClockName, string> = {
  acknowledge: "not acknowledged in time",
  decide: "not decided in time",
  answer: "not answered by the NCA in time",
}
/** Whom a step of an escalation tells. */
export const told: Record<EscalationStep, string> = {
  holder: "who has it",
  analysts: "the NCA’s analysts",
  "platform-supervisors": "the platform’s supervisors",
  duty: "the duty officer",
  "both-supervisors": "both sides’ supervisors",
}
/** Of a lead both clocks are the agency's. */
const missedByAgency: Record<ClockName, string> = {
  acknowledge: "not acknowledged by the NCA in time",
  decide: "not decided by the NCA in time",
  answer: missed.answer,
}
/** Written by the hub: whom it tells, and who was on duty then, if anybody. */
interface Escalated extends Stepped {
  onDuty?: readonly By[]
}

const items = (facts: unknown): string => {
  const { length } = (facts as { items: unknown[] }).items
  return length === 1 ? "an item" : `${length} items`
}
/** Words of a redacted event are gone. */
const said = (words: unknown, name: string): string => (words as Record<string, string> | null)?.[name] ?? "redacted"

const decided: Record<LeadDecision, string> = {
  alert: "makes an alert of it",
  noted: "noted it",
  declined: "declined it",
}

interface Amended {
  added: number
  removed: readonly number[]
  evidenced: readonly number[]
}
function amended({ added, removed, evidenced }: Amended): string {
  const count = (what: string, many: number) => (many > 0 ? [`${items({ items: { length: many } })} ${what}`] : [])
  const changes = [
    ...count("added", added),
    ...count("withdrawn", removed.length),
    ...count("with other evidence", evidenced.length),
  ]
  return `The NCA amended it${changes.length > 0 ? `: ${changes.join(", ")}` : ""}`
}

/** `about`: what the thread is about. */
export function systemText({ type, by, facts, words }: RoomEvent, about: Entry["kind"] | undefined): string {
  const first = by.name.split(" ")[0] ?? by.name
  switch (type) {
    case "referral.received":
      return "Referral delivered"
    case "referral.unattended":
      return "Nobody of the platform was connected when it came"
    case "referral.duplicated":
      return "Another referral names this one as its original"
    case "duplicate.reopened":
      return "Opened again with its original"
    case "referral.seen":
      return `${first} opened it`
    case "referral.acknowledged": {
      const comment = (words as { comment?: string } | null)?.comment
      return `${first} acknowledged, estimate ${clock((facts as { estimate: string }).estimate)}${comment ? `: “${comment}”` : ""}`
    }
    case "referral.unacknowledged":
      return `${first} took the acknowledgement back`
    case "message.translated":
      return `${first} translated it into ${languages[(facts as { language: Language }).language]}`
    case "claim.made":
      return `${first} claimed it`
    case "claim.released":
      return `${first} released the claim`
    case "outcome.recorded": {
      const count = (facts as { outcomes: { items: unknown[] }[] }).outcomes.reduce(
        (sum, each) => sum + each.items.length,
        0,
      )
      return `${first} recorded ${count === 1 ? "an outcome" : `outcomes for ${count} items`}`
    }
    case "outcome.undone":
      return `${first} took ${(facts as { items: unknown[] }).items.length === 1 ? "an outcome" : "outcomes"} back`
    case "claim.taken":
      return `${first} took the claim over: “${said(words, "note")}”`
    case "claim.handed":
      return `${first} handed the claim to ${(facts as { to: { name: string } }).to.name}: “${said(words, "note")}”`
    case "claim.left":
      return "The claim ended: its holder has left"
    case "claim.expired":
      return "The claim ended without an act"
    case "information.needed":
      return `${first} needs information on ${items(facts)}: “${said(words, "question")}”`
    case "information.answered":
      return `${first} answered: “${said(words, "answer")}”`
    case "information.cancelled":
      return `${first} cancelled the request for information`
    case "hold.placed":
      return `${first} put ${items(facts)} on hold until ${clock((facts as { until: string }).until)}: “${said(words, "reason")}”`
    case "hold.receipted":
      return `${first} gave the preservation receipt ${said(words, "receipt")}`
    case "hold.ended":
      return `${first} ended the hold on ${items(facts)}`
    case "hold.expired":
      return `The hold on ${items(facts)} has ended`
    case "hold.refused":
      return `${first} refused the hold on ${items(facts)}: “${said(words, "reason")}”`
    case "outcome.challenged":
      return `${first} challenged ${items(facts)}: “${said(words, "reason")}”`
    case "challenge.kept":
      return `${first} kept the decision on ${items(facts)}: “${said(words, "reason")}”`
    case "challenge.changed":
      return `${first} changed a decision: “${said(words, "reason")}”`
    case "outcome.restored":
      return `${first} restored ${items(facts)}: “${said(words, "reason")}”`
    case "items.verified": {
      const still = (facts as { items: { finding: string }[] }).items.filter((each) => each.finding === "still-up")
      return still.length > 0
        ? `${first} found ${items({ items: still })} still up`
        : `${first} verified ${items(facts)}`
    }
    case "referral.closed":
      return `${first} closed it${said(words, "reason") ? `: “${said(words, "reason")}”` : ""}`
    case "referral.expired":
      return "Closed, a week after it was verified"
    case "referral.reopened":
      return `${first} reopened ${items(facts)}: “${said(words, "reason")}”`
    case "referral.escalated":
      return `${first} escalated it: “${said(words, "reason")}”`
    case "referral.amended":
      return amended(facts as Amended)
    case "referral.withdrawn": {
      const { restore, replacedBy } = facts as { restore: boolean; replacedBy: string | null }
      const reason = said(words, "reason")
      const then = replacedBy
        ? ", another referral takes its place"
        : restore
          ? ", please restore what was acted on"
          : ""
      return `The NCA withdrew it${then}${reason ? `: “${reason}”` : ""}`
    }
    case "referral.noted":
      return `${first} took note`
    case "outcome.kept":
      return `${first} will not restore ${items(facts)}: “${said(words, "reason")}”`
    case "lead.unattended":
      return "Nobody of the NCA was connected when it came"
    case "lead.sent":
      return `${first} sent this lead`
    case "lead.acknowledged": {
      const comment = said(words, "comment")
      return `${first} acknowledged, estimate ${clock((facts as { estimate: string }).estimate)}${comment ? `: “${comment}”` : ""}`
    }
    case "lead.decided": {
      const reason = said(words, "reason")
      return `${first} ${decided[(facts as { decision: LeadDecision }).decision]}${reason ? `: “${reason}”` : ""}`
    }
    case "alert.submitted":
      return `${first} submitted version ${(facts as { version: number }).version}`
    case "alert.returned":
      return `${first} returned version ${(facts as { version: number }).version}: “${said(words, "reason")}”`
    case "alert.recalled":
      return `${first} recalled version ${(facts as { version: number }).version}`
    case "alert.checked":
      return `${first} checked version ${(facts as { version: number }).version}`
    case "alert.released":
      return `${first} released version ${(facts as { version: number }).version}`
    case "alert.undelivered":
      return "A part of it could not be delivered"
    case "alert.withdrawn":
      return `${first} withdrew it${(facts as { restore: boolean }).restore ? ", asking to restore" : ""}: “${said(words, "reason")}”`
    case "alert.superseded":
      return "Another alert has taken its place"
    case "alert.closed":
      return `${first} closed it: “${said(words, "reason")}”`
    case "part.ended":
      return "One of its referrals has ended"
    case "part.reopened":
      return "One of its referrals was opened again"
    case "clock.breached":
      return `Overdue: ${(about === "lead" ? missedByAgency : missed)[(facts as { clock: ClockName }).clock]}`
    case "clock.escalated":
      return escalatedText(facts as Escalated, about)
    default:
      return type
  }
}

function escalatedText({ onDuty = [], ...stepped }: Escalated, about: Entry["kind"] | undefined): string {
  const names = onDuty.map(({ name }) => name).join(" and ")
  return `Still overdue: ${told[stepTold(stepped, about)]} told${names ? `, on duty ${names}` : ""}`
}
