// What a person has set apart about threads, for themselves alone: which they follow or not, and from where they want to find one unread
// again. Kept as scratch, so that every machine of theirs has it. Made by hub.ts. Rules R25, R224, R226.
import { followChoice, followKey, followPrefix, type FollowChoice } from "../../protocol/waiting.ts"
import type { Mark } from "../../protocol/wire.ts"

export interface OwnThreadsParts {
  put(key: string, text: string): void
  all(prefix: string): Promise<Map<string, string>>
  changed(room: string, subject: string): void
}

const againPrefix = "again "
const againKey = (room: string, subject: string): string => `${againPrefix}${room} ${subject}`

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
    this.#kept = new Map(this.#kept)
    if (text === "") this.#kept.delete(key)
    else this.#kept.set(key, text)
    this.#parts.put(key, text)
    this.#parts.changed(room, subject)
  }
}
