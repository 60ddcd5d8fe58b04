// Checks whole logs: numbers, chain, stored entries, and heads noted earlier outside the store. Called by cli/verify.ts and tests. [R6]
import { readFile, appendFile } from "node:fs/promises"
import { emptySlice, type Entry, type RoomSlice } from "../../protocol/entries.ts"
import { applyEvent, foldVersion } from "../../protocol/fold.ts"
import { redactions } from "../../protocol/topics.ts"
import type { Row, Store } from "../store/store.ts"
import { fault, readRow } from "./chain.ts"

export interface VerifyReport {
  rooms: number
  events: number
  faults: { room: string; seq: number; what: string }[]
}

/** Appends one line `{at, heads}` to the file: a cut tail cannot be seen from inside the store. */
export async function noteHeads(store: Store, file: string, at: string): Promise<void> {
  const heads = Object.fromEntries(await store.heads())
  await appendFile(file, `${JSON.stringify({ at, heads })}\n`)
}

async function notedHeads(file: string): Promise<Map<string, Map<number, string>>> {
  const noted = new Map<string, Map<number, string>>()
  const text = await readFile(file, "utf8").catch(() => "")
  for (const line of text.split("\n")) {
    if (!line.endsWith("}")) continue
    const { heads } = JSON.parse(line) as { heads: Record<string, { seq: number; hash: string }> }
    for (const [room, head] of Object.entries(heads))
      noted.set(room, (noted.get(room) ?? new Map<number, string>()).set(head.seq, head.hash))
  }
  return noted
}

/** Walks one room's log, or every room's, from the first event. */
export async function verify(store: Store, headsFile: string, only?: string): Promise<VerifyReport> {
  const heads = await store.heads(only === undefined ? undefined : [only])
  const noted = await notedHeads(headsFile)
  const report: VerifyReport = { rooms: heads.size, events: 0, faults: [] }
  const names = new Set([...heads.keys(), ...(only === undefined ? noted.keys() : [only])])
  for (const room of names) await verifyRoom(store, room, heads.get(room), noted.get(room) ?? new Map(), report)
  return report
}

async function verifyRoom(
  store: Store,
  room: string,
  head: { seq: number; hash: string } | undefined,
  noted: Map<number, string>,
  report: VerifyReport,
): Promise<void> {
  const wrong = (seq: number, what: string) => report.faults.push({ room, seq, what })
  const stored = await store.loadRoom(room)
  let previous = { seq: 0, hash: "" }
  let slice: RoomSlice = emptySlice
  const entries = new Map<string, Entry>()
  const kept = new KeptEntries(store, room, stored?.fold === foldVersion ? stored.seq : undefined)
  for (;;) {
    const rows = await store.read(room, previous.seq, 1_000)
    if (rows.length === 0) break
    for (const row of rows) {
      const what = fault(previous, row)
      if (what) return void wrong(row.seq, what)
      const expected = noted.get(row.seq)
      if (expected !== undefined && expected !== row.hash)
        return void wrong(row.seq, "it differs from the head noted earlier")
      const after = applyEvent(entries.get(row.subject), slice, readRow(row))
      slice = after.slice
      if (after.entry) {
        entries.set(row.subject, after.entry)
        await kept.compare(row, after.entry)
      }
      previous = { seq: row.seq, hash: row.hash }
      report.events += 1
    }
  }
  const latest = Math.max(0, ...noted.keys())
  if (latest > previous.seq) wrong(previous.seq, `the log ends here, but event ${latest} was noted earlier`)
  if (head && head.hash !== previous.hash) wrong(previous.seq, "the store's head differs from the log's end")
  for (const { seq, subject } of kept.faults(previous.seq))
    wrong(seq, `the stored entry of ${subject} differs from the fold`)
}

/** The entries that a start would begin from, each compared with the fold at its own number: a hub may save them one by one. */
class KeptEntries {
  readonly #store: Store
  readonly #room: string
  /** the number of the room's stored state; undefined when a start would not use it */
  readonly #upTo: number | undefined
  /** by subject: what is stored, the entry's number that a stored one must have at least, and whether the fold agreed with it */
  readonly #known = new Map<string, { entry: Entry | undefined; least: number; agrees: boolean }>()

  constructor(store: Store, room: string, upTo: number | undefined) {
    this.#store = store
    this.#room = room
    this.#upTo = upTo
  }

  async compare(row: Row, folded: Entry): Promise<void> {
    if (this.#upTo === undefined) return
    let known = this.#known.get(row.subject)
    if (!known) {
      known = { entry: await this.#store.loadEntry(this.#room, row.subject), least: 0, agrees: false }
      this.#known.set(row.subject, known)
    }
    if (row.seq <= this.#upTo) known.least = folded.seq
    if (!known.entry) return
    if (known.entry.seq === folded.seq) known.agrees = canonical(known.entry) === canonical(folded)
    // Saved before a redaction, it may still quote the words: a start applies the redaction to it.
    else if (redactions.has(row.type) && known.entry.seq < row.seq) known.agrees = true
  }

  /** An entry that a running hub saved beyond `end` is not judged. */
  faults(end: number): { subject: string; seq: number }[] {
    return [...this.#known]
      .filter(([, { entry, least, agrees }]) =>
        entry ? entry.seq < least || (entry.seq <= end && !agrees) : least > 0,
      )
      .map(([subject, { least }]) => ({ subject, seq: least }))
  }
}

/** JSON with sorted keys: stores may keep an entry's members in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  )
}
