// A moment as a <time>: relative, short or exact, always with the exact one with its zone behind it. Used by rows, threads, timelines.
import { LitElement, css, html } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"
import { TickController } from "./ticker.ts"
import { clock, clockSeconds, date, exact, moment, relative } from "./times.ts"

@customElement("time-text")
export class TimeText extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline;
        white-space: nowrap;
      }
    `,
  ]

  /** ISO. */
  @property() at = ""
  /** "moment" is as short as is clear: "14:07", "Wed 16:02", "24 Nov 16:02". */
  @property() show: "moment" | "relative" | "clock" | "seconds" | "date" | "exact" = "moment"
  /** A fixed server-corrected moment in ms, instead of the shared clock. */
  @property({ type: Number }) now: number | undefined

  private readonly tick = new TickController(this, (nowMs) => this.words(this.now ?? nowMs))

  private words(nowMs: number): string {
    if (this.show === "moment") return moment(this.at, nowMs)
    if (this.show === "relative") return relative(this.at, nowMs)
    return { clock, seconds: clockSeconds, date, exact }[this.show](this.at)
  }

  override render() {
    return html`<bdi
      ><time datetime=${this.at} title=${exact(this.at)}>${this.words(this.now ?? this.tick.now)}</time></bdi
    >`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "time-text": TimeText
  }
}
