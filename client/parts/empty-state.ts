// Why a place is empty, and what can be done. Used by feeds, lists, panes without a choice, closed rooms.
import { LitElement, css, html } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"
import type { IconName } from "./hub-icon.ts"

@customElement("empty-state")
export class EmptyState extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        place-items: center;
        padding: 40px 24px;
        text-align: center;
      }
      .mark {
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        margin: 0 auto 12px;
        border: 1px solid var(--line);
        border-radius: 50%;
        background: var(--raised);
        color: var(--muted);
        --icon: 18px;
      }
      h2 {
        font: var(--pane-title);
        text-wrap: balance;
      }
      .why {
        max-inline-size: 44ch;
        margin: 4px auto 0;
        color: var(--muted);
        text-wrap: pretty;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 8px;
        margin-block-start: 16px;
      }
    `,
  ]

  @property() icon: IconName = "inbox"
  @property() heading = ""

  override render() {
    return html`<div>
      <div class="mark"><hub-icon name=${this.icon}></hub-icon></div>
      <h2>${this.heading}</h2>
      <div class="why"><slot></slot></div>
      <div class="acts"><slot name="actions"></slot></div>
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "empty-state": EmptyState
  }
}
