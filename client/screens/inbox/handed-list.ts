// What an administrator handed to this person from somebody who left. Used by inbox-screen.ts. [R262]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { readRoom } from "../../../protocol/event.ts"
import { HandedWork, type Handed } from "../../hub/handed-work.ts"
import type { Hub } from "../../hub/hub.ts"
import { go, type Route } from "../../route.ts"
import { buttons } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import { workNames } from "../people/work-words.ts"
import "../../parts/hub-icon.ts"
import "../../parts/time-text.ts"

@customElement("handed-list")
export class HandedList extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    css`
      :host {
        display: block;
      }
      section {
        margin-block-end: 24px;
      }
      ul {
        margin-block-start: 6px;
        border-block-start: 1px solid var(--line);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 12px;
        align-items: center;
        padding: 8px;
        border-block-end: 1px solid var(--line);
      }
      p {
        flex: 1 1 16rem;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @state() private handed: Handed[] = []
  @state() private error = ""
  #work: HandedWork | undefined

  protected override firstUpdated(): void {
    this.#work = new HandedWork(this.hub.scratch)
    void this.#load()
  }

  async #load(): Promise<void> {
    this.handed = (await this.#work?.list().catch(() => undefined)) ?? []
  }

  async #takeOver(handed: Handed): Promise<void> {
    this.error = ""
    const taken = await this.#work!.takeOver(handed).catch(() => undefined)
    if (taken) {
      this.handed = this.handed.filter((each) => each !== handed)
      const route = placeOf(handed)
      if (route) go(this, route)
    } else
      this.error =
        taken === false
          ? "Something of your own stands there already. Send or clear it first, then take this over."
          : "The hub does not answer. Try again in a moment."
  }

  #throwAway(handed: Handed): void {
    this.#work!.throwAway(handed)
    this.handed = this.handed.filter((each) => each !== handed)
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.handed.length === 0) return nothing
    return html`<section aria-labelledby="handed">
      <h2 class="pane-title" id="handed">Unfinished, handed to you <span class="small">${this.handed.length}</span></h2>
      <p class="bad" role="alert">${this.error}</p>
      <ul>
        ${this.handed.map(
          (each) =>
            html`<li>
              <p>
                <span class="strong">${workNames[each.kind]}</span>
                <span class="small"
                  >begun by <bdi>${each.name || "somebody who has left"}</bdi>,
                  <time-text .at=${each.at} show="relative"></time-text
                ></span>
              </p>
              <button class="button small" @click=${() => void this.#takeOver(each)}>Go on with it</button>
              <button class="button small" @click=${() => this.#throwAway(each)}>Throw away</button>
            </li>`,
        )}
      </ul>
    </section>`
  }
}

/** Where it goes on; notes go on beside their referral, which only its thread knows. */
function placeOf({ kind, room, subject, key }: Handed): Route | undefined {
  if (kind === "lead") return { screen: "new-lead" }
  const edited = /^alert (\S+)$/.exec(key)?.[1]
  if (kind === "alert")
    return !edited || edited === "new" ? { screen: "new-alert" } : { screen: "edit-alert", subject: edited }
  const name = room === null ? undefined : readRoom(room)
  if (name?.kind !== "platform" || subject === null) return undefined
  return {
    screen: "feed",
    organisation: name.organisation,
    subject,
    ...(kind === "outcome" ? { outcome: true } : {}),
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "handed-list": HandedList
  }
}
