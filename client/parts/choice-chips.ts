// One or several of a few: chips with arrow keys, and digits where the parent passes them on (choose(index)). Used by forms, filters, composer.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { buttons, chips } from "../styles/controls.ts"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"
import type { IconName } from "./hub-icon.ts"

export interface Choice {
  value: string
  text: string
  icon?: IconName
}

@customElement("choice-chips")
export class ChoiceChips extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true }

  static override styles = [
    base,
    buttons,
    chips,
    css`
      .group {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .choice {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        min-block-size: 28px;
        padding: 3px 8px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--panel);
        font: 400 0.8125rem/1.125rem var(--font-text);
        --icon: 14px;
      }
      .choice:hover {
        background: var(--hover);
      }
      .choice[aria-checked="true"],
      .choice[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--accent-ground);
        color: var(--accent);
        font-weight: var(--bold);
      }
      .chip {
        padding-inline: 6px;
        font-size: 0.71875rem; /* four of them in a thread of 316 px */
      }
      .round {
        gap: 4px;
      }
      .digit {
        font: 400 0.75rem/1 var(--font-text);
        color: var(--muted);
      }
      [aria-checked="true"] .digit,
      [aria-pressed="true"] .digit {
        color: inherit;
      }
      button:disabled {
        color: var(--faint);
        border-color: var(--edge);
        cursor: default;
      }
      @media (forced-colors: active) {
        .choice[aria-checked="true"],
        .choice[aria-pressed="true"] {
          border-width: 2px;
          border-color: Highlight;
        }
      }
    `,
  ]

  @property({ attribute: false }) choices: Choice[] = []
  @property() label = ""
  /** The one chosen; "" for none. */
  @property() value = ""
  /** The ones chosen, when `multiple`. */
  @property({ attribute: false }) values: string[] = []
  @property({ type: Boolean }) multiple = false
  /** Shows 1 to 9 behind the words, for the digits that the parent passes on. */
  @property({ type: Boolean }) numbered = false
  /** Round and quiet, as for filters and kinds of message. */
  @property({ type: Boolean }) round = false
  @property({ type: Boolean }) disabled = false

  @state() private at = 0

  /** The one that keys move from. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus(options)
  }

  /** Chooses by position, as a digit key does (0 is the first). */
  choose(index: number): void {
    const choice = this.choices[index]
    if (!choice || this.disabled) return
    this.at = index
    if (this.multiple) {
      const on = this.values.includes(choice.value)
      this.values = on ? this.values.filter((value) => value !== choice.value) : [...this.values, choice.value]
    } else {
      if (this.value === choice.value) return
      this.value = choice.value
    }
    this.dispatchEvent(
      new CustomEvent("choice-change", {
        detail: { value: choice.value, values: this.values },
        bubbles: true,
        composed: true,
      }),
    )
  }

  override willUpdate(changed: Map<PropertyKey, unknown>) {
    if (!changed.has("value") && !changed.has("choices")) return
    const chosen = this.choices.findIndex((choice) =>
      this.multiple ? this.values.includes(choice.value) : choice.value === this.value,
    )
    this.at = Math.max(0, chosen)
  }

  private move(event: KeyboardEvent) {
    const forward = getComputedStyle(this).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"
    const count = this.choices.length
    const next =
      event.key === forward || event.key === "ArrowDown"
        ? (this.at + 1) % count
        : event.key === backward || event.key === "ArrowUp"
          ? (this.at - 1 + count) % count
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? count - 1
              : undefined
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    if (this.multiple) this.at = next
    else this.choose(next)
    this.renderRoot.querySelectorAll("button")[next]?.focus()
  }

  private isOn(choice: Choice): boolean {
    return this.multiple ? this.values.includes(choice.value) : this.value === choice.value
  }

  override render() {
    return html`<div
      class="group ${this.round ? "round" : ""}"
      role=${this.multiple ? "group" : "radiogroup"}
      aria-label=${this.label || nothing}
      @keydown=${this.move}
    >
      ${this.choices.map((choice, index) => {
        const on = this.isOn(choice)
        const icon = choice.icon ?? (on && !this.round ? "check" : undefined)
        return html`<button
          type="button"
          class=${this.round ? "chip" : "choice"}
          role=${this.multiple ? nothing : "radio"}
          aria-checked=${this.multiple ? nothing : String(on)}
          aria-pressed=${this.multiple ? String(on) : nothing}
          tabindex=${index === this.at ? 0 : -1}
          ?disabled=${this.disabled}
          @click=${() => this.choose(index)}
        >
          ${icon ? html`<hub-icon name=${icon}></hub-icon>` : nothing}<bdi>${choice.text}</bdi>${
            this.numbered && index < 9 ? html`<span class="digit" aria-hidden="true">${index + 1}</span>` : nothing
          }
        </button>`
      })}
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "choice-chips": ChoiceChips
  }
}
