// The people of the organisations that somebody administers: who they are, what they may do, and how they come in. Used by app.ts. [R184]
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { refusalSentence } from "../../../protocol/errors.ts"
import { may } from "../../../protocol/permissions.ts"
import type { Hub } from "../../hub/hub.ts"
import { People, type AdministeredOrganisation, type AdministeredPerson, type PeopleList } from "../../hub/people.ts"
import { Refused } from "../../hub/session.ts"
import { roleNames } from "../../parts/role-names.ts"
import type { MenuItem } from "../../parts/toggle-menu.ts"
import { buttons, chips } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/empty-state.ts"
import "../../parts/hub-icon.ts"
import "../../parts/labelled-field.ts"
import "../../parts/person-avatar.ts"
import "../../parts/toggle-menu.ts"
import { onDutyNow } from "../hours/on-duty.ts"
import "./invite-dialog.ts"
import "./left-work.ts"
import "./link-dialog.ts"
import { peopleStyles } from "./people-styles.ts"
import "./roles-dialog.ts"
import { sureWords, type SureAct } from "./sure-acts.ts"
import "./sure-dialog.ts"

type Member = { person: AdministeredPerson; organisation: AdministeredOrganisation }
type Dialog =
  | { kind: "invite"; organisation: AdministeredOrganisation }
  | ({ kind: "roles" | SureAct } & Member)
  | { kind: "made"; name: string; link: string | undefined }

@customElement("people-screen")
export class PeopleScreen extends LitElement {
  static override styles = [base, texts, buttons, chips, fields, peopleStyles]

  @property({ attribute: false }) hub!: Hub
  @state() private list: PeopleList | undefined
  @state() private sought = ""
  @state() private dialog: Dialog | undefined
  @state() private error = ""
  @state() private busy = false
  @state() private said = ""

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener("focus", this.#back)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener("focus", this.#back)
  }

  // Loaded late, an element has its properties only from its first update on.
  protected override firstUpdated(): void {
    void this.#load()
  }

