// The head of the feed: how many, sort, pause, density, saved views, and the filters as chips. Used by feed-list.ts; the address is the truth,
// so a choice is a `filter` event and comes back as a property.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { filterKeys, sorts, type FilterKey } from "../../../protocol/filter.ts"
import type { ChipGroup, FilterChip } from "../../parts/filter-chip.ts"
import type { MenuItem } from "../../parts/toggle-menu.ts"
import { buttons, chips } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/filter-chip.ts"
import "../../parts/hub-icon.ts"
import "../../parts/toggle-menu.ts"
import { dimensions, type Filter, type Sort } from "./filter.ts"
import type { View } from "./saved-views.ts"

@customElement("feed-head")
export class FeedHead extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    chips,
    css`
      :host {
        display: grid;
        gap: 8px;
        padding: 8px 16px 10px;
        border-block-end: 1px solid var(--line);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 0 8px;
        align-items: center;
        white-space: nowrap;
      }
      .acts {
        display: flex;
        margin-inline-start: auto;
        margin-inline-end: -8px;
      }
      .filters {
        display: flex;
        gap: 6px;
        flex-wrap: wrap;
      }
    `,
  ]

  @property() heading = "Live feed"
  @property({ attribute: false }) filter: Filter = {}
  @property() sort: Sort = "clock"
  /** names by organisation; filtered by when there are several */
  @property({ attribute: false }) platforms: Record<string, string> = {}
  /** what only the agency does is offered to it alone */
  @property({ type: Boolean }) agency = false
  @property({ type: Number }) open = 0
  @property({ type: Number }) matching = 0
  @property({ type: Boolean }) paused = false
  @property({ type: Boolean }) compact = false
  @property({ attribute: false }) view: View | undefined
  @query(".filters filter-chip") private first!: FilterChip

  /** Puts the focus on the first filter, for its key. */
  override focus(): void {
    this.first.focus()
  }

  #say(name: "pause" | "density" | "save-view" | "remove-view"): void {
    this.dispatchEvent(new CustomEvent(name))
  }

  #choose(filter: Filter, sort = this.sort): void {
    this.dispatchEvent(new CustomEvent("filter", { detail: { filter, sort } }))
  }

  #set(key: FilterKey, values: readonly string[]): void {
    const { [key]: _before, ...rest } = this.filter
    this.#choose(values.length > 0 ? { ...rest, [key]: values } : rest)
  }

  /** "All" stands alone: it takes the place of single states, and they its. */
  #changed(key: FilterKey, values: string[]): void {
    const last = values.at(-1)
    this.#set(key, key !== "state" ? values : last === "all" ? ["all"] : values.filter((value) => value !== "all"))
  }

  protected override render(): TemplateResult {
    const filtered = Object.keys(this.filter).length > 0
    const count = filtered ? `${this.matching} shown` : `${this.open} open`
    const order = sorts[this.sort]
    return html`<div class="head">
        <h1 class="pane-title">${this.heading}</h1>
        <span class="small">${count}${this.paused ? ", paused" : ""}</span>
        <span class="acts">
          <toggle-menu
            label="Sort: ${order}"
            .text=${order}
            icon="arrow-up-narrow-wide"
            look="quiet small"
            .items=${Object.entries(sorts).map(([id, text]): MenuItem => ({ id, text, ...(id === this.sort ? { icon: "check" } : {}) }))}
            @menu-choice=${(event: CustomEvent<{ id: Sort }>) => this.#choose(this.filter, event.detail.id)}
          ></toggle-menu>
          ${this.#more()} ${this.#bookmark(filtered)}
          ${this.#toggle("pause", this.paused, this.paused ? "play" : "pause", this.paused ? "Go on (p)" : "Pause: new referrals wait (p)", "Pause the feed")}
          ${this.#toggle("density", this.compact, this.compact ? "rows-2" : "rows-4", this.compact ? "Comfortable rows" : "Compact rows", "Compact rows")}
        </span>
      </div>
      <div class="filters" role="group" aria-label="Filters">
        ${this.#state()} ${this.#shown().map((key) => this.#chip(key))}
        ${filtered ? html`<button class="chip" @click=${() => this.#choose({})}><hub-icon name="x"></hub-icon>Clear all</button>` : nothing}
      </div>`
  }

  #toggle(
    name: "pause" | "density",
    on: boolean,
    icon: "play" | "pause" | "rows-2" | "rows-4",
    title: string,
    label: string,
  ): TemplateResult {
    return html`<button
      class="button quiet icon small"
      aria-pressed=${on}
      aria-label=${label}
      aria-keyshortcuts=${name === "pause" ? "p" : nothing}
      title=${title}
      @click=${() => this.#say(name)}
    >
      <hub-icon name=${icon}></hub-icon>
    </button>`
  }

  #bookmark(filtered: boolean): TemplateResult | typeof nothing {
    const { view } = this
    if (!filtered && !view) return nothing
    if (view && !view.mayRemove) return nothing
    return html`<button
      class="button quiet icon small"
      aria-pressed=${view !== undefined}
      aria-label=${view ? `Remove the saved view ${view.name}` : "Save this view"}
      title=${view ? `Remove the saved view “${view.name}”` : "Save this view"}
      @click=${() => this.#say(view ? "remove-view" : "save-view")}
    >
      <hub-icon name="bookmark"></hub-icon>
    </button>`
  }

  #group(key: FilterKey): ChipGroup {
    const { verify: _agencyAlone, ...others } = dimensions[key].options
    const options = key === "platform" ? this.platforms : this.agency ? dimensions[key].options : others
    return { key, label: filterKeys[key], options, values: this.filter[key] ?? [] }
  }

  #shown(): FilterKey[] {
    return (Object.keys(filterKeys) as FilterKey[]).filter(
      (key) =>
        key !== "state" &&
        (this.filter[key] !== undefined ||
          (dimensions[key].main && (key !== "platform" || Object.keys(this.platforms).length > 1))),
    )
  }

  #chip(key: FilterKey): TemplateResult {
    return html`<filter-chip
      .label=${filterKeys[key]}
      .groups=${[this.#group(key)]}
      ?on=${this.filter[key] !== undefined}
      @filter-change=${(event: CustomEvent<{ values: string[] }>) => this.#changed(key, event.detail.values)}
      @filter-clear=${() => this.#set(key, [])}
    ></filter-chip>`
  }

  /** Without a choice it still filters: its cross shows the older ones too. */
  #state(): TemplateResult {
    const { state } = this.filter
    const all = state?.includes("all") ?? false
    return html`<filter-chip
      .label=${filterKeys.state}
      .groups=${[this.#group("state")]}
      .text=${state ? "" : "Open or today"}
      ?on=${!all}
      @filter-change=${(event: CustomEvent<{ values: string[] }>) => this.#changed("state", event.detail.values)}
      @filter-clear=${() => this.#set("state", state ? [] : ["all"])}
    ></filter-chip>`
  }

  #more(): TemplateResult | typeof nothing {
    const rest = (Object.keys(filterKeys) as FilterKey[]).filter(
      (key) => !dimensions[key].main && this.filter[key] === undefined,
    )
    if (rest.length === 0) return nothing
    return html`<filter-chip
      label="More filters"
      icon="list-filter"
      .groups=${rest.map((key) => this.#group(key))}
      @filter-change=${(event: CustomEvent<{ key: FilterKey; values: string[] }>) => this.#changed(event.detail.key, event.detail.values)}
    ></filter-chip>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "feed-head": FeedHead
  }
}
