// One filter as a chip: its name while it is off, what is chosen while it is on, with a cross. Pressed, it opens its choices. Used by the feed.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { buttons, chips } from "../styles/controls.ts"
import { fields } from "../styles/fields.ts"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"
import type { IconName } from "./hub-icon.ts"
import { placeBeside } from "./place-beside.ts"

export interface ChipGroup {
  key: string
  label: string
  /** words by value */
  options: Readonly<Record<string, string>>
  values: readonly string[]
}

@customElement("filter-chip")
export class FilterChip extends LitElement {
  static override styles = [
    base,
    buttons,
    chips,
    fields,
    css`
      :host {
        display: inline-flex;
        max-inline-size: 100%;
        min-inline-size: 0;
      }
      .chip {
        min-inline-size: 0;
        max-inline-size: 100%;
      }
      .chip bdi {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .pair .chip:first-child {
        padding-inline-end: 3px;
        border-start-end-radius: 0;
        border-end-end-radius: 0;
        border-inline-end: 0;
      }
      .pair .chip:last-child {
        padding-inline: 5px;
        border-start-start-radius: 0;
        border-end-start-radius: 0;
        border-inline-start: 0;
      }
      .pair {
        display: inline-flex;
        min-inline-size: 0;
        max-inline-size: 100%;
      }
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 8px 12px;
        min-inline-size: 180px;
        max-inline-size: calc(100vw - 16px);
        max-block-size: min(480px, calc(100vh - 16px));
        border: 1px solid var(--edge);
        border-radius: 8px;
        background: var(--panel);
        color: var(--text);
        font: var(--body);
        box-shadow: var(--shadow);
        overflow: auto;
        opacity: 0; /* until it stands in its place */
        transition: opacity var(--quick) var(--ease);
      }
      legend {
        padding: 4px 0;
        font: var(--small);
        color: var(--muted);
      }
      fieldset + fieldset {
        margin-block-start: 8px;
      }
      label {
        display: flex;
        gap: 10px;
        align-items: center;
        min-block-size: 28px;
        font-size: 0.8125rem;
        cursor: pointer;
      }
    `,
  ]

  @property({ attribute: false }) groups: ChipGroup[] = []
  /** What it is called while nothing is chosen. */
  @property() label = ""
  /** What stands on it while it is on; without it, the words of what is chosen. */
  @property() text = ""
  /** A quiet button with this icon instead of words, for what is seldom needed. */
  @property() icon: IconName | undefined
  @property({ type: Boolean }) on = false
  @state() private open = false
  @query("[popover]") private readonly menu!: HTMLElement
  @query("button") private readonly button!: HTMLElement

  override focus() {
    this.button.focus()
  }

  /** The choices are there only while they are open. */
  private toggling(event: ToggleEvent) {
    this.open = event.newState === "open"
    if (!this.open) this.menu.style.removeProperty("opacity")
  }

  private async toggled(event: ToggleEvent) {
    if (event.newState !== "open") return
    await this.updateComplete
    placeBeside(this.button, this.menu)
    this.menu.querySelector("input")?.focus()
  }

  /** Keys belong to the choices while they are open. */
  private pressed(event: KeyboardEvent) {
    event.stopPropagation()
    const inputs = [...this.menu.querySelectorAll("input")]
    const at = inputs.indexOf(event.target as HTMLInputElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: inputs.length - 1 }[event.key]
    if (event.key === "Escape") {
      event.preventDefault()
      this.menu.hidePopover()
      this.button.focus()
    } else if (to !== undefined) {
      event.preventDefault()
      inputs[(to + inputs.length) % inputs.length]?.focus()
    }
  }

  private choose(group: ChipGroup, value: string) {
    const values = group.values.includes(value)
      ? group.values.filter((each) => each !== value)
      : [...group.values, value]
    this.dispatchEvent(new CustomEvent("filter-change", { detail: { key: group.key, values } }))
  }

  private clear() {
    this.dispatchEvent(new CustomEvent("filter-clear"))
    void this.updateComplete.then(() => this.focus())
  }

  private group(group: ChipGroup): TemplateResult {
    return html`<fieldset>
      <legend>${group.label}</legend>
      ${Object.entries(group.options).map(
        ([value, text]) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${group.values.includes(value)}
              @change=${() => this.choose(group, value)}
            /><bdi>${text}</bdi></label
          >`,
      )}
    </fieldset>`
  }

  override render() {
    const chosen = this.groups.flatMap(({ options, values }) => values.map((value) => options[value] ?? value))
    const text = this.on ? this.text || chosen.join(", ") : this.label
    return html`<span class=${this.on ? "pair" : ""}
        ><button
          type="button"
          class=${this.icon ? "button quiet icon small" : `chip ${this.on ? "on" : ""}`}
          aria-haspopup="dialog"
          aria-expanded=${this.open}
          aria-label=${this.icon ? this.label : this.on ? `${this.label}: ${text}` : nothing}
          title=${this.icon ? this.label : nothing}
          popovertarget="choices"
        >
          ${this.icon ? html`<hub-icon .name=${this.icon}></hub-icon>` : html`<bdi>${text}</bdi>`}</button
        >${
          this.on
            ? html`<button type="button" class="chip on" aria-label="Clear ${this.label}: ${text}" @click=${this.clear}>
                <hub-icon name="x"></hub-icon>
              </button>`
            : nothing
        }</span
      >
      <div
        id="choices"
        popover
        role="dialog"
        aria-label=${this.label}
        @keydown=${this.pressed}
        @beforetoggle=${this.toggling}
        @toggle=${this.toggled}
      >
        ${this.open ? this.groups.map((group) => this.group(group)) : nothing}
      </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "filter-chip": FilterChip
  }
}
