// A quiet word after an act, with an undo and its key. Never the only place of an error. Used by the app after an act; status-line says it aloud.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { buttons } from "../styles/controls.ts"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"
import "./key-hint.ts"
import type { IconName } from "./hub-icon.ts"

@customElement("hub-toast")
export class HubToast extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: fixed;
        inset-block-end: 16px;
        inset-inline: 16px;
        z-index: 20;
        inline-size: fit-content;
        margin-inline: auto;
        pointer-events: none;
      }
      .toast {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 40px;
        padding-block: 4px;
        padding-inline: 12px 6px;
        border: 1px solid var(--edge);
        border-radius: 8px;
        background: var(--panel);
        color: var(--text);
        box-shadow: var(--shadow);
        font: 550 0.8125rem/1.125rem var(--font-text);
        pointer-events: auto;
        animation: appear var(--quick) var(--ease);
      }
      .toast > hub-icon {
        color: var(--good);
      }
      .bad > hub-icon {
        color: var(--p1);
      }
      .text {
        margin-inline-end: 8px;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .toast {
          animation: none;
        }
      }
    `,
  ]

  /** Nothing is shown while it is empty. */
  @property() text = ""
  @property() icon: IconName = "check"
  @property({ type: Boolean }) bad = false
  /** Word of the one act ("Undo"), and its key. */
  @property() act = ""
  @property() keys = ""

  private send(name: "toast-act" | "toast-close") {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }))
  }

  override render() {
    if (!this.text) return nothing
    return html`<div class="toast ${this.bad ? "bad" : ""}">
      <hub-icon name=${this.icon}></hub-icon><bdi class="text">${this.text}</bdi>
      ${
        this.act
          ? html`<button
              type="button"
              class="button small"
              aria-keyshortcuts=${this.keys || nothing}
              @click=${() => this.send("toast-act")}
            >
              ${this.act}${this.keys ? html`<key-hint keys=${this.keys}></key-hint>` : nothing}
            </button>`
          : nothing
      }
      <button type="button" class="button quiet icon small" aria-label="Close" @click=${() => this.send("toast-close")}>
        <hub-icon name="x"></hub-icon>
      </button>
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-toast": HubToast
  }
}
