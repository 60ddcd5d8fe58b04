// The events of one subject as a screen shows them: pages, newest first, and everything that arrives meanwhile. Used by threads.ts.
// An event is held once, whether a page or the live stream brings it first. [R28]
import type { MessageKind, Translation } from "../../protocol/entries/thread.ts"
import type { RoomEvent } from "../../protocol/event.ts"
import type { Mention } from "../../protocol/topics/mention.ts"
import { redactions, threadTypes, wordsOfAnother } from "../../protocol/topics.ts"
import { limits, type CallResults } from "../../protocol/wire.ts"

export interface MessageLine {
  kind: "message"
  event: RoomEvent
  text: string
  mentions: readonly Mention[]
  /** earlier wordings, oldest first */
  history: { text: string; at: string }[]
  redacted: boolean
  messageKind: MessageKind
  /** seq of the message that it replies to */
  quotes: number | null
  /** when and by what a question was answered */
  answer: { seq: number; at: string } | null
  /** the last of each language */
  translations: readonly MessageTranslation[]
}

/** `stale`: the message was edited since. */
export type MessageTranslation = Omit<Translation, "version"> & { stale: boolean }

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
  /** messages and translations whose words are gone, whether or not they are here */
  readonly #redacted = new Set<number>()
  #lines: readonly Line[] | undefined
  /** what is shown while all is read anew */
  #before: readonly Line[] | undefined
  /** messages that others quote and that are older than all that is here, each with what was done to it */
  readonly #quoted = new Map<number, RoomEvent[]>()
  readonly #list: (before: number, limit: number) => Promise<CallResults["list"]>
  readonly #changed: () => void
  #loading: Promise<void> | undefined
  #again = false
  #restarts = 0

  constructor(
    subject: string,
    list: (before: number, limit: number) => Promise<CallResults["list"]>,
    changed: () => void,
  ) {
    this.subject = subject
    this.#list = list
    this.#changed = changed
  }

  load(): Promise<void> {
    // What is asked for may be from before the room was open again, and fail: then it is asked for once more.
    this.#again = this.#loading !== undefined
    return (this.#loading ??= this.#page(0))
  }

  /** Reads all anew, because events were left out: what was held may have a hole, and edits that nobody knows of. */
  restart(): Promise<void> {
    if (this.loaded) this.#before = this.lines
    this.#restarts += 1
    this.#loading = undefined
    this.loaded = false
    this.#events.clear()
    this.#quoted.clear()
    this.#lines = undefined
    return this.load()
  }

  /** `many`: on the way to a message that lies far back. */
  older(many = false): Promise<void> {
    if (!this.more || !this.loaded) return Promise.resolve()
    return (this.#loading ??= this.#page(this.oldest, many ? limits.page : pageSize))
  }

  /** A message that another quotes: of those that are here, or fetched by itself. Undefined until it has come. */
  quoted(seq: number): MessageLine | undefined {
    const here = this.lines.find((line) => line.event.seq === seq)
    if (here) return here.kind === "message" ? here : undefined
    const known = this.#quoted.get(seq)
    if (!known && this.loaded) void this.#fetchQuoted(seq)
    return linesOf(known ?? []).find((line) => line.kind === "message")
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
    return this.#before ?? (this.#lines ??= linesOf(inOrder(this.#events.values())))
  }

  async #fetchQuoted(seq: number): Promise<void> {
    const kept: RoomEvent[] = []
    this.#quoted.set(seq, kept)
    // When the line is cut, it is asked for again once all is read anew.
    const { events } = await this.#list(seq + 1, 1).catch(() => ({ events: [] }))
    if (this.#quoted.get(seq) !== kept) return
    const about = events.filter((event) => event.seq === seq || (event.target === seq && event.type !== "message.sent"))
    this.#quoted.set(seq, inOrder([...about, ...kept.filter((each) => !about.some((one) => one.seq === each.seq))]))
    this.#blank()
    this.#changed()
  }

  async #page(before: number, limit = pageSize): Promise<void> {
    const restarts = this.#restarts
    try {
      const { events, more } = await this.#list(before, limit)
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
    if (this.failed && this.#again) return this.load()
    this.#lines = undefined
    this.#changed()
  }

  /** Once each; a redaction blanks the words here too, whether it comes before them or after. [R7] */
  #keep(event: RoomEvent): void {
    if (!this.#events.has(event.seq)) this.#events.set(event.seq, event)
    const { type, target } = event
    if (redactions.has(type) && target !== null) this.#redacted.add(target)
    const quoted = target !== null && type !== "message.sent" ? this.#quoted.get(target) : undefined
    if (quoted?.every(({ seq }) => seq !== event.seq)) quoted.push(event)
    this.#blank()
  }

  #blank(): void {
    if (this.#redacted.size === 0) return
    const blank = ({ seq, type, target, words }: RoomEvent) =>
      words !== null && (this.#redacted.has(seq) || (wordsOfAnother.has(type) && this.#redacted.has(target ?? 0)))
    for (const [seq, event] of this.#events) if (blank(event)) this.#events.set(seq, { ...event, words: null })
    for (const events of this.#quoted.values())
      for (const [index, event] of events.entries()) if (blank(event)) events[index] = { ...event, words: null }
  }
}

const pageSize = 50
const inOrder = (events: Iterable<RoomEvent>): RoomEvent[] => [...events].sort((one, other) => one.seq - other.seq)
const mentionsOf = ({ facts }: RoomEvent): readonly Mention[] => (facts as { mentions?: Mention[] }).mentions ?? []
const textOf = (event: RoomEvent): string => (event.words as { text?: string } | null)?.text ?? ""

/** Messages with their edits, translations and redactions applied, and the acts between them, in order. */
export function linesOf(events: readonly RoomEvent[]): Line[] {
  const messages = new Map<number, MessageLine>()
  const lines: Line[] = []
  for (const event of events) {
    const { type, target } = event
    if (type === "message.sent") {
      const line = messageLine(event)
      const question = line.messageKind === "answer" ? messages.get(target ?? 0) : undefined
      if (question) question.answer = { seq: event.seq, at: event.at }
      messages.set(event.seq, line)
      lines.push(line)
      continue
    }
    if (wordsOfAnother.has(type) || type === "message.redacted") {
      const line = messages.get(target ?? 0)
      if (line && !line.redacted) changeLine(line, event)
      if (target !== null) continue
    }
    if (threadTypes.includes(type)) lines.push({ kind: "system", event })
  }
  return lines
}

function messageLine(event: RoomEvent): MessageLine {
  const { kind } = event.facts as { kind: MessageKind }
  return {
    kind: "message",
    event,
    text: textOf(event),
    mentions: mentionsOf(event),
    history: [],
    redacted: event.words === null,
    messageKind: kind,
    quotes: event.target,
    answer: null,
    translations: [],
  }
}

function changeLine(line: MessageLine, event: RoomEvent): void {
  const { seq, by, at } = event
  if (event.type === "message.redacted")
    Object.assign(line, { redacted: true, text: "", mentions: [], history: [], translations: [] })
  else if (event.type === "message.edited")
    Object.assign(line, {
      history: [...line.history, { text: line.text, at }],
      text: textOf(event),
      mentions: mentionsOf(event),
      translations: line.translations.map((each) => ({ ...each, stale: true })),
    })
  else {
    const { from, language } = event.facts as Pick<Translation, "from" | "language">
    const others = line.translations.filter((each) => each.language !== language)
    line.translations = [...others, { seq, by, at, from, language, text: textOf(event), stale: false }]
  }
}
