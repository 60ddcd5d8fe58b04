// Who this tab is: its session, its short access token, and how both are renewed. Used by hub.ts.
// A tab keeps to its own session; a new tab starts with the last one used in this browser.
import type { Refusal } from "../../protocol/errors.ts"
import type { OrganisationKind, Role } from "../../protocol/event.ts"

export interface Storage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export interface SignInPerson {
  id: string
  name: string
  memberships: { organisation: string; id: string; kind: OrganisationKind; roles: Role[] }[]
}

export interface SignInPage {
  mode: "evaluation" | "production"
  people?: SignInPerson[]
}

/** What a signing in asks for next, or that it is done. */
export type SignInStep =
  | { step: "in"; recoveryCodes?: string[] }
  | { step: "code" }
  /** a second factor must be set up: the secret as text, and as an address for an authenticator app */
  | { step: "enrol"; secret: string; address: string }

export type SignInAs = { person: string } | { login: string; password: string; code?: string }

/** Who one is, as far as the rooms do not tell. */
export interface OwnAccount {
  memberships: SignInPerson["memberships"]
  secondFactor: boolean
  administers: boolean
}

interface Granted {
  recoveryCodes?: string[]
  session: string
  token: string
  expiresAt: string
  person: { id: string; name: string }
}

export interface OwnSession {
  id: string
  createdAt: string
  lastUsedAt: string
  /** browser and system */
  device: string
  this: boolean
}

export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

const key = "session"

export class Session {
  readonly #fetch: typeof fetch
  readonly #url: string
  readonly #own: Storage
  readonly #last: Storage
  #granted: Granted | undefined

  constructor(parts: { fetch: typeof fetch; url: string; own: Storage; last: Storage }) {
    this.#fetch = parts.fetch
    this.#url = parts.url
    this.#own = parts.own
    this.#last = parts.last
  }

  get id(): string | null {
    return this.#own.getItem(key) ?? this.#last.getItem(key)
  }

  /** Whose session it is, once a token was granted. */
  get person(): string | undefined {
    return this.#granted?.person.id
  }

  page(): Promise<SignInPage> {
    return this.#call("GET", "/api/sign-in")
  }

  async begin(who: SignInAs): Promise<SignInStep> {
    const answer = await this.#call<Granted | Exclude<SignInStep, { step: "in" }>>("POST", "/api/sign-in", who)
    if ("step" in answer) return answer
    this.#take(answer)
    return { step: "in", ...(answer.recoveryCodes && { recoveryCodes: answer.recoveryCodes }) }
  }

  /** For whom a one-time link is. */
  welcome(link: string): Promise<{ login: string; name: string }> {
    return this.#call("POST", "/api/welcome", { link })
  }

  /** Spends a one-time link. */
  choosePassword(link: string, password: string): Promise<{ login: string }> {
    return this.#call("POST", "/api/welcome", { link, password })
  }

  /** What is the own session's: `path` stands behind its id. */
  own<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
    return this.#call(method, `/api/session/${this.id}${path}`, body)
  }

  account(): Promise<OwnAccount> {
    return this.own("GET", "")
  }

  /** Without a code: what to set up; with it: the recovery codes. */
  addSecondFactor(password: string, code?: string): Promise<SignInStep | { recoveryCodes: string[] }> {
    return this.own("POST", "/second-factor", { password, ...(code === undefined ? {} : { code }) })
  }

  /** A token that is good for a while yet; rejects with Refused once the session is over. */
  async token(now: number): Promise<string> {
    if (this.#granted && Date.parse(this.#granted.expiresAt) - now > 60_000) return this.#granted.token
    return this.renew()
  }

  /** A new token, however good the last one looks. */
  async renew(): Promise<string> {
    const { id } = this
    if (!id) throw new Refused({ code: "signed-out" })
    this.#take(await this.#call<Granted>("POST", `/api/session/${id}/token`, {}))
    return this.#granted!.token
  }

  async end(): Promise<void> {
    const { id } = this
    this.forget()
    if (id) await this.#call("DELETE", `/api/session/${id}`).catch(() => undefined)
  }

  forget(): void {
    if (this.#last.getItem(key) === this.#own.getItem(key)) this.#last.removeItem(key)
    this.#own.removeItem(key)
    this.#granted = undefined
  }

  /** Where this person is signed in, this session among them. */
  async all(): Promise<OwnSession[]> {
    return (await this.own<{ sessions: OwnSession[] }>("GET", "/sessions")).sessions
  }

  async endOther(id: string): Promise<void> {
    await this.own("DELETE", `/sessions/${id}`)
  }

  /** Evaluation mode: somebody of the other side does something. */
  async playOtherSide(): Promise<boolean> {
    return (await this.own<{ played: boolean }>("POST", "/other-side", {})).played
  }

  #take(granted: Granted): void {
    this.#granted = granted
    this.#own.setItem(key, granted.session)
    this.#last.setItem(key, granted.session)
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.#fetch(this.#url + path, {
      method,
      credentials: "same-origin",
      ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as T | { refusal: Refusal }
    if (answer && typeof answer === "object" && "refusal" in answer) throw new Refused(answer.refusal)
    return answer
  }
}
