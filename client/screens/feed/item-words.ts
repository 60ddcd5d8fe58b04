// What there is to say about an item of a referral: what was done about it, and by whom, beside it. The host carries the styles of
// `.state`. Used by referral-pane.ts and the outcome form.
import { html, type TemplateResult } from "lit"
import { itemClass } from "../../../protocol/addresses.ts"
import type { ReferralItem } from "../../../protocol/entries/item.ts"
import { actions, noActionReasons } from "../../../protocol/vocabulary.ts"
import type { IconName } from "../../parts/hub-icon.ts"
import { ticker } from "../../parts/ticker.ts"
import { clock, moment } from "../../parts/times.ts"
import "../../parts/hub-icon.ts"
import "../../parts/state-label.ts"

/** What was done about an item, as its row says it. */
export function outcomeOf(item: ReferralItem): TemplateResult {
  const { outcome } = item
  if (item.state === "held") return html`<span class="state"><hub-icon name="pause"></hub-icon>On hold</span>`
  if (!outcome && item.withdrawn) return html`<span class="state"><state-label state="withdrawn"></state-label></span>`
  if (!outcome) return html`<span class="state"><hub-icon name="circle-dashed"></hub-icon>Not decided</span>`
  if (item.state === "challenged" || item.state === "restored")
    return html`<span class="state"><state-label .state=${item.state}></state-label></span>`
  const names: Record<string, string> = actions[itemClass(item.kind)]
  const text = outcome.reason
    ? `No action: ${noActionReasons[outcome.reason].toLowerCase()}`
    : (names[outcome.action] ?? outcome.action)
  const icon: IconName = outcome.reason ? "circle-slash" : outcome.action === "removed" ? "trash-2" : "ban"
  return html`<span class="state done" title="${outcome.by.name}${outcome.rule ? `, ${outcome.rule}` : ""}"
    ><hub-icon .name=${icon}></hub-icon>${text} ${clock(outcome.at)}</span
  >`
}

/** What there is to say about an item beside its outcome. */
export function aboutItem({
  hold,
  challenge,
  restored,
  verified,
  earlier,
  withdrawn,
  outcome,
}: ReferralItem): TemplateResult[] {
  const found = { gone: "gone", accepted: "accepted as it is", "cannot-see": "cannot be seen" }
  return [
    ...(withdrawn && outcome
      ? [
          html`Withdrawn
          ${clock(withdrawn.at)}${withdrawn.kept ? html`, <bdi>${withdrawn.kept.by.name}</bdi> keeps it as it is: <bdi>“${withdrawn.kept.reason}”</bdi>` : withdrawn.restore && !restored ? ", asked to be restored" : ""}`,
        ]
      : []),
    ...(hold
      ? [
          html`On hold until ${moment(hold.until, ticker.now())}, <bdi>${hold.owner}</bdi>:
            <bdi>“${hold.reason}”</bdi
            >${hold.receipt ? html`, receipt <bdi>${hold.receipt}</bdi>` : ", no receipt yet"}`,
        ]
      : []),
    ...(challenge
      ? [
          html`Challenged by <bdi>${challenge.by.name}</bdi>:
            <bdi>“${challenge.reason}”</bdi
            >${challenge.answer ? html`; ${challenge.answer.kept ? "kept" : "changed"} by <bdi>${challenge.answer.by.name}</bdi>: <bdi>“${challenge.answer.reason}”</bdi>` : ""}`,
        ]
      : []),
    ...(restored ? [html`Restored by <bdi>${restored.by.name}</bdi>: <bdi>“${restored.reason}”</bdi>`] : []),
    ...(verified ? [html`Verified by <bdi>${verified.by.name}</bdi>: ${found[verified.finding]}`] : []),
    ...(earlier.length > 0 ? [html`Decided ${earlier.length === 1 ? "once" : `${earlier.length} times`} before`] : []),
  ]
}
