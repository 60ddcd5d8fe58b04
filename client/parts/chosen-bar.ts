// The bar under a list of which several rows are chosen: how many, with the acts in its slot; or what came of the last act, with those left
// out named. Used by many-bar.ts and release-bar.ts. Its cross is a `dismiss` event.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { buttons } from "../styles/controls.ts"
import { base, texts } from "../styles/shared.ts"
import "./hub-icon.ts"

/** One that was left out or refused. */
export interface Left {
  reference: string
  why: string
}

@customElement("chosen-bar")
export class ChosenBar extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    css`
      :host {
        container-type: inline-size;
        border-block-start: 1px solid var(--edge);
        background: var(--panel);
        box-shadow: var(--shadow);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 8px;
        align-items: center;
        padding: 8px 16px;
      }
      .end {
        order: 1;
        margin-inline-start: auto;
      }
      ul {
        order: 2;
      }
      /* no room beside the acts: they have a line of their own */
      @container (max-width: 480px) {
        .end {
          order: 0;
        }
        .break {
          flex-basis: 100%;
        }
      }
      ul {
        flex-basis: 100%;
        display: grid;
        gap: 2px;
        max-block-size: 9rem;
        overflow: auto;
        margin: 0;
        padding: 0;
        list-style: none;
      }
    `,
  ]

  /** how many are chosen; 0 when it tells what came of them */
  @property({ type: Number }) count = 0
  /** "4 acknowledged." */
  @property() came = ""
  /** what became of those in `left`: "refused" */
  @property() leftAs = ""
  @property({ attribute: false }) left: readonly Left[] = []

  protected override render(): TemplateResult {
    const choosing = this.count > 0
    const close = choosing ? "Choose none" : "Close"
    return html`<div class="bar">
      <span class="strong">${choosing ? `${this.count} chosen` : this.came}</span>
      ${this.left.length > 0 ? html`<span class="error small">${this.left.length} ${this.leftAs}:</span>` : nothing}
      <button
        class="button quiet icon small end"
        aria-label=${close}
        title=${choosing ? `${close} (Esc)` : close}
        @click=${() => this.dispatchEvent(new CustomEvent("dismiss"))}
      >
        <hub-icon name="x"></hub-icon>
      </button>
      <span class="break"></span><slot></slot>
      ${
        this.left.length > 0
          ? html`<ul class="small" tabindex="0" aria-label="Those ${this.leftAs}">
              ${this.left.map(({ reference, why }) => html`<li><span class="mono">${reference}</span> ${why}</li>`)}
            </ul>`
          : nothing
      }
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chosen-bar": ChosenBar
  }
}
