// An organisation's working hours as fields that can be typed through, or as text for those who only read them. Properties in; a `hours`
// event with what is to be saved. What was typed stays until it is saved or given up. Used by hours-screen.ts. [R208]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { HoursEntry } from "../../../protocol/entries/organisation.ts"
import { moment } from "../../parts/times.ts"
import { ticker } from "../../parts/ticker.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import { days, hoursText, readHours, roundTheClock, type Faults, type HoursText } from "./hours-text.ts"
import "../../parts/labelled-field.ts"

@customElement("hours-form")
export class HoursForm extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    fields,
    css`
      form,
      dl {
        display: grid;
        gap: 12px;
        padding: 4px 16px 16px;
      }
      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        gap: 16px 32px;
        align-items: start;
      }
      .side {
        display: grid;
        gap: 12px;
      }
      .week {
        display: grid;
        gap: 6px;
        --label-width: 112px;
      }
      :host {
        display: block;
        container-type: inline-size;
      }
      /* large text on a small screen: each day above its hours */
      @container (max-width: 14rem) {
        .week labelled-field {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      legend {
        padding: 0;
        margin-block-end: 6px;
      }
      dl {
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 6px 16px;
        margin: 0;
      }
      dt {
        color: var(--muted);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .who {
        padding: 0 16px 8px;
      }
    `,
  ]

  /** undefined: none are set, all time counts */
  @property({ attribute: false }) entry: HoursEntry | undefined
  @property({ type: Boolean }) mayChange = false
  /** what was refused, in a sentence */
  @property() error = ""
  @property({ type: Boolean }) busy = false
  @state() private typed: HoursText | undefined
  @state() private faults: Faults = {}
  /** seq of the hours that the typing began from */
  #seen = 0
  @query("form") private form!: HTMLFormElement | null

  /** It was saved: the fields follow what the room says again. */
  saved(): void {
    this.typed = undefined
    this.faults = {}
  }

  get #text(): HoursText {
    if (this.typed) return this.typed
    if (this.entry) return hoursText(this.entry.hours)
    return roundTheClock(Intl.DateTimeFormat().resolvedOptions().timeZone)
  }

  #type(change: Partial<HoursText>): void {
    if (!this.typed) this.#seen = this.entry?.seq ?? 0
    this.typed = { ...this.#text, ...change }
    // Once it was wrong, it says at once when it is right.
    if (Object.keys(this.faults).length > 0) this.faults = this.#read()
  }

  #day(day: number, text: string): void {
    this.#type({ days: this.#text.days.map((each, index) => (index === day ? text : each)) })
  }

  #read(): Faults {
    const read = readHours(this.#text)
    return "faults" in read ? read.faults : {}
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    const read = readHours(this.#text)
    this.faults = "faults" in read ? read.faults : {}
    if ("hours" in read) {
      this.dispatchEvent(new CustomEvent("hours", { detail: read.hours }))
      return
    }
    await this.updateComplete
    await Promise.all([...this.renderRoot.querySelectorAll("labelled-field")].map((each) => each.updateComplete))
    this.form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }

  /** Theirs in place of what was typed. */
  #takeTheirs(): void {
    this.saved()
    this.form?.querySelector("input")?.focus()
  }

  protected override render(): TemplateResult {
    const { entry } = this
    const since = entry
      ? html`Set by <bdi>${entry.by.name}</bdi>, ${moment(entry.at, ticker.now())}. Referrals go by the hours of when
          they were delivered.`
      : "None are set: clocks run day and night."
    return html`<p class="small who">${since} P1 goes on at any hour.</p>
      ${this.mayChange ? this.#fields() : entry ? this.#list(entry) : nothing}`
  }

  #list({ hours }: HoursEntry): TemplateResult {
    const text = hoursText(hours)
    return html`<dl>
      <dt>Time zone</dt>
      <dd>${text.zone}</dd>
      ${days.map(
        (day, index) =>
          html`<dt>${day}</dt>
            <dd dir="ltr">${text.days[index] || "free"}</dd>`,
      )}
      <dt>Holidays</dt>
      <dd>${hours.holidays.join(", ") || "none"}</dd>
    </dl>`
  }

  #fields(): TemplateResult {
    const { faults } = this
    const text = this.#text
    const theirs = this.typed && (this.entry?.seq ?? 0) > this.#seen
    return html`<form novalidate @submit=${this.#submit}>
      <div class="sides">
        <div class="side">
          <labelled-field label="Time zone" .error=${faults["zone"] ?? ""}
            ><input
              name="zone"
              list="zones"
              autocomplete="off"
              spellcheck="false"
              maxlength="64"
              .value=${text.zone}
              @input=${({ target }: InputEvent) => this.#type({ zone: (target as HTMLInputElement).value })}
          /></labelled-field>
          <datalist id="zones">
            ${Intl.supportedValuesOf("timeZone").map((zone) => html`<option value=${zone}></option>`)}
          </datalist>
          <fieldset class="week">
            <legend class="label">
              From and to, for example 09:00-17:00; empty: nobody works; 22:00-06:00 ends on the next day
            </legend>
            ${days.map(
              (day, index) =>
                html`<labelled-field beside label=${day} .error=${faults[index] ?? ""}
                  ><input
                    class="mono"
                    dir="ltr"
                    name="day-${index}"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="24"
                    placeholder="free"
                    .value=${text.days[index] ?? ""}
                    @input=${({ target }: InputEvent) => this.#day(index, (target as HTMLInputElement).value)}
                /></labelled-field>`,
            )}
            ${faults["week"] ? html`<p class="error" role="alert">${faults["week"]}</p>` : nothing}
          </fieldset>
        </div>
        <div class="side">
          <labelled-field
            label="Holidays"
            hint="One date a line, such as 2026-12-25. What would begin on that day does not."
            .error=${faults["holidays"] ?? ""}
          >
            <textarea
              name="holidays"
              class="mono"
              dir="ltr"
              rows="3"
              spellcheck="false"
              .value=${text.holidays}
              @input=${({ target }: InputEvent) => this.#type({ holidays: (target as HTMLTextAreaElement).value })}
            ></textarea>
          </labelled-field>
        </div>
      </div>
      ${
        theirs
          ? html`<p class="warn" role="status">
              <bdi>${this.entry?.by.name}</bdi> set other hours while you typed. Saving puts yours in their place.
              <button type="button" class="button small" @click=${this.#takeTheirs}>Show theirs</button>
            </p>`
          : nothing
      }
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <div class="acts">
        <button class="button primary" ?disabled=${this.busy}>Save the hours</button>
        ${this.typed ? html`<button type="button" class="button" @click=${this.#takeTheirs}>Discard</button>` : nothing}
      </div>
    </form>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hours-form": HoursForm
  }
}
