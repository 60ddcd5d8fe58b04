// One clock: what is left, whose it is, and a three-pixel bar. Red under a fifth, hatched when paused, "+16:11 overdue" past its end.
// Used by feed rows, heads, boards. A timer by role, never live: the screen announces what matters.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"
import { TickController } from "./ticker.ts"
import { rests, restsUntil, viewClock } from "./clock-view.ts"
import type { ClockFacts, ClockView } from "./clock-view.ts"
import type { Calendar } from "../../protocol/working-time.ts"
import "./hub-icon.ts"

@customElement("clock-bar")
export class ClockBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
        min-inline-size: 56px;
        text-align: end;
        white-space: nowrap;
      }
      .count {
        display: block;
        font: 650 0.875rem/1.125rem var(--font-mono);
        word-spacing: -0.35em; /* "2 d 3 h" */
        text-align: -webkit-match-parent;
        text-align: match-parent; /* it is written from left to right wherever it stands */
      }
      /* where there is no room, the count stands alone */
      .label {
        display: var(--clock-more, flex);
        align-items: center;
        justify-content: flex-end;
        gap: 3px;
        font: 400 0.75rem/1rem var(--font-text);
        color: var(--muted);
        --icon: 13px;
      }
      .count hub-icon {
        --icon: 13px;
        margin-inline-end: 4px;
        vertical-align: -2px;
      }
      :host([size="title"]) {
        flex: none;
      }
      :host([size="title"]) .count {
        font-size: 1.3125rem;
        line-height: 1.6875rem;
        letter-spacing: 0.02em;
      }
      :host([inline]) .clock {
        display: inline-flex;
        align-items: baseline;
        flex-direction: row-reverse;
        gap: 6px;
      }
      .bar {
        display: var(--clock-more, block);
        inline-size: 100%;
        max-inline-size: var(--clock-bar, 56px);
        block-size: 3px;
        margin-block-start: 4px;
        margin-inline-start: auto;
        border-radius: 2px;
        background: var(--track);
        overflow: hidden;
        forced-color-adjust: none;
      }
      :host([size="title"]) .bar {
        max-inline-size: var(--clock-bar, 72px);
      }
      .fill {
        display: block;
        block-size: 100%;
        inline-size: calc(var(--left) * 100%);
        min-inline-size: 3px;
        border-radius: 2px;
        background: var(--muted);
      }
      .urgent .count,
      .overdue .count {
        color: var(--p1);
      }
      .urgent .fill,
      .overdue .fill {
        background: var(--p1);
      }
      .paused .count,
      .moment .count,
      .done .count {
        color: var(--muted);
        font-weight: 400;
      }
      .paused .bar,
      .moment .bar {
        border-radius: 0;
        background: repeating-linear-gradient(90deg, var(--control) 0 4px, transparent 4px 7px);
      }
      .paused .fill,
      .moment .fill {
        display: none;
      }
      .good {
        color: var(--good);
      }
      .late {
        color: var(--p1);
      }
    `,
  ]

  @property() deadline = ""
  @property({ attribute: "started-at" }) startedAt = ""
  /** When its act was done: shows how long it took and "in time" or "late". */
  @property({ attribute: "done-at" }) doneAt = ""
  /** When it was paused: what was left then is frozen. */
  @property({ attribute: "paused-at" }) pausedAt = ""
  /** "to acknowledge", "to decide", "NCA to answer". */
  @property() label = ""
  @property({ attribute: "overdue-label" }) overdueLabel = "overdue"
  /** What is left, time since startedAt ("waiting"), or the deadline as a moment ("Fri 17:00"). */
  @property() show: ClockFacts["show"] = "left"
  @property({ reflect: true }) size: "row" | "title" = "row"
  @property({ type: Boolean, reflect: true }) inline = false
  @property({ type: Boolean, attribute: "no-bar" }) noBar = false
  /** The working hours that it goes by; without, it goes on at any hour. */
  @property({ attribute: false }) hours: Calendar | null = null
  /** A fixed server-corrected moment in ms, instead of the shared clock. */
  @property({ type: Number }) now: number | undefined

  private readonly tick = new TickController(this, (nowMs) => {
    const view = viewClock(this, this.now ?? nowMs, this.hours)
    return `${view.state} ${view.count} ${rests(this, this.hours, this.now ?? nowMs)}`
  })

  override connectedCallback() {
    super.connectedCallback()
    if (!this.hasAttribute("role")) this.setAttribute("role", "timer")
  }

  private word(view: ClockView): string {
    if (view.state === "in time" || view.state === "late") return view.state
    if (view.state === "overdue") return this.overdueLabel || this.label
    if (view.state === "paused") return this.label || "paused"
    return this.label
  }

  override render() {
    const nowMs = this.now ?? this.tick.now
    const view = viewClock(this, nowMs, this.hours)
    const until = restsUntil(this, this.hours, nowMs)
    const resting = rests(this, this.hours, nowMs)
    const word = this.word(view)
    const done = view.state === "in time" || view.state === "late"
    const bar = !this.noBar && !this.inline && view.left !== undefined && !until
    return html`<span class="visually-hidden">${view.spoken} ${word}${resting ? `, ${resting}` : ""}</span>
      <span class="clock ${done ? "done" : view.state}" aria-hidden="true" title=${resting || nothing}>
        <span class="count" dir="ltr"
          >${until && this.noBar ? html`<hub-icon name="pause"></hub-icon>` : nothing}${view.count}</span
        >
        ${
          word
            ? html`<span class="label ${view.state === "in time" ? "good" : view.state === "late" ? "late" : ""}"
                >${done ? html`<hub-icon name=${view.state === "late" ? "clock-alert" : "check"}></hub-icon>` : nothing}
                ${word}</span
              >`
            : nothing
        }
        ${until && !this.noBar ? html`<span class="label"><hub-icon name="pause"></hub-icon>${this.size === "title" ? resting : `until ${until}`}</span>` : nothing}
        ${bar ? html`<span class="bar"><span class="fill" .style=${`--left: ${view.left}`}></span></span>` : nothing}
      </span>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "clock-bar": ClockBar
  }
}
