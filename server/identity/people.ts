// An organisation's people as its administrators see and change them: roles, one-time links, sessions. Called by edge/people.ts and cli/.
// Who administers is asked of permissions.ts each time; nobody learns of an organisation that is not theirs. Rules R183, R184.
import { randomUUID } from "node:crypto"
import type { OrganisationEntry, PersonEntry } from "../../protocol/entries/people.ts"
import { notNow, type Refusal } from "../../protocol/errors.ts"
import { hubActor, type Actor, type Proposal, type Role } from "../../protocol/event.ts"
import { unfit } from "../../protocol/fold.ts"
import { stewardIn } from "../../protocol/permissions.ts"
import { rolesOf } from "../../protocol/topics/access.ts"
import type { Answer, RoomInfo } from "../../protocol/wire.ts"
import type { Accounts } from "../store/accounts.ts"
import type { Links } from "./links.ts"
import { loginOf } from "./password-door.ts"
import type { SecondFactors } from "./second-factors.ts"
import type { Sessions } from "./sessions.ts"

export type OrganisationInfo = RoomInfo["organisation"] & { roles: readonly Role[] }

export interface PersonRow {
  id: string
  name: string
  /** empty for invented people, who have none */
  login: string
  /** whether the person has a password yet */
  ready: boolean
  secondFactor: boolean
  sessions: number
  /** whether this administrator gives links and ends sessions, because all of the person's organisations are theirs */
  managed: boolean
  /** in the administrator's organisations only */
  memberships: { organisation: string; roles: readonly Role[] }[]
}

export interface Invitation {
  name: string
  login: string
  organisation: string
  roles: readonly string[]
}

export interface PeopleParts {
  accounts: Accounts
  links: Links
  factors: Pick<SecondFactors, "confirmed">
  sessions: Pick<Sessions, "of" | "end">
  access: {
    people(): PersonEntry[]
    organisations(): OrganisationEntry[]
    person(id: string): PersonEntry | undefined
    organisation(id: string): OrganisationEntry | undefined
  }
  /** proposes into `access` as this person, or as the hub */
  propose(person: string, proposals: readonly Proposal[]): Promise<readonly Answer[]>
}

type Made = { person: string; link: string | undefined }
const gone: Refusal = { code: "gone" }

export class People {
  readonly #parts: PeopleParts

  constructor(parts: PeopleParts) {
    this.#parts = parts
  }

