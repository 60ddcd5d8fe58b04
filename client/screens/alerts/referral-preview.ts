// Exactly what one platform will see of an alert. Used by the form and by the check.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { itemClass, kindNames, readAddress, verdictText, type ItemKind } from "../../../protocol/addresses.ts"
import type { AlertItem } from "../../../protocol/entries/alert.ts"
import type { Brief, BriefWords } from "../../../protocol/entries/brief.ts"
import type { SentBefore } from "../../../protocol/wire.ts"
import { languages, priorityReasonName, requestedActions, themes } from "../../../protocol/vocabulary.ts"
import { namingStretches } from "../../../protocol/warnings.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import type { Hub } from "../../hub/hub.ts"
import "../../parts/defanged-address.ts"
import "../../parts/person-text.ts"
import "../../parts/priority-badge.ts"
import "../../parts/tlp-label.ts"
import "../../parts/windowed-list.ts"

export interface PreviewItem {
  kind: ItemKind
  canonical: string
  note: string
  /** what was pasted, when the agency alone should look at it */
  raw: string
}

@customElement("referral-preview")
export class ReferralPreview extends LitElement {
  static override styles = [
    base,
    texts,
    scrolling,
    css`
      :host {
        display: grid;
        gap: 12px;
        align-content: start;
      }
      .line {
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
      }
      h3 {
        font: 650 1rem/1.375rem var(--font-text);
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        grid-template-columns: 80px minmax(0, 1fr);
        gap: 6px 12px;
        margin: 0;
        padding-block: 12px;
        border-block: 1px solid var(--line);
      }
      dt {
        font: var(--small);
        color: var(--muted);
      }
      dd {
        margin: 0;
        font-weight: 550;
        font-size: 0.8125rem;
      }
      .item {
        display: grid;
        align-content: center;
        block-size: 100%;
        border-block-end: 1px solid var(--line);
      }
    `,
  ]

  @property() platform = ""
  @property({ attribute: false }) brief!: Brief
  @property({ attribute: false }) clocks!: Hub["clocks"]
  @property({ attribute: false }) words!: BriefWords
  @property({ attribute: false }) items: readonly PreviewItem[] = []
  /** the platform has working hours, and these clocks go by them [R201] */
  @property({ type: Boolean, attribute: "in-hours" }) inHours = false
  /** where the agency has sent an address before: its own note, which no platform sees */
  @property({ attribute: false }) sent: (address: string) => SentBefore | undefined = () => undefined
  /** grows when `sent` knows more */
  @property({ attribute: false }) known = 0

  protected override render(): TemplateResult {
    const { brief, words } = this
    const { acknowledgeMs, decideMs } = this.clocks[brief.priority]
    return html`<div class="line">
        <priority-badge
          .priority=${brief.priority}
          .reason=${priorityReasonName(brief.priority, brief.reason)}
        ></priority-badge>
      </div>
      <h3 dir="auto">${words.title || "No title yet"}</h3>
      <person-text
        .text=${words.narrative}
        .marks=${namingStretches(`${words.title}\n${words.narrative}`, this.platform)}
      ></person-text>
      <dl>
        <dt>Theme</dt>
        <dd><bdi>${themes[brief.theme]}${words.corridor ? html`, <bdi>${words.corridor}</bdi>` : nothing}</bdi></dd>
        <dt>Languages</dt>
        <dd>${brief.languages.map((each) => languages[each]).join(", ") || "none yet"}</dd>
        <dt>Asked for</dt>
        <dd>${brief.asked.map((each) => requestedActions[each]).join(", ")}</dd>
        ${
          words.conditions
            ? html`<dt>Conditions</dt>
                <dd dir="auto">${words.conditions}</dd>`
            : nothing
        }
        <dt>Handling</dt>
        <dd><tlp-label .handling=${brief.handling}></tlp-label></dd>
        <dt>Acknowledge</dt>
        <dd><bdi>within ${within(acknowledgeMs)}${this.inHours ? " of its working hours" : ""}</bdi></dd>
        <dt>Decide</dt>
        <dd><bdi>within ${within(decideMs)}${this.inHours ? " of its working hours" : ""}</bdi></dd>
      </dl>
      <windowed-list
        class="scroll"
        label="Items"
        rem="3"
        most="24rem"
        .items=${this.items}
        .row=${(item: PreviewItem) => this.#item(item)}
      ></windowed-list>`
  }

  #item({ kind, canonical, note, raw }: PreviewItem): TemplateResult {
    const sent = this.sent(canonical)
    const look = raw ? verdictText(readAddress(raw)) : ""
    return html`<span class="item"
      ><defanged-address .address=${canonical} clip></defanged-address
      ><span class="small clip"
        >${kindNames[kind]}${note ? html`, <bdi>${note}</bdi>` : nothing}${look ? html` <b class="warn">${look}</b>` : nothing}${sent ? html` <b class="warn">${sent.by === "address" ? "sent before in" : "its account was sent in"} ${sent.reference}</b>` : nothing}</span
      ></span
    >`
  }
}

/** "30 min", "24 h": a day of eight hours is no day. */
function within(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  return minutes > 60 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
}

export const previewItem = ({ kind, canonical, evidence, verdict, raw }: AlertItem): PreviewItem => ({
  kind: kind as ItemKind,
  canonical,
  note: evidence,
  // Who gets a contact was ticked by its author: there is nothing left to look at.
  raw: verdict === "look" && kind && itemClass(kind) !== "contact" ? raw : "",
})

declare global {
  interface HTMLElementTagNameMap {
    "referral-preview": ReferralPreview
  }
}
