// Where a thread's log stands: it opens at the first unread message or at the one that was asked for, stays at the end while it is there,
// keeps its place when older messages come, and marks as read what was on screen. A controller of thread-pane.ts. Rules R222-R224.
import type { ReactiveController, ReactiveControllerHost } from "lit"
import type { Hub } from "../../hub/hub.ts"
import type { MessageLine, ThreadView } from "../../hub/thread-view.ts"

const readEveryMs = 400

/** The element whose log it is: the log itself is `.log`, a message `#m` and its seq, the line before what is unread `.new-line`. */
interface Host extends ReactiveControllerHost {
  hub: Hub
  room: string
  subject: string
  readonly isConnected: boolean
  readonly renderRoot: HTMLElement | DocumentFragment
}

export class LogPlace implements ReactiveController {
  /** seq of the message that was asked for */
  found = 0
  /** so far from the end that a way to it is offered */
  away = false
  /** left to be found unread: until the thread is opened anew nothing is marked */
  left = false
  /** what comes after this seq is new */
  newFrom = 0
  readonly #host: Host
  #view: ThreadView | undefined
  #atEnd = true
  /** where the log was scrolled to when it was last told */
  #top = 0
  #older = 0
  #sought = 0
  /** the first unread message is still to be shown */
  #first = false
  #placing: number | undefined
  #reading: ReturnType<typeof setTimeout> | undefined

  constructor(host: Host) {
    this.#host = host
    host.addController(this)
  }

  /** Another thread, or the same one anew; `message`: the one to show, 0 for the first unread. */
  begin(message: number): void {
    const { hub, room, subject } = this.#host
    this.#atEnd = true
    this.#top = 0
    this.left = false
    const marked = hub.rooms.get(room)?.marks.get(subject)?.seq ?? 0
    this.newFrom = Math.min(marked, hub.own.again(room, subject)?.seq ?? marked)
    this.#first = this.newFrom > 0 && message === 0
  }

  /** What the log shows now. */
  follow(view: ThreadView): void {
    this.#view = view
  }

  /** The message to show once it is there; 0: none. */
  seek(seq: number): void {
    this.#sought = seq
    this.found = seq
    this.#host.requestUpdate()
  }

  toEnd(): void {
    this.#atEnd = true
    this.away = false
    this.#host.requestUpdate()
  }

  /** The reader has written: all before that is read, and nothing is new. */
  wrote(): void {
    this.left = false
    this.newFrom = Infinity
    this.toEnd()
  }

  /** To be found unread from the message on that has the focus or lies under the pointer, else from the last one of somebody else. */
  leaveUnread(line?: MessageLine): boolean {
    const { hub, room, subject } = this.#host
    const messages = (this.#view?.lines ?? []).filter((each) => each.kind === "message")
    const at = this.#host.renderRoot.querySelector(".message:focus-within, .message:hover")?.id.slice(1)
    const from =
      line ??
      messages.find((each) => String(each.event.seq) === at) ??
      messages.findLast((each) => each.event.by.id !== hub.person?.id)
    const entry = hub.rooms.get(room)?.entries.get(subject)
    if (!from || !entry || !("thread" in entry) || hub.readsOnly(room)) return false
    const { seq } = from.event
    const unread = messages.filter((each) => each.event.seq >= seq).length
    this.left = true
    this.newFrom = seq - 1
    hub.own.leaveUnread(room, { subject, seq: seq - 1, messages: Math.max(0, entry.thread.messages - unread) })
    this.#host.requestUpdate()
    return true
  }

  /** The log was scrolled. */
  readonly scrolled = (): void => {
    const log = this.#log
    if (!log) return
    const below = log.scrollHeight - log.scrollTop - log.clientHeight
    // Only going up leaves the end: what comes below it, or a composer that grows, does not.
    if (below < 24) this.#atEnd = true
    else if (log.scrollTop < this.#top) this.#atEnd = false
    this.#top = log.scrollTop
    if (this.away !== below > 160) {
      this.away = below > 160
      this.#host.requestUpdate()
    }
    if (this.#atEnd) this.#read()
    else
      this.#reading ??= setTimeout(() => {
        this.#reading = undefined
        this.#read()
      }, readEveryMs)
    if (log.scrollTop < 40 && this.#view?.more && this.#older === 0) {
      this.#older = log.scrollHeight
      void this.#view.older()
    }
  }

  hostConnected(): void {
    document.addEventListener("visibilitychange", this.#read)
  }

  hostDisconnected(): void {
    document.removeEventListener("visibilitychange", this.#read)
    clearTimeout(this.#reading)
    this.#reading = undefined
  }

  /** Once what is inside the messages is there too, and before it is seen: only then are their heights known. */
  hostUpdated(): void {
    if (this.#placing !== undefined) return
    this.#placing = requestAnimationFrame(() => {
      this.#placing = undefined
      const log = this.#log
      if (this.#host.isConnected && log) this.#place(log)
    })
  }

  get #log(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(".log")
  }

  #place(log: HTMLElement): void {
    if (this.#sought > 0) this.#seek()
    else if (this.#first) this.#showFirst(log)
    else if (this.#older > 0) {
      log.scrollTop += log.scrollHeight - this.#older
      this.#older = 0
    } else if (this.#atEnd) log.scrollTop = log.scrollHeight
    this.#read()
  }

  /** Loads what is older until the message is there, and shows it. [R223] */
  #seek(): void {
    const view = this.#view
    if (!view?.loaded) return
    this.#atEnd = false
    const message = this.#host.renderRoot.querySelector(`#m${this.#sought}`)
    if (!message && view.more) {
      const { oldest } = view
      // What brings nothing new is not asked again: the hub is away.
      return void view.older(true).then(() => view.oldest === oldest && (this.#sought = 0))
    }
    this.#sought = 0
    message?.scrollIntoView({ block: "center" })
  }

  /** Where all that is unread fits on the screen, the end of the thread is the place. [R224] */
  #showFirst(log: HTMLElement): void {
    const view = this.#view
    if (!view?.loaded) return
    if (view.more && view.oldest > this.newFrom) {
      const { oldest } = view
      return void view.older(true).then(() => view.oldest === oldest && (this.#first = false))
    }
    this.#first = false
    log.scrollTop = log.scrollHeight
    this.#top = log.scrollTop
    const line = this.#host.renderRoot.querySelector(".new-line")
    if (!line || line.getBoundingClientRect().top >= log.getBoundingClientRect().top) return
    line.scrollIntoView({ block: "start" })
    this.scrolled()
  }

  /** Nothing is marked read that was not on screen, in a visible page. [R224] */
  #read = (): void => {
    const { hub, room, subject } = this.#host
    const log = this.#log
    const last = this.#view?.lines.at(-1)
    if (!log || !last || this.left || this.#first || this.#sought > 0) return
    if (document.visibilityState !== "visible" || !hub.rooms.get(room)?.live) return
    const seq = this.#atEnd ? last.event.seq : this.#lastShown(log)
    if (seq > 0) void hub.mark(room, subject, seq).catch(() => undefined)
    if (this.#atEnd && !hub.readsOnly(room)) hub.own.read(room, subject)
  }

  /** seq of the last message that ends within the log, 0 where none does */
  #lastShown(log: HTMLElement): number {
    const { bottom } = log.getBoundingClientRect()
    const messages = [...this.#host.renderRoot.querySelectorAll(".message[id]")]
    const shown = messages.findLast((message) => message.getBoundingClientRect().bottom <= bottom)
    return Number(shown?.id.slice(1) ?? 0)
  }
}
