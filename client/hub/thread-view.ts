// The events of one subject as a screen shows them: pages, newest first, and everything that arrives meanwhile. Used by threads.ts.
// An event is held once, whether a page or the live stream brings it first. [R28]
import type { RoomEvent } from "../../protocol/event.ts"
import { threadTypes } from "../../protocol/topics.ts"
import type { CallResults } from "../../protocol/wire.ts"

export interface MessageLine {
  kind: "message"
  event: RoomEvent
  text: string
  /** earlier wordings, oldest first */
  history: { text: string; at: string }[]
  redacted: boolean
  messageKind: "message" | "question" | "answer"
  /** seq of the answer to a question, or of the question of an answer */
  other: number | null
  otherAt: string | null
}

export interface SystemLine {
  kind: "system"
  event: RoomEvent
}

export type Line = MessageLine | SystemLine

export class ThreadView {
  readonly subject: string
  loaded = false
  more = false
  failed = false
  readonly #events = new Map<number, RoomEvent>()
  /** messages whose words are gone, whether or not they are here */
  readonly #redacted = new Set<number>()
  #lines: readonly Line[] | undefined
  /** what is shown while all is read anew */
  #before: readonly Line[] | undefined
  readonly #list: (before: number) => Promise<CallResults["list"]>
  readonly #changed: () => void
  #loading: Promise<void> | undefined
  #restarts = 0

  constructor(subject: string, list: (before: number) => Promise<CallResults["list"]>, changed: () => void) {
    this.subject = subject
    this.#list = list
    this.#changed = changed
  }

  load(): Promise<void> {
    return (this.#loading ??= this.#page(0))
  }

  /** Reads all anew, because events were left out: what was held may have a hole, and edits that nobody knows of. */
  restart(): Promise<void> {
    if (this.loaded) this.#before = this.lines
    this.#restarts += 1
    this.#loading = undefined
    this.loaded = false
    this.#events.clear()
    this.#lines = undefined
    return this.load()
  }

  older(): Promise<void> {
    if (!this.more || !this.loaded) return Promise.resolve()
    return (this.#loading ??= this.#page(this.oldest))
  }

  /** seq of the oldest event that is here */
  get oldest(): number {
    return Math.min(...this.#events.keys())
  }

  take(event: RoomEvent): void {
    this.#keep(event)
    this.#lines = undefined
    this.#changed()
  }

  get lines(): readonly Line[] {
    return (
      this.#before ?? (this.#lines ??= linesOf([...this.#events.values()].sort((one, other) => one.seq - other.seq)))
    )
  }

  async #page(before: number): Promise<void> {
    const restarts = this.#restarts
    try {
      const { events, more } = await this.#list(before)
      if (restarts !== this.#restarts) return
      for (const event of events) this.#keep(event)
      this.more = more
      this.loaded = true
      this.failed = false
      this.#before = undefined
    } catch {
      if (restarts !== this.#restarts) return
      this.failed = !this.loaded
    }
    this.#loading = undefined
    this.#lines = undefined
    this.#changed()
  }

  /** Once each; a redaction blanks the words here too, whether it comes before them or after. [R7] */
  #keep(event: RoomEvent): void {
    if (!this.#events.has(event.seq)) this.#events.set(event.seq, event)
    if (event.type === "message.redacted" && event.target !== null) this.#redacted.add(event.target)
    if (this.#redacted.size === 0) return
    for (const { seq, type, target, words } of this.#events.values()) {
      const blank = this.#redacted.has(type === "message.edited" ? (target ?? 0) : seq)
      if (blank && words !== null) this.#events.set(seq, { ...this.#events.get(seq)!, words: null })
    }
  }
}

const textOf = (event: RoomEvent): string => (event.words as { text?: string } | null)?.text ?? ""

/** Messages with their edits and redactions applied, and the acts between them, in order. */
export function linesOf(events: readonly RoomEvent[]): Line[] {
  const messages = new Map<number, MessageLine>()
  const lines: Line[] = []
  for (const event of events) {
    if (event.type === "message.sent") {
      const { kind } = event.facts as { kind: MessageLine["messageKind"] }
      const line: MessageLine = {
        kind: "message",
        event,
        text: textOf(event),
        history: [],
        redacted: event.words === null,
        messageKind: kind,
        other: event.target,
        otherAt: null,
      }
      const question = kind === "answer" && event.target !== null ? messages.get(event.target) : undefined
      if (question) {
        line.otherAt = question.event.at
        Object.assign(question, { other: event.seq, otherAt: event.at })
      }
      messages.set(event.seq, line)
      lines.push(line)
    } else if (event.type === "message.edited" || event.type === "message.redacted") {
      const line = messages.get(event.target ?? 0)
      if (!line || line.redacted) continue
      if (event.type === "message.redacted") Object.assign(line, { redacted: true, text: "", history: [] })
      else Object.assign(line, { history: [...line.history, { text: line.text, at: event.at }], text: textOf(event) })
    } else if (threadTypes.includes(event.type)) lines.push({ kind: "system", event })
  }
  return lines
}
