// The way of a referral as a line that fills, with who and when under each step. Used by the head of a referral and by boards.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"
import { clockSeconds, exact } from "./times.ts"
import "./hub-icon.ts"
import type { IconName } from "./hub-icon.ts"

export interface Step {
  /** "Delivered", "Seen", "Acknowledged", "In review", "Decided", "Verified". */
  name: string
  state: "done" | "current" | "next"
  who?: string
  /** ISO; shown as a time of day with seconds, exact behind it. */
  at?: string
  /** Instead of who and when: "by 14:46:20", "by the NCA". */
  note?: string
  /** How full a current step's line is, 0 to 1. */
  share?: number
  icon?: IconName
}

const words = { done: "done", current: "now", next: "to come" }

@customElement("referral-steps")
export class ReferralSteps extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
      }
      ol {
        display: flex;
        gap: 5px;
      }
      li {
        flex: 1 1 auto;
        min-inline-size: 0;
      }
      .line {
        display: block;
        block-size: 3px;
        margin-block-end: 8px;
        background: var(--line);
        forced-color-adjust: none;
      }
      .fill {
        display: block;
        block-size: 100%;
        inline-size: calc(var(--share) * 100%);
        background: var(--accent);
        transition: inline-size var(--quick) var(--ease);
      }
      .name {
        display: flex;
        align-items: center;
        gap: 4px;
        font: 650 0.75rem/1rem var(--font-text);
        white-space: nowrap;
        --icon: 14px;
      }
      .done hub-icon,
      .current .name {
        color: var(--accent);
      }
      .next .name {
        font-weight: var(--medium);
        color: var(--muted);
      }
      .facts {
        display: block;
        font: var(--small);
        color: var(--muted);
        text-align: -webkit-match-parent;
        text-align: match-parent;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @container (max-width: 479px) {
        ol {
          display: grid;
          grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
          row-gap: 10px;
        }
      }
    `,
  ]

  @property({ attribute: false }) steps: Step[] = []

  private facts(step: Step) {
    if (step.note) return html`<bdi>${step.note}</bdi>`
    const when = step.at
      ? html`<time datetime=${step.at} title=${exact(step.at)}>${clockSeconds(step.at)}</time>`
      : nothing
    return html`${step.who ? html`<bdi>${step.who}</bdi>${step.at ? ", " : ""}` : nothing}${when}`
  }

  override render() {
    const icons: Record<Step["state"], IconName> = { done: "check", current: "user-round-check", next: "circle" }
    return html`<ol>
      ${this.steps.map(
        (step) =>
          html`<li class=${step.state} aria-current=${step.state === "current" ? "step" : nothing}>
            <span class="line"
              ><span
                class="fill"
                .style=${`--share: ${step.state === "done" ? 1 : step.state === "next" ? 0 : (step.share ?? 0.5)}`}
              ></span
            ></span>
            <span class="name"
              ><hub-icon name=${step.icon ?? icons[step.state]}></hub-icon>${step.name}<span class="visually-hidden"
                >, ${words[step.state]}</span
              ></span
            >
            <bdi class="facts">${this.facts(step)}</bdi>
          </li>`,
      )}
    </ol>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "referral-steps": ReferralSteps
  }
}
