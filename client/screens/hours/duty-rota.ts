// Who is on duty when: a list with a form above it for those who keep it. Times are the reader's own. Properties in; `add` with shifts and
// `remove` with an id come out. Used by hours-screen.ts. [R204]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { Shift } from "../../../protocol/entries/organisation.ts"
import type { By } from "../../../protocol/event.ts"
import { exact, localInput, moment } from "../../parts/times.ts"
import { TickController } from "../../parts/ticker.ts"
import { buttons, chips } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"
import "../../parts/labelled-field.ts"
import "../../parts/person-avatar.ts"

export interface NewShift {
  person: By
  /** UTC ISO */
  from: string
  to: string
}

const weeksAtMost = 26
const hour = 3_600_000

@customElement("duty-rota")
export class DutyRota extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    chips,
    fields,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        gap: 12px;
        align-items: start;
        padding: 4px 16px 16px;
      }
      form .error,
      form .acts {
        grid-column: 1 / -1;
      }
      li {
        display: grid;
        grid-template-columns: 26px minmax(0, 2fr) minmax(0, 3fr) auto;
        gap: 4px 12px;
        align-items: center;
        min-block-size: 44px;
        padding: 6px 16px;
        border-block-start: 1px solid var(--line);
      }
      .none {
        padding: 0 16px 12px;
      }
      @media (max-width: 600px) {
        li {
          grid-template-columns: 26px minmax(0, 1fr) auto;
        }
        .when {
          grid-column: 2;
        }
        li > .button {
          grid-column: 3;
          grid-row: 1 / span 2;
        }
      }
    `,
  ]

  @property({ attribute: false }) shifts: readonly Shift[] = []
  /** who may be on duty here */
  @property({ attribute: false }) people: readonly By[] = []
  @property({ type: Boolean }) mayChange = false
  @property() error = ""
  @property({ type: Boolean }) busy = false
  @state() private faults: Record<string, string> = {}
  @query("form") private form!: HTMLFormElement | null
  #tick = new TickController(this, (nowMs) => String(Math.floor(nowMs / 60_000)))

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.busy || !this.form) return
    const data = new FormData(this.form)
    const person = this.people.find(({ id }) => id === data.get("person"))
    const [from, to] = [new Date(String(data.get("from"))), new Date(String(data.get("to")))]
    const weeks = Number(data.get("weeks"))
    this.faults = {
      ...(person ? {} : { person: "Choose who is on duty." }),
      ...(Number.isNaN(from.getTime()) ? { from: "Give the day and the time at which it begins." } : {}),
      ...(Number.isNaN(to.getTime())
        ? { to: "Give the day and the time at which it ends." }
        : to <= from
          ? { to: "It must end after it begins." }
          : {}),
      ...(Number.isInteger(weeks) && weeks >= 1 && weeks <= weeksAtMost
        ? {}
        : { weeks: `A whole number from 1 to ${weeksAtMost}.` }),
    }
    if (person && Object.keys(this.faults).length === 0) {
      // A week later is the same time of the day, also over a change of the clock.
      const on = (at: Date, week: number) => {
        const day = new Date(at)
        day.setDate(day.getDate() + 7 * week)
        return day.toISOString()
      }
      const shifts = Array.from({ length: weeks }, (_, week) => ({ person, from: on(from, week), to: on(to, week) }))
      this.dispatchEvent(new CustomEvent<NewShift[]>("add", { detail: shifts }))
      return
    }
    await this.updateComplete
    await Promise.all([...this.renderRoot.querySelectorAll("labelled-field")].map((each) => each.updateComplete))
    this.form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }

  async #remove(shift: Shift): Promise<void> {
    const index = this.shifts.indexOf(shift)
    this.dispatchEvent(new CustomEvent("remove", { detail: shift.id }))
    // The row goes with its button: whoever removes by keyboard stands on the next one.
    const next = this.shifts[index + 1] ?? this.shifts[index - 1]
    if (next) this.renderRoot.querySelector<HTMLElement>(`li[data-shift="${next.id}"] button`)?.focus()
    else this.form?.querySelector<HTMLElement>("select")?.focus()
  }

  protected override render(): TemplateResult {
    const now = this.#tick.now
    const at = new Date(now).toISOString()
    const coming = this.shifts.filter(({ to }) => to > at)
    return html`${this.mayChange ? this.#fields(now) : nothing}
    ${
      coming.length === 0
        ? html`<p class="small none">Nobody is on the rota. An escalation then names nobody.</p>`
        : html`<ul>
            ${coming.map((shift) => this.#row(shift, now, shift.from <= at))}
          </ul>`
    }`
  }

  #row(shift: Shift, now: number, on: boolean): TemplateResult {
    const { id, person, from, to } = shift
    return html`<li data-shift=${id}>
      <person-avatar .personId=${person.id} .name=${person.name} .size=${26}></person-avatar>
      <span
        ><bdi class="strong">${person.name}</bdi>
        ${on ? html`<span class="tag quiet">on duty now</span>` : nothing}</span
      >
      <span class="when"
        ><time datetime=${from} title=${exact(from)}>${moment(from, now)}</time> to
        <time datetime=${to} title=${exact(to)}>${moment(to, now)}</time></span
      >
      ${
        this.mayChange
          ? html`<button
              class="button small"
              aria-label="Remove ${person.name}, ${moment(from, now)} to ${moment(to, now)}"
              @click=${() => this.#remove(shift)}
            >
              <hub-icon name="x"></hub-icon>Remove
            </button>`
          : nothing
      }
    </li>`
  }

  #fields(now: number): TemplateResult {
    const { faults } = this
    const next = Math.ceil(now / hour) * hour
    return html`<form novalidate @submit=${this.#submit}>
      <labelled-field label="On duty" .error=${faults["person"] ?? ""}
        ><select name="person">
          <option value="">${this.people.length > 0 ? "Choose" : "Nobody may be on duty here yet"}</option>
          ${this.people.map((each) => html`<option value=${each.id}>${each.name}</option>`)}
        </select></labelled-field
      >
      <labelled-field label="From, in your time" .error=${faults["from"] ?? ""}
        ><input type="datetime-local" name="from" value=${localInput(next)}
      /></labelled-field>
      <labelled-field label="To" .error=${faults["to"] ?? ""}
        ><input type="datetime-local" name="to" value=${localInput(next + 12 * hour)}
      /></labelled-field>
      <labelled-field label="Weeks in a row" .error=${faults["weeks"] ?? ""}
        ><input type="number" name="weeks" min="1" max=${weeksAtMost} value="1"
      /></labelled-field>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <div class="acts"><button class="button primary" ?disabled=${this.busy}>Add to the rota</button></div>
    </form>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duty-rota": DutyRota
  }
}
