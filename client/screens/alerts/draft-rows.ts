// The rows of an alert while it is written: each judged once, in slices, so that ten thousand never hold up the page. Used by alert-form.ts,
// which says for each whether it is kept. [R211]
import { platformNames, rowReader, type PlatformId, type Row } from "../../../protocol/addresses.ts"
import type { AlertItem } from "../../../protocol/entries/alert.ts"
import { canonicalOf } from "../../../protocol/topics/items.ts"
import type { RawRow } from "./pasted-rows.ts"

export interface ReadRow extends Row {
  evidence: string
}

export interface JudgedRow extends ReadRow {
  keep: boolean
  platforms: readonly PlatformId[]
}

/** how long the page may stand still at most for reading; drawing comes by itself, and not after each slice */
const sliceMs = 12
const drawnMs = 200

/** Ends a task, so that what follows is another one. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

export class DraftRows {
  /** a new array with each slice */
  rows: readonly ReadRow[] = []
  /** how many are still to be read */
  waiting = 0
  readonly #changed: () => void
  #read = rowReader()
  #queue: RawRow[] = []
  #turn: Promise<void> | undefined

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Everything that was given, read or not: what is kept of the draft. */
  get raws(): RawRow[] {
    return [...this.rows.map(({ raw, evidence }) => ({ raw, evidence })), ...this.#queue]
  }

  /** Resolves when all are judged. */
  add(raws: readonly RawRow[]): Promise<void> {
    this.#queue = [...this.#queue, ...raws]
    this.waiting = this.#queue.length
    this.#turn ??= this.#judge().finally(() => (this.#turn = undefined))
    return this.#turn
  }

  clear(): void {
    this.rows = []
    this.#queue = []
    this.waiting = 0
    this.#read = rowReader()
    this.#changed()
  }

  async #judge(): Promise<void> {
    let drawn = 0
    while (this.#queue.length > 0) {
      await nextTask()
      const until = performance.now() + sliceMs
      const read: ReadRow[] = []
      const reader = this.#read
      for (let at = 0; at < this.#queue.length && performance.now() < until; at += 1) {
        const { raw, evidence } = this.#queue[at]!
        read.push({ ...reader(raw), evidence })
      }
      this.#queue = this.#queue.slice(read.length)
      this.rows = [...this.rows, ...read]
      this.waiting = this.#queue.length
      if (this.waiting > 0 && performance.now() - drawn < drawnMs) continue
      await nextTask()
      this.#changed()
      drawn = performance.now()
    }
  }
}

/** Whether a person may keep it at all. */
export const able = ({ verdict }: Row): boolean =>
  verdict.kind === "ready" || verdict.kind === "look" || verdict.kind === "stays"

export function judged(
  rows: readonly ReadRow[],
  dropped: ReadonlySet<number>,
  ticked: readonly PlatformId[],
): JudgedRow[] {
  return rows.map((row) => {
    const address = "address" in row.verdict ? row.verdict.address : undefined
    const keep = able(row) && !dropped.has(row.row)
    const platforms = !keep || !address ? [] : address.platform ? [address.platform] : ticked
    return { ...row, keep, platforms }
  })
}

export function byPlatform(rows: readonly JudgedRow[]): Map<PlatformId, JudgedRow[]> {
  const map = new Map<PlatformId, JudgedRow[]>()
  for (const platform of Object.keys(platformNames) as PlatformId[]) {
    const own = rows.filter((row) => row.platforms.includes(platform))
    if (own.length > 0) map.set(platform, own)
  }
  return map
}

/** As the alert keeps it. */
export const itemOf = ({ row, raw, verdict, keep, platforms, evidence }: JudgedRow): AlertItem => ({
  row,
  kind: "address" in verdict ? verdict.address.kind : null,
  platforms,
  verdict: verdict.kind,
  keep,
  raw,
  canonical: canonicalOf(verdict),
  evidence,
})

/** Rows by alert: what one alert does not hold goes into several, those that go out spread over all of them. [R212] */
export function inAlerts(rows: readonly JudgedRow[], most: number): JudgedRow[][] {
  const count = Math.max(1, Math.ceil(rows.length / most))
  const parts = Array.from({ length: count }, (): JudgedRow[] => [])
  const goesOut = (row: JudgedRow) => row.platforms.length > 0
  const ordered = [...rows.filter(goesOut), ...rows.filter((row) => !goesOut(row))]
  for (const [index, row] of ordered.entries()) parts[index % count]!.push(row)
  return parts.map((part) => part.sort((one, other) => one.row - other.row))
}
