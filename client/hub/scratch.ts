// A person's unfinished work: kept by the hub for its owner alone, and here at once, so that a reload or a lost line loses nothing typed.
// Used by hub.ts. Rules R25, R167.
import type { CallResults } from "../../protocol/wire.ts"
import type { Clock } from "./clock.ts"
import type { Storage } from "./session.ts"

export interface ScratchParts {
  storage: Storage
  clock: Clock
  keep(key: string, text: string): Promise<unknown>
  kept(prefix: string): Promise<CallResults["kept"]>
}

const waitMs = 600

export class Scratch {
  readonly #parts: ScratchParts
  readonly #waiting = new Map<string, () => void>()
  #person = ""
  /** keys of which the hub does not have the last text yet */
  #unsent = new Set<string>()

  constructor(parts: ScratchParts) {
    this.#parts = parts
  }

  /** Whose it is: one tab may be used by one person after another. */
  begin(person: string): void {
    for (const stop of this.#waiting.values()) stop()
    this.#waiting.clear()
    this.#person = person
    this.#unsent = new Set(JSON.parse(this.#parts.storage.getItem(this.#listName) ?? "[]") as string[])
  }

  /** Keeps a text under a key; an empty one deletes it, here and at the hub, also if the line is down right now. */
  put(key: string, text: string): void {
    this.#parts.storage.setItem(this.#name(key), text)
    this.#unsent.add(key)
    this.#list()
    this.#waiting.get(key)?.()
    this.#waiting.set(
      key,
      this.#parts.clock.after(text === "" ? 0 : waitMs, () => void this.#send(key)),
    )
  }

  /** Keeps what is finished, at the hub alone and at once, so that every machine reads the same; fails while the line is down. */
  async save(key: string, text: string): Promise<void> {
    await this.#parts.keep(key, text)
  }

  /** Whether the hub does not have the last text under this key yet. */
  unsent(key: string): boolean {
    return this.#unsent.has(key)
  }

  here(key: string): string {
    return this.#parts.storage.getItem(this.#name(key)) ?? ""
  }

  /** What this tab has, else what the hub has kept from another machine. */
  async get(key: string): Promise<string> {
    // An empty text that the hub does not know of yet is an answer too: what was sent must not come back.
    if (this.here(key) !== "" || this.#unsent.has(key)) return this.here(key)
    const { rows } = await this.#parts.kept(key)
    return rows.find((row) => row.key === key)?.text ?? ""
  }

  /** As the hub has them: for what others put there. */
  async rows(prefix: string): Promise<CallResults["kept"]["rows"]> {
    const { rows } = await this.#parts.kept(prefix)
    return rows.filter(({ key }) => !this.#unsent.has(key))
  }

  /** By key: all that begin so, as this tab last had them, else as the hub has kept them. */
  async all(prefix: string): Promise<Map<string, string>> {
    // What is on its way when it is asked for may be stored after the hub has looked, and be answered before.
    const onItsWay = [...this.#unsent]
    const { rows } = await this.#parts.kept(prefix)
    const kept = new Map(rows.map(({ key, text }) => [key, text]))
    for (const key of [...onItsWay, ...this.#unsent]) if (key.startsWith(prefix)) kept.set(key, this.here(key))
    return kept
  }

  /** The line is there: what the hub does not have yet is sent. */
  flush(): void {
    for (const key of this.#unsent) if (!this.#waiting.has(key)) void this.#send(key)
  }

  async #send(key: string): Promise<void> {
    this.#waiting.delete(key)
    const [name, text] = [this.#name(key), this.here(key)]
    try {
      await this.#parts.keep(key, text)
    } catch {
      // It stays in this tab until the line is there again.
      return
    }
    if (name !== this.#name(key) || this.here(key) !== text) return
    this.#unsent.delete(key)
    this.#list()
    if (text === "") this.#parts.storage.removeItem(name)
  }

  #list(): void {
    if (this.#unsent.size === 0) this.#parts.storage.removeItem(this.#listName)
    else this.#parts.storage.setItem(this.#listName, JSON.stringify([...this.#unsent]))
  }

  #name(key: string): string {
    return `scratch ${this.#person} ${key}`
  }

  get #listName(): string {
    return `unsent scratch ${this.#person}`
  }
}
