// Which rows are chosen together for one act on all: one, those up to the last one, all. The list is told, and asks its host by a `mark`
// event. Used by feed-list.ts.
import type { FeedItem } from "./feed-view.ts"

/** The list that rows are chosen in. */
interface Host extends EventTarget {
  readonly items: readonly FeedItem[]
  readonly marked: ReadonlySet<string>
  /** false where nothing is done, so that nothing is chosen for it */
  readonly chooses: boolean
}

export class RowMarks {
  readonly #host: Host
  #last = ""

  constructor(host: Host) {
    this.#host = host
  }

  /** Chooses a row or no longer, a storm with all that is in it; `range`: with all from the last one on. */
  toggle(item: FeedItem, range: boolean): void {
    const { items, marked } = this.#host
    const at = items.indexOf(item)
    const last = range ? items.findIndex((each) => each.key === this.#last) : at
    const subjects = items.slice(Math.min(at, last < 0 ? at : last), Math.max(at, last) + 1).flatMap(subjectsOf)
    this.#last = item.key
    this.#say(subjects, !subjectsOf(item).every((subject) => marked.has(subject)))
  }

  /** Every one that matches, or none when all are chosen already. */
  toggleAll(): void {
    const { items, marked } = this.#host
    const subjects = items.flatMap(subjectsOf)
    this.#say(subjects, !subjects.every((subject) => marked.has(subject)))
  }

  #say(subjects: readonly string[], on: boolean): void {
    if (!this.#host.chooses) return
    this.#host.dispatchEvent(new CustomEvent("mark", { detail: { subjects, on } }))
  }
}

const subjectsOf = (item: FeedItem): string[] =>
  item.kind === "row" ? [item.key] : item.rows.map((row) => row.entry.subject)
