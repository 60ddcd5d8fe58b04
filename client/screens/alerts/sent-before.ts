// Which addresses the agency has sent before: asked of the hub in the background, each address once. Used by the form and the check. [R164]
import { sentAtOnce, type SentBefore } from "../../../protocol/wire.ts"

const pauseMs = 150
/** so that ten thousand addresses leave room for what else this person does */
const betweenMs = 50
const againMs = 5_000

export class SentRows {
  readonly #ask: (addresses: readonly string[]) => Promise<(SentBefore | null)[]>
  readonly #changed: () => void
  readonly #known = new Map<string, SentBefore | null>()
  readonly #waiting = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ask: (addresses: readonly string[]) => Promise<(SentBefore | null)[]>, changed: () => void) {
    this.#ask = ask
    this.#changed = changed
  }

  /** Undefined also as long as nobody has answered yet. */
  of(address: string): SentBefore | undefined {
    return this.#known.get(address) ?? undefined
  }

  look(addresses: Iterable<string>): void {
    for (const address of addresses) if (!this.#known.has(address)) this.#waiting.add(address)
    if (this.#waiting.size > 0) this.#timer ??= setTimeout(() => void this.#next(), pauseMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting.clear()
  }

  async #next(): Promise<void> {
    const asked = [...this.#waiting].slice(0, sentAtOnce)
    let waitMs = betweenMs
    try {
      const sent = await this.#ask(asked)
      for (const [index, address] of asked.entries()) {
        this.#known.set(address, sent[index] ?? null)
        this.#waiting.delete(address)
      }
      this.#changed()
    } catch {
      waitMs = againMs
    }
    this.#timer = this.#waiting.size > 0 ? setTimeout(() => void this.#next(), waitMs) : undefined
  }
}
