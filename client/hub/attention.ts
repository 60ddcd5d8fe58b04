// What a person looks at, has read and is typing, as others are told of it. Used by hub.ts. Rules R45, R46.
import type { CallResults, Pushes } from "../../protocol/wire.ts"
import type { Clock } from "./clock.ts"
import type { HeldRoom } from "./held-room.ts"

export interface AttentionParts {
  clock: Clock
  room(name: string): HeldRoom | undefined
  signal(room: string, subject: string, signal: Pushes["signal"]["signal"]): void
  mark(room: string, subject: string, seq: number): Promise<CallResults["mark"]>
}

interface Place {
  room: string
  subject: string
}

const typingEveryMs = 2_500

export class Attention {
  readonly #parts: AttentionParts
  /** how far each thread is being marked */
  readonly #marking = new Map<string, number>()
  #typedAt = 0
  #at: Place | undefined

  constructor(parts: AttentionParts) {
    this.#parts = parts
  }

  isAt(room: string, subject: string): boolean {
    return this.#at?.room === room && this.#at.subject === subject
  }

  /** Nothing: away. */
  look(at: Place | undefined): void {
    const before = this.#at
    if (before?.room === at?.room && before?.subject === at?.subject) return
    this.#at = at
    if (before) this.#parts.signal(before.room, before.subject, "away")
    if (at) this.#parts.signal(at.room, at.subject, "here")
  }

  /** The room is live: it hears where this person is. */
  tell(room: string): void {
    if (this.#at?.room === room) this.#parts.signal(room, this.#at.subject, "here")
  }

  typing(room: string, subject: string): void {
    if (this.#parts.clock.now() - this.#typedAt < typingEveryMs) return
    this.#typedAt = this.#parts.clock.now()
    this.#parts.signal(room, subject, "typing")
  }

  /** How far a thread was read; asked once for each step. [R45] */
  async mark(name: string, subject: string, seq: number): Promise<void> {
    const held = this.#parts.room(name)
    const key = `${name} ${subject}`
    if (!held || held.readsOnly || Math.max(held.marks.get(subject)?.seq ?? 0, this.#marking.get(key) ?? 0) >= seq)
      return
    this.#marking.set(key, seq)
    try {
      const { mark } = await this.#parts.mark(name, subject, seq)
      held.marked(mark)
    } finally {
      if (this.#marking.get(key) === seq) this.#marking.delete(key)
    }
  }

  clear(): void {
    this.#at = undefined
  }
}
