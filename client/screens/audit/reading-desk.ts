// Where an auditor begins: a reason opens the rooms, for a time and for reading alone. Used by app.ts as an auditor's first page. [R187]
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { hasContent } from "../../../protocol/event.ts"
import type { RoomInfo } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { go, writeRoute } from "../../route.ts"
import { buttons } from "../../styles/controls.ts"
import { base, links, texts } from "../../styles/shared.ts"
import "../../parts/empty-state.ts"
import "./reading-form.ts"
import { ownReadings, readableInfos } from "./readings.ts"

@customElement("reading-desk")
export class ReadingDesk extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    links,
    css`
      :host {
        block-size: 100%;
        overflow: auto;
        background: var(--ground);
        padding: 32px 16px 48px;
      }
      .page {
        display: grid;
        gap: 16px;
        max-inline-size: 620px;
        margin-inline: auto;
      }
      h1 {
        font: var(--title);
      }
      h2 {
        font: var(--pane-title);
      }
      section {
        display: grid;
        gap: 12px;
        padding: 16px 20px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
      }
      section > * {
        min-inline-size: 0;
      }
      p {
        text-wrap: pretty;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  /** the person came for this page, and not for another that a reason opens */
  @property({ type: Boolean }) asked = false
  /** what was begun here opens in a moment: then this page is left */
  @state() private begun = ""

  protected override updated(): void {
    if (!this.begun) return
    const opened = ownReadings(this.hub).find(({ info }) => info.room === this.begun)
    if (!opened?.entry.rooms.some((room) => this.hub.infos.some((info) => info.room === room && hasContent(room))))
      return
    this.begun = ""
    if (this.asked) go(this, { screen: "home" })
  }

  protected override render(): TemplateResult {
    const infos = readableInfos(this.hub)
    if (infos.length === 0)
      return html`<empty-state icon="lock" heading="No longer available">This is for auditors.</empty-state>`
    return html`<div class="page">
      <h1>Read with a reason</h1>
      <p>
        No room is open to you until you say why. What you choose then opens for reading alone and closes by itself.
        What you open, and why, is written in the
        <a
          href=${writeRoute({ screen: "readings" })}
          @click=${(event: Event) => {
            event.preventDefault()
            go(this, { screen: "readings" })
          }}
          >reading log</a
        >; those whose work you read are not told.
      </p>
      ${infos.map((info) => this.#organisation(info, infos.length > 1))}
    </div>`
  }

  #organisation(info: RoomInfo, several: boolean): TemplateResult {
    const { name } = info.organisation
    const now = ownReadings(this.hub).some((each) => each.info.room === info.room)
    return html`<section aria-label="Read at ${name}">
      ${several ? html`<h2><bdi>${name}</bdi></h2>` : ""}
      ${
        this.begun === info.room
          ? html`<p role="status">Opening …</p>`
          : now
            ? html`<p>You are reading at <bdi>${name}</bdi>. End it above before you begin with another reason.</p>
                <p>
                  <button class="button" @click=${() => go(this, { screen: "home" })}>Go on reading</button>
                </p>`
            : html`<reading-form
                .hub=${this.hub}
                .info=${info}
                @begun=${() => (this.begun = info.room)}
              ></reading-form>`
      }
    </section>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "reading-desk": ReadingDesk
  }
}
