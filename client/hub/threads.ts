// The threads that were looked at last, each kept up with what arrives. Used by hub.ts. [R28][R166]
import type { RoomEvent } from "../../protocol/event.ts"
import type { CallResults } from "../../protocol/wire.ts"
import { ThreadView } from "./thread-view.ts"

/** threads that are held */
export const threadsHeld = 20

export interface ThreadsParts {
  list(room: string, subject: string, before: number, limit: number): Promise<CallResults["list"]>
  changed(): void
}

export class Threads {
  readonly #parts: ThreadsParts
  /** the longest unasked first */
  readonly #views = new Map<string, ThreadView>()

  constructor(parts: ThreadsParts) {
    this.#parts = parts
  }

  get(room: string, subject: string): ThreadView {
    const key = `${room} ${subject}`
    const known = this.#views.get(key)
    const view =
      known ??
      new ThreadView(
        subject,
        (before, limit) => this.#parts.list(room, subject, before, limit),
        () => this.#parts.changed(),
      )
    this.#views.delete(key)
    this.#views.set(key, view)
    if (known) return view
    for (const oldest of this.#views.keys()) if (this.#views.size > threadsHeld) this.#views.delete(oldest)
    void view.load()
    return view
  }

  take(event: RoomEvent): void {
    this.#views.get(`${event.room} ${event.subject}`)?.take(event)
  }

  /** What a snapshot leaves out of a thread is read anew. */
  restart(room: string): void {
    for (const view of this.#of(room)) void view.restart()
  }

  /** The room is live: what could not be read is asked for again. */
  load(room: string): void {
    for (const view of this.#of(room)) if (!view.loaded) void view.load()
  }

  drop(room: string): void {
    for (const key of this.#views.keys()) if (key.startsWith(`${room} `)) this.#views.delete(key)
  }

  clear(): void {
    this.#views.clear()
  }

  #of(room: string): ThreadView[] {
    return [...this.#views].filter(([key]) => key.startsWith(`${room} `)).map(([, view]) => view)
  }
}
