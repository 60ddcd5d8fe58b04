// One-time links: how a person comes to a first password, or to a new one. Called by people.ts, password-door.ts and cli/. [R183]
import { hash, randomBytes } from "node:crypto"
import type { Accounts } from "../store/accounts.ts"

export const linkMs = 72 * 3_600_000

export class Links {
  readonly #accounts: Accounts
  readonly #now: () => number

  constructor(accounts: Accounts, now: () => number) {
    this.#accounts = accounts
    this.#now = now
  }

  /** The secret of a new link; links that the person had before open nothing any more. */
  async make(person: string): Promise<string> {
    const secret = randomBytes(24).toString("base64url")
    const expiresAt = new Date(this.#now() + linkMs).toISOString()
    await this.#accounts.setLink({ person, hash: digest(secret), expiresAt })
    return secret
  }

  /** Whose link it is, as long as it is good. */
  async person(secret: string): Promise<string | undefined> {
    const link = await this.#accounts.link(digest(secret))
    return link && Date.parse(link.expiresAt) > this.#now() ? link.person : undefined
  }

  /** Once: of several callers one is answered the person. */
  async spend(secret: string): Promise<string | undefined> {
    const person = await this.person(secret)
    return person !== undefined && (await this.#accounts.spendLink(digest(secret))) ? person : undefined
  }
}

/** Where the link leads. The secret stands behind the #: browsers do not send it, so that no log keeps it. */
export const linkAddress = (origin: string, secret: string): string => `${origin}/welcome#${secret}`

const digest = (secret: string): string => hash("sha256", secret, "hex")
