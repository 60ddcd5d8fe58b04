// The fields of an outcome, by what was chosen so far: one template for the outcome form's common part, an item's own part and a decision
// that is changed. The host carries the styles of fields and the datalist `rules`.
import { html, nothing, type TemplateResult } from "lit"
import type { ItemClass } from "../../../protocol/addresses.ts"
import { actions, grounds, noActionReasons, userTold } from "../../../protocol/vocabulary.ts"
import "../../parts/choice-chips.ts"
import "../../parts/labelled-field.ts"
import { localInput } from "../../parts/times.ts"
import { ticker } from "../../parts/ticker.ts"
import { preservedUntil, type Choice } from "./choice.ts"

const classNames: Record<ItemClass, string> = { account: "Accounts", content: "Content", contact: "Contacts" }
const choices = (list: Record<string, string>) => Object.entries(list).map(([value, text]) => ({ value, text }))

/**
 * `kinds`: of the items that it is about; `used`: the platform's own rules, the last first; `set` gets what changes; `locked`: to be read
 * only, with all that was typed.
 */
export function outcomeFields(
  choice: Choice,
  kinds: readonly ItemClass[],
  used: readonly string[],
  set: (change: Partial<Choice>) => void,
  locked = false,
): TemplateResult {
  const acted = kinds.some((kind) => choice.actions[kind] && choice.actions[kind] !== "none")
  const none = kinds.some((kind) => choice.actions[kind] === "none")
  const typed =
    (name: "rule" | "preserved" | "until" | "actedAt" | "sweep" | "duplicateOf" | "territory") => (event: Event) =>
      set({ [name]: (event.target as HTMLInputElement).value })
  return html` ${kinds.map((kind) => html`<labelled-field label=${classNames[kind]} beside><choice-chips ?disabled=${locked} label=${classNames[kind]} numbered .choices=${choices(actions[kind])} .value=${choice.actions[kind] ?? ""} @choice-change=${(event: CustomEvent<{ value: string }>) => set({ actions: { ...choice.actions, [kind]: event.detail.value } })}></choice-chips></labelled-field>`)}
    ${Object.values(choice.actions).includes("blocked-in-territory") ? html`<labelled-field label="Territory" hint="country codes: GB,FR" beside><input ?readonly=${locked} .value=${choice.territory} @input=${typed("territory")} maxlength="147" /></labelled-field>` : nothing}
    ${
      none
        ? html`<labelled-field label="No action" beside
            ><select
              ?disabled=${locked}
              @change=${(event: Event) => set({ reason: (event.target as HTMLSelectElement).value as Choice["reason"] })}
            >
              <option value="">Give a reason</option>
              ${choices(noActionReasons).map(({ value, text }) => html`<option value=${value} ?selected=${choice.reason === value}>${text}</option>`)}
            </select></labelled-field
          >`
        : nothing
    }
    ${choice.reason === "duplicate-of" ? html`<labelled-field label="Duplicate of" beside><input ?readonly=${locked} .value=${choice.duplicateOf} @input=${typed("duplicateOf")} maxlength="32" list="references" placeholder="an own reference" /></labelled-field>` : nothing}
    ${acted ? html`<labelled-field label="Ground" beside><choice-chips ?disabled=${locked} label="Ground" .choices=${choices(grounds)} .value=${choice.ground} @choice-change=${(event: CustomEvent<{ value: Choice["ground"] }>) => set({ ground: event.detail.value })}></choice-chips></labelled-field>` : nothing}
    <labelled-field label=${none && !acted ? "Rule looked at" : "Rule"} beside
      ><input ?readonly=${locked} .value=${choice.rule} @input=${typed("rule")} maxlength="300" list="rules" dir="auto"
    /></labelled-field>
    ${used.length > 0 && !locked ? html`<p class="used small">Used before ${used.slice(0, 3).map((rule) => html`<button class="link" @click=${() => set({ rule })}>${rule}</button>`)}</p>` : nothing}
    ${
      acted
        ? html`<labelled-field label="Preserved" beside
              ><span class="pair"
                ><input
                  ?readonly=${locked}
                  .value=${choice.preserved}
                  @input=${typed("preserved")}
                  maxlength="120"
                  aria-label="Preserved, your reference"
                  placeholder="reference of what you keep"
                />${
                  choice.preserved.trim()
                    ? html`<span class="small">until</span
                        ><input
                          type="date"
                          class="short"
                          aria-label="Preserved until"
                          ?readonly=${locked}
                          .value=${choice.until || localInput(preservedUntil(ticker.now())).slice(0, 10)}
                          @input=${typed("until")}
                        />`
                    : nothing
                }</span
              ></labelled-field
            >
            <labelled-field label="Acted" beside
              ><span class="pair"
                ><input
                  type="datetime-local"
                  aria-label="When you acted"
                  ?readonly=${locked}
                  max=${localInput(ticker.now())}
                  .value=${choice.actedAt || localInput(ticker.now())}
                  @input=${typed("actedAt")} /><choice-chips
                  ?disabled=${locked}
                  label="Acted"
                  .choices=${[
                    { value: "person", text: "By a person" },
                    { value: "automated", text: "Automated" },
                  ]}
                  .value=${choice.automated ? "automated" : "person"}
                  @choice-change=${(event: CustomEvent<{ value: string }>) => set({ automated: event.detail.value === "automated" })}
                ></choice-chips></span
            ></labelled-field>
            <labelled-field label="User" beside
              ><choice-chips
                ?disabled=${locked}
                label="User"
                .choices=${choices(userTold)}
                .value=${choice.userTold}
                @choice-change=${(event: CustomEvent<{ value: Choice["userTold"] }>) => set({ userTold: event.detail.value })}
              ></choice-chips
            ></labelled-field>
            <labelled-field label="Own sweep" beside
              ><input
                ?readonly=${locked}
                .value=${choice.sweep}
                @input=${typed("sweep")}
                maxlength="1000"
                placeholder="what else was found"
                dir="auto"
            /></labelled-field>`
        : nothing
    }
    ${kinds.includes("contact") ? html`<labelled-field label="Found in" beside><input class="number" placeholder="places" ?readonly=${locked} type="number" min="0" .value=${String(choice.found ?? "")} @input=${(event: Event) => set({ found: numberOf(event) })} /></labelled-field><labelled-field label="Acted on" beside><input class="number" placeholder="of them" ?readonly=${locked} type="number" min="0" .value=${String(choice.actedOn ?? "")} @input=${(event: Event) => set({ actedOn: numberOf(event) })} /></labelled-field>` : nothing}`
}

const numberOf = (event: Event): number | null => {
  const { value } = event.target as HTMLInputElement
  return value === "" ? null : Number(value)
}
