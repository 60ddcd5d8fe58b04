// How rows come into an alert: pasted, typed, chosen or dropped; or none, when it makes aware. Template of alert-form.ts, which carries the styles
// and draws the rows themselves.
import { html, nothing, type TemplateResult } from "lit"
import { platformNames, type PlatformId } from "../../../protocol/addresses.ts"
import type { AlertDraft } from "./draft.ts"
import type { JudgedRow } from "./draft-rows.ts"
import { choices } from "./form-fields.ts"
import "../../parts/choice-chips.ts"
import "../../parts/hub-icon.ts"
import "../../parts/labelled-field.ts"

interface ItemsState {
  draft: AlertDraft
  rows: readonly JudgedRow[]
  /** rows that are still to be read */
  waiting: number
  /** what stands in the box and is no row yet */
  paste: string
  /** how the last table was read */
  tells: string
}

interface ItemsActs {
  set(change: Partial<AlertDraft>): void
  type(text: string): void
  add(text: string): void
  files(files: FileList | null): Promise<void>
  clear(): void
}

export function itemFields(state: ItemsState, acts: ItemsActs): TemplateResult {
  const { draft, rows, tells } = state
  const contacts = rows.some((row) => row.keep && "address" in row.verdict && row.verdict.address.platform === null)
  return html`<div class="items-head">
      <h2 class="pane-title">Items</h2>
      <span class="small" role="status"><bdi>${counted(state)}</bdi></span>
      ${rows.length === 0 ? html`<button class="button small" aria-pressed=${draft.aware} @click=${() => acts.set({ aware: !draft.aware })}>Awareness only</button>` : nothing}
      <label class="button small"
        ><hub-icon name="file-plus"></hub-icon>Add a file<input
          class="visually-hidden"
          type="file"
          multiple
          accept=".txt,.csv,.tsv,text/plain,text/csv"
          @change=${(event: Event) => {
            const input = event.target as HTMLInputElement
            void acts.files(input.files).then(() => (input.value = ""))
          }}
      /></label>
      ${rows.length > 0 ? html`<button class="button small" @click=${acts.clear}>Clear</button>` : nothing}
    </div>
    ${draft.aware ? awareField(draft, acts) : pasteField(state, acts)}
    ${tells ? html`<p class="small" role="note">${tells}.</p>` : nothing}
    ${contacts ? html`<labelled-field label="Phone numbers, hashtags and hashes go to"><choice-chips data-field="contacts" label="Contacts go to" multiple round .choices=${choices(platformNames)} .values=${draft.ticked} @choice-change=${(event: CustomEvent<{ values: PlatformId[] }>) => acts.set({ ticked: event.detail.values })}></choice-chips></labelled-field>` : nothing}`
}

function counted({ draft, rows, waiting }: ItemsState): string {
  if (draft.aware) return "none: it makes aware"
  if (waiting > 0) return `reading, ${waiting} rows to go`
  if (rows.length === 0) return "none yet"
  const going = rows.filter((row) => row.platforms.length > 0).length
  return `${rows.length} ${rows.length === 1 ? "row" : "rows"}, ${going} ${going === 1 ? "goes" : "go"} out`
}

const awareField = (draft: AlertDraft, acts: ItemsActs): TemplateResult =>
  html`<labelled-field label="Who is made aware"
    ><choice-chips
      data-field="awareness"
      label="Who is made aware"
      multiple
      round
      .choices=${choices(platformNames)}
      .values=${draft.awareness}
      @choice-change=${(event: CustomEvent<{ values: PlatformId[] }>) => acts.set({ awareness: event.detail.values })}
    ></choice-chips
  ></labelled-field>`

/** Several lines are rows at once; one that is typed becomes one when the box is left. */
function pasteField({ paste, rows }: ItemsState, acts: ItemsActs): TemplateResult {
  const pasted = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text/plain") ?? ""
    if (!text.includes("\n") && paste) return
    event.preventDefault()
    acts.add(text)
  }
  return html`<labelled-field
    label="Paste addresses, hashtags, phone numbers or hashes, one a line, or a table; or drop a file"
  >
    <textarea
      data-field="items"
      class="mono ${rows.length > 0 ? "more" : ""}"
      rows=${rows.length > 0 ? 1 : 3}
      dir="ltr"
      spellcheck="false"
      .value=${paste}
      @input=${(event: Event) => acts.type((event.target as HTMLTextAreaElement).value)}
      @paste=${pasted}
      @change=${() => acts.add(paste)}
    ></textarea>
  </labelled-field>`
}
