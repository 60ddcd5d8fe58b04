// What stands over every screen while something is not as it should be: a line that is down, a version that is old, what may be incomplete;
// and that a break is due. Used by hub-shell.ts. Rule R165.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Hub } from "../../hub/hub.ts"
import { TickController } from "../../parts/ticker.ts"
import { clockSeconds } from "../../parts/times.ts"
import { buttons } from "../../styles/controls.ts"
import { base } from "../../styles/shared.ts"
import type { Care } from "../care/care.ts"
import "../../parts/hub-icon.ts"

const calmMs = 1_500

@customElement("hub-banners")
export class HubBanners extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        flex: none;
      }
      .banner {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        padding: 8px 16px;
        background: var(--p2-ground);
        color: var(--p2);
        margin: 0;
      }
      .banner.calm {
        background: var(--accent-ground);
        color: var(--text);
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) care!: Care
  @property({ attribute: false }) tick = 0
  #ticks = new TickController(this, () => `${this.#offline()} ${this.care?.breakDue}`)

  #offline(): boolean {
    const { status } = this.hub
    return status.kind === "offline" && Date.now() - status.since > calmMs
  }

  protected override render(): TemplateResult {
    void this.#ticks
    return html`${this.#connection()}${this.#break()}`
  }

  #connection(): TemplateResult | typeof nothing {
    const { status, waiting } = this.hub
    const waits = waiting === 0 ? "" : waiting === 1 ? ", 1 act waits" : `, ${waiting} acts wait`
    if (status.kind === "outdated")
      return html`<p class="banner" role="status">
        The hub has a newer version. What you typed is kept.
        <button class="button small" @click=${() => location.reload()}>Reload</button>
      </p>`
    if (!this.#offline()) return this.#incomplete()
    return html`<p class="banner" role="alert">
      <hub-icon name="wifi-off"></hub-icon>Reconnecting${waits}. What you see is as of
      ${clockSeconds(new Date((status as { since: number }).since).toISOString())}.
    </p>`
  }

  /** What is on the screen must not look whole when it may not be. [R165] */
  #incomplete(): TemplateResult | typeof nothing {
    const { broken } = this.hub
    if (broken.length === 0) return nothing
    const names = broken.map((info) => info.organisation.name).join(", ")
    return html`<p class="banner" role="alert">
      <hub-icon name="wifi-off"></hub-icon>What you see of ${names} may be incomplete. What you typed is kept.
      <button class="button small" @click=${() => location.reload()}>Reload</button>
    </p>`
  }

  /** A proposal, which waits for nothing and can be put off. */
  #break(): TemplateResult | typeof nothing {
    const { shift, breakDue } = this.care
    if (!shift || !breakDue) return nothing
    const minutes = Math.round((this.hub.now() - shift.since) / 60_000)
    return html`<p class="banner calm" role="status">
      <hub-icon name="coffee"></hub-icon>${minutes} minutes without a break. Time for one?
      <button class="button small" @click=${() => this.care.putOff()}>In 15 minutes</button>
      <button class="button small" @click=${() => this.care.taken()}>I had one</button>
    </p>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-banners": HubBanners
  }
}
