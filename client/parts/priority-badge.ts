// P1, P2 or P3 as shape, word and colour, with its reason where there is room. Used by feed rows, heads of referrals and alerts, forms.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Priority } from "../../protocol/vocabulary.ts"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"
import type { IconName } from "./hub-icon.ts"

const shapes: Record<Priority, IconName> = { P1: "octagon-alert", P2: "triangle-alert", P3: "circle" }

@customElement("priority-badge")
export class PriorityBadge extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        vertical-align: middle;
      }
      .badge {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        min-block-size: 20px;
        padding: 1px 5px;
        border-radius: var(--radius-small);
        background: var(--p3-ground);
        color: var(--p3);
        font: 650 0.75rem/1.125rem var(--font-text);
        white-space: var(--badge-wrap, nowrap);
        --icon: 14px;
      }
      .P1 {
        background: var(--p1-ground);
        color: var(--p1);
      }
      .P2 {
        background: var(--p2-ground);
        color: var(--p2);
      }
      @media (forced-colors: active) {
        .badge {
          border: 1px solid CanvasText;
        }
      }
    `,
  ]

  @property() priority: Priority = "P3"
  /** The reason in words ("threat to life"), shown after the priority. */
  @property() reason = ""

  override render() {
    const reason = this.reason ? html`<bdi>${this.priority} ${this.reason}</bdi>` : this.priority
    return html`<span class="badge ${this.priority}">
      <hub-icon name=${shapes[this.priority] ?? "circle"}></hub-icon>
      <span class="visually-hidden">${this.reason ? nothing : "Priority"}</span>${reason}
    </span>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "priority-badge": PriorityBadge
  }
}
