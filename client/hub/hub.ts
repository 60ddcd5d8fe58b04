// The client's one connection to the hub, and everything it holds. The app element makes it; screens read it and call it.
// `change` says that something held has changed; `arrived` that an alert or a referral is new. Wire: protocol/wire.ts.
import { io, type Socket } from "socket.io-client"
import type { Entry } from "../../protocol/entries.ts"
import type { Refusal } from "../../protocol/errors.ts"
import { startPosition, type Proposal, type RoomEvent } from "../../protocol/event.ts"
import { may } from "../../protocol/permissions.ts"
import { readRoom } from "../../protocol/event.ts"
import {
  protocolNumber,
  type Answer,
  type CallName,
  type CallOf,
  type CallResults,
  type FoundPlace,
  type Mark,
  type PersonInfo,
  type Pushes,
  type RoomInfo,
  type RoomPerson,
  type SentBefore,
} from "../../protocol/wire.ts"
import { HeldRoom } from "./held-room.ts"
import { Outbox, type Pending } from "./outbox.ts"
import { Scratch } from "./scratch.ts"
import { Refused, Session, type SignInPage, type Storage } from "./session.ts"
import { ThreadView } from "./thread-view.ts"

export type Status =
  | { kind: "signed-out" }
  | { kind: "connecting" }
  | { kind: "catching-up" }
  | { kind: "live" }
  | { kind: "offline"; since: number }
  | { kind: "outdated" }

export interface HubParts {
  url: string
  fetch: typeof fetch
  /** this tab's, and this browser's */
  storage: { tab: Storage; browser: Storage }
  now?: () => number
}

export interface Draft {
  type: string
  subject: string
  target?: number
  facts: unknown
  words: unknown
}

const callMs = 5_000
const typingEveryMs = 2_500

