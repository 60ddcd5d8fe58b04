// How one wants to be told: sound and desktop notices of this browser, and one's own wishes, which every machine shares. Used by
// inbox-screen.ts. Rules R194, R195.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { priorities, type Priority } from "../../../protocol/vocabulary.ts"
import type { OwnNotices, Wishes } from "../../notices/own-notices.ts"
import type { Teller } from "../../notices/teller.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"
import "../../parts/priority-badge.ts"

const near = [5, 10, 15, 30, 60]

@customElement("notice-settings")
export class NoticeSettings extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    fields,
    css`
      section + section {
        margin-block-start: 20px;
        padding-block-start: 16px;
        border-block-start: 1px solid var(--line);
      }
      h3 {
        font: var(--pane-title);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
        min-block-size: 36px;
      }
      .line > .button {
        margin-inline-start: auto;
      }
      .times {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
        margin-block: 8px;
      }
    `,
  ]

  @property({ attribute: false }) own!: OwnNotices
  @property({ attribute: false }) teller!: Teller
  @property({ attribute: false }) tick = 0
  @state() private error = ""

  async #wish(change: Partial<Wishes>): Promise<void> {
    try {
      await this.own.save({ ...this.own.wishes, ...change })
      this.error = ""
    } catch {
      this.error = "The hub does not answer, so nothing was changed. Try again in a moment."
    }
    this.requestUpdate()
  }

  #mute(priority: Priority, told: boolean): void {
    const others = this.own.wishes.muted.filter((each) => each !== priority)
    void this.#wish({ muted: told ? others : [...others, priority] })
  }

  protected override render(): TemplateResult {
    return html`<modal-dialog open heading="Sound and notices">
      <p class="bad" role="alert">${this.error}</p>
      <section>
        <h3>In this browser</h3>
        ${this.#sound()} ${this.#desktop()}
        <p class="hint">Notices say reference, priority and kind only. Of several tabs one tells.</p>
      </section>
      <section>
        <h3>Tell me of</h3>
        ${priorities.map((priority) => this.#priority(priority))}
        <p class="hint">
          A P1 repeats every 30 seconds until somebody acknowledges it. What is muted still stands in the inbox.
        </p>
      </section>
      ${this.#quiet()}
      <section>
        <labelled-field label="A deadline of mine is near when less is left than">
          <select
            @change=${(event: Event) => void this.#wish({ nearMinutes: Number((event.target as HTMLSelectElement).value) })}
          >
            ${near.map((minutes) => html`<option value=${minutes} ?selected=${minutes === this.own.wishes.nearMinutes}>${minutes} minutes</option>`)}
          </select>
        </labelled-field>
      </section>
    </modal-dialog>`
  }

  #sound(): TemplateResult {
    const { soundOn, sounds } = this.teller
    return html`<div class="line">
      <span>Sound${soundOn && !sounds ? " (begins when you touch the page)" : ""}</span>
      <button class="button small" aria-pressed=${soundOn} @click=${() => void this.teller.setSound(!soundOn)}>
        ${soundOn ? "Sound is on" : "Turn sound on"}
      </button>
    </div>`
  }

  #desktop(): TemplateResult {
    const { desktop } = this.teller
    const words = {
      on: "Desktop notices",
      off: "Desktop notices",
      denied: "Desktop notices are blocked in the settings of this browser.",
      none: "This browser has no desktop notices.",
    }
    const on = desktop === "on"
    return html`<div class="line">
      <span>${words[desktop]}</span>
      ${
        on || desktop === "off"
          ? html`<button class="button small" aria-pressed=${on} @click=${() => void this.teller.setDesktop(!on)}>
              ${on ? "Desktop notices are on" : "Turn desktop notices on"}
            </button>`
          : nothing
      }
    </div>`
  }

  #priority(priority: Priority): TemplateResult {
    return html`<div class="line">
      <label class="check"
        ><input
          type="checkbox"
          .checked=${!this.own.wishes.muted.includes(priority)}
          @change=${(event: Event) => this.#mute(priority, (event.target as HTMLInputElement).checked)} /><priority-badge
          .priority=${priority}
        ></priority-badge
      ></label>
      <button class="button small" @click=${() => void this.teller.try(priority)}>
        Hear it<span class="visually-hidden">, ${priority}</span>
      </button>
    </div>`
  }

  #quiet(): TemplateResult {
    const { quiet } = this.own.wishes
    const change = (part: Partial<Wishes["quiet"]>) => void this.#wish({ quiet: { ...quiet, ...part } })
    const checked = (event: Event) => (event.target as HTMLInputElement).checked
    const time = (label: string, name: "from" | "to") =>
      html`<labelled-field .label=${label}
        ><input
          type="time"
          required
          .value=${quiet[name]}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLInputElement
            if (value) change({ [name]: value })
          }}
      /></labelled-field>`
    return html`<section>
      <h3>Quiet hours</h3>
      <label class="check"
        ><input type="checkbox" .checked=${quiet.on} @change=${(event: Event) => change({ on: checked(event) })} />No
        sound and no desktop notice at these hours</label
      >
      ${
        quiet.on
          ? html`<div class="times">${time("From", "from")} ${time("To", "to")}</div>
              <label class="check"
                ><input
                  type="checkbox"
                  .checked=${quiet.p1}
                  @change=${(event: Event) => change({ p1: checked(event) })}
                />Not for P1 either</label
              >`
          : nothing
      }
    </section>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "notice-settings": NoticeSettings
  }
}
