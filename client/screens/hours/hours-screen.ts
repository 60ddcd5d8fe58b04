// Hours and duty: when an organisation works and who is on duty, for those who set it and, as text, for everybody else of it. The agency also
// reads each platform's hours. Loaded by app.ts after the first screen. [R200][R204][R208]
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { Entry } from "../../../protocol/entries.ts"
import type { HoursEntry } from "../../../protocol/entries/organisation.ts"
import { refusalSentence } from "../../../protocol/errors.ts"
import { agencyRoom, platformRoom, type By } from "../../../protocol/event.ts"
import { hoursSubject } from "../../../protocol/topics/hours.ts"
import { mayBeOnDuty, rotaSubject, shiftsOf } from "../../../protocol/topics/rota.ts"
import type { Answer, RoomInfo } from "../../../protocol/wire.ts"
import type { WorkingHours } from "../../../protocol/working-time.ts"
import type { Draft, Hub } from "../../hub/hub.ts"
import { base, texts } from "../../styles/shared.ts"
import type { NewShift } from "./duty-rota.ts"
import type { HoursForm } from "./hours-form.ts"
import { hoursStyles } from "./hours-styles.ts"
import "../../parts/empty-state.ts"
import "./duty-rota.ts"
import "./hours-form.ts"

type Organisation = RoomInfo["organisation"]
type Part = "hours" | "rota"

@customElement("hours-screen")
export class HoursScreen extends LitElement {
  static override styles = [base, texts, hoursStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  /** by organisation: who may be on duty there */
  @state() private officers: Record<string, By[]> = {}
  /** by organisation and part: what was refused */
  @state() private errors: Record<string, string> = {}
  @state() private busy = ""
  @state() private said = ""
  #asked = new Set<string>()

  /** Those that this person works for. */
  get #own(): Organisation[] {
    return this.hub.infos
      .filter((info) => info.room === agencyRoom(info.acting.organisation))
      .map((info) => info.organisation)
  }

  /** Read only: the platforms that the agency deals with. */
  get #others(): Organisation[] {
    return this.hub.infos
      .filter((info) => info.room === platformRoom(info.organisation.id) && info.acting.kind === "agency")
      .map((info) => info.organisation)
  }

  protected override updated(): void {
    for (const { id } of this.#own) {
      if (this.#asked.has(id) || !this.hub.may(agencyRoom(id), "shift.added")) continue
      this.#asked.add(id)
      void this.hub
        .people(agencyRoom(id))
        .then((people) => {
          const kind = this.hub.rooms.get(agencyRoom(id))?.info.acting.kind ?? "partner"
          const officers = people
            .filter(({ roles, organisation }) => organisation === id && mayBeOnDuty({ kind, roles }))
            .map(({ id, name, organisation }) => ({ id, name, organisation }))
          this.officers = { ...this.officers, [id]: officers }
        })
        .catch(() => this.#asked.delete(id))
    }
  }

  #entry(room: string, subject: string): Entry | undefined {
    return this.hub.rooms.get(room)?.entries.get(subject)
  }

  /** Proposes, and shows the first refusal beside what it is about; answers whether all was accepted. */
  async #do(organisation: string, part: Part, room: string, said: string, drafts: Draft[]): Promise<boolean> {
    const key = `${organisation} ${part}`
    this.busy = key
    const answers = await this.hub.propose(room, drafts)
    this.busy = ""
    const error = firstRefusal(answers)
    this.errors = { ...this.errors, [key]: error }
    this.said = error ? "" : said
    return error === ""
  }

  async #setHours({ id, kind, name }: Organisation, facts: WorkingHours, form: HoursForm): Promise<void> {
    const draft = { type: "hours.set", subject: hoursSubject, facts, words: {} }
    if (await this.#do(id, "hours", hoursRoom(id, kind), `The hours of ${name} are saved.`, [draft])) form.saved()
  }

  #add({ id }: Organisation, shifts: readonly NewShift[]): Promise<boolean> {
    const drafts = shifts.map((each) => ({
      type: "shift.added",
      subject: rotaSubject,
      facts: { shift: crypto.randomUUID(), ...each },
      words: {},
    }))
    const name = shifts[0]?.person.name ?? ""
    return this.#do(id, "rota", agencyRoom(id), `${name} is on the rota.`, drafts)
  }

  #remove({ id }: Organisation, shift: string): Promise<boolean> {
    const draft = { type: "shift.removed", subject: rotaSubject, facts: { shift }, words: {} }
    return this.#do(id, "rota", agencyRoom(id), "The shift was removed.", [draft])
  }

  protected override render(): TemplateResult {
    const [own, others] = [this.#own, this.#others]
    if (own.length === 0)
      return html`<empty-state icon="lock" heading="No longer available"
        >This is open to those who work for an organisation here.</empty-state
      >`
    return html`<div class="page">
      <h1>Hours and duty</h1>
      <p class="visually-hidden" role="status">${this.said}</p>
      ${own.map((each) => this.#organisation(each))}
      ${
        others.length > 0
          ? html`<section aria-label="Hours of the platforms">
              <h2>Hours of the platforms</h2>
              ${others.map((each) => this.#other(each))}
            </section>`
          : nothing
      }
    </div>`
  }

  #organisation(organisation: Organisation): TemplateResult {
    const { id, kind, name } = organisation
    const room = hoursRoom(id, kind)
    return html`<section aria-label="Working hours of ${name}">
        <h2>Working hours of <bdi>${name}</bdi></h2>
        <hours-form
          .entry=${hoursIn(this.#entry(room, hoursSubject))}
          .mayChange=${this.hub.may(room, "hours.set")}
          .error=${this.errors[`${id} hours`] ?? ""}
          .busy=${this.busy === `${id} hours`}
          @hours=${({ detail, target }: CustomEvent<WorkingHours>) =>
            this.#setHours(organisation, detail, target as HoursForm)}
        ></hours-form>
      </section>
      <section aria-label="On duty for ${name}">
        <h2>On duty for <bdi>${name}</bdi></h2>
        <duty-rota
          .shifts=${shiftsOf(this.#entry(agencyRoom(id), rotaSubject))}
          .people=${this.officers[id] ?? []}
          .mayChange=${this.hub.may(agencyRoom(id), "shift.added")}
          .error=${this.errors[`${id} rota`] ?? ""}
          .busy=${this.busy === `${id} rota`}
          @add=${({ detail }: CustomEvent<NewShift[]>) => this.#add(organisation, detail)}
          @remove=${({ detail }: CustomEvent<string>) => this.#remove(organisation, detail)}
        ></duty-rota>
      </section>`
  }

  #other({ id, kind, name }: Organisation): TemplateResult {
    return html`<details>
      <summary><bdi>${name}</bdi></summary>
      <hours-form .entry=${hoursIn(this.#entry(hoursRoom(id, kind), hoursSubject))}></hours-form>
    </details>`
  }
}

/** Where the other side reads them too, if its clocks go by them. [R200] */
const hoursRoom = (id: string, kind: Organisation["kind"]): string =>
  kind === "platform" ? platformRoom(id) : agencyRoom(id)

const hoursIn = (entry: Entry | undefined): HoursEntry | undefined => (entry?.kind === "hours" ? entry : undefined)

const firstRefusal = (answers: readonly Answer[]): string => {
  const refused = answers.find((each) => "refusal" in each)
  return refused ? refusalSentence(refused.refusal) : ""
}

declare global {
  interface HTMLElementTagNameMap {
    "hours-screen": HoursScreen
  }
}
