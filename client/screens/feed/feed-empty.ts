// Why the feed is empty, and what can be done about it. A template of feed-list.ts.
import { html, type TemplateResult } from "lit"
import "../../parts/empty-state.ts"
import type { Filter } from "./filter.ts"

export function feedEmpty(
  state: { live: boolean; loading: boolean; filter: Filter },
  choose: (filter: Filter) => void,
): TemplateResult {
  if (!state.live)
    return html`<empty-state icon="radio" heading="Catching up"
      >The feed comes as soon as the line is there.</empty-state
    >`
  if (state.loading) return html`<empty-state icon="history" heading="Looking further back"></empty-state>`
  if (Object.keys(state.filter).length === 0)
    return html`<empty-state icon="inbox" heading="Nothing is open"
      >A new referral appears here by itself, and you will hear of it.
      <button slot="actions" class="button" @click=${() => choose({ state: ["all"] })}>
        Show older ones
      </button></empty-state
    >`
  return html`<empty-state icon="list-filter" heading="Nothing matches"
    >No referral fits all of these filters. Take one away, or clear all.
    <button slot="actions" class="button" @click=${() => choose({})}>Clear all filters</button></empty-state
  >`
}