  /** The organisations whose people this person administers. */
  organisations(admin: string): OrganisationInfo[] {
    return this.#parts.access
      .organisations()
      .filter((each) => this.#steward(admin, each.subject))
      .map(({ subject, name, organisation: kind, prefix }) => ({
        id: subject,
        name,
        kind,
        prefix,
        roles: rolesOf(kind),
      }))
  }

  async list(admin: string): Promise<PersonRow[]> {
    const seen = this.#parts.access.people().filter((person) => this.#sees(admin, person))
    const rows = await Promise.all(seen.map((person) => this.#row(admin, person)))
    return rows.sort((one, other) => one.name.localeCompare(other.name))
  }

  async #row(admin: string, person: PersonEntry): Promise<PersonRow> {
    const { accounts, factors, sessions } = this.#parts
    const [id, managed] = [person.subject, this.#manages(admin, person)]
    const account = await accounts.accountOf(id)
    return {
      id,
      name: person.name,
      login: account?.login ?? "",
      ready: !account || account.passwordHash !== null,
      secondFactor: await factors.confirmed(id),
      sessions: managed ? (await sessions.of(id)).length : 0,
      managed,
      memberships: person.memberships.filter((each) => this.#steward(admin, each.organisation)),
    }
  }

  /**
   * A person with a sign-in name and roles, and the secret of their one-time link. The account row first: a person whose event is
   * missing can do nothing, and the same call completes it. A known person of the same organisations gets the roles and no link.
   */
  async invite(admin: string, { name, login: typed, organisation, roles }: Invitation): Promise<Made | Refusal> {
    const steward = this.#steward(admin, organisation)
    const entry = this.#parts.access.organisation(organisation)
    if (!steward || !entry) return gone
    const login = this.#loginFor(steward, loginOf(typed))
    const wrong = faultIn({ name, login, roles }, rolesOf(entry.organisation))
    if (wrong) return wrong
    const known = await this.#parts.accounts.account(login)
    const there = known && this.#parts.access.person(known.person)
    if (there && there.memberships.length > 0 && !this.#manages(admin, there)) return notNow("login-taken")
    const person = known?.person ?? randomUUID()
    if (!known && !(await this.#parts.accounts.addAccount({ person, login, passwordHash: null })))
      return notNow("login-taken")
    if (!there) {
      const added = await this.#propose(admin, "person.added", person, { organisation }, { name: name.trim() })
      if (added) return added
    }
    const refusal = await this.#give(admin, person, entry, roles)
    if (refusal) return refusal
    const fresh = !known || known.passwordHash === null
    return { person, link: fresh ? await this.#parts.links.make(person) : undefined }
  }

  /** These roles instead of those that the person has there. */
  async grant(admin: string, id: string, organisation: string, roles: readonly string[]): Promise<Refusal | undefined> {
    const entry = this.#parts.access.organisation(organisation)
    const person = this.#parts.access.person(id)
    if (!entry || !person || !this.#sees(admin, person) || !this.#steward(admin, organisation)) return gone
    if (!roles.includes("admin") && this.#lastAdmin(person, organisation)) return notNow("last-admin")
    return this.#give(admin, id, entry, roles)
  }

  async #give(
    admin: string,
    id: string,
    { subject: organisation, organisation: kind }: OrganisationEntry,
    roles: readonly string[],
  ): Promise<Refusal | undefined> {
    // A session that began with a password alone must not become the agency's: it ends first. [R180]
    if (kind === "agency" && !(await this.#parts.factors.confirmed(id))) await this.#endAll(id)
    const facts = { organisation, kind, roles: [...new Set(roles)] }
    return this.#propose(admin, "membership.granted", id, facts, {})
  }

  async remove(admin: string, id: string, organisation: string): Promise<Refusal | undefined> {
    const person = this.#parts.access.person(id)
    if (!person || !this.#sees(admin, person) || !this.#steward(admin, organisation)) return gone
    if (this.#lastAdmin(person, organisation)) return notNow("last-admin")
    const refusal = await this.#propose(admin, "membership.removed", id, { organisation }, {})
    if (!refusal && this.#parts.access.person(id)?.memberships.length === 0) await this.#endAll(id)
    return refusal
  }

  /** A new one-time link for somebody who is there: after it is used, nothing that they had before signs in. [R183] */
  async link(admin: string, id: string): Promise<Made | Refusal> {
    const person = this.#parts.access.person(id)
    if (!person || !this.#sees(admin, person) || !(await this.#parts.accounts.accountOf(id))) return gone
    if (!this.#manages(admin, person)) return notNow("signs-in-elsewhere")
    return { person: id, link: await this.#parts.links.make(id) }
  }

  async endSessions(admin: string, id: string): Promise<Refusal | undefined> {
    const person = this.#parts.access.person(id)
    if (!person || !this.#sees(admin, person)) return gone
    if (!this.#manages(admin, person)) return notNow("signs-in-elsewhere")
    await this.#endAll(id)
    return undefined
  }

  /**
   * Sign-in names are one series for all. Those that others than the agency give end in their organisation's id, so that
   * "taken" tells them nothing about anybody else's people. [R184]
   */
  #loginFor({ kind, organisation }: Actor, login: string): string {
    const ending = `@${organisation}`
    return kind === "agency" || kind === "hub" || login.endsWith(ending) ? login : login.replace(/@.*$/, "") + ending
  }

  #steward(admin: string, organisation: string): Actor | undefined {
    if (admin === hubActor.id) return hubActor
    return stewardIn(this.#parts.access, admin, organisation)
  }

  #sees(admin: string, { memberships }: PersonEntry): boolean {
    return memberships.some((each) => this.#steward(admin, each.organisation))
  }

  #manages(admin: string, { memberships }: PersonEntry): boolean {
    return memberships.length > 0 && memberships.every((each) => this.#steward(admin, each.organisation))
  }

  /** The agency must never be without an administrator. */
  #lastAdmin(person: PersonEntry, organisation: string): boolean {
    if (this.#parts.access.organisation(organisation)?.organisation !== "agency") return false
    const admins = this.#parts.access
      .people()
      .filter((each) =>
        each.memberships.some((one) => one.organisation === organisation && one.roles.includes("admin")),
      )
    return admins.length === 1 && admins[0]!.subject === person.subject
  }

  async #endAll(person: string): Promise<void> {
    for (const session of await this.#parts.sessions.of(person)) await this.#parts.sessions.end(session)
  }

  async #propose(
    admin: string,
    type: string,
    subject: string,
    facts: unknown,
    words: unknown,
  ): Promise<Refusal | undefined> {
    const proposal: Proposal = { id: randomUUID(), type, subject, seen: 0, body: { facts, words } }
    for (const answer of await this.#parts.propose(admin, [proposal])) if ("refusal" in answer) return answer.refusal
    return undefined
  }
}

/** What the account row must not be made for: the events say the rest. */
function faultIn(
  { name, login, roles }: Pick<Invitation, "name" | "login" | "roles">,
  possible: readonly string[],
): Refusal | undefined {
  const malformed = (field: string, rule: string): Refusal => ({ code: "malformed", field, rule })
  if (name.trim().length === 0 || name.length > 80 || unfit(name)) return malformed("name", "has 1 to 80 characters")
  if (!/^[^\s@]+(@[^\s@]+)?$/u.test(login) || login.length > 128 || unfit(login))
    return malformed("login", "is one word or an e-mail address")
  if (roles.length === 0 || !roles.every((role) => possible.includes(role)))
    return malformed("roles", `are among ${possible.join(", ")}`)
  return undefined
}
