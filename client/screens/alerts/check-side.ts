// Beside the previews of the check: the version, its warnings, what changes, what stays with the agency, its rows. Templates of alert-check.ts.
import { html, nothing, type TemplateResult } from "lit"
import { readAddress, verdictText } from "../../../protocol/addresses.ts"
import type { AlertEntry, AlertVersion } from "../../../protocol/entries/alert.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import { handlingCodes, informations, priorityReasonName, sources } from "../../../protocol/vocabulary.ts"
import type { Warning } from "../../../protocol/warnings.ts"
import type { SentBefore } from "../../../protocol/wire.ts"
import { clock, clockSeconds } from "../../parts/times.ts"
import { keyOf, nameOf, warningText } from "./desk.ts"
import { differences } from "./differences.ts"
import "../../parts/clock-bar.ts"
import "../../parts/defanged-address.ts"
import "../../parts/hub-icon.ts"
import "../../parts/person-avatar.ts"
import "../../parts/priority-badge.ts"
import "../../parts/windowed-list.ts"
import "./version-changes.ts"

export function versionHead(alert: AlertEntry, version: AlertVersion, waits: boolean): TemplateResult {
  const { author, submittedAt, checked, supersedes } = version
  const at = submittedAt ?? ""
  return html`<section>
    <div class="line">
      <priority-badge .priority=${version.brief.priority}></priority-badge
      ><span class="mono">${reference("A", alert.number)}</span><span class="strong">version ${version.version}</span>
      ${waits ? html`<clock-bar class="apart" show="since" .startedAt=${at} .deadline=${at} label="waits" inline></clock-bar>` : nothing}
    </div>
    <h2 class="title" dir="auto">${version.words.title}</h2>
    <div class="line">
      <person-avatar .personId=${author.id} .name=${author.name}></person-avatar
      ><span class="strong"><bdi>${author.name}</bdi></span
      ><span class="small">submitted it ${clockSeconds(at)}${waits ? ", locked since" : ""}</span>
    </div>
    ${checked ? html`<p class="small"><bdi>${checked.by.name}</bdi> checked it ${clock(checked.at)}: it waits for its release.</p>` : nothing}
    ${supersedes ? html`<p class="small">Releasing it replaces an earlier alert: platforms in both get this referral, the others a withdrawal.</p>` : nothing}
  </section>`
}

/** `confirm` is there for whoever may release it. */
export function warningList(
  version: AlertVersion,
  warnings: readonly Warning[],
  confirmed: readonly string[],
  confirm: ((key: string) => void) | undefined,
): TemplateResult {
  const short = version.items.filter((item) => item.keep && readAddress(item.raw).kind === "look")
  const texts = [...new Set(short.map((item) => verdictText(readAddress(item.raw))))]
  return html`<section>
    <h2 class="pane-title">Warnings <span class="small">${warnings.length + (short.length > 0 ? 1 : 0)}</span></h2>
    ${warnings.map((warning) => {
      const key = keyOf(warning)
      return html`<div class="warning">
        <hub-icon name="triangle-alert"></hub-icon><span class="strong">${warningText(warning)}</span><span></span
        ><span class="small">${nameOf(warning.platform)} would learn that ${nameOf(warning.names)} plays a part.</span>
        ${confirm ? html`<label class="check"><input type="checkbox" .checked=${confirmed.includes(key)} @change=${() => confirm(key)} />I have read it, and it may say so</label>` : nothing}
      </div>`
    })}
    ${short.length > 0 ? html`<div class="warning"><hub-icon name="triangle-alert"></hub-icon><span class="strong">${short.length === 1 ? "One row is" : `${short.length} rows are`} to look at</span><span></span><span class="small">${texts.join("; ")}</span></div>` : nothing}
    ${warnings.length + short.length === 0 ? html`<p class="small">None. No text names another platform.</p>` : nothing}
  </section>`
}

export function changeList(stands: AlertVersion, version: AlertVersion): TemplateResult {
  return html`<section>
    <h2 class="pane-title">What changes <span class="small">since version ${stands.version}</span></h2>
    <version-changes .differences=${differences(stands, version)} ?restore=${version.restore}></version-changes>
  </section>`
}

export function agencyOnly(
  { grading, brief, items }: AlertVersion,
  sent: (address: string) => SentBefore | undefined,
): TemplateResult {
  const { source, information, code } = grading
  const before = new Map<string, number>()
  for (const item of items) {
    const found = item.keep ? sent(item.canonical) : undefined
    if (found) before.set(found.reference, (before.get(found.reference) ?? 0) + 1)
  }
  return html`<section>
    <h2 class="pane-title">Stays with the NCA</h2>
    <dl>
      <dt>Grading</dt>
      <dd>
        ${source} ${sources[source as keyof typeof sources]} · ${information}
        ${informations[information as keyof typeof informations]} · ${code}
        ${handlingCodes[code as keyof typeof handlingCodes]}
      </dd>
      <dt>Why ${brief.priority}</dt>
      <dd>${priorityReasonName(brief.priority, brief.reason)}</dd>
      ${
        before.size > 0
          ? html`<dt>Sent before</dt>
              <dd>
                ${[...before].map(([which, count]) => `${count} ${count === 1 ? "item" : "items"} in ${which}`).join(", ")}
              </dd>`
          : nothing
      }
    </dl>
  </section>`
}

/** What goes out stands in the previews: here is the rest, none of it dropped in silence. */
export function rowList({ items, author }: AlertVersion): TemplateResult {
  const kept = items.filter((item) => item.keep && item.platforms.length > 0).length
  const stays = items.filter((item) => item.verdict === "stays" && item.keep)
  const dropped = items.filter((item) => !item.keep)
  const why = (item: AlertVersion["items"][number]) => {
    if (item.verdict === "merged") return "Dropped: the same as an earlier row"
    const by = item.keep || item.verdict === "refused" ? "" : `Dropped by ${author.name.split(" ")[0]}: `
    return `${by}${verdictText(readAddress(item.raw))}`
  }
  return html`<section>
    <h2 class="pane-title">
      Rows
      <span class="small">${items.length}: ${kept} go out, ${stays.length} stay, ${dropped.length} dropped</span>
    </h2>
    ${
      stays.length + dropped.length > 0
        ? html`<windowed-list
            class="scroll"
            label="Rows that stay or are dropped"
            rem="3"
            most="24rem"
            .items=${[...stays, ...dropped]}
            .row=${(item: AlertVersion["items"][number]) => html`<span class="stay"><defanged-address .address=${item.canonical || item.raw} clip></defanged-address><span class="small">${why(item)}</span></span>`}
          ></windowed-list>`
        : nothing
    }
  </section>`
}
