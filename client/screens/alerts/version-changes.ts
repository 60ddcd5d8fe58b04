// What changes for each platform, on screen: in the form before an amendment is submitted, and in the check. Used by both.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { AlertItem } from "../../../protocol/entries/alert.ts"
import { base, texts } from "../../styles/shared.ts"
import { nameOf } from "./desk.ts"
import type { PlatformDifference } from "./differences.ts"
import "../../parts/defanged-address.ts"
import "../../parts/person-text.ts"
import "../../parts/state-label.ts"

const shownItems = 20

@customElement("version-changes")
export class VersionChanges extends LitElement {
  static override styles = [
    base,
    texts,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .of {
        display: grid;
        gap: 4px;
      }
      .head {
        display: flex;
        gap: 8px;
        align-items: baseline;
      }
      dl {
        display: grid;
        gap: 4px;
        margin: 0;
      }
      dt {
        font: var(--small);
        color: var(--muted);
      }
      dd {
        margin: 0;
      }
      del,
      ins {
        display: block;
        text-decoration-thickness: 1px;
      }
      del {
        color: var(--muted);
      }
      ins {
        text-decoration: none;
        font-weight: 550;
      }
      li {
        display: flex;
        gap: 6px;
        align-items: baseline;
        padding-block: 2px;
      }
      .sign {
        font-family: var(--font-mono);
        flex: none;
      }
    `,
  ]

  @property({ attribute: false }) differences: readonly PlatformDifference[] = []
  /** whether what a platform acted on and loses is asked to be restored */
  @property({ type: Boolean }) restore = false

  protected override render(): TemplateResult[] {
    return this.differences.map((each) => this.#platform(each))
  }

  #platform(each: PlatformDifference): TemplateResult {
    const { platform, kind, changes, added, removed, evidenced } = each
    const asks = this.restore ? "and is asked to restore what it acted on" : "what it did stays"
    const says = {
      new: "gets a referral of its own",
      withdrawn: `gets a withdrawal, ${asks}`,
      same: "nothing changes, and it hears nothing",
      changed: "gets one amendment",
    }[kind]
    return html`<div class="of">
      <p class="head"><span class="strong">${nameOf(platform)}</span><span class="small">${says}</span></p>
      ${
        changes.length > 0
          ? html`<dl>
              ${changes.map(
                ({ what, before, after }) =>
                  html`<dt>${what}</dt>
                    <dd><del dir="auto">${before || "nothing"}</del><ins dir="auto">${after || "nothing"}</ins></dd>`,
              )}
            </dl>`
          : nothing
      }
      ${this.#items("+", "added", added)} ${this.#items("−", "removed", removed)}
      ${this.#items("~", "with other evidence", evidenced)}
    </div>`
  }

  #items(sign: string, what: string, items: readonly AlertItem[]): TemplateResult | typeof nothing {
    if (items.length === 0) return nothing
    const more = items.length - shownItems
    return html`<p class="small">${items.length} ${items.length === 1 ? "item" : "items"} ${what}</p>
      <ul>
        ${items.slice(0, shownItems).map((item) => html`<li><span class="sign" aria-hidden="true">${sign}</span><defanged-address .address=${item.canonical} clip></defanged-address></li>`)}
        ${more > 0 ? html`<li class="small">and ${more} more</li>` : nothing}
      </ul>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "version-changes": VersionChanges
  }
}
