// What an organisation keeps in its own room: shared views, working hours, the rota.
import type { By, EntryBase } from "../event.ts"
import type { ReadingEnd } from "../vocabulary.ts"
import type { Filter, Sort } from "../filter.ts"
import type { WorkingHours } from "../working-time.ts"
import type { Stamp } from "./stamp.ts"

/** Somebody who reads with a reason, in their organisation's `audit`: what, why, and until when at the latest. */
export interface ReadingEntry extends EntryBase, Stamp {
  kind: "reading"
  rooms: readonly string[]
  reason: string
  until: string
  /** how much they have opened so far; what it was stands in the log */
  opened: number
  ended: (Stamp & { why: ReadingEnd }) | null
}

export interface SharedView extends Stamp {
  id: string
  name: string
  filter: Filter
  sort: Sort
}

/** The views of the feed that an organisation shares, in its own room; in the order in which they were first saved. */
export interface ViewsEntry extends EntryBase {
  kind: "views"
  views: readonly SharedView[]
}

/** The working hours of the room's organisation. */
export interface HoursEntry extends EntryBase, Stamp {
  kind: "hours"
  hours: WorkingHours
}

/** Somebody on duty; `by` put them there. */
export interface Shift extends Stamp {
  id: string
  person: By
  from: string
  to: string
}

/** Who is on duty when, in an organisation's own room; by beginning. */
export interface RotaEntry extends EntryBase {
  kind: "rota"
  shifts: readonly Shift[]
}
