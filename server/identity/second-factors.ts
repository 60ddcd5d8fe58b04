// Second factors: offered, confirmed with a code, then asked for at each sign-in; recovery codes for a lost device.
// Called by password-door.ts and people.ts. Rules R180-R182.
import { hash, randomBytes } from "node:crypto"
import type { Accounts } from "../store/accounts.ts"
import { Seal } from "./seal.ts"
import { base32, matchingStep, otpauthAddress } from "./totp.ts"

const recoveryCount = 10

/** What an authenticator app is given: as text in groups of four, and as an address. */
export interface Offer {
  secret: string
  address: string
}

export class SecondFactors {
  readonly #accounts: Accounts
  readonly #seal: Seal
  readonly #now: () => number

  constructor(accounts: Accounts, secret: string, now: () => number) {
    this.#accounts = accounts
    this.#seal = new Seal(secret, "second-factor")
    this.#now = now
  }

  async confirmed(person: string): Promise<boolean> {
    return ((await this.#accounts.secondFactor(person))?.confirmedAt ?? null) !== null
  }

  /** The same secret until it is confirmed, so that two windows and a reload agree. */
  async offer(person: string, login: string): Promise<Offer> {
    const known = await this.#waiting(person)
    const secret = known ?? randomBytes(20)
    if (!known) await this.#accounts.offerSecondFactor(person, this.#seal.close(secret, person))
    const kept = (await this.#waiting(person)) ?? secret
    return { secret: base32(kept).replace(/(.{4})(?=.)/g, "$1 "), address: otpauthAddress(login, kept) }
  }

  /** Recovery codes, shown this once, when the code fits what was offered. [R182] */
  async confirm(person: string, code: string): Promise<string[] | undefined> {
    const secret = await this.#waiting(person)
    const step = secret && matchingStep(secret, digits(code), this.#now())
    if (step === undefined) return undefined
    const codes = Array.from({ length: recoveryCount }, () => base32(randomBytes(10)).replace(/(.{4})(?=.)/g, "$1-"))
    const at = new Date(this.#now()).toISOString()
    const won = await this.#accounts.confirmSecondFactor(person, step, at, codes.map(digest))
    return won ? codes : undefined
  }

  /** A code of the device, each once, or a recovery code, each once. [R181][R182] */
  async accepts(person: string, code: string): Promise<boolean> {
    const found = await this.#accounts.secondFactor(person)
    if (!found || found.confirmedAt === null) return false
    if (!/^[\d\s]+$/.test(code)) return this.#accounts.spendRecoveryCode(person, digest(code))
    const secret = this.#seal.open(found.secret, person)
    const step = secret && matchingStep(secret, digits(code), this.#now())
    return step === undefined ? false : this.#accounts.spendStep(person, step)
  }

  async #waiting(person: string): Promise<Buffer | undefined> {
    const found = await this.#accounts.secondFactor(person)
    return found && found.confirmedAt === null ? this.#seal.open(found.secret, person) : undefined
  }
}

const digits = (code: string): string => code.replace(/\s/g, "")
/** 80 random bits need no slow hash. Typed in any case, with or without dashes. */
const digest = (code: string): string => hash("sha256", code.toUpperCase().replace(/[^A-Z2-7]/g, ""), "hex")
