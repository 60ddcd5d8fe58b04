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

interface Granted {
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

  async begin(who: { person: string } | { login: string; password: string }): Promise<void> {
    this.#take(await this.#call<Granted>("POST", "/api/sign-in", who))
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
    return (await this.#call<{ sessions: OwnSession[] }>("GET", `/api/session/${this.id}/sessions`)).sessions
  }

  async endOther(id: string): Promise<void> {
    await this.#call("DELETE", `/api/session/${this.id}/sessions/${id}`)
  }

  /** Evaluation mode: somebody of the other side does something. */
  async playOtherSide(): Promise<boolean> {
    const { played } = await this.#call<{ played: boolean }>("POST", `/api/session/${this.id}/other-side`, {})
    return played
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
