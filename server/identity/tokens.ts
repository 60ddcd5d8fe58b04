// Access tokens: short, signed, and good for opening the door only. Called by sessions.ts and hub.ts. [R64]
import { hkdfSync } from "node:crypto"
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
  readonly #now: () => number

  constructor(secret: string, now: () => number) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", "access-token", 32))
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
