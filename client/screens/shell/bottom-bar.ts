// Where a thumb reaches on a narrow screen: the places that people go to all day, and the rail behind "More". Used by hub-shell.ts, which
// opens the rail on a `more` event.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Hub } from "../../hub/hub.ts"
import type { IconName } from "../../parts/hub-icon.ts"
import { everywhere, go, writeRoute, type Route } from "../../route.ts"
import { base } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"

interface Place {
  route: Route
  icon: IconName
  text: string
  unread?: number
}

@customElement("bottom-bar")
export class BottomBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: none;
        flex: none;
        border-block-start: 1px solid var(--line);
        background: var(--panel);
        padding-block-end: env(safe-area-inset-bottom);
      }
      @media (max-width: 899px) {
        :host {
          display: flex;
        }
      }
      a,
      button {
        position: relative;
        flex: 1 1 0;
        min-inline-size: 0;
        min-block-size: 52px;
        display: grid;
        gap: 2px;
        place-items: center;
        align-content: center;
        border: 0;
        background: none;
        color: var(--muted);
        font: 550 0.75rem/1rem var(--font-text);
        text-decoration: none;
        cursor: pointer;
        --icon: 18px;
      }
      bdi {
        max-inline-size: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      a[aria-current="page"] {
        color: var(--accent);
        font-weight: var(--bold);
      }
      :focus-visible {
        outline-offset: -3px;
      }
      .number {
        position: absolute;
        inset-block-start: 4px;
        inset-inline-start: calc(50% + 6px);
        min-inline-size: 16px;
        padding-inline: 4px;
        border-radius: var(--radius-full);
        background: var(--accent);
        color: var(--on-accent);
        font: 650 0.6875rem/1rem var(--font-text);
        text-align: center;
        forced-color-adjust: none;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) route!: Route
  @property({ attribute: false }) tick = 0
  /** how many notices are unread */
  @property({ attribute: false }) unread = 0
  /** the rail is open */
  @property({ type: Boolean }) open = false

  override focus(): void {
    this.renderRoot.querySelector("button")?.focus()
  }

  get #places(): Place[] {
    const platforms = this.hub.infos.filter((info) => info.room.startsWith("platform/"))
    if (platforms.length === 0) return []
    const own = platforms.filter((info) => info.acting.organisation === info.organisation.id)
    const organisation = own.length === 1 ? own[0]!.organisation.id : everywhere
    const feed: Place = { route: { screen: "feed", organisation, query: "" }, icon: "radio", text: "Feed" }
    const agency = this.hub.infos.some((info) => info.room.startsWith("org/") && info.organisation.kind === "agency")
    return [
      ...(agency ? [{ route: { screen: "alerts" }, icon: "file-check", text: "Alerts" } as const] : []),
      feed,
      { route: { screen: "inbox" }, icon: "inbox", text: "Inbox", unread: this.unread },
      { route: { screen: "leads" }, icon: "megaphone", text: "Leads" },
    ]
  }

  protected override render(): TemplateResult {
    return html`${this.#places.map((place) => this.#place(place))}
      <button aria-expanded=${this.open} @click=${() => this.dispatchEvent(new CustomEvent("more"))}>
        <hub-icon name="ellipsis"></hub-icon><bdi>More</bdi>
      </button>`
  }

  #place({ route, icon, text, unread = 0 }: Place): TemplateResult {
    return html`<a
      href=${writeRoute(route)}
      aria-current=${this.route.screen === route.screen ? "page" : nothing}
      @click=${(event: Event) => {
        event.preventDefault()
        go(this, route)
      }}
      ><hub-icon .name=${icon}></hub-icon
      ><bdi>${text}</bdi
      >${unread > 0 ? html`<span class="number" aria-label="${unread} unread">${unread}</span>` : nothing}</a
    >`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "bottom-bar": BottomBar
  }
}
