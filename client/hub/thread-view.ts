// The events of one subject as a screen shows them: pages, newest first, and everything that arrives meanwhile. Used by hub.ts.
// Live events wait until the first page is there and are applied after its seq. [R28]
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
  readonly room: string
  readonly subject: string
  loaded = false
  more = false
  failed = false
  #events = new Map<number, RoomEvent>()
  #lines: Line[] | undefined
  readonly #list: (before: number) => Promise<CallResults["list"]>
  readonly #changed: () => void
  #loading: Promise<void> | undefined

  constructor(
    room: string,
    subject: string,
    list: (before: number) => Promise<CallResults["list"]>,
    changed: () => void,
  ) {
    this.room = room
    this.subject = subject
    this.#list = list
    this.#changed = changed
  }

  /** Begins, or begins again after a snapshot. */
  load(): Promise<void> {
    return (this.#loading ??= this.#page(0).finally(() => (this.#loading = undefined)))
  }

  older(): Promise<void> {
    if (!this.more) return Promise.resolve()
    return (this.#loading ??= this.#page(this.oldest).finally(() => (this.#loading = undefined)))
  }

  /** seq of the oldest event that is here */
  get oldest(): number {
    return Math.min(...this.#events.keys())
  }

  take(event: RoomEvent): void {
    if (event.subject !== this.subject) return
    this.#events.set(event.seq, event)
    this.#lines = undefined
    this.#changed()
  }

  get lines(): readonly Line[] {
    return (this.#lines ??= linesOf([...this.#events.values()].sort((one, other) => one.seq - other.seq)))
  }

  async #page(before: number): Promise<void> {
    try {
      const { events, more } = await this.#list(before)
      for (const event of events) if (!this.#events.has(event.seq)) this.#events.set(event.seq, event)
      this.more = more
      this.loaded = true
      this.failed = false
    } catch {
      this.failed = !this.loaded
    }
    this.#lines = undefined
    this.#changed()
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
