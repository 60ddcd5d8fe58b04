// Beside the form: what each platform will see, what an amendment changes for it, and what makes the alert complete. Templates of alert-form.ts.
import { html, nothing, type TemplateResult } from "lit"
import { platformNames, type PlatformId } from "../../../protocol/addresses.ts"
import type { AlertVersion } from "../../../protocol/entries/alert.ts"
import { keptByPlatform, recipients, wordsFor } from "../../../protocol/topics/version.ts"
import type { FieldName, Point } from "./completeness.ts"
import type { Hub } from "../../hub/hub.ts"
import { worksInHours } from "./desk.ts"
import { differences } from "./differences.ts"
import { platformIds, type DraftVersion } from "./draft.ts"
import { previewItem } from "./referral-preview.ts"
import "../../parts/hub-icon.ts"
import "./version-changes.ts"

export function previews(
  version: DraftVersion,
  chosen: PlatformId | "",
  choose: (platform: PlatformId) => void,
  hub: Hub,
): TemplateResult {
  const gets = recipients(version)
  const kept = keptByPlatform(version)
  const count = (platform: PlatformId) => kept.get(platform)?.length ?? 0
  const platforms = platformIds.filter((each) => gets.includes(each)).sort((one, other) => count(other) - count(one))
  const shown = platforms.find((each) => each === chosen) ?? platforms[0]
  const items = shown ? (kept.get(shown) ?? []) : []
  return html`<h2 class="pane-title">What each platform will see</h2>
    ${
      shown
        ? html`<div role="tablist" aria-label="Platforms">
              ${platforms.map((platform) => html`<button role="tab" aria-selected=${platform === shown} @click=${() => choose(platform)}>${platformNames[platform]} ${count(platform)}</button>`)}
            </div>
            <div role="tabpanel" aria-label=${platformNames[shown]}>
              <referral-preview
                .platform=${shown}
                .brief=${version.brief}
                .clocks=${hub.clocks}
                .words=${wordsFor(version, shown)}
                .items=${items.map(previewItem)}
                ?in-hours=${worksInHours(hub, shown, version.brief.priority)}
              ></referral-preview>
            </div>
            <p class="sealed">
              <hub-icon name="lock"></hub-icon>${platformNames[shown]}
              ${items.length === 0 ? "is made aware" : items.length === 1 ? "sees this one item only" : `sees these ${items.length} items only`}.
              It cannot tell that anybody else is told, and its number comes from its own series.
            </p>`
        : html`<p class="small">Paste addresses: each platform that they belong to gets a referral of its own.</p>`
    }`
}

/** Beside the version that stands. */
export const changesOf = (stands: AlertVersion, version: DraftVersion, restore: boolean): TemplateResult =>
  html`<h2 class="pane-title">What changes <span class="small">since version ${stands.version}</span></h2>
    <version-changes .differences=${differences(stands, version)} ?restore=${restore}></version-changes>`

export function pointList(points: readonly Point[], lead: (field: FieldName) => void): TemplateResult {
  const icon = { good: "check", look: "triangle-alert", missing: "circle-dashed" } as const
  return html`<h2 class="pane-title">
      Complete?
      <span class="small">${points.filter((point) => point.state === "good").length} of ${points.length}</span>
    </h2>
    <ul class="points">
      ${points.map(({ state, text, field }) => html`<li class=${state}><hub-icon name=${icon[state]}></hub-icon>${state === "good" ? text : html`<button class="link" @click=${() => lead(field)}>${text}</button>`}</li>`)}
    </ul>
    ${points.some((point) => point.state === "missing") ? nothing : html`<p class="small good">It can be submitted.</p>`}`
}
