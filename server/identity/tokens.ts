// Access tokens: short, signed, and good for opening the door only. Called by sessions.ts and hub.ts. [R64]
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto"
import jwt from "jsonwebtoken"

export interface TokenFacts {
  person: string
  session: string
}

const issuer = "joint-action-hub"
const audience = "hub"
export const tokenSeconds = 600
const longest = 4_096
const kid = "1"

export class Tokens {
  readonly #key: Buffer
  readonly #refreshKey: Buffer
  readonly #now: () => number

  constructor(secret: string, now: () => number) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", "access-token", 32))
    this.#refreshKey = Buffer.from(hkdfSync("sha256", secret, "", "refresh-secret", 32))
    this.#now = now
  }

  sign({ person, session }: TokenFacts): { token: string; expiresAt: string } {
    const iat = Math.floor(this.#now() / 1_000)
    const token = jwt.sign({ sub: person, sid: session, iat, exp: iat + tokenSeconds }, this.#key, {
      algorithm: "HS256",
      issuer,
      audience,
      header: { alg: "HS256", typ: "at+jwt", kid },
    })
    return { token, expiresAt: new Date((iat + tokenSeconds) * 1_000).toISOString() }
  }

  /** A new refresh secret for a session, marked so that one of any age is known again. */
  refresh(session: string): string {
    const random = randomBytes(32).toString("base64url")
    return `${random}.${this.#mark(session, random).toString("base64url")}`
  }

  /** Whether this hub once gave this refresh secret to this session: a stolen one, however old, but no guess. [R64] */
  wasGiven(session: string, refresh: string): boolean {
    const [random = "", mark = ""] = refresh.split(".")
    const [given, expected] = [Buffer.from(mark, "base64url"), this.#mark(session, random)]
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  #mark(session: string, random: string): Buffer {
    return createHmac("sha256", this.#refreshKey).update(`${session} ${random}`).digest()
  }

  /** Undefined for anything that this hub has not signed for this purpose within ten minutes. */
  read(token: string): TokenFacts | undefined {
    if (token.length > longest) return undefined
    const header = jwt.decode(token, { complete: true })?.header as Record<string, unknown> | undefined
    if (!header || header["typ"] !== "at+jwt" || header["kid"] !== kid || "crit" in header) return undefined
    try {
      const payload = jwt.verify(token, this.#key, {
        algorithms: ["HS256"],
        issuer,
        audience,
        maxAge: tokenSeconds,
        clockTimestamp: Math.floor(this.#now() / 1_000),
      })
      if (typeof payload === "string" || typeof payload["sid"] !== "string" || !payload.sub) return undefined
      return { person: payload.sub, session: payload["sid"] }
    } catch {
      return undefined
    }
  }
}
