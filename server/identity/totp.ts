// Codes of a second factor by time: RFC 6238 over RFC 4226, and the address that authenticator apps read. Called by second-factors.ts. [R181]
import { createHmac, timingSafeEqual } from "node:crypto"

export const stepMs = 30_000
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
const issuer = "Joint Action Hub"

export const stepOf = (ms: number): number => Math.floor(ms / stepMs)

/** The code of one step. Apps everywhere know SHA-1 and six digits; the others are for the RFC's own vectors. */
export function totp(secret: Buffer, step: number, digits = 6, algorithm = "sha1"): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac(algorithm, secret).update(counter).digest()
  const value = mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff
  return String(value % 10 ** digits).padStart(digits, "0")
}

/** The step whose code this is: the present one, or one before or after it. */
export function matchingStep(secret: Buffer, code: string, nowMs: number): number | undefined {
  const given = Buffer.from(/^\d{6}$/.test(code) ? code : "------")
  const now = stepOf(nowMs)
  // All three are compared: how long it takes tells nothing.
  return [now, now - 1, now + 1].filter((step) => timingSafeEqual(Buffer.from(totp(secret, step)), given))[0]
}

export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("")
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, "0"), 2)]).join("")
}

export function otpauthAddress(login: string, secret: Buffer): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}
