// What a person has set apart about threads, for themselves alone: which they follow or not, and from where they want to find one unread
// again. Kept as scratch, so that every machine of theirs has it, and hears of it at once. Made by hub.ts. Rules R25, R224, R226, R239.
import {
  againKey,
  againPrefix,
  followChoice,
  followKey,
  followPrefix,
  setApart,
  type FollowChoice,
} from "../../protocol/waiting.ts"
import type { Mark } from "../../protocol/wire.ts"

export interface OwnThreadsParts {
  put(key: string, text: string): void
  all(prefix: string): Promise<Map<string, string>>
  /** whether the hub does not have what was put there last */
  unsent(key: string): boolean
  changed(room: string, subject: string): void
}

export class OwnThreads {
  readonly #parts: OwnThreadsParts
  #kept = new Map<string, string>()

  constructor(parts: OwnThreadsParts) {
    this.#parts = parts
  }

  /** The line is there: as the hub has it. */
  async load(): Promise<void> {
    const before = this.#kept
    const all = await Promise.all([followPrefix, againPrefix].map((prefix) => this.#parts.all(prefix))).catch(() => [])
    if (all.length === 0) return
    // Something was chosen meanwhile, which this answer may not know of.
    if (this.#kept !== before) return this.load()
    this.#kept = new Map(all.flatMap((each) => [...each]))
    for (const key of new Set([...before.keys(), ...this.#kept.keys()])) {
      const [, room, subject] = key.split(" ")
      if (room && subject && before.get(key) !== this.#kept.get(key)) this.#parts.changed(room, subject)
    }
  }

  /** From another machine. What was chosen here since is on its way, and stands. */
  take(key: string, text: string): void {
    const [, room, subject] = key.split(" ")
    if (setApart(key) && room && subject && !this.#parts.unsent(key)) this.#hold(key, text, room, subject)
  }

  clear(): void {
    this.#kept = new Map()
  }

  follow(room: string, subject: string): FollowChoice | undefined {
    return followChoice(this.#kept.get(followKey(room, subject)))
  }

  choose(room: string, subject: string, choice: FollowChoice): void {
    this.#keep(followKey(room, subject), choice, room, subject)
  }

  /** What counts as read of a thread that its reader wants to find unread, or undefined. */
  again(room: string, subject: string): Mark | undefined {
    const [seq, messages] = (this.#kept.get(againKey(room, subject)) ?? "").split(" ").map(Number)
    return seq !== undefined && messages !== undefined && messages >= 0 ? { subject, seq, messages } : undefined
  }

  /** To be found unread from behind that mark on. */
  leaveUnread(room: string, { subject, seq, messages }: Mark): void {
    this.#keep(againKey(room, subject), `${seq} ${messages}`, room, subject)
  }

  /** It was read again. */
  read(room: string, subject: string): void {
    if (this.again(room, subject)) this.#keep(againKey(room, subject), "", room, subject)
  }

  #keep(key: string, text: string, room: string, subject: string): void {
    this.#parts.put(key, text)
    this.#hold(key, text, room, subject)
  }

  #hold(key: string, text: string, room: string, subject: string): void {
    this.#kept = new Map(this.#kept)
    if (text === "") this.#kept.delete(key)
    else this.#kept.set(key, text)
    this.#parts.changed(room, subject)
  }
}
