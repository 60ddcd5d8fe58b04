// The key that presses a button, drawn on it or in a line of help. Silent: the button itself carries aria-keyshortcuts.
import { LitElement, css, html } from "lit"
import { customElement, property } from "lit/decorators.js"
import { keys } from "../styles/controls.ts"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"

const mac = /Mac|iP(hone|ad)/.test(navigator.platform)
const signs: Record<string, string> = {
  Shift: "⇧",
  Mod: mac ? "⌘" : "Ctrl",
  Ctrl: "Ctrl",
  Alt: mac ? "⌥" : "Alt",
  Escape: "Esc",
  Space: "Space",
  PageDown: "Page\u00a0Down",
}

@customElement("key-hint")
export class KeyHint extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: var(--key-display, inline-flex);
        vertical-align: middle;
        --icon: 11px;
      }
      kbd {
        gap: 0;
        word-spacing: -0.25em;
        background: var(--key-ground, var(--panel));
        color: var(--key-text, var(--muted));
      }
    `,
  ]

  /** "o", "Shift+Y", "Mod+Enter" (Mod is Ctrl, or ⌘ on a Mac), "Esc". */
  @property() keys = ""
  /** Said aloud, for lines of help; on buttons leave it off. */
  @property({ type: Boolean }) spoken = false

  override render() {
    // "+" itself is a key too
    const names = this.keys.length > 1 ? this.keys.split("+") : [this.keys]
    const shown = names.map((name) =>
      name === "Enter"
        ? html`<hub-icon name="corner-down-left" label=${this.spoken ? "Enter" : ""}></hub-icon>`
        : (signs[name] ?? name) + (name.length > 1 && name !== "Shift" && names.length > 1 ? "\u00a0" : ""),
    )
    return html`<kbd aria-hidden=${this.spoken ? "false" : "true"} dir="ltr">${shown}</kbd>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "key-hint": KeyHint
  }
}
