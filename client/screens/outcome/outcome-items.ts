// The items of a referral while their outcome is recorded, where the feed was: which go together, which have an outcome of their own, which
// stay open. Properties in; what is wanted leaves as `stand`, `toggle`, `own` (each with an item) and `paste`. Used by outcome-screen.ts.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { itemClass, kindNames } from "../../../protocol/addresses.ts"
import type { ReferralItem } from "../../../protocol/entries.ts"
import { actions, noActionReasons } from "../../../protocol/vocabulary.ts"
import { iconOfKind } from "../../parts/item-kinds.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, links, scrolling, texts } from "../../styles/shared.ts"
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
    links,
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
        gap: 8px;
        flex: none;
      }
      .line {
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
      }
      ul {
        flex: 1;
        overflow: auto;
      }
      .item {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 12px;
        padding: 10px 16px;
        border-block-end: 1px solid var(--line);
        border-inline-start: 3px solid transparent;
        cursor: default;
      }
      .item > span > * {
        display: flex;
        margin-block-end: 2px;
      }
      .item .state {
        display: flex;
        gap: 6px;
        align-items: center;
        font: var(--small);
        color: var(--good);
      }
      .item.current {
        background: var(--accent-ground);
        border-inline-start-color: var(--accent);
      }
      footer {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 12px 16px;
        border-block-start: 1px solid var(--line);
        flex: none;
        flex-wrap: wrap;
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

  protected override updated(changed: PropertyValues): void {
    if (changed.has("at")) this.renderRoot.querySelector(".item.current")?.scrollIntoView({ block: "nearest" })
  }

  protected override render(): TemplateResult {
    const { rows, locked } = this
    const open = rows.filter((row) => row.open)
    return html`<header>
        <div class="line">
          <h2 class="pane-title">Items</h2>
          <span class="small">${rows.length} in ${this.reference}</span>
          ${!locked && open.length > 0 ? html`<button class="button small paste" aria-keyshortcuts="p" @click=${() => this.dispatchEvent(new CustomEvent("paste"))}>Paste<key-hint keys="p"></key-hint></button>` : nothing}
        </div>
        <p class="small">
          <b>${open.filter((row) => row.together).length}</b> together ·
          <b>${open.filter((row) => row.own).length}</b> by themselves ·
          <b>${open.filter((row) => !row.choice).length}</b> stay open
        </p>
      </header>
      <ul class="scroll">
        ${rows.map((row, index) => this.#row(row, index))}
      </ul>
      <footer class="small">
        <key-hint keys="j"></key-hint><key-hint keys="k"></key-hint> item <key-hint keys="Space"></key-hint> together
        <key-hint keys="Enter"></key-hint> its own <key-hint keys="1"></key-hint>–<key-hint keys="8"></key-hint>
        action
      </footer>`
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
        ><defanged-address .address=${item.address} clip></defanged-address>
        <span class="small line"
          ><hub-icon .name=${iconOfKind(item.kind)}></hub-icon
          >${kindNames[item.kind]}${item.evidence && !this.covered ? html`, <bdi>${item.evidence}</bdi>` : nothing}</span
        >
        ${open ? this.#choice(row) : outcomeOf(item)}
        ${
          open && !own && !this.locked
            ? html`<button
                class="link small"
                @click=${(event: Event) => {
                  event.stopPropagation()
                  this.#tell("own", item)
                }}
              >
                its own outcome
              </button>`
            : nothing
        }</span
      >
    </li>`
  }

  /** What will be recorded about it. */
  #choice({ item, choice }: ItemRow): TemplateResult {
    if (!choice) return html`<span class="small">Stays open</span>`
    const kind = itemClass(item.kind)
    const action = choice.actions[kind]
    if (!action) return html`<span class="small">Choose an action</span>`
    const names: Record<string, string> = actions[kind]
    const why =
      action === "none"
        ? choice.reason
          ? noActionReasons[choice.reason]
          : "give a reason"
        : `${choice.ground} · ${choice.rule}`
    return html`<span class="small good">${names[action]} · ${why}</span>`
  }

  #tell(type: "toggle" | "own", item: ReferralItem): void {
    this.dispatchEvent(new CustomEvent(type, { detail: { item } }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "outcome-items": OutcomeItems
  }
}
