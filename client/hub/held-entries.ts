// The entries of one room that a client holds: all that are open or still arriving, and of the closed ones the last that were touched, until
// older ones are asked for. Used by held-room.ts. What is let go of is fetched, or travels with the next event about it. Rules R28, R166, R245.
import { arriving, type Entry } from "../../protocol/entries.ts"

/** closed entries that are held, beside those that are shown */
export const closedHeld = 200

export class HeldEntries extends Map<string, Entry> {
  readonly #shown: (subject: string) => boolean
  /** the longest untouched first */
  readonly #closed = new Set<string>()
  #most = closedHeld

  /** `shown`: what a person looks at is never let go of. */
  constructor(shown: (subject: string) => boolean) {
    super()
    this.#shown = shown
  }

  /** Whether closed ones may have been let go of, or were never sent. */
  get full(): boolean {
    return this.#closed.size >= closedHeld
  }

  /** A list that somebody reads must have no hole: nothing is let go of any more, until all is read anew. */
  keepAll(): void {
    this.#most = Infinity
  }

  override set(subject: string, entry: Entry): this {
    this.#closed.delete(subject)
    super.set(subject, entry)
    if (!entry.open && !arriving(entry)) {
      this.#closed.add(subject)
      this.#letGo()
    }
    return this
  }

  override delete(subject: string): boolean {
    this.#closed.delete(subject)
    return super.delete(subject)
  }

  override clear(): void {
    this.#closed.clear()
    this.#most = closedHeld
    super.clear()
  }

  #letGo(): void {
    for (const subject of this.#closed) {
      if (this.#closed.size <= this.#most) return
      if (!this.#shown(subject)) this.delete(subject)
    }
  }
}
