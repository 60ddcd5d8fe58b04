// One tab of a browser with the real client hub in it, on a line that tests cut: what is kept in its storages outlives its pages.
// Used by the client-*.test.ts of this folder: `const ana = await Tab.open(hub, "Ana Rahimi")`.
import { io, type Socket } from "socket.io-client"
import type { Entry } from "../../protocol/entries.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { machineClock, type Clock } from "../../client/hub/clock.ts"
import { Hub, type Draft } from "../../client/hub/hub.ts"
import type { HeldRoom } from "../../client/hub/held-room.ts"
import type { Storage } from "../../client/hub/session.ts"
import { personId, type TestHub } from "./start-hub.ts"
import { TcpLine } from "./tcp-line.ts"

export interface TabParts {
  clock?: Clock
  /** the protocol number that the page speaks */
  protocol?: number
  /** Sees each push before the page does; false: it gets lost. */
  passes?: (name: string, push: never) => boolean
}

/** Time that runs ten times as fast, so that what is tried again is tried soon. */
export const hurried: Clock = { now: machineClock.now, after: (ms, work) => machineClock.after(ms / 10, work) }

/** Time that stands still until it is moved. */
export class StillClock implements Clock {
  #now = Date.now()
  readonly #due = new Set<{ at: number; work: () => void }>()

  now(): number {
    return this.#now
  }

  after(ms: number, work: () => void): () => void {
    const one = { at: this.#now + ms, work }
    this.#due.add(one)
    return () => this.#due.delete(one)
  }

  move(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      const [next] = [...this.#due].filter((one) => one.at <= until).sort((one, other) => one.at - other.at)
      if (!next) break
      this.#due.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.work()
    }
    this.#now = until
  }
}

const deadlineMs = 15_000

interface Page {
  hub: Hub
  sockets: Socket[]
  closed: boolean
}

export class Tab implements Disposable {
  readonly line: TcpLine
  readonly parts: TabParts
  /** calls that the page has made, by name */
  readonly calls: { name: string; value: unknown }[] = []
  readonly storage = new Map<string, string>()
  readonly #browser = new Map<string, string>()
  readonly #cookies = new Map<string, string>()
  readonly #waiting = new Set<() => void>()
  readonly #url: string
  #page: Page

  private constructor(url: string, line: TcpLine, parts: TabParts) {
    this.#url = url
    this.line = line
    this.parts = parts
    this.#page = this.#load()
  }

  /** A tab in which this person has signed in and every room is live. */
  static async open(hub: TestHub, name: string, parts: TabParts = {}): Promise<Tab> {
    const tab = await Tab.blank(hub, parts)
    await tab.hub.signIn({ person: personId(name) })
    await tab.live()
    return tab
  }

  /** A tab in which nobody has signed in yet. */
  static async blank(hub: TestHub, parts: TabParts = {}): Promise<Tab> {
    return new Tab(hub.url, await TcpLine.to(Number(new URL(hub.url).port)), parts)
  }

  get hub(): Hub {
    return this.#page.hub
  }

  room(name: string): HeldRoom {
    const held = this.hub.rooms.get(name)
    if (!held) throw new Error(`${this.hub.person?.name} holds no ${name}`)
    return held
  }

  referral(room: string, subject: string): ReferralEntry | undefined {
    const entry: Entry | undefined = this.hub.rooms.get(room)?.entries.get(subject)
    return entry?.kind === "referral" && entry.received ? entry : undefined
  }

  /** Proposes, and answers the ids that the page has given. */
  sends(room: string, ...drafts: Draft[]): string[] {
    const subjects = new Set(drafts.map((draft) => draft.subject))
    const waiting = () => [...subjects].flatMap((subject) => this.hub.pending(room, subject))
    const before = new Set(waiting().map((each) => each.proposal.id))
    void this.hub.propose(room, drafts)
    return waiting().flatMap(({ proposal }) => (before.has(proposal.id) ? [] : [proposal.id]))
  }

  live(): Promise<void> {
    return this.fact(() => this.hub.status.kind === "live", "live")
  }

  /** The page ends in the middle of whatever it did, and a new one begins with what the tab has kept. */
  async reload(parts: TabParts = {}): Promise<void> {
    this.#end()
    Object.assign(this.parts, parts)
    this.#page = this.#load()
    await this.hub.resume()
  }

  /** Waits until it is so, looking whenever something held has changed. */
  fact(holds: () => boolean, what: string): Promise<void> {
    if (holds()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const done = () => (clearTimeout(late), this.#waiting.delete(look))
      const look = () => void (holds() && (done(), resolve()))
      const late = setTimeout(
        () => (done(), reject(new Error(`${this.hub.person?.name} waited in vain for ${what}`))),
        deadlineMs,
      )
      this.#waiting.add(look)
    })
  }

  [Symbol.dispose](): void {
    this.#end()
    this.line.close()
  }

  #load(): Page {
    const clock = this.parts.clock ?? machineClock
    const page: Page = { hub: undefined as never, sockets: [], closed: false }
    page.hub = new Hub({
      url: this.#url,
      fetch: (input, init) => (page.closed ? new Promise(() => undefined) : this.#fetch(String(input), init)),
      storage: { tab: storageOf(this.storage, page), browser: storageOf(this.#browser, page) },
      clock: { now: () => clock.now(), after: (ms, work) => clock.after(ms, () => !page.closed && work()) },
      io: ((_url: string, options: object) => this.#socket(page, options)) as typeof io,
      backoffMs: 10,
      ...(this.parts.protocol === undefined ? {} : { protocol: this.parts.protocol }),
    })
    page.hub.addEventListener("change", () => {
      for (const look of this.#waiting) look()
    })
    return page
  }

  #end(): void {
    this.#page.closed = true
    for (const socket of this.#page.sockets) {
      socket.io.reconnection(false)
      socket.disconnect()
    }
  }

  #socket(page: Page, options: object): Socket {
    const host = new URL(this.#url).host
    const socket = io(this.line.url, { ...options, extraHeaders: { host } })
    page.sockets.push(socket)
    socket.onAnyOutgoing((name: string, value: unknown) => void this.calls.push({ name, value }))
    const { passes } = this.parts
    if (passes) {
      const on = socket.on.bind(socket)
      socket.on = ((name: string, taker: (push: unknown, confirm?: () => void) => void) =>
        on(name, (push: unknown, confirm?: () => void) => {
          if (passes(name, push as never)) taker(push, confirm)
          else confirm?.()
        })) as typeof socket.on
    }
    return socket
  }

  /** As a browser does it: with its origin and with the cookies of the path. */
  async #fetch(input: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(input)
    const cookie = [...this.#cookies].find(([path]) => pathname.startsWith(path))?.[1]
    const headers = new Headers(init.headers)
    headers.set("origin", this.#url)
    if (cookie) headers.set("cookie", cookie)
    const response = await fetch(input, { ...init, headers })
    for (const each of response.headers.getSetCookie()) {
      const path = /path=([^;]+)/i.exec(each)?.[1]
      if (path) this.#cookies.set(path, each.split(";")[0]!)
    }
    return response
  }
}

/** What a page that has ended still writes is lost. */
function storageOf(kept: Map<string, string>, page: Page): Storage {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void (page.closed || kept.set(key, value)),
    removeItem: (key) => void (page.closed || kept.delete(key)),
  }
}
