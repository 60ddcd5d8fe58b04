// The entries of one room that a client holds: all that are open or still arriving, and of the closed ones the last that were touched.
// Used by held-room.ts. What is let go of is fetched, or travels with the next event about it. Rules R28, R166.
import { arriving, type Entry } from "../../protocol/entries.ts"

/** closed entries that are held, beside those that are shown */
export const closedHeld = 200

export class HeldEntries extends Map<string, Entry> {
  readonly #shown: (subject: string) => boolean
  /** the longest untouched first */
  readonly #closed = new Set<string>()

  /** `shown`: what a person looks at is never let go of. */
  constructor(shown: (subject: string) => boolean) {
    super()
    this.#shown = shown
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
    super.clear()
  }

  #letGo(): void {
    for (const subject of this.#closed) {
      if (this.#closed.size <= closedHeld) return
      if (!this.#shown(subject)) this.delete(subject)
    }
  }
}
