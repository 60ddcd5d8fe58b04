// Asks the hub while somebody types: after a short pause, the newest alone; an answer that comes late is dropped. Used by search-screen.ts.
import { parseQuery } from "../../../protocol/search.ts"
import type { CallResults, FoundPlace, Hit } from "../../../protocol/wire.ts"
import { isBegun } from "./query-text.ts"

export type Answered =
  | { kind: "nothing-asked" }
  | { kind: "found"; hits: readonly Hit[]; more: FoundPlace | null }
  | { kind: "wrong"; rule: string }
  | { kind: "no-answer" }

/** Undefined: a newer search took its place, or too many search at once. */
export type Ask = (query: string, after: FoundPlace | null) => Promise<CallResults["search"] | undefined>

const pauseMs = 80
const againMs = 400

export class SearchRun {
  answered: Answered = { kind: "nothing-asked" }
  asking = false
  readonly #ask: Ask
  readonly #changed: () => void
  #query = ""
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask
    this.#changed = changed
  }

  /** What is shown stays until the answer is there. */
  type(query: string): void {
    this.#query = query
    clearTimeout(this.#timer)
    const parsed = parseQuery(query)
    this.asking = false
    if (query.trim() === "") this.answered = { kind: "nothing-asked" }
    else if ("error" in parsed) {
      if (!isBegun(query)) this.answered = { kind: "wrong", rule: parsed.error.rule }
    } else this.#soon(pauseMs)
    this.#changed()
  }

  /** The next of what was found, after what is shown. */
  async older(): Promise<void> {
    const { answered } = this
    if (answered.kind !== "found" || answered.more === null || this.asking) return
    await this.#fetch(answered.more, answered.hits)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#query = ""
  }

  #soon(ms: number): void {
    this.asking = true
    this.#timer = setTimeout(() => void this.#fetch(null, []), ms)
  }

  async #fetch(after: FoundPlace | null, before: readonly Hit[]): Promise<void> {
    const query = this.#query
    this.asking = true
    this.#changed()
    try {
      const found = await this.#ask(query, after)
      if (query !== this.#query) return
      this.asking = false
      if (found) this.answered = { kind: "found", hits: [...before, ...found.hits], more: found.more }
      else if (after === null) this.#soon(againMs)
      // An answer may be short of hits and still have more: a screen without any would look finished.
      if (found?.more && before.length + found.hits.length === 0) return await this.#fetch(found.more, [])
    } catch {
      if (query !== this.#query) return
      this.asking = false
      this.answered = { kind: "no-answer" }
    }
    this.#changed()
  }
}
