// A native <dialog> with a heading, a body that scrolls and a foot of acts; focus goes back to where it was. Used by confirmations and small forms.
// It never closes by a click outside: typed text would be lost.
import { LitElement, css, html } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { buttons } from "../styles/controls.ts"
import { base } from "../styles/shared.ts"
import { dialogs } from "./dialogs.ts"
import { deepActive } from "./deep-active.ts"
import "./hub-icon.ts"

@customElement("modal-dialog")
export class ModalDialog extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: contents;
      }
      dialog {
        inline-size: min(var(--dialog-width, 480px), calc(100vw - 32px));
        max-block-size: calc(100dvh - 32px);
        margin: auto;
        padding: 0;
        border: 1px solid var(--edge);
        border-radius: 10px;
        background: var(--panel);
        color: var(--text);
        font: var(--body);
        box-shadow: var(--shadow);
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: appear var(--quick) var(--ease);
      }
      dialog::backdrop {
        background: light-dark(#13202a66, #000000a6);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding-block: 10px;
        padding-inline: 20px 10px;
        border-block-end: 1px solid var(--line);
      }
      h2 {
        flex: 1;
        font: var(--pane-title);
      }
      .body {
        padding: 16px 20px;
        overflow: auto;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: 8px;
        padding: 12px 20px;
        border-block-start: 1px solid var(--line);
      }
      footer[hidden] {
        display: none;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        dialog[open] {
          animation: none;
        }
      }
    `,
  ]

  @property({ type: Boolean, reflect: true }) open = false
  @property() heading = ""

  @query("dialog") private readonly dialog!: HTMLDialogElement

  private returnTo: HTMLElement | null = null

  constructor() {
    super()
    // The key that closes it must not act on the screen below, where it would arrive once the dialog has gone.
    this.addEventListener("keydown", (event) => event.stopPropagation())
  }

  override updated(changed: Map<PropertyKey, unknown>) {
    if (!changed.has("open")) return
    if (this.open && !this.dialog.open) {
      this.returnTo = deepActive()
      dialogs.add(this)
      this.dialog.showModal()
      // What is slotted twice, into a labelled field, is not on screen before that field has rendered.
      queueMicrotask(() => this.querySelector<HTMLElement>("[autofocus]")?.focus())
    }
    if (!this.open && this.dialog.open) this.dialog.close()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.giveBack()
  }

  /** By Esc or the cross: the owner may keep it open by preventDefault. */
  private ask(event?: Event) {
    event?.preventDefault()
    const asked = new CustomEvent("dialog-close", { bubbles: true, composed: true, cancelable: true })
    if (this.dispatchEvent(asked)) this.open = false
  }

  private closed() {
    this.open = false
    this.giveBack()
  }

  private giveBack() {
    dialogs.delete(this)
    if (this.returnTo?.isConnected) this.returnTo.focus()
    this.returnTo = null
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @cancel=${this.ask} @close=${this.closed}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button type="button" class="button quiet icon" aria-label="Close" @click=${() => this.ask()}>
          <hub-icon name="x"></hub-icon>
        </button>
      </header>
      <div class="body"><slot></slot></div>
      <footer ?hidden=${!this.querySelector("[slot=actions]")}><slot name="actions"></slot></footer>
    </dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "modal-dialog": ModalDialog
  }
}
