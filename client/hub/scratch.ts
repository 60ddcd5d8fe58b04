// A person's unfinished work: kept by the hub for its owner alone, and here at once, so that a reload or a lost line loses nothing typed.
// Used by hub.ts.
import type { CallResults } from "../../protocol/wire.ts"
import type { Storage } from "./session.ts"

const waitMs = 600

export class Scratch {
  readonly #storage: Storage
  readonly #keep: (key: string, text: string) => Promise<unknown>
  readonly #kept: (prefix: string) => Promise<CallResults["kept"]>
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(
    storage: Storage,
    keep: (key: string, text: string) => Promise<unknown>,
    kept: (prefix: string) => Promise<CallResults["kept"]>,
  ) {
    this.#storage = storage
    this.#keep = keep
    this.#kept = kept
  }

  /** Keeps a text under a key; an empty one deletes it. */
  put(key: string, text: string): void {
    if (text === "") this.#storage.removeItem(`scratch ${key}`)
    else this.#storage.setItem(`scratch ${key}`, text)
    clearTimeout(this.#timers.get(key))
    this.#timers.set(
      key,
      setTimeout(() => void this.#send(key, text), text === "" ? 0 : waitMs),
    )
  }

  /** Keeps what is finished, at the hub alone and at once, so that every machine reads the same; fails while the line is down. */
  async save(key: string, text: string): Promise<void> {
    await this.#keep(key, text)
  }

  here(key: string): string {
    return this.#storage.getItem(`scratch ${key}`) ?? ""
  }

  /** What this tab has, else what the hub has kept from another machine. */
  async get(key: string): Promise<string> {
    const own = this.here(key)
    if (own !== "") return own
    const { rows } = await this.#kept(key)
    return rows.find((row) => row.key === key)?.text ?? ""
  }

  async #send(key: string, text: string): Promise<void> {
    this.#timers.delete(key)
    // While the line is down the text stays in this tab; the next stroke sends it.
    await this.#keep(key, text).catch(() => undefined)
  }
}
