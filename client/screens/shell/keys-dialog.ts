// The help: all keys by where they are used, and the switch for single keys. Used by hub-shell.ts.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement } from "lit/decorators.js"
import { keysOff } from "../../keys.ts"
import { buttons } from "../../styles/controls.ts"
import { base } from "../../styles/shared.ts"
import "../../parts/key-hint.ts"
import "../../parts/modal-dialog.ts"
import { keyGroups } from "./key-words.ts"

@customElement("keys-dialog")
export class KeysDialog extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      modal-dialog {
        --dialog-width: 860px;
      }
      .help {
        columns: 2 20rem;
        column-gap: 32px;
      }
      .help section {
        break-inside: avoid;
        padding-block-end: 16px;
      }
      .help h3 {
        padding-block-end: 6px;
        font: 650 0.8125rem/1.25rem var(--font-text);
      }
      .help dl {
        display: grid;
        grid-template-columns: 4.5rem 1fr;
        gap: 4px 12px;
        align-items: baseline;
        font-size: 0.8125rem;
      }
    `,
  ]

  #toggle(): void {
    document.documentElement.classList.toggle("no-keys")
    localStorage.setItem("keys", keysOff() ? "off" : "on")
    this.requestUpdate()
  }

  protected override render(): TemplateResult {
    return html`<modal-dialog open heading="Keys">
      <div class="help" tabindex="0" role="group" aria-label="Keys by where they are used">
        ${keyGroups.map(
          ([heading, words]) =>
            html`<section>
              <h3>${heading}</h3>
              <dl>
                ${words.map(
                  ([key, what]) =>
                    html`<dt><key-hint .keys=${key} spoken></key-hint></dt>
                      <dd>${what}</dd>`,
                )}
              </dl>
            </section>`,
        )}
      </div>
      <button slot="actions" class="button" aria-pressed=${!keysOff()} @click=${this.#toggle}>
        ${keysOff() ? "Single keys are off" : "Single keys are on"}
      </button>
      <button
        slot="actions"
        class="button primary"
        autofocus
        @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}
      >
        Close
      </button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "keys-dialog": KeysDialog
  }
}
