// The items of a referral while their outcome is recorded, where the feed was: which go together, which have an outcome of their own, which
// stay open. Properties in; what is wanted leaves as `stand`, `toggle`, `own` (each with an item) and `paste`. Used by outcome-screen.ts.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { itemClass, kindNames } from "../../../protocol/addresses.ts"
import type { ReferralItem } from "../../../protocol/entries/item.ts"
import { actions, noActionReasons } from "../../../protocol/vocabulary.ts"
import { focusIsFree } from "../../parts/deep-active.ts"
import { InStretches } from "../../parts/in-stretches.ts"
import type { IconName } from "../../parts/hub-icon.ts"
import { iconOfKind } from "../../parts/item-kinds.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { outcomeOf } from "../feed/item-words.ts"
import type { ItemRow } from "./outcome-work.ts"
import "../../parts/defanged-address.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"

@customElement("outcome-items")
export class OutcomeItems extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    scrolling,
    css`
      :host {
        display: flex;
        flex-direction: column;
        block-size: 100%;
      }
      header {
        padding: 14px 16px 12px;
        border-block-end: 1px solid var(--line);
        display: grid;
        gap: 10px;
        flex: none;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .line .button {
        margin-inline-start: auto;
      }
      /* how the items divide: together, by themselves, open */
      .parts {
        display: flex;
        gap: 2px;
      }
      .part {
        flex: var(--many) 1 0;
        min-inline-size: fit-content;
        padding-block-start: 6px;
        padding-inline-end: 8px;
        border-block-start: 3px solid var(--track);
        white-space: nowrap;
      }
      .part.together {
        border-color: var(--accent);
      }
      .part.own {
        border-color: var(--text);
      }
      ul {
        flex: 1;
        overflow: auto;
      }
      .item {
        position: relative;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 12px;
        padding: 9px 16px;
        border-block-end: 1px solid var(--line);
        border-inline-start: 3px solid transparent;
        cursor: default;
      }
      input {
        inline-size: 1.125rem;
        block-size: 1.125rem;
        margin: 0;
        accent-color: var(--accent);
      }
      .item > span > * {
        display: flex;
        gap: 6px;
        margin-block-end: 2px;
      }
      .item :is(.chosen, .state) {
        align-items: center;
        font: var(--small);
        --icon: 14px;
      }
      .chosen.good,
      .state.done {
        font-weight: var(--medium);
      }
      .state.done {
        color: var(--good);
      }
      .item.current {
        background: var(--accent-ground);
        border-inline-start-color: var(--accent);
      }
      .item .give {
        position: absolute;
        inset-block-end: 8px;
        inset-inline-end: 12px;
        opacity: 0;
        background: var(--panel);
      }
      .item.current .give {
        background: var(--accent-ground);
      }
      .item:is(:hover, .current, :focus-within) .give {
        opacity: 1;
      }
      @media (hover: none) {
        .item .give {
          opacity: 1;
        }
      }
      footer {
        display: flex;
        gap: 6px 16px;
        padding: 12px 16px;
        border-block-start: 1px solid var(--line);
        flex: none;
        flex-wrap: wrap;
      }
      footer > span {
        display: inline-flex;
        gap: 4px;
        align-items: center;
        white-space: nowrap;
      }
      @media (hover: none) {
        footer {
          display: none;
        }
      }
    `,
  ]

  @property({ attribute: false }) rows: readonly ItemRow[] = []
  /** the referral's reference */
  @property() reference = ""
  /** to be read only */
  @property({ type: Boolean }) locked = false
  /** what items show is covered */
  @property({ type: Boolean }) covered = false
  @property({ type: Number }) at = 0
  #stretches = new InStretches(this)

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("at")) return
    const current = this.renderRoot.querySelector(".item.current")
    current?.scrollIntoView({ block: "nearest" })
    // The focus goes along, unless it is in use elsewhere.
    if (focusIsFree() || this.shadowRoot?.activeElement?.matches("input"))
      current?.querySelector("input")?.focus({ preventScroll: true })
  }

  protected override render(): TemplateResult {
    const { rows, locked } = this
    const open = rows.filter((row) => row.open)
    return html`<header>
        <div class="line">
          <slot name="back"></slot>
          <h2 class="pane-title">Items</h2>
          <span class="small">${rows.length} in ${this.reference}</span>
          ${
            !locked && open.length > 0
              ? html`<button
                  class="button small"
                  aria-keyshortcuts="p"
                  @click=${() => this.dispatchEvent(new CustomEvent("paste"))}
                >
                  <hub-icon name="clipboard-paste"></hub-icon>Paste outcomes<key-hint keys="p"></key-hint>
                </button>`
              : nothing
          }
        </div>
        <p class="parts small">
          ${this.#part("together", open.filter((row) => row.together).length, "together")}
          ${this.#part("own", open.filter((row) => row.own).length, "by itself")}
          ${this.#part("", open.filter((row) => !row.choice).length, "open")}
        </p>
      </header>
      <ul class="scroll">
        ${this.#stretches.of(this.reference, rows, this.at + 1).map((row, index) => this.#row(row, index))}
      </ul>
      <footer class="small">
        <span><key-hint keys="j"></key-hint> <key-hint keys="k"></key-hint> item</span>
        <span><key-hint keys="Space"></key-hint> together</span>
        <span><key-hint keys="Enter"></key-hint> its own</span>
        <span><key-hint keys="1"></key-hint> to <key-hint keys="8"></key-hint> action</span>
        <span><key-hint keys="y"></key-hint> copy address</span>
        <span><key-hint keys="Shift+Y"></key-hint> all open</span>
      </footer>`
  }

  #part(name: string, many: number, what: string): TemplateResult | typeof nothing {
    if (many === 0) return nothing
    return html`<span class="part ${name}" .style=${`--many: ${many}`}><b>${many}</b> ${what}</span>`
  }

  #row(row: ItemRow, index: number): TemplateResult {
    const { item, open, together, own } = row
    return html`<li
      class="item ${index === this.at ? "current" : ""}"
      @click=${() => this.dispatchEvent(new CustomEvent("stand", { detail: { at: index } }))}
    >
      <input
        type="checkbox"
        aria-label="Item ${item.n} in the common outcome"
        .checked=${together}
        ?disabled=${!open || this.locked}
        @change=${() => this.#tell("toggle", item)}
      />
      <span
        ><defanged-address .address=${item.address} clip bare></defanged-address>
        <span class="small line"
          ><hub-icon .name=${iconOfKind(item.kind)}></hub-icon
          >${kindNames[item.kind]}${item.evidence && !this.covered ? html`, <bdi>${item.evidence}</bdi>` : nothing}</span
        >
        ${open ? this.#choice(row) : outcomeOf(item)}
        ${
          open && !own && !this.locked
            ? html`<button
                class="button quiet small give"
                @click=${(event: Event) => {
                  event.stopPropagation()
                  this.#tell("own", item)
                }}
              >
                Its own<key-hint keys="Enter"></key-hint
                ><span class="visually-hidden"> outcome for item ${item.n}</span>
              </button>`
            : nothing
        }</span
      >
    </li>`
  }

  /** What will be recorded about it. */
  #choice({ item, choice, complete }: ItemRow): TemplateResult {
    if (!choice) return said("circle-dashed", "Stays open", "muted")
    const kind = itemClass(item.kind)
    const action = choice.actions[kind]
    if (!action) return said("circle-dashed", "Choose an action", "warn")
    const names: Record<string, string> = actions[kind]
    const look = complete ? (action === "none" ? "strong" : "good") : "warn"
    if (action === "none")
      return said(
        "scale",
        `No action · ${choice.reason ? noActionReasons[choice.reason].toLowerCase() : "give a reason"}`,
        look,
      )
    const icon = action === "removed" ? "trash-2" : "ban"
    return said(icon, [names[action], choice.ground, choice.rule.trim()].filter(Boolean).join(" · "), look)
  }

  #tell(type: "toggle" | "own", item: ReferralItem): void {
    this.dispatchEvent(new CustomEvent(type, { detail: { item } }))
  }
}

const said = (icon: IconName, text: string, look: string): TemplateResult =>
  html`<span class="chosen ${look}"><hub-icon .name=${icon}></hub-icon><bdi class="clip">${text}</bdi></span>`

declare global {
  interface HTMLElementTagNameMap {
    "outcome-items": OutcomeItems
  }
}
