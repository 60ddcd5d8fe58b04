// Stands over every screen while somebody reads with a reason: which rooms, why, how long still, and the button that ends it. Used by
// hub-shell.ts. [R187]
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { refusalSentence } from "../../../protocol/errors.ts"
import type { Hub } from "../../hub/hub.ts"
import { TickController } from "../../parts/ticker.ts"
import { clock, span, spokenSpan } from "../../parts/times.ts"
import { go } from "../../route.ts"
import { buttons } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"
import { endReading, ownReadings, roomWords, type HeldReading } from "./readings.ts"

@customElement("reading-bar")
export class ReadingBar extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        padding: 6px 16px;
        border-block-end: 1px solid var(--line);
        background: var(--p2-ground);
        color: var(--p2);
      }
      .what {
        display: flex;
        flex: 1 1 16rem;
        flex-wrap: wrap;
        gap: 0 12px;
        min-inline-size: 0;
      }
      .what > * {
        max-inline-size: 100%;
      }
      .strong {
        color: inherit;
      }
      .reason {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        overflow-wrap: anywhere;
        color: var(--text);
      }
      .left {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @state() private error = ""
  #ticks = new TickController(this, (nowMs) =>
    ownReadings(this.hub)
      .map((each) => leftWords(each, nowMs))
      .join(),
  )

  async #end(reading: HeldReading): Promise<void> {
    const refusal = await endReading(this.hub, reading)
    this.error = refusal ? refusalSentence(refusal) : ""
    if (!refusal) go(this, { screen: "home" })
  }

  protected override render(): TemplateResult[] {
    return ownReadings(this.hub).map((reading) => this.#bar(reading))
  }

  #bar(reading: HeldReading): TemplateResult {
    const { info, entry } = reading
    const words = entry.rooms.map((room) => roomWords(room, info.organisation)).join("; ")
    return html`<section aria-label="You read with a reason">
      <hub-icon name="eye"></hub-icon>
      <p class="what">
        <bdi class="strong" title=${words}>Read only: ${words}</bdi
        ><bdi class="reason" dir="auto" title=${entry.reason}>${entry.reason}</bdi>
      </p>
      <bdi class="left" title="Until ${clock(entry.until)}">${leftWords(reading, this.#ticks.now)}</bdi>
      <button class="button small" @click=${() => void this.#end(reading)}>End reading</button>
      <span class="bad" role="alert">${this.error}</span>
    </section>`
  }
}

function leftWords({ entry }: HeldReading, nowMs: number): string {
  const leftMs = Date.parse(entry.until) - nowMs
  // Rounded up: what says a minute has one.
  return leftMs > 60_000
    ? `${span(Math.ceil(leftMs / 60_000) * 60_000)} left`
    : `${spokenSpan(Math.max(0, leftMs))} left`
}

declare global {
  interface HTMLElementTagNameMap {
    "reading-bar": ReadingBar
  }
}
