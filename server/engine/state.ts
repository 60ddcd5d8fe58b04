// What a room's server knows: slice and entries, and a draft of them for a turn that is not yet durable. Called by room.ts.
import { emptySlice, type Entry, type RoomSlice } from "../../protocol/entries.ts"
import { startPosition, type Position, type RoomEvent } from "../../protocol/event.ts"
import { applyEvent } from "../../protocol/fold.ts"

export class State {
  position: Position = startPosition
  at = ""
  slice: RoomSlice = emptySlice
  readonly entries = new Map<string, Entry>()
}

/** A turn's view: reads through to the state, keeps its changes apart until they are durable. */
export class Draft {
  readonly #state: State
  readonly #changed = new Map<string, Entry>()
  slice: RoomSlice

  constructor(state: State) {
    this.#state = state
    this.slice = state.slice
  }

  entry(subject: string): Entry | undefined {
    return this.#changed.get(subject) ?? this.#state.entries.get(subject)
  }

  apply(event: RoomEvent): void {
    const after = applyEvent(this.entry(event.subject), this.slice, event)
    this.slice = after.slice
    if (after.entry) this.#changed.set(event.subject, after.entry)
  }

  /** Takes the changes over and answers the entries that were not open before and so are not held by everybody. */
  commit(): { changed: Entry[]; woken: Entry[] } {
    const changed = [...this.#changed.values()]
    const woken = changed.filter((entry) => {
      const before = this.#state.entries.get(entry.subject)
      return before !== undefined && !before.open
    })
    this.#state.slice = this.slice
    for (const entry of changed) this.#state.entries.set(entry.subject, entry)
    return { changed, woken }
  }
}
