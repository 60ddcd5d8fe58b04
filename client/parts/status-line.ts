// The page's two live regions: one polite status, at most every ten seconds, and one for what cannot wait. Exactly one, held by the app.
// Invisible: what is said here is also drawn somewhere.
import { LitElement, html } from "lit"
import { customElement, state } from "lit/decorators.js"
import { base } from "../styles/shared.ts"

const everyMs = 10_000

@customElement("status-line")
export class StatusLine extends LitElement {
  static override styles = [base]

  @state() private polite = ""
  @state() private urgent = ""

  private waiting: (() => string) | undefined
  private timer: ReturnType<typeof setTimeout> | undefined

  /** Says it politely, at most once in ten seconds: of what comes in between only the last is said, in its words of that moment. */
  say(text: () => string): void {
    if (this.timer !== undefined) {
      this.waiting = text
      return
    }
    this.polite = this.fresh(text(), this.polite)
    this.timer = setTimeout(() => {
      this.timer = undefined
      const next = this.waiting
      this.waiting = undefined
      if (next !== undefined) this.say(next)
    }, everyMs)
  }

  /** Interrupts: for a new P1 and a lost connection only. */
  alert(text: string): void {
    this.urgent = this.fresh(text, this.urgent)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.timer)
    this.timer = undefined
  }

  /** The same text twice is silent unless it differs: a no-break space makes it differ. */
  private fresh(text: string, before: string): string {
    return text === before ? `${text}\u00a0` : text
  }

  override render() {
    return html`<div class="visually-hidden" role="status" aria-live="polite">${this.polite}</div>
      <div class="visually-hidden" role="alert" aria-live="assertive">${this.urgent}</div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "status-line": StatusLine
  }
}
