// Passwords: argon2id off the main loop, two at a time, as PHC text. Called by sign-in.ts (edge) and cli/. [R63]
import { argon2, randomBytes, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"

const parameters = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const derive = promisify(argon2)
const leastCharacters = 15
const mostCharacters = 256

/** Why a new password is refused, or undefined. */
export function passwordRule(password: string): string | undefined {
  if ([...password].length < leastCharacters) return `has at least ${leastCharacters} characters; a few words are fine`
  if (password.length > mostCharacters) return `has at most ${mostCharacters} characters`
  return undefined
}

let running = 0
const queue: (() => void)[] = []

/** Two at a time, and at most 50 that wait: a flood of sign-ins must not eat the machine. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (queue.length >= 50) throw new Error("too many sign-ins wait")
  if (running >= 2) await new Promise<void>((resolve) => queue.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    queue.shift()?.()
  }
}

const tag = (password: string, nonce: Buffer): Promise<Buffer> =>
  inTurn(() => derive("argon2id", { ...parameters, message: Buffer.from(password.normalize("NFC")), nonce }))

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const made = await tag(password, nonce)
  const { memory, passes, parallelism } = parameters
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${nonce.toString("base64url")}$${made.toString("base64url")}`
}

const nobody = `$argon2id$v=19$m=19456,t=2,p=1$${Buffer.alloc(16).toString("base64url")}$${Buffer.alloc(32).toString("base64url")}`

/** Takes the same time for a person that does not exist, or has no password yet (`undefined`). */
export async function passwordMatches(password: string, phc: string | undefined): Promise<boolean> {
  const [, , , , nonce = "", expected = ""] = (phc ?? nobody).split("$")
  const made = await tag(password.slice(0, mostCharacters), Buffer.from(nonce, "base64url"))
  const same = timingSafeEqual(made, Buffer.from(expected, "base64url"))
  return same && phc !== undefined
}
