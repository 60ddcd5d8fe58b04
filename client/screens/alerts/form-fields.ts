// The fields of an alert beside its items: what every platform is told, and the words of single ones. Templates of alert-form.ts, which carries
// the styles; `set` gets what changes. Each field has the name by which the points of completeness lead to it.
import { html, nothing, type TemplateResult } from "lit"
import { platformNames, type PlatformId } from "../../../protocol/addresses.ts"
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import { namedPlatforms } from "../../../protocol/warnings.ts"
import {
  handlingCodes,
  informations,
  languages,
  priorityReasons,
  referralHandlings,
  requestedActions,
  sources,
  themes,
  type Priority,
} from "../../../protocol/vocabulary.ts"
import { platformIds, type AlertDraft } from "./draft.ts"
import "../../parts/choice-chips.ts"
import "../../parts/hub-icon.ts"
import "../../parts/labelled-field.ts"

type Set = (change: Partial<AlertDraft>) => void
export const choices = (list: Record<string, string>) => Object.entries(list).map(([value, text]) => ({ value, text }))

export function briefFields(draft: AlertDraft, set: Set): TemplateResult {
  const select = (
    key: "reason" | "theme" | "handling" | "source" | "information" | "code",
    label: string,
    list: Record<string, string>,
    full: (key: string, text: string) => string = (_key, text) => text,
  ) =>
    html`<labelled-field label=${label}
      ><select data-field=${key} @change=${(event: Event) => set({ [key]: (event.target as HTMLSelectElement).value })}>
        ${Object.entries(list).map(([value, text]) => html`<option value=${value} ?selected=${draft[key] === value}>${full(value, text)}</option>`)}
      </select></labelled-field
    >`
  const typed = (key: "title" | "narrative" | "corridor") => (event: Event) =>
    set({ [key]: (event.target as HTMLInputElement).value })
  const graded = (key: string, text: string) => `${key} ${text}`
  return html`<labelled-field label="Title"
      ><input data-field="title" dir="auto" maxlength="200" .value=${draft.title} @input=${typed("title")}
    /></labelled-field>
    <div class="grid">
      <labelled-field label="Priority"
        ><select
          @change=${(event: Event) => {
            const priority = (event.target as HTMLSelectElement).value as Priority
            set({ priority, reason: Object.keys(priorityReasons[priority])[0]! })
          }}
        >
          ${Object.keys(priorityReasons).map((value) => html`<option ?selected=${draft.priority === value}>${value}</option>`)}
        </select></labelled-field
      >
      ${select("reason", "Why", priorityReasons[draft.priority])}
      ${select("handling", "Handling", Object.fromEntries(referralHandlings.map((each) => [each, `TLP:${each}`])))}
      ${select("theme", "Theme", themes)} ${select("source", "Source, stays with the NCA", sources, graded)}
      ${select("information", "Information, stays with the NCA", informations, graded)}
      ${select("code", "Handling code, stays with the NCA", handlingCodes, graded)}
      <labelled-field label="Corridor"
        ><input
          data-field="corridor"
          dir="auto"
          maxlength="120"
          placeholder="Calais to Dover"
          .value=${draft.corridor}
          @input=${typed("corridor")}
      /></labelled-field>
    </div>
    <div class="pair">
      <labelled-field label="Languages"
        ><choice-chips
          data-field="languages"
          label="Languages"
          multiple
          round
          .choices=${choices(languages)}
          .values=${draft.languages}
          @choice-change=${(event: CustomEvent<{ values: AlertDraft["languages"] }>) => set({ languages: event.detail.values })}
        ></choice-chips
      ></labelled-field>
      <labelled-field label="Asked for"
        ><choice-chips
          data-field="asked"
          label="Asked for"
          multiple
          round
          .choices=${choices(requestedActions)}
          .values=${draft.asked}
          @choice-change=${(event: CustomEvent<{ values: AlertDraft["asked"] }>) => set({ asked: event.detail.values })}
        ></choice-chips
      ></labelled-field>
    </div>
    <labelled-field label="What the platforms are told, without source or method">
      <textarea
        data-field="narrative"
        dir="auto"
        rows="4"
        maxlength="8000"
        .value=${draft.narrative}
        @input=${typed("narrative")}
      ></textarea>
    </labelled-field>`
}

