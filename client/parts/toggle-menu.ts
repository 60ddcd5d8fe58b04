// A button that opens a menu of acts: "⋯" beside the few primary buttons. Used by heads, rows, messages.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { buttons, keys } from "../styles/controls.ts"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"
import "./key-hint.ts"
import type { IconName } from "./hub-icon.ts"
import { placeBeside } from "./place-beside.ts"

export interface MenuItem {
  id: string
  text: string
  icon?: IconName
  /** As in key-hint: "Shift+Y". */
  keys?: string
  danger?: boolean
  /** A hairline above. */
  apart?: boolean
}

@customElement("toggle-menu")
export class ToggleMenu extends LitElement {
  static override styles = [
    base,
    buttons,
    keys,
    css`
      :host {
        display: inline-block;
      }
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        min-inline-size: 200px;
        max-inline-size: min(360px, calc(100vw - 16px));
        max-block-size: calc(100vh - 16px);
        padding: 4px;
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
      [role="menuitem"] {
        display: flex;
        align-items: center;
        gap: 10px;
        inline-size: 100%;
        min-block-size: 32px;
        padding: 4px 8px;
        border-radius: var(--radius-small);
        font-size: 0.8125rem;
        line-height: 1.125rem;
      }
      [role="menuitem"] > hub-icon {
        color: var(--muted);
      }
      [role="menuitem"] > key-hint {
        margin-inline-start: auto;
      }
      [role="menuitem"]:is(:hover, :focus-visible) {
        background: var(--hover);
      }
      [role="menuitem"]:focus-visible {
        outline-offset: -2px;
      }
      .danger,
      .danger > hub-icon {
        color: var(--p1);
      }
      hr {
        margin: 4px 0;
        border: 0;
        border-block-start: 1px solid var(--line);
      }
    `,
  ]

  @property({ attribute: false }) items: MenuItem[] = []
  /** Name of the button; shown too when `text` is set. */
  @property() label = "More"
  @property() text = ""
  @property() icon: IconName = "ellipsis"
  /** Classes of the button: "quiet icon", "small", … */
  @property() look = "quiet icon"

  @state() private open = false

  @query("[popover]") private readonly menu!: HTMLElement
  @query(".button") private readonly button!: HTMLElement

  override focus() {
    this.button.focus()
  }

  private place() {
    placeBeside(this.button, this.menu)
  }

  private toggled(event: ToggleEvent) {
    this.open = event.newState === "open"
    if (!this.open) return this.menu.style.removeProperty("opacity")
    this.place()
    if (!this.shadowRoot!.activeElement?.matches("[role=menuitem]")) this.entries[0]?.focus()
    return undefined
  }

  private get entries(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("[role=menuitem]")]
  }

  private openByKey(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return
    event.preventDefault()
    this.menu.showPopover()
    this.place()
    this.entries.at(event.key === "ArrowUp" ? -1 : 0)?.focus()
  }

  private move(event: KeyboardEvent) {
    const entries = this.entries
    const at = entries.findIndex((entry) => entry.matches(":focus"))
    const target =
      event.key === "ArrowDown"
        ? entries[(at + 1) % entries.length]
        : event.key === "ArrowUp"
          ? entries.at(at - 1)
          : event.key === "Home"
            ? entries[0]
            : event.key === "End"
              ? entries.at(-1)
              : /^\p{L}$/u.test(event.key)
                ? this.startingWith(event.key, at)
                : undefined
    if (event.key === "Tab") this.menu.hidePopover()
    else event.stopPropagation() // single keys belong to the menu while it is open
    if (event.key === "Escape") {
      event.preventDefault()
      this.menu.hidePopover()
      this.button.focus()
    }
    if (!target) return
    event.preventDefault()
    target.focus()
  }

  private startingWith(letter: string, at: number): HTMLElement | undefined {
    const after = this.entries.map((entry, index) => ({
      entry,
      text: this.items[index]!.text,
      order: index > at ? index : index + 1000,
    }))
    after.sort((a, b) => a.order - b.order)
    return after.find(({ text }) => text.toLowerCase().startsWith(letter.toLowerCase()))?.entry
  }

  private choose(id: string) {
    this.menu.hidePopover()
    this.button.focus()
    this.dispatchEvent(new CustomEvent("menu-choice", { detail: { id }, bubbles: true, composed: true }))
  }

  override render() {
    return html`<button
        type="button"
        class="button ${this.look}"
        aria-haspopup="menu"
        aria-expanded=${this.open}
        aria-label=${this.text ? nothing : this.label}
        title=${this.text ? nothing : this.label}
        popovertarget="menu"
        @keydown=${this.openByKey}
      >
        <hub-icon name=${this.icon}></hub-icon>${this.text}
      </button>
      <div id="menu" popover role="menu" aria-label=${this.label} @keydown=${this.move} @toggle=${this.toggled}>
        ${this.items.map(
          (item) =>
            html`${item.apart ? html`<hr role="separator" />` : nothing}<button
                type="button"
                role="menuitem"
                tabindex="-1"
                class=${item.danger ? "danger" : ""}
                aria-keyshortcuts=${item.keys ?? nothing}
                @click=${() => this.choose(item.id)}
              >
                ${item.icon ? html`<hub-icon name=${item.icon}></hub-icon>` : nothing}<bdi>${item.text}</bdi>
                ${item.keys ? html`<key-hint keys=${item.keys}></key-hint>` : nothing}
              </button>`,
        )}
      </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "toggle-menu": ToggleMenu
  }
}
