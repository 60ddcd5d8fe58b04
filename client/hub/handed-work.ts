// Unfinished work that an administrator handed to this person from somebody who left: it waits beside their own until they take it over
// or throw it away. Made by handed-list.ts. [R262]
import { handedKey, handedPrefix, pieceOf, workIn, type Work } from "../../protocol/unfinished.ts"
import type { KeptRow } from "../../protocol/wire.ts"
import type { Scratch } from "./scratch.ts"

export interface Handed extends Work {
  from: string
  /** who began it, as far as it is known */
  name: string
  /** when it was last touched by them, or handed on */
  at: string
  /** an alert is kept in several */
  rows: { key: string; text: string }[]
}

export class HandedWork {
  readonly #scratch: Pick<Scratch, "rows" | "get" | "put">

  constructor(scratch: Pick<Scratch, "rows" | "get" | "put">) {
    this.#scratch = scratch
  }

  async list(): Promise<Handed[]> {
    const pieces = new Map<string, Handed>()
    for (const row of await this.#scratch.rows(handedPrefix)) this.#add(pieces, row)
    return [...pieces.values()].sort((one, other) => (one.at < other.at ? 1 : -1))
  }

  #add(pieces: Map<string, Handed>, { key, text, at, by = "" }: KeptRow): void {
    const work = workIn(key)
    if (!work?.from) return
    const name = `${work.from} ${pieceOf(work.key)}`
    const handed = pieces.get(name) ?? { ...work, from: work.from, key: pieceOf(work.key), name: by, at, rows: [] }
    handed.rows.push({ key: work.key, text })
    pieces.set(name, handed)
  }

  /** Goes on as one's own; false when something of one's own stands there already, and nothing was changed. */
  async takeOver(handed: Handed): Promise<boolean> {
    if (handed.kind === "message") {
      const [{ key, text }] = handed.rows as [Handed["rows"][number]]
      const own = await this.#scratch.get(key)
      this.#scratch.put(key, own === "" ? text : `${own}\n${text}`)
    } else {
      for (const { key } of handed.rows) if ((await this.#scratch.get(key)) !== "") return false
      for (const { key, text } of handed.rows) this.#scratch.put(key, text)
    }
    this.throwAway(handed)
    return true
  }

  throwAway({ from, rows }: Handed): void {
    for (const { key } of rows) this.#scratch.put(handedKey(from, key), "")
  }
}
