// The rows of an alert that is written: worst first, each with its verdict, kept or dropped alone or with all of its kind, and filtered by verdict.
// Ten thousand are usable: only those in sight are drawn. Used by alert-form.ts; answers with `keep` events: `{ rows, keep }`. [R211]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { kindNames, platformNames, verdictText, type Verdict } from "../../../protocol/addresses.ts"
import { canonicalOf } from "../../../protocol/topics/items.ts"
import type { SentBefore } from "../../../protocol/wire.ts"
import { go } from "../../route.ts"
import { buttons, chips } from "../../styles/controls.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { able, type JudgedRow } from "./draft-rows.ts"
import "../../parts/defanged-address.ts"
import "../../parts/windowed-list.ts"

const kinds = {
  refused: "refused",
  look: "to look at",
  stays: "stay with the NCA",
  merged: "merged",
  ready: "ready",
} as const
type Kind = keyof typeof kinds

type Line = { head: Kind; rows: readonly JudgedRow[] } | JudgedRow

@customElement("item-table")
export class ItemTable extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    chips,
    scrolling,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .head,
      .row {
        block-size: 100%;
        border-block-end: 1px solid var(--line);
        align-items: center;
        gap: 10px;
      }
      .head {
        display: flex;
        justify-content: space-between;
        background: var(--raised);
        padding-inline: 6px;
      }
      .row {
        display: grid;
        grid-template-columns: 76px minmax(0, 1.4fr) minmax(0, 1fr) auto;
      }
      .evident .row {
        grid-template-columns: 76px minmax(0, 1.4fr) minmax(0, 1fr) minmax(0, 1fr) auto;
      }
      .dropped defanged-address {
        text-decoration: line-through;
        opacity: 0.7;
      }
      .verdict {
        font-size: 0.75rem;
        font-weight: 550;
      }
      .reference {
        min-block-size: 24px;
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      .keep {
        display: flex;
        gap: 2px;
        justify-content: end;
        min-inline-size: 100px;
      }
      .keep .chip {
        border-color: transparent;
      }
      @media (max-width: 699px) {
        .row,
        .evident .row {
          grid-template-columns: minmax(0, 1fr) minmax(0, 0.8fr) auto;
        }
        .row > .strong,
        .row > .evidence {
          display: none;
        }
      }
    `,
  ]

  @property({ attribute: false }) rows: readonly JudgedRow[] = []
  /** where an address was sent before, as far as it is known yet */
  @property({ attribute: false }) sent: (address: string) => SentBefore | undefined = () => undefined
  /** grows when `sent` knows more */
  @property({ attribute: false }) known = 0
  @state() private only: Kind | undefined

  protected override willUpdate(): void {
    if (this.only && this.rows.every((row) => row.verdict.kind !== this.only)) this.only = undefined
  }

  /** Worst first, each kind under its head. */
  #lines(): Line[] {
    const byKind = Map.groupBy(this.rows, ({ verdict }): Kind => verdict.kind)
    return (Object.keys(kinds) as Kind[]).flatMap((kind): Line[] => {
      const rows = byKind.get(kind)
      return rows && (!this.only || this.only === kind) ? [{ head: kind, rows }, ...rows] : []
    })
  }

  #keep(rows: readonly JudgedRow[], keep: boolean): void {
    this.dispatchEvent(new CustomEvent("keep", { detail: { rows, keep } }))
  }

  protected override render(): TemplateResult {
    const counts = Map.groupBy(this.rows, ({ verdict }): Kind => verdict.kind)
    const evident = this.rows.some((row) => row.evidence)
    return html`<div class="filters" role="group" aria-label="Show only">
        ${(Object.keys(kinds) as Kind[]).filter((kind) => counts.has(kind)).map((kind) => html`<button class="chip" aria-pressed=${this.only === kind} @click=${() => (this.only = this.only === kind ? undefined : kind)}>${counts.get(kind)!.length} ${kinds[kind]}</button>`)}
      </div>
      <windowed-list
        class="scroll ${evident ? "evident" : ""}"
        label="Rows"
        .items=${this.#lines()}
        .row=${(line: Line) => ("head" in line ? this.#head(line) : this.#row(line, evident))}
      ></windowed-list>`
  }

  #head({ head, rows }: Extract<Line, { head: Kind }>): TemplateResult {
    const kept = rows.some((row) => row.keep)
    const some = rows.filter((row) => row.keep).length
    return html`<div class="head">
      <span><b>${rows.length}</b> ${kinds[head]}${some > 0 && some < rows.length ? `, ${some} kept` : ""}</span>
      ${able(rows[0]!) && rows.length > 1 ? html`<button class="button small" @click=${() => this.#keep(rows, !kept)}>${kept ? "Drop" : "Keep"} all ${rows.length}</button>` : nothing}
    </div>`
  }

  #row(row: JudgedRow, evident: boolean): TemplateResult {
    const { verdict } = row
    const platform = "address" in verdict && verdict.address.platform ? platformNames[verdict.address.platform] : ""
    const shown = canonicalOf(verdict) || row.raw
    const sent = "address" in verdict ? this.sent(shown) : undefined
    const tone = { refused: "bad", look: "warn", stays: "muted", merged: "muted", ready: "good" }[verdict.kind]
    return html`<div class="row ${row.keep ? "" : "dropped"}">
      <span class="strong">${platform}</span><defanged-address .address=${shown} clip></defanged-address>
      ${evident ? html`<bdi class="small clip evidence" title=${row.evidence}>${row.evidence}</bdi>` : nothing}
      <span class="verdict clip ${sent ? "warn" : tone}" title=${verdictText(verdict)}
        >${sent ? this.#sentBefore(verdict, sent) : verdictText(verdict)}</span
      >
      ${
        able(row)
          ? html`<span class="keep" role="group" aria-label="Row ${row.row}"
              ><button class="chip" aria-pressed=${row.keep} @click=${() => this.#keep([row], true)}>Keep</button
              ><button class="chip" aria-pressed=${!row.keep} @click=${() => this.#keep([row], false)}>
                Drop
              </button></span
            >`
          : html`<span class="keep small">dropped</span>`
      }
    </div>`
  }

  /** The draft is kept while somebody looks at the earlier alert. */
  #sentBefore(verdict: Verdict, { by, reference, subject }: SentBefore): TemplateResult {
    const what = verdict.kind === "ready" ? kindNames[verdict.address.kind] : verdictText(verdict)
    return html`${what}, ${by === "address" ? "sent before in" : "its account was sent in"}
      <button class="reference mono" @click=${() => go(this, { screen: "alerts", subject })}>${reference}</button>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "item-table": ItemTable
  }
}
