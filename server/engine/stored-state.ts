// A room's state as the store keeps it beside the log: a cache that makes a cold start short. Called by room.ts alone. [R52]
import type { Entry } from "../../protocol/entries.ts"
import { foldVersion } from "../../protocol/fold.ts"
import type { Store } from "../store/store.ts"
import type { State } from "./state.ts"

const saveAfterMs = 60_000

export class StoredState {
  /** how far the stored state reaches */
  seq = 0
  readonly #room: string
  readonly #state: State
  readonly #store: Store
  readonly #now: () => number
  readonly #unsaved = new Set<string>()
  #savedAtMs: number

  constructor(room: string, state: State, { store, now }: { store: Store; now(): number }) {
    this.#room = room
    this.#state = state
    this.#store = store
    this.#now = now
    this.#savedAtMs = now()
  }

  /** Takes over what is stored, unless another version of the fold made it or it is of another log. */
  async load(): Promise<void> {
    const row = await this.#store.loadRoom(this.#room)
    if (!row) return
    const last = (await this.#store.read(this.#room, row.seq - 1, 1))[0]
    if (row.fold !== foldVersion || last?.hash !== row.hash) return this.#store.dropState(this.#room)
    this.#state.at = last.at
    for (const entry of await this.#store.loadOpen(this.#room)) this.#state.entries.set(entry.subject, entry)
    this.#state.position = { seq: row.seq, hash: row.hash }
    this.#state.slice = row.slice
    this.seq = row.seq
  }

  changed(entries: readonly Entry[]): void {
    for (const { subject } of entries) this.#unsaved.add(subject)
  }

  async hold(subject: string): Promise<Entry | undefined> {
    const held = this.#state.entries.get(subject)
    if (held) return held
    const stored = await this.#store.loadEntry(this.#room, subject)
    const meanwhile = this.#state.entries.get(subject)
    if (!stored || meanwhile) return meanwhile
    this.#state.entries.set(subject, stored)
    return stored
  }

  /** Writes the entries that changed and then the room's row: a failure is only a longer cold start. */
  async save(): Promise<void> {
    const { position, slice } = this.#state
    if (position.seq === this.seq) return
    const subjects = [...this.#unsaved]
    this.#unsaved.clear()
    const entries = subjects.flatMap((subject) => this.#state.entries.get(subject) ?? [])
    this.#savedAtMs = this.#now()
    try {
      await this.#store.saveState({ room: this.#room, ...position, slice, fold: foldVersion }, entries)
      this.seq = Math.max(this.seq, position.seq)
    } catch {
      for (const subject of subjects) this.#unsaved.add(subject)
    }
  }

  async saveIfDue(): Promise<void> {
    if (this.#now() - this.#savedAtMs > saveAfterMs) await this.save()
  }
}
