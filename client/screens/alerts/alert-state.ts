// Where an alert stands, as its row in the list says it: who reads it, who has it, what is overdue. Template of alert-list.ts.
import { html, type TemplateResult } from "lit"
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import { referralState, runningClock, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import type { Hub } from "../../hub/hub.ts"
import { agencyRoomOf, burning, nameOf, versionShown, type Section } from "./desk.ts"
import "../../parts/state-label.ts"

export function alertStateLabel(
  hub: Hub,
  alert: AlertEntry,
  section: Section,
  referrals: readonly ReferralEntry[],
): TemplateResult {
  const { author, returned, version } = versionShown(alert)
  const mine = author.id === hub.person?.id
  const later = version > 1 ? `, version ${version}` : ""
  const reads = hub.rooms
    .get(agencyRoomOf(hub))
    ?.here(alert.subject)
    .find((by) => by.id !== hub.person?.id)
  if (reads && (section === "waiting" || section === "checked"))
    return html`<state-label
      state="seen"
      tone="accent"
      .text=${`${reads.name.split(" ")[0]} is reading it`}
    ></state-label>`
  if (section === "waiting") {
    const text = mine ? "Yours, others check it" : `Nobody yet${later}`
    return html`<state-label
      state="submitted"
      .text=${text}
      .icon=${mine ? ("lock" as const) : ("hourglass" as const)}
    ></state-label>`
  }
  if (section === "returned") {
    const text = returned?.recalled ? `Recalled by ${mine ? "you" : author.name}` : mine ? "Returned to you" : ""
    return html`<state-label state="returned" .text=${text}></state-label>`
  }
  if (section === "checked") return html`<state-label state="checked"></state-label>`
  return section === "released" ? released(alert, referrals) : html`<state-label .state=${alert.state}></state-label>`
}

/** What somebody should look at first: what is overdue, what the platform asks, else where the one that burns stands. */
function released({ parts }: AlertEntry, referrals: readonly ReferralEntry[]): TemplateResult {
  const late = referrals.filter((each) => runningClock(each)?.clock.breachedAt)
  const asking = referrals.filter((each) => each.request)
  const named = (all: readonly ReferralEntry[]) =>
    `${nameOf(parts.find((each) => each.referral === all[0]!.subject)?.platform ?? "")}${all.length > 1 ? ` +${all.length - 1}` : ""}`
  if (late.length > 0) return html`<state-label state="overdue" .text=${`${named(late)} overdue`}></state-label>`
  if (asking.length > 0)
    return html`<state-label state="needs-information" .text=${`${named(asking)} asks`}></state-label>`
  const items = referrals.flatMap((each) => each.items).filter((item) => item.state !== "withdrawn")
  const first = burning(referrals)?.referral
  if (first) return html`<state-label .state=${referralState(first)}></state-label>`
  const unseen = items.filter((item) => item.outcome && !item.verified).length
  return items.length > 0
    ? html`<state-label state="decided" .text=${unseen > 0 ? `${unseen} to verify` : "Verified"}></state-label>`
    : html`<state-label state="released"></state-label>`
}
