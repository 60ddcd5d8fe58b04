// The draft that a person has in hand: its fields and rows, the version it becomes, and what it was begun from. Every stroke is kept in scratch,
// for its author alone. Used by alert-form.ts, which draws it and submits it. [R25][R211][R214][R216]
import type { AlertEntry, AlertVersion } from "../../../protocol/entries/alert.ts"
import { versionShown } from "./desk.ts"
import { draftOf, emptyDraft, numberOf, versionOf, type AlertDraft, type DraftVersion } from "./draft.ts"
import { DraftRows, itemOf, judged, nextTask, type JudgedRow } from "./draft-rows.ts"
import type { KeptDraft } from "./kept-draft.ts"
import { readPaste } from "./pasted-rows.ts"
import { meanwhile, rebased, type Meanwhile, type PieceName, type SetAside, type Written } from "./rebase.ts"

export class DraftInHand {
  draft: AlertDraft = emptyDraft
  /** when it was last kept; empty while it is as it was found */
  keptAt = ""
  /** how the last table was read */
  tells = ""
  readonly #rows: DraftRows
  readonly #changed: () => void
  readonly #now: () => number
  #kept: KeptDraft | undefined
  #loaded: Promise<unknown> | undefined
  /** what was typed before what is kept has come */
  #early: Partial<AlertDraft> | undefined
  /** the version that this is a draft of the next of */
  #base: Written | undefined
  #judged: { from: unknown[]; rows: JudgedRow[]; version: DraftVersion } | undefined
  #since: { from: unknown[]; changes: Meanwhile[] } | undefined

  constructor(changed: () => void, now: () => number) {
    this.#changed = changed
    this.#now = now
    this.#rows = new DraftRows(changed)
  }

  /** rows that are still to be read */
  get waiting(): number {
    return this.#rows.waiting
  }

