// Who stands at the door: name and password, the second factor where one is due, and one-time links. Called by edge/sign-in.ts.
// Every step is one call that brings all that was said before: nothing is kept between them. Rules R63, R180-R183.
import type { PersonEntry } from "../../protocol/entries/people.ts"
import type { Accounts } from "../store/accounts.ts"
import type { Links } from "./links.ts"
import { hashPassword, passwordMatches, passwordRule } from "./passwords.ts"
import type { Offer, SecondFactors } from "./second-factors.ts"
import type { Sessions } from "./sessions.ts"

export interface Credentials {
  login: string
  password: string
  code?: string | undefined
}

export type Entered =
  | { kind: "in"; person: string; recoveryCodes?: string[] }
  /** name or password is not right, or the person may not come in: nothing tells which */
  | { kind: "refused" }
  | { kind: "code-wanted" }
  | { kind: "code-refused" }
  /** the person must bring a second factor and has none yet */
  | { kind: "enrol"; offer: Offer }

export interface PasswordDoorParts {
  accounts: Accounts
  factors: SecondFactors
  links: Links
  sessions: Sessions
  person(id: string): PersonEntry | undefined
  /** whether this person's roles ask for a second factor */
  mustBringTwo(person: PersonEntry): boolean
}

export class PasswordDoor {
  readonly #parts: PasswordDoorParts

  constructor(parts: PasswordDoorParts) {
    this.#parts = parts
  }

  async enter({ login, password, code }: Credentials): Promise<Entered> {
    const { accounts, factors } = this.#parts
    const account = await accounts.account(loginOf(login))
    const right = await passwordMatches(password, account?.passwordHash ?? undefined)
    const person = right && account ? this.#parts.person(account.person) : undefined
    if (!account || !person || person.memberships.length === 0) return { kind: "refused" }
    const id = person.subject
    if (await factors.confirmed(id)) {
      if (code === undefined) return { kind: "code-wanted" }
      return (await factors.accepts(id, code)) ? { kind: "in", person: id } : { kind: "code-refused" }
    }
    if (!this.#parts.mustBringTwo(person)) return { kind: "in", person: id }
    if (code === undefined) return { kind: "enrol", offer: await factors.offer(id, account.login) }
    return this.#confirm(id, code)
  }

  /** Whose link this is, so that the person sees for whom the password will be. */
  async welcome(link: string): Promise<{ login: string; name: string } | undefined> {
    const id = await this.#parts.links.person(link)
    const account = id && (await this.#parts.accounts.accountOf(id))
    const person = id && this.#parts.person(id)
    return account && person ? { login: account.login, name: person.name } : undefined
  }

  /** Sets the password once; what the person had before opens nothing any more: password, second factor, sessions. [R183] */
  async choose(link: string, password: string): Promise<{ rule: string } | { login: string } | undefined> {
    const rule = passwordRule(password)
    if (rule) return { rule }
    if (!(await this.welcome(link))) return undefined
    const passwordHash = await hashPassword(password)
    const person = await this.#parts.links.spend(link)
    const account = person === undefined ? undefined : await this.#parts.accounts.accountOf(person)
    if (person === undefined || !account) return undefined
    await this.#parts.accounts.setPassword(person, passwordHash)
    await this.#parts.accounts.dropSecondFactor(person)
    for (const session of await this.#parts.sessions.of(person)) await this.#parts.sessions.end(session)
    return { login: account.login }
  }

  /** A signed-in person adds a second factor: the password again, then a code. [R180] */
  async addFactor(person: string, password: string, code?: string): Promise<Entered> {
    const { accounts, factors } = this.#parts
    const account = await accounts.accountOf(person)
    const right = await passwordMatches(password, account?.passwordHash ?? undefined)
    if (!right || !account || (await factors.confirmed(person))) return { kind: "refused" }
    if (code === undefined) return { kind: "enrol", offer: await factors.offer(person, account.login) }
    return this.#confirm(person, code)
  }

  async #confirm(person: string, code: string): Promise<Entered> {
    const recoveryCodes = await this.#parts.factors.confirm(person, code)
    return recoveryCodes ? { kind: "in", person, recoveryCodes } : { kind: "code-refused" }
  }
}

export const loginOf = (typed: string): string => typed.trim().normalize("NFC").toLowerCase()
