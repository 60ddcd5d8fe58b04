// A draft in its author's scratch: in pieces, because one piece of scratch is smaller than ten thousand rows; only pieces that have changed are
// sent. Used by draft-in-hand.ts. [R25][R214]
import type { Scratch } from "../../hub/scratch.ts"
import { limits } from "../../../protocol/wire.ts"
import { emptyDraft, type AlertDraft } from "./draft.ts"
import type { RawRow } from "./pasted-rows.ts"
import type { Written } from "./rebase.ts"

/** `base`: the version that a later one was begun from, with its rows. */
type Part = "head" | "rows" | "base"

export class KeptDraft {
  readonly #scratch: Pick<Scratch, "get" | "put">
  readonly #key: string
  readonly #last: Record<Part, readonly string[]> = { head: [], rows: [], base: [] }

  /** `key`: "alert new", or that of the alert that is edited. */
  constructor(scratch: Pick<Scratch, "get" | "put">, key: string) {
    this.#scratch = scratch
    this.#key = key
  }

  /** Undefined when nothing is kept. */
  async load(): Promise<Written | undefined> {
    const head = await this.#read("head")
    return head ? { draft: readHead(head), rows: readRows((await this.#read("rows")) || "[]") } : undefined
  }

  /** What the draft was begun from, when it is a later version of an alert. */
  async loadBase(): Promise<Written | undefined> {
    const text = await this.#read("base")
    if (!text) return undefined
    const [head, rows] = text.split("\n") as [string, string]
    return { draft: readHead(head), rows: readRows(rows) }
  }

  put(draft: AlertDraft): void {
    this.#write("head", writeHead(draft))
  }

  putBase({ draft, rows }: Written): void {
    this.#write("base", `${writeHead(draft)}\n${writeRows(rows)}`)
  }

  putRows(rows: readonly RawRow[]): void {
    this.#write("rows", writeRows(rows))
  }

  clear(): void {
    this.#write("head", "")
    this.#write("rows", "")
    this.#write("base", "")
  }

  #name(part: Part, index: number): string {
    return `${this.#key} ${part} ${String(index).padStart(3, "0")}`
  }

  /** The first piece says how many there are. */
  async #read(part: Part): Promise<string> {
    const first = await this.#scratch.get(this.#name(part, 0))
    const count = Number(/^(\d+)\n/.exec(first)?.[1] ?? 0)
    const pieces = [first]
    for (let index = 1; index < count; index += 1) pieces.push(await this.#scratch.get(this.#name(part, index)))
    this.#last[part] = pieces.slice(0, count)
    return pieces.join("").replace(/^\d+\n/, "")
  }

  #write(part: Part, text: string): void {
    const pieces = text === "" ? [] : inPieces(text)
    if (pieces.length > 0) pieces[0] = `${pieces.length}\n${pieces[0]}`
    const before = this.#last[part]
    for (const [index, piece] of pieces.entries())
      if (before[index] !== piece) this.#scratch.put(this.#name(part, index), piece)
    // Without its first piece there is no draft, also when what is kept has not been read yet.
    const gone = Math.max(before.length, 1)
    for (let index = pieces.length; index < gone; index += 1) this.#scratch.put(this.#name(part, index), "")
    this.#last[part] = pieces
  }
}

// One line each: JSON has no line ends of its own.
const writeHead = (draft: AlertDraft): string => JSON.stringify({ ...draft, dropped: writeRanges(draft.dropped) })
const writeRows = (rows: readonly RawRow[]): string =>
  JSON.stringify(rows.map(({ raw, evidence }) => (evidence ? [raw, evidence] : [raw])))

function readHead(text: string): AlertDraft {
  const { dropped, ...rest } = JSON.parse(text) as Omit<AlertDraft, "dropped"> & { dropped: string }
  return { ...emptyDraft, ...rest, dropped: readRanges(dropped) }
}

const readRows = (text: string): RawRow[] =>
  (JSON.parse(text) as [string, string?][]).map(([raw, evidence = ""]) => ({ raw, evidence }))

const pieceBytes = limits.scratchBytes - 64

/** Never within a character. */
function inPieces(text: string): string[] {
  const buffer = new Uint8Array(pieceBytes)
  const encoder = new TextEncoder()
  const pieces: string[] = []
  for (let from = 0; from < text.length;) {
    const { read } = encoder.encodeInto(text.slice(from, from + pieceBytes), buffer)
    pieces.push(text.slice(from, from + read))
    from += read
  }
  return pieces
}

/** `1-400,402`: a few characters for rows that were dropped together. */
export function writeRanges(numbers: ReadonlySet<number>): string {
  const ranges: [number, number][] = []
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const last = ranges.at(-1)
    if (last?.[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(",")
}

export function readRanges(text: string): Set<number> {
  const numbers = new Set<number>()
  for (const range of text.split(",").filter(Boolean)) {
    const [from = 0, to = from] = range.split("-").map(Number)
    for (let number = from; number <= to; number += 1) numbers.add(number)
  }
  return numbers
}
