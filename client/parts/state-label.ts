// Where something stands: icon, word and colour, for referrals, items and alerts. Used by rows, boards and heads.
import { LitElement, css, html } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"
import type { IconName } from "./hub-icon.ts"
import { states, type Tone } from "./states.ts"

@customElement("state-label")
export class StateLabel extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-inline-size: 0;
        font: 400 0.75rem/1rem var(--font-text);
        color: var(--muted);
        --icon: 14px;
      }
      .word {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      /* A badge beside a state: its word is there for whoever hears or points. */
      :host([badge]) .word {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        clip-path: inset(50%);
      }
      :host([data-tone="accent"]) {
        color: var(--accent);
        font-weight: var(--bold);
      }
      :host([data-tone="p1"]) {
        color: var(--p1);
        font-weight: var(--bold);
      }
      :host([data-tone="p2"]) {
        color: var(--p2);
        font-weight: var(--bold);
      }
      :host([data-tone="good"]) {
        color: var(--good);
      }
      :host([data-tone="text"]) {
        color: var(--text);
        font-weight: var(--bold);
      }
    `,
  ]

  /** "in review", "in-review" or "inReview". */
  @property() state = ""
  /** Words instead of the state's own ("Facebook overdue", "Lewis is reading it", "Suspended 13:55"). */
  @property() text = ""
  @property() icon: IconName | undefined
  @property() tone: Tone | undefined

  @property({ type: Boolean, reflect: true }) badge = false

  override willUpdate() {
    if (this.badge) this.title = this.known?.word ?? this.state
    this.dataset.tone = this.tone ?? this.known?.tone ?? "muted"
  }

  private get known() {
    return states[
      this.state
        .replace(/\s+/g, "-")
        .replace(/(?<=[a-z])[A-Z]/g, "-$&")
        .toLowerCase()
    ]
  }

  override render() {
    return html`<hub-icon name=${this.icon ?? this.known?.icon ?? "circle"}></hub-icon
      ><bdi class="word">${this.text || this.known?.word || this.state}</bdi>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "state-label": StateLabel
  }
}