/** `gets`: the platforms that it goes to; those with their own words are shown as well. */
export function wordingFields(draft: AlertDraft, gets: readonly PlatformId[], set: Set): TemplateResult {
  const { wordings } = draft
  const own = (platform: PlatformId) => wordings.find((each) => each.platform === platform)
  const change = (platform: PlatformId, words: { title?: string; narrative?: string }) =>
    set({ wordings: wordings.map((each) => (each.platform === platform ? { ...each, ...words } : each)) })
  const begin = (platform: PlatformId) =>
    set({ wordings: [...wordings, { platform, title: draft.title, narrative: draft.narrative }] })
  const end = (platform: PlatformId) => set({ wordings: wordings.filter((each) => each.platform !== platform) })
  const shown = platformIds.filter((platform) => gets.includes(platform) || own(platform))
  if (shown.length === 0) return html``
  return html`<fieldset class="wordings">
    <legend class="label">Its own words for a platform</legend>
    <div class="line">
      ${shown.map((platform) => html`<button type="button" class="chip" aria-pressed=${own(platform) !== undefined} @click=${() => (own(platform) ? end(platform) : begin(platform))}>${platformNames[platform]}</button>`)}
    </div>
    ${shown.map((platform) => {
      const words = own(platform)
      if (!words) return nothing
      const name = platformNames[platform]
      const named = namedPlatforms({ title: words.title, narrative: words.narrative }).filter(
        (each) => each !== platform,
      )
      const warns =
        named.length > 0
          ? `It names ${named.map((each) => platformNames[each]).join(" and ")}: ${name} would learn of it`
          : ""
      return html`<labelled-field label="Title for ${name}"
          ><input
            data-field="wording ${platform}"
            dir="auto"
            maxlength="200"
            .value=${words.title}
            @input=${(event: Event) => change(platform, { title: (event.target as HTMLInputElement).value })}
        /></labelled-field>
        <labelled-field label="What ${name} is told" hint=${warns}>
          <textarea
            dir="auto"
            rows="3"
            maxlength="8000"
            .value=${words.narrative}
            @input=${(event: Event) => change(platform, { narrative: (event.target as HTMLTextAreaElement).value })}
          ></textarea>
        </labelled-field>`
    })}
  </fieldset>`
}

/** Conditions, the alert that it takes the place of, and whether what is named no longer is asked to be restored. */
export function placeFields(
  draft: AlertDraft,
  earlier: readonly AlertEntry[],
  amends: boolean,
  set: Set,
): TemplateResult {
  return html`<div class="pair">
      <labelled-field label="Conditions for the platforms, in words"
        ><input
          dir="auto"
          maxlength="500"
          .value=${draft.conditions}
          @input=${(event: Event) => set({ conditions: (event.target as HTMLInputElement).value })}
      /></labelled-field>
      ${
        earlier.length > 0 || draft.supersedes
          ? html`<labelled-field label="Takes the place of"
              ><select @change=${(event: Event) => set({ supersedes: (event.target as HTMLSelectElement).value })}>
                <option value="" ?selected=${!draft.supersedes}>no earlier alert</option>
                ${earlier.map((alert) => html`<option value=${alert.subject} ?selected=${draft.supersedes === alert.subject}>${reference("A", alert.number)} ${alert.words.title}</option>`)}
              </select></labelled-field
            >`
          : nothing
      }
    </div>
    ${amends || draft.supersedes ? html`<label class="check"><input type="checkbox" .checked=${draft.restore} @change=${(event: Event) => set({ restore: (event.target as HTMLInputElement).checked })} />Ask platforms to restore what they acted on and this no longer names</label>` : nothing}`
}
