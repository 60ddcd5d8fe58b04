// The last events of one room, encoded, so that readers who are nearly there need no store. Called by room.ts.
import type { Position } from "../../protocol/event.ts"
import type { Row } from "../store/store.ts"
import { eventText } from "./chain.ts"

interface Kept {
  row: Row
  text: string
}

const mostEvents = 1_024
const mostCharacters = 1_048_576

export class Ring {
  #kept: Kept[] = []
  #byId = new Map<string, Row>()
  #characters = 0

  /** Adds the next row and answers its text. */
  push(row: Row): string {
    const text = eventText(row)
    this.#kept.push({ row, text })
    this.#byId.set(row.id, row)
    this.#characters += text.length
    if (this.#kept.length > mostEvents * 2 || this.#characters > mostCharacters * 2) this.#trim()
    return text
  }

  /** Trims in bulk, so that a push costs the same however full the ring is. */
  #trim(): void {
    let from = Math.max(0, this.#kept.length - mostEvents)
    let characters = 0
    for (let index = this.#kept.length - 1; index >= from; index--) {
      characters += this.#kept[index]!.text.length
      if (characters > mostCharacters) from = index + 1
    }
    for (const each of this.#kept.slice(0, from)) {
      this.#byId.delete(each.row.id)
      this.#characters -= each.text.length
    }
    this.#kept = this.#kept.slice(from)
  }

  find(id: string): Row | undefined {
    return this.#byId.get(id)
  }

  at(seq: number): Row | undefined {
    return this.#kept[seq - this.#firstSeq()]?.row
  }

  #firstSeq(): number {
    return this.#kept[0]?.row.seq ?? 0
  }

  /** Texts of all events after `seq`, or undefined when the ring does not reach back that far. */
  after(seq: number, head: Position): string[] | undefined {
    if (seq === head.seq) return []
    const first = this.#firstSeq()
    if (first === 0 || seq < first - 1) return undefined
    return this.#kept.slice(seq + 1 - first).map((each) => each.text)
  }

  /** The rows after `seq`, at most `limit`, or undefined when the ring does not reach back that far. */
  rows(seq: number, limit: number): Row[] | undefined {
    const first = this.#firstSeq()
    if (first === 0 || seq < first - 1) return undefined
    return this.#kept.slice(seq + 1 - first, seq + 1 - first + limit).map((each) => each.row)
  }

  /** Blanks the words of these events, as the store does. [R7] */
  blank(seqs: readonly number[]): void {
    for (const seq of seqs) {
      const kept = this.#kept[seq - this.#firstSeq()]
      if (!kept) continue
      kept.row = { ...kept.row, words: null, salt: null }
      kept.text = eventText(kept.row)
      this.#byId.set(kept.row.id, kept.row)
    }
  }
}