export class Hub extends EventTarget {
  readonly session: Session
  status: Status = { kind: "signed-out" }
  person: PersonInfo | undefined
  mode: "evaluation" | "production" = "evaluation"
  infos: RoomInfo[] = []
  readonly rooms = new Map<string, HeldRoom>()
  readonly scratch: Scratch
  readonly #parts: HubParts
  readonly #outbox: Outbox
  readonly #threads = new Map<string, ThreadView>()
  readonly #confirmed = new Map<string, number>()
  readonly #now: () => number
  #offsetMs = 0
  #socket: Socket | undefined
  #typedAt = 0
  #looking: { room: string; subject: string } | undefined
  #announced = false
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(parts: HubParts) {
    super()
    this.#parts = parts
    this.#now = parts.now ?? Date.now
    this.session = new Session({
      fetch: parts.fetch,
      url: parts.url,
      own: parts.storage.tab,
      last: parts.storage.browser,
    })
    this.#outbox = new Outbox({
      storage: parts.storage.tab,
      now: () => this.now(),
      random: () => crypto.randomUUID(),
      ready: (room) => this.#socket?.connected === true && this.rooms.get(room)?.live === true,
      send: (room, proposals) => this.#call("propose", { room, proposals }),
      changed: () => this.#changed(),
    })
    this.scratch = new Scratch(
      parts.storage.tab,
      (key, text) => this.#ask("keep", { key, text }),
      (prefix) => this.#ask("kept", { prefix }),
    )
  }

  /** The hub's time, ms since 1970, whatever this machine's clock says. */
  now(): number {
    return this.#now() + this.#offsetMs
  }

  /** Goes on with the session of this tab or of this browser, if there is one. */
  async resume(): Promise<void> {
    if (this.session.id) await this.#connect()
  }

  signInPage(): Promise<SignInPage> {
    return this.session.page()
  }

  async signIn(who: { person: string } | { login: string; password: string }): Promise<void> {
    await this.session.begin(who)
    await this.#connect()
  }

  async signOut(): Promise<void> {
    this.#leave()
    await this.session.end()
  }

  get waiting(): number {
    return this.#outbox.waiting
  }

  pending(room: string, subject: string): readonly Pending[] {
    return this.#outbox.of(room, subject)
  }

  dismiss(id: string): void {
    this.#outbox.dismiss(id)
  }

  /** Whether this person's roles allow an act in a room: the same table as the hub's. */
  may(room: string, action: string): boolean {
    const info = this.rooms.get(room)?.info
    const kind = readRoom(room)?.kind
    if (!info || !kind || !this.person) return false
    return may({ ...this.person, ...info.acting }, kind, action)
  }

  /** Sends proposals in order and answers each, however long it takes; what waits survives a reload. */
  propose(room: string, drafts: readonly Draft[]): Promise<Answer[]> {
    const held = this.rooms.get(room)
    return this.#outbox.propose(
      room,
      drafts.map(({ type, subject, target, facts, words }): Omit<Proposal, "id"> => ({
        type,
        subject,
        seen: held?.entries.get(subject)?.seq ?? 0,
        ...(target === undefined ? {} : { target }),
        body: { facts, words },
      })),
    )
  }

  thread(room: string, subject: string): ThreadView {
    const key = `${room} ${subject}`
    const known = this.#threads.get(key)
    if (known) return known
    const view = new ThreadView(
      room,
      subject,
      (before) => this.#ask("list", { room, subject, list: "thread", before, limit: 50 }),
      () => this.#changed(),
    )
    this.#threads.set(key, view)
    void view.load()
    return view
  }

  closeThread(room: string, subject: string): void {
    this.#threads.delete(`${room} ${subject}`)
  }

  async loadEntry(room: string, subject: string): Promise<Entry | undefined> {
    const { entry } = await this.#ask("entry", { room, subject })
    if (entry) this.rooms.get(room)?.hold(entry)
    return entry ?? undefined
  }

  async closedEntries(room: string, before: number): Promise<CallResults["entries"]> {
    const found = await this.#ask("entries", { room, before, limit: 50 })
    for (const entry of found.entries) this.rooms.get(room)?.hold(entry)
    return found
  }

  /** Everybody who may open the room. */
  async people(room: string): Promise<readonly RoomPerson[]> {
    return (await this.#ask("people", { room })).people
  }

  /** A screenful of what fits, newest first. Undefined when a newer search took its place, or too many search at once. */
  async search(query: string, after: FoundPlace | null): Promise<CallResults["search"] | undefined> {
    const answer = await this.#call("search", { query, after })
    if (!("refusal" in answer)) return answer
    if (answer.refusal.code === "busy" || answer.refusal.code === "too-fast") return undefined
    throw new Refused(answer.refusal)
  }

  /** Of each of these addresses where the agency has sent it before. */
  async sentBefore(addresses: readonly string[]): Promise<(SentBefore | null)[]> {
    return (await this.#ask("sent", { addresses: [...addresses] })).sent
  }

  async mark(room: string, subject: string, seq: number): Promise<void> {
    const held = this.rooms.get(room)
    if (!held || (held.marks.get(subject)?.seq ?? 0) >= seq) return
    const { mark } = await this.#ask("mark", { room, subject, seq })
    held.marked(mark)
  }

  typing(room: string, subject: string): void {
    if (this.#now() - this.#typedAt < typingEveryMs) return
    this.#typedAt = this.#now()
    this.#signal(room, subject, "typing")
  }

  /** What this person looks at; nothing: away. */
  look(at: { room: string; subject: string } | undefined): void {
    const before = this.#looking
    if (before?.subject === at?.subject) return
    this.#looking = at
    if (before) this.#signal(before.room, before.subject, "away")
    if (at) this.#signal(at.room, at.subject, "here")
  }

  async #connect(): Promise<void> {
    this.#leave()
    this.#set({ kind: "connecting" })
    try {
      await this.session.token(this.now())
    } catch (error) {
      if (error instanceof Refused && error.refusal.code === "signed-out") this.session.forget()
      this.#set({ kind: "signed-out" })
      return
    }
    const socket = io(this.#parts.url || undefined, {
      transports: ["websocket"],
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 20_000,
      randomizationFactor: 0.5,
      auth: (answer) => void this.#handshake(answer),
    })
    this.#socket = socket
    this.#listen(socket)
    this.#timer = setInterval(() => this.#confirm(), 1_000)
  }

  async #handshake(answer: (auth: object) => void): Promise<void> {
    const positions = Object.fromEntries([...this.rooms].map(([room, held]) => [room, held.position]))
    try {
      answer({ token: await this.session.token(this.now()), protocol: protocolNumber, positions })
    } catch (error) {
      if (error instanceof Refused && error.refusal.code === "signed-out") return this.#ended()
      // No answer from the hub: the door says no, and the client tries again by itself.
      answer({ token: "", protocol: protocolNumber, positions })
    }
  }

  #listen(socket: Socket): void {
    const on = <K extends keyof Pushes>(name: K & string, take: (push: Pushes[K]) => void, event: string = name) =>
      socket.on(event, (push: Pushes[K], confirm?: () => void) => {
        take(push)
        confirm?.()
      })
    on("hello", (push) => this.#hello(push))
    on("page", (push) => this.rooms.get(push.room)?.take(push))
    on("events", (push) => this.rooms.get(push.room)?.take(push))
    on("snapshot", (push) => this.#snapshot(push))
    on("live", (push) => this.#live(push))
    on("gone", ({ room }) => this.#gone(room))
    on("mark", ({ room, mark }) => this.rooms.get(room)?.marked(mark))
    on("signal", (push) => this.rooms.get(push.room)?.signalled(push, this.now()))
    on("ended", ({ reason }) => {
      if (reason === "signed-out" || reason === "expired") this.#ended()
      else if (reason === "outdated") this.#set({ kind: "outdated" })
      // The hub closes the line when it restarts; Socket.IO would take that for a farewell.
      else setTimeout(() => this.#socket === socket && !socket.connected && socket.connect(), 500)
    })
    socket.on("disconnect", (reason) => {
      for (const held of this.rooms.values()) held.live = false
      if (this.status.kind !== "signed-out") this.#set({ kind: "offline", since: this.#now() })
      if (reason === "io server disconnect" && this.status.kind === "offline")
        setTimeout(() => this.#socket === socket && !socket.connected && socket.connect(), 1_000)
    })
    socket.on("connect_error", (error) => {
      const refusal = (error as { data?: Refusal }).data
      if (refusal?.code === "outdated") return this.#set({ kind: "outdated" })
      if (refusal?.code === "signed-out") return void this.#tryAgain(socket)
      if (this.status.kind !== "offline") this.#set({ kind: "offline", since: this.#now() })
      if (refusal) setTimeout(() => this.#socket === socket && !socket.connected && socket.connect(), 2_000)
    })
  }

  /** The token was refused: it may only have run out. */
  async #tryAgain(socket: Socket): Promise<void> {
    try {
      await this.session.token(this.now() + 3_600_000)
      setTimeout(() => this.#socket === socket && socket.connect(), 1_000)
    } catch (error) {
      if (error instanceof Refused && error.refusal.code === "signed-out") this.#ended()
      else setTimeout(() => this.#socket === socket && socket.connect(), 2_000)
    }
  }

  #hello({ person, at, rooms, mode }: Pushes["hello"]): void {
    this.#offsetMs = Date.parse(at) - this.#now()
    this.person = person
    this.mode = mode
    this.infos = rooms
    for (const name of this.rooms.keys()) if (!rooms.some((info) => info.room === name)) this.#gone(name)
    for (const info of rooms) {
      const held = this.rooms.get(info.room)
      if (held) held.info = info
      else this.#hold(info)
    }
    this.#set({ kind: "catching-up" })
    this.#settle()
  }

  #hold(info: RoomInfo): void {
    const held = new HeldRoom(info, {
      changed: () => this.#changed(),
      arrived: (entry) =>
        held.live && this.dispatchEvent(new CustomEvent("arrived", { detail: { room: info.room, entry } })),
      fetchEntry: (subject) => this.#ask("entry", { room: info.room, subject }),
      reopen: () => this.#open(info.room),
    })
    held.listen((event: RoomEvent) => {
      this.#outbox.seen(event)
      this.#threads.get(`${info.room} ${event.subject}`)?.take(event)
    })
    this.rooms.set(info.room, held)
    this.#open(info.room)
  }

  #open(room: string): void {
    const position = this.rooms.get(room)?.position ?? startPosition
    this.#call("open", { room, position }).then(
      (answer) => {
        if ("refusal" in answer && answer.refusal.code === "gone") this.#gone(room)
        else if ("refusal" in answer) setTimeout(() => this.rooms.has(room) && this.#open(room), 1_000)
      },
      () => undefined,
    )
  }

  #snapshot(push: Pushes["snapshot"]): void {
    this.rooms.get(push.room)?.snapshot(push)
    // What a snapshot leaves out of a thread is read anew.
    if (push.last)
      for (const view of this.#threads.values()) if (view.room === push.room && view.loaded) void view.load()
  }

  #live(push: Pushes["live"]): void {
    this.rooms.get(push.room)?.wentLive(push)
    for (const view of this.#threads.values()) if (view.room === push.room && !view.loaded) void view.load()
    if (this.#looking?.room === push.room) this.#signal(push.room, this.#looking.subject, "here")
    this.#settle()
    this.#outbox.flush()
  }

  #settle(): void {
    if (this.status.kind === "catching-up" && [...this.rooms.values()].every((held) => held.live))
      this.#set({ kind: "live" })
  }

  #gone(room: string): void {
    this.rooms.delete(room)
    this.infos = this.infos.filter((info) => info.room !== room)
    this.#outbox.drop(room)
    for (const [key, view] of this.#threads) if (view.room === room) this.#threads.delete(key)
    this.#changed()
    this.#settle()
  }

  #ended(): void {
    this.session.forget()
    this.#leave()
  }

  #leave(): void {
    clearInterval(this.#timer)
    const socket = this.#socket
    this.#socket = undefined
    socket?.disconnect()
    this.rooms.clear()
    this.#threads.clear()
    this.infos = []
    this.person = undefined
    this.#looking = undefined
    this.#set({ kind: "signed-out" })
  }

  #confirm(): void {
    const moved = [...this.rooms].filter(([room, held]) => held.live && this.#confirmed.get(room) !== held.position.seq)
    if (moved.length === 0 || !this.#socket?.connected) return
    for (const [room, held] of moved) this.#confirmed.set(room, held.position.seq)
    this.#socket.emit("confirm", Object.fromEntries(moved.map(([room, held]) => [room, held.position.seq])))
  }

  #signal(room: string, subject: string, signal: "typing" | "here" | "away"): void {
    if (this.#socket?.connected && this.rooms.get(room)?.live) this.#socket.emit("signal", { room, subject, signal })
  }

  async #call<K extends CallName>(name: K, value: CallOf<K>): Promise<CallResults[K] | { refusal: Refusal }> {
    const socket = this.#socket
    if (!socket?.connected) throw new Error("offline")
    return (await socket.timeout(name === "open" ? 60_000 : callMs).emitWithAck(name, value)) as
      CallResults[K] | { refusal: Refusal }
  }

  async #ask<K extends CallName>(name: K, value: CallOf<K>): Promise<CallResults[K]> {
    const answer = await this.#call(name, value)
    if ("refusal" in answer) throw new Refused(answer.refusal)
    return answer
  }

  #set(status: Status): void {
    this.status = status
    this.#changed()
  }

  /** Many changes of one moment become one `change`. */
  #changed(): void {
    if (this.#announced) return
    this.#announced = true
    queueMicrotask(() => {
      this.#announced = false
      this.dispatchEvent(new Event("change"))
    })
  }
}

export type { Mark, Pending, SignInPage }
