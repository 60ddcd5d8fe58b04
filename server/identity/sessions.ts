// Server-side sessions: made at sign-in, kept alive by rotating refresh secrets, ended by their owner, by idleness or by age.
// Called by edge/sign-in.ts and hub.ts. The end of a session is an event in `access`, so that every process hears of it. [R23][R64]
import { hash, randomUUID } from "node:crypto"
import type { Proposal } from "../../protocol/event.ts"
import type { Accounts, Session } from "../store/accounts.ts"
import type { Tokens } from "./tokens.ts"

export const idleMs = 30 * 60_000
export const absoluteMs = 12 * 3_600_000
const graceMs = 10_000

export interface SessionParts {
  accounts: Accounts
  tokens: Tokens
  now(): number
  /** proposes into `access` as the hub */
  propose(proposals: Proposal[]): Promise<unknown>
}

export interface Granted {
  session: string
  person: string
  token: string
  expiresAt: string
  /** the refresh secret for the cookie; null within the grace: the other tab has set it already */
  refresh: string | null
}

export class Sessions {
  readonly #parts: SessionParts

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  async begin(person: string, device: string): Promise<Granted> {
    const at = this.#at()
    const id = randomUUID()
    const refresh = this.#parts.tokens.refresh(id)
    await this.#parts.accounts.addSession({
      id,
      person,
      refreshHash: digest(refresh),
      previousHash: null,
      rotatedAt: at,
      createdAt: at,
      lastUsedAt: at,
      endedAt: null,
      device: device.slice(0, 120),
    })
    return { session: id, person, refresh, ...this.#parts.tokens.sign({ person, session: id }) }
  }

  /** A new token for a refresh secret. An old secret, later than the grace that two tabs need, ends the session. [R64] */
  async renew(id: string, refresh: string): Promise<Granted | undefined> {
    const session = await this.#parts.accounts.session(id)
    if (!session || !this.live(session)) return undefined
    const presented = digest(refresh)
    const token = this.#parts.tokens.sign({ person: session.person, session: id })
    const granted = { session: id, person: session.person, ...token }
    if (presented === session.refreshHash) {
      const next = this.#parts.tokens.refresh(id)
      const won = await this.#parts.accounts.rotate(id, presented, digest(next), this.#at())
      return { ...granted, refresh: won ? next : null }
    }
    const recent = this.#parts.now() - Date.parse(session.rotatedAt) < graceMs
    if (presented === session.previousHash && recent) return { ...granted, refresh: null }
    // Somebody kept a copy, of whatever age: neither of the two goes on.
    if (this.#parts.tokens.wasGiven(id, refresh)) await this.end(session)
    return undefined
  }

  /** Whether this is the secret of a live session: for acts on the session itself. */
  async holder(id: string, refresh: string): Promise<Session | undefined> {
    const session = await this.#parts.accounts.session(id)
    if (!session || !this.live(session)) return undefined
    const presented = digest(refresh)
    return presented === session.refreshHash || presented === session.previousHash ? session : undefined
  }

  async find(id: string): Promise<Session | undefined> {
    const session = await this.#parts.accounts.session(id)
    return session && this.live(session) ? session : undefined
  }

  async of(person: string): Promise<Session[]> {
    return (await this.#parts.accounts.sessions(person)).filter((each) => this.live(each))
  }

  live(session: Session): boolean {
    return session.endedAt === null && this.#parts.now() < this.until(session)
  }

  /** When it ends by itself, ms since 1970. */
  until(session: Session): number {
    return Math.min(Date.parse(session.createdAt) + absoluteMs, Date.parse(session.lastUsedAt) + idleMs)
  }

  async touch(id: string): Promise<void> {
    await this.#parts.accounts.touch(id, this.#at())
  }

  /** Once: the row first, so that no token is given out any more, then the event that closes the sockets everywhere. */
  async end({ id, person }: Pick<Session, "id" | "person">): Promise<void> {
    await this.#parts.accounts.endSession(id, this.#at())
    await this.#parts.propose([
      {
        id: randomUUID(),
        type: "session.ended",
        subject: person,
        seen: 0,
        body: { facts: { session: id }, words: {} },
      },
    ])
  }

  #at(): string {
    return new Date(this.#parts.now()).toISOString()
  }
}

const digest = (secret: string): string => hash("sha256", secret, "hex")