  /** Goes on with what is kept, else with what stands. */
  async begin(kept: KeptDraft, alert: AlertEntry | undefined, told: Written | undefined): Promise<void> {
    this.#kept = kept
    this.#rows.clear()
    this.keptAt = ""
    this.tells = ""
    const stands = alert && draftOf(versionShown(alert))
    const fresh = stands ?? told ?? { draft: emptyDraft, rows: [] }
    this.#base = stands
    this.draft = { ...fresh.draft, becomes: numberOf(alert) }
    this.#early = {}
    this.#changed()
    const loaded = load(kept, alert !== undefined)
    this.#loaded = loaded
    const found = await loaded
    if (this.#kept !== kept) return
    const typed = this.#early ?? {}
    this.#early = undefined
    // One that was kept without what it was begun from is taken as begun from what stands now.
    if (found?.base) this.#base = found.base
    const { draft, rows } = found ?? fresh
    const known = found && (found.base || !alert) && draft.becomes > 0
    this.draft = { ...draft, becomes: known ? draft.becomes : numberOf(alert) }
    const read = this.#rows.add(rows)
    if (Object.keys(typed).length > 0) this.set(typed)
    this.#changed()
    await read
  }

  set(change: Partial<AlertDraft>): void {
    this.draft = { ...this.draft, ...change }
    // What is typed before the kept draft has come joins it, and does not take its place.
    if (this.#early) this.#early = { ...this.#early, ...change }
    else {
      if (this.keptAt === "") this.#keepWhole()
      this.#kept?.put(this.draft)
      this.keptAt = new Date(this.#now()).toISOString()
    }
    this.#changed()
  }

  /** Worked out again only when the rows, or what is said of them, have changed. */
  read(): { rows: JudgedRow[]; version: DraftVersion } {
    const from = [this.#rows.rows, this.draft]
    if (this.#judged?.from.every((each, index) => each === from[index])) return this.#judged
    const { rows: read } = this.#rows
    const { dropped, ticked } = this.draft
    const before = this.#judged
    const same = before && before.from[0] === read && (before.from[1] as AlertDraft).dropped === dropped
    const rows = same && (before.from[1] as AlertDraft).ticked === ticked ? before.rows : judged(read, dropped, ticked)
    this.#judged = { from, rows, version: versionOf(this.draft, rows.map(itemOf)) }
    return this.#judged
  }

  /** A long paste is split, read and kept in tasks of their own. [R211] */
  async add(text: string): Promise<void> {
    if (!text.trim()) return
    await this.#loaded
    await nextTask()
    const { rows, tells } = readPaste(text)
    this.tells = tells
    void this.#rows.add(rows)
    await nextTask()
    this.#kept?.putRows(this.#rows.raws)
    this.set({ aware: false })
  }

  keep(rows: readonly JudgedRow[], keep: boolean): void {
    const dropped = new Set(this.draft.dropped)
    for (const { row } of rows)
      if (keep) dropped.delete(row)
      else dropped.add(row)
    this.set({ dropped })
  }

  clear(): void {
    this.#replaceRows([])
    this.tells = ""
    this.set({ dropped: new Set() })
  }

  /** Some of its rows are submitted: these stay, numbered anew. */
  leave(left: readonly JudgedRow[]): void {
    const rows = [...left].sort((one, other) => one.row - other.row)
    this.#replaceRows(rows.map(({ raw, evidence }) => ({ raw, evidence })))
    this.set({ dropped: new Set(rows.flatMap((row, index) => (row.keep ? [] : [index + 1]))) })
  }

  /** Nothing of it is kept any more. */
  drop(): void {
    this.#kept?.clear()
    this.#kept = undefined
  }

  /** The version that was submitted since this was begun, or undefined. [R216] */
  followed(alert: AlertEntry): AlertVersion | undefined {
    const last = versionShown(alert)
    return this.draft.becomes > 0 && last.version >= this.draft.becomes ? last : undefined
  }

  /** What that version changes. */
  since(version: AlertVersion): Meanwhile[] {
    // A version of an alert is a new object with each event about it; its number, author and time name it.
    const from = [version.version, version.submittedAt, this.draft, this.#rows.rows, this.#base]
    if (this.#since?.from.every((each, index) => each === from[index])) return this.#since.changes
    const changes = this.#base ? meanwhile(this.#base, draftOf(version), this.#mine) : []
    this.#since = { from, changes }
    return changes
  }

  /** Goes on from that version, with what was chosen of it. [R217] */
  follow(alert: AlertEntry, chosen: ReadonlySet<PieceName>): void {
    const version = this.followed(alert)
    if (!version || !this.#base) return
    const theirs = draftOf(version)
    const mine = this.#mine
    const { draft, rows } = rebased(this.#base, theirs, mine, chosen)
    if (rows !== mine.rows) this.#replaceRows(rows)
    this.#base = theirs
    this.#kept?.putBase(theirs)
    this.set({ ...draft, becomes: numberOf(alert) })
  }

  /** What had given way is there again. */
  putBack(aside: SetAside): void {
    this.set({ ...aside.fields, aside: this.draft.aside.filter((each) => each !== aside) })
  }

  /** Its rows and what it was begun from, which no single stroke changes. */
  #keepWhole(): void {
    this.#kept?.putRows(this.#rows.raws)
    if (this.#base) this.#kept?.putBase(this.#base)
  }

  get #mine(): Written {
    return { draft: this.draft, rows: this.#rows.raws }
  }

  #replaceRows(rows: Written["rows"]): void {
    this.#rows.clear()
    void this.#rows.add(rows)
    this.#kept?.putRows(rows)
  }
}

/** What is kept of it; a line that is down keeps nobody from writing. */
async function load(kept: KeptDraft, based: boolean): Promise<(Written & { base: Written | undefined }) | undefined> {
  try {
    const found = await kept.load()
    return found && { ...found, base: based ? await kept.loadBase() : undefined }
  } catch {
    return undefined
  }
}