  get #people(): People {
    return new People(this.hub.session)
  }

  /** Somebody else may have changed it while this window was away. */
  #back = (): void => void this.#load()

  async #load(): Promise<void> {
    try {
      this.list = await this.#people.list()
      if (!this.dialog) this.error = ""
    } catch (error) {
      this.error = sentence(error)
    }
  }

  /** Does it, says so, and shows how things stand; or leaves the dialog open with what went wrong. */
  async #do(said: string, work: () => Promise<Dialog | undefined>): Promise<void> {
    this.busy = true
    try {
      this.dialog = await work()
      this.error = ""
      this.said = said
      await this.#load()
    } catch (error) {
      this.error = sentence(error)
    } finally {
      this.busy = false
    }
  }

  get #forAgency(): boolean {
    return (
      this.hub.account?.memberships.some(({ kind, roles }) => kind === "agency" && roles.includes("admin")) ?? false
    )
  }

  #open(dialog: Dialog | undefined): void {
    this.error = ""
    this.dialog = dialog
  }

  protected override render(): TemplateResult {
    const { list } = this
    return html`<div class="page">
      <header>
        <h1>People</h1>
        ${
          list
            ? html`<labelled-field class="find" label="Find by name or sign-in name"
                ><input
                  type="search"
                  dir="auto"
                  .value=${this.sought}
                  @input=${({ target }: InputEvent) => (this.sought = (target as HTMLInputElement).value)}
              /></labelled-field>`
            : nothing
        }
      </header>
      ${!this.dialog && this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <p class="visually-hidden" role="status">${this.said}</p>
      ${list ? list.organisations.map((each) => this.#organisation(each, list.people)) : this.error ? nothing : html`<p role="status">Loading …</p>`}
      ${this.#dialog()}
    </div>`
  }

  #organisation(organisation: AdministeredOrganisation, people: AdministeredPerson[]): TemplateResult | typeof nothing {
    const sought = this.sought.trim().toLocaleLowerCase()
    const members = people.filter((person) => rolesIn(person, organisation).length > 0)
    const found = members.filter(({ name, login }) => `${name} ${login}`.toLocaleLowerCase().includes(sought))
    if (sought && found.length === 0) return nothing
    return html`<section aria-label=${organisation.name}>
      <div class="head">
        <h2><bdi>${organisation.name}</bdi></h2>
        <span class="small">${members.length === 1 ? "1 person" : `${members.length} people`}</span>
        <button class="button small" @click=${() => this.#open({ kind: "invite", organisation })}>
          <hub-icon name="user-plus"></hub-icon>Add a person
        </button>
      </div>
      ${
        members.length === 0
          ? html`<p class="small none">Nobody yet. Add its first person: an administrator can then add the others.</p>`
          : html`<ul>
              ${found.map((person) => this.#row({ person, organisation }))}
            </ul>`
      }
      ${this.#left(organisation, members)}
    </section>`
  }

  #left({ id, kind }: AdministeredOrganisation, members: AdministeredPerson[]): TemplateResult {
    return html`<left-work
      .people=${this.#people}
      .left=${this.list?.left.filter(({ organisation }) => organisation === id) ?? []}
      .members=${members.filter(({ memberships }) => memberships.some(({ organisation, roles }) => organisation === id && may({ kind, roles }, "org", "open")))}
      @work-done=${({ detail }: CustomEvent<string>) => {
        this.said = detail
        void this.#load()
      }}
    ></left-work>`
  }

  #row(member: Member): TemplateResult {
    const { person, organisation } = member
    const items: MenuItem[] = [
      { id: "roles", text: "Change roles", icon: "user-round-check" },
      ...(person.managed && person.login
        ? [{ id: "link", text: "New one-time link", icon: "link" } satisfies MenuItem]
        : []),
      ...(person.managed && person.sessions > 0
        ? [{ id: "sessions", text: "End all sessions", icon: "log-out" } satisfies MenuItem]
        : []),
      { id: "remove", text: `Remove from ${organisation.name}`, icon: "x", danger: true, apart: true },
    ]
    return html`<li data-person=${person.id}>
      <person-avatar .personId=${person.id} .name=${person.name} .size=${32}></person-avatar>
      <div class="who">
        <bdi class="strong">${person.name}</bdi>
        ${onDutyNow(this.hub, organisation.id).some(({ id }) => id === person.id) ? html`<span class="small">on duty now</span>` : nothing}
        <bdi class="small login">${person.login || "an invented person"}</bdi>
      </div>
      <div class="roles">
        ${rolesIn(person, organisation).map((role) => html`<span class="tag quiet">${roleNames[role]}</span>`)}
      </div>
      <div class="state small">${this.#state(person)}</div>
      <toggle-menu
        label="Acts for ${person.name}"
        .items=${items}
        @menu-choice=${({ detail }: CustomEvent<{ id: "roles" | "link" | "sessions" | "remove" }>) =>
          this.#open({ kind: detail.id, ...member })}
      ></toggle-menu>
    </li>`
  }

  #state(person: AdministeredPerson): TemplateResult {
    if (!person.managed) return html`<span>signs in through the NCA</span>`
    if (!person.ready)
      return html`<span class="warn"><hub-icon name="hourglass"></hub-icon>has not used the link yet</span>`
    return html`${person.secondFactor ? html`<span><hub-icon name="shield-check"></hub-icon>second factor</span>` : nothing}
      <span
        >${
          person.sessions === 0
            ? "not signed in"
            : person.sessions === 1
              ? "signed in"
              : `signed in, ${person.sessions} sessions`
        }</span
      >`
  }

  #dialog(): TemplateResult | typeof nothing {
    const { dialog, error, busy } = this
    const close = () => this.#open(undefined)
    if (!dialog) return nothing
    switch (dialog.kind) {
      case "invite":
        return html`<invite-dialog
          data-dialog
          .organisation=${dialog.organisation}
          .free=${this.#forAgency}
          .error=${error}
          .busy=${busy}
          @dialog-close=${close}
          @invite=${({ detail }: CustomEvent<{ name: string; login: string; roles: string[] }>) =>
            this.#do(`${detail.name} was added.`, async () => ({
              kind: "made",
              name: detail.name,
              link: await this.#people.invite({ ...detail, organisation: dialog.organisation.id }),
            }))}
        ></invite-dialog>`
      case "made":
        return html`<link-dialog
          data-dialog
          .name=${dialog.name}
          .link=${dialog.link ?? ""}
          @dialog-close=${close}
        ></link-dialog>`
      case "roles":
        return html`<roles-dialog
          data-dialog
          .person=${dialog.person}
          .organisation=${dialog.organisation}
          .error=${error}
          .busy=${busy}
          @dialog-close=${close}
          @roles=${({ detail }: CustomEvent<string[]>) =>
            this.#do(`The roles of ${dialog.person.name} were changed.`, async () => {
              await this.#people.grant(dialog.person.id, dialog.organisation.id, detail)
              return undefined
            })}
        ></roles-dialog>`
      default:
        return this.#sure(dialog.kind, dialog, close)
    }
  }

  #sure(kind: SureAct, { person, organisation }: Member, close: () => void): TemplateResult {
    const own = person.id === this.hub.person?.id
    const { heading, tells, act, said } = sureWords(kind, person.name, organisation.name, own)
    return html`<sure-dialog
      data-dialog
      .heading=${heading}
      .tells=${tells}
      .act=${act}
      .error=${this.error}
      .busy=${this.busy}
      @dialog-close=${close}
      @sure=${() => this.#do(said, () => this.#act(kind, person, organisation.id))}
    ></sure-dialog>`
  }

  async #act(kind: SureAct, { id, name }: AdministeredPerson, organisation: string): Promise<Dialog | undefined> {
    if (kind === "link") return { kind: "made", name, link: await this.#people.link(id) }
    await (kind === "sessions" ? this.#people.endSessions(id) : this.#people.remove(id, organisation))
    return undefined
  }
}

const rolesIn = (person: AdministeredPerson, { id }: AdministeredOrganisation) =>
  person.memberships.find((each) => each.organisation === id)?.roles ?? []

const sentence = (error: unknown): string =>
  error instanceof Refused
    ? error.refusal.code === "malformed"
      ? `The ${error.refusal.field} ${error.refusal.rule}.`
      : refusalSentence(error.refusal)
    : "The hub does not answer. Try again in a moment."

declare global {
  interface HTMLElementTagNameMap {
    "people-screen": PeopleScreen
  }
}
