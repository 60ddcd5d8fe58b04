// The items of a lead while it is written: where they are pasted, and each row with its verdict and what it shows. A template of lead-form.ts,
// which keeps all of it.
import { html, nothing, type TemplateResult } from "lit"
import { placeOf, verdictOf, type LeadDraft, type LeadRow } from "./lead-draft.ts"
import "../../parts/defanged-address.ts"
import "../../parts/labelled-field.ts"

const tones = { refused: "bad", look: "warn", stays: "muted", merged: "muted", ready: "good" } as const
const mostShown = 500

export interface LeadItems {
  rows: readonly LeadRow[]
  evidence: LeadDraft["evidence"]
  /** what stands in the box and is not read yet */
  paste: string
  error: string
  typed(text: string): void
  /** to be read as rows */
  pasted(text: string): void
  keep(row: LeadRow, keep: boolean): void
  shows(row: LeadRow, text: string): void
  clear(): void
}

export function leadItems(of: LeadItems): TemplateResult {
  const { rows, paste, error } = of
  const kept = rows.filter((row) => row.keep).length
  const textOf = (event: Event) => (event.target as HTMLTextAreaElement).value
  const pasted = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text/plain") ?? ""
    if (!text.includes("\n") && paste) return
    event.preventDefault()
    of.pasted(text)
  }
  return html`<div class="items-head">
      <h2 class="pane-title">Items</h2>
      <span class="small" role="status"
        >${rows.length === 0 ? "none yet, none needed" : `${rows.length} ${rows.length === 1 ? "row" : "rows"}, ${kept} told`}</span
      >
      ${rows.length > 0 ? html`<button class="button small" @click=${() => of.clear()}>Clear</button>` : nothing}
    </div>
    <labelled-field label="Paste addresses, hashtags, phone numbers or hashes, one a line" error=${error}>
      <textarea
        data-field="items"
        class="mono"
        rows="3"
        dir="ltr"
        spellcheck="false"
        .value=${paste}
        @input=${(event: Event) => of.typed(textOf(event))}
        @paste=${pasted}
        @change=${() => of.pasted(paste)}
      ></textarea>
    </labelled-field>
    <ul>
      ${rows.slice(0, mostShown).map((row) => leadItem(row, of))}
    </ul>
    ${rows.length > mostShown ? html`<p class="small">${rows.length - mostShown} more rows are not shown.</p>` : nothing}`
}

function leadItem(row: LeadRow, { evidence, keep, shows }: LeadItems): TemplateResult {
  const { verdict } = row
  const address =
    "address" in verdict ? verdict.address.canonical : verdict.kind === "stays" ? verdict.canonical : row.raw
  return html`<li class=${row.keep ? "" : "dropped"}>
    <span class="what"
      ><defanged-address .address=${address} clip></defanged-address
      ><span class="verdict ${tones[verdict.kind]}"
        >${[placeOf(verdict), verdictOf(verdict)].filter(Boolean).join(", ")}</span
      ></span
    >
    ${
      row.keep
        ? html`<input
            aria-label="What row ${row.row} shows"
            placeholder="What it shows"
            dir="auto"
            maxlength="500"
            .value=${evidence[row.row] ?? ""}
            @input=${(event: Event) => shows(row, (event.target as HTMLInputElement).value)}
          />`
        : html`<span></span>`
    }
    ${
      row.able
        ? html`<span class="keep" role="group" aria-label="Row ${row.row}"
            ><button class="chip" aria-pressed=${row.keep} @click=${() => keep(row, true)}>Keep</button
            ><button class="chip" aria-pressed=${!row.keep} @click=${() => keep(row, false)}>Drop</button></span
          >`
        : html`<span class="keep small">not told</span>`
    }
  </li>`
}
