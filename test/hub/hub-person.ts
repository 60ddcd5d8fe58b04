// One person's client in tests: signs in over HTTP, holds rooms by the same fold as the page, keeps every byte it received.
// Made by start-hub.ts.
import { io, type Socket } from "socket.io-client"
import { emptySlice, type Entry, type RoomSlice } from "../../protocol/entries.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { retryCodes, type Refusal } from "../../protocol/errors.ts"
import { startPosition, type Position, type Proposal, type RoomEvent } from "../../protocol/event.ts"
import { applyEvent } from "../../protocol/fold.ts"
import {
  protocolNumber,
  type Answer,
  type CallName,
  type CallOf,
  type CallResults,
  type Pushes,
} from "../../protocol/wire.ts"

export interface Grant {
  url: string
  session: string
  token: string
  cookie: string
  setCookie: string
  person: { id: string; name: string }
}

export async function signIn(url: string, person: string): Promise<Grant> {
  const response = await fetch(`${url}/api/sign-in`, {
    method: "POST",
    headers: { origin: url, "content-type": "application/json" },
    body: JSON.stringify({ person }),
  })
  if (response.status !== 200) throw new Error(`signing in as ${person}: ${response.status} ${await response.text()}`)
  const setCookie = response.headers.get("set-cookie") ?? ""
  const granted = (await response.json()) as Omit<Grant, "url" | "cookie" | "setCookie">
  return { url, setCookie, cookie: setCookie.split(";")[0]!, ...granted }
}

export interface Held {
  position: Position
  slice: RoomSlice
  entries: Map<string, Entry>
  /** every event received, in the order of arrival */
  events: RoomEvent[]
  snapshots: number
  live: boolean
}

export interface Frame {
  event: string
  data: unknown
}

const deadlineMs = 15_000

export class HubPerson {
  readonly grant: Grant
  readonly rooms = new Map<string, Held>()
  readonly frames: Frame[] = []
  /** every text that came over the socket, acknowledgements too */
  readonly bytes: string[] = []
  hello: Pushes["hello"] | undefined
  protocol: number = protocolNumber
  ended: string | undefined
  /** false: a reader that never says how far it got */
  confirms = true
  /** false: a reader that takes no page */
  acknowledges = true
  #socket: Socket | undefined
  readonly #waiting = new Set<() => void>()

  constructor(grant: Grant) {
    this.grant = grant
  }

  get id(): string {
    return this.grant.person.id
  }

  get connected(): boolean {
    return this.#socket?.connected ?? false
  }

  get socket(): Socket {
    if (!this.#socket) throw new Error("not connected")
    return this.#socket
  }

  /** Connects with the positions held; rejects with the hub's refusal of the connection. */
  async connect(positions = this.positions()): Promise<void> {
    this.#socket?.disconnect()
    this.hello = undefined
    for (const held of this.rooms.values()) held.live = false
    const auth = { token: this.grant.token, protocol: this.protocol, positions }
    const socket = io(this.grant.url, {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      auth,
    })
    this.#socket = socket
    socket.io.on("open", () => socket.io.engine.on("data", (data: unknown) => void this.bytes.push(String(data))))
    socket.onAny((event: string, data: unknown, acknowledge?: () => void) => {
      if (socket !== this.#socket) return
      this.frames.push({ event, data })
      this.#take(event, data)
      if (this.acknowledges) acknowledge?.()
      this.#changed()
    })
    // As the page does: once a second, how far it got in each live room. [R29]
    const confirming = setInterval(() => this.confirms && socket.emit("confirm", this.#confirmed()), 1_000)
    socket.on("disconnect", () => {
      clearInterval(confirming)
      this.#changed()
    })
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve)
      socket.once("connect_error", (error) => {
        clearInterval(confirming)
        reject((error as Error & { data?: Refusal }).data ?? error)
      })
      socket.connect()
    })
    await this.fact(() => this.hello !== undefined || this.ended !== undefined, "hello")
  }

  positions(): Record<string, Position> {
    return Object.fromEntries([...this.rooms].map(([room, { position }]) => [room, position]))
  }

  /** Opens every room of the hello that is not held yet. */
  async openAll(): Promise<void> {
    for (const { room } of this.hello?.rooms ?? []) if (!this.rooms.has(room)) await this.open(room)
  }

  async open(room: string, position: Position = startPosition): Promise<CallResults["open"] | { refusal: Refusal }> {
    return this.call("open", { room, position })
  }

  /** One call; what says "later, the same again" is done so, as the page does. */
  async call<K extends CallName>(name: K, value: CallOf<K>): Promise<CallResults[K] | { refusal: Refusal }> {
    for (;;) {
      const answer = (await this.raw(name, value)) as CallResults[K] | { refusal: Refusal }
      if (!("refusal" in answer) || !retryCodes.has(answer.refusal.code)) return answer
      const waitMs = answer.refusal.code === "too-fast" ? answer.refusal.retryMs : 50
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }

  raw(name: string, ...values: unknown[]): Promise<unknown> {
    return this.socket.timeout(deadlineMs).emitWithAck(name, ...values)
  }

  async propose(room: string, ...proposals: unknown[]): Promise<Answer[]> {
    const answer = await this.call("propose", { room, proposals })
    if ("refusal" in answer) throw new Error(`${this.id} in ${room}: ${JSON.stringify(answer.refusal)}`)
    return answer.answers
  }

  /** The accepted proposals' seqs; throws at the first refusal. */
  async accepted(room: string, ...proposals: Proposal[]): Promise<number[]> {
    return (await this.propose(room, ...proposals)).map((answer) => {
      if ("refusal" in answer) throw new Error(`${this.id} in ${room}: ${JSON.stringify(answer.refusal)}`)
      return answer.seq
    })
  }

  /** The first refusal among the answers. */
  async refused(room: string, ...proposals: unknown[]): Promise<Refusal | undefined> {
    const answers = await this.propose(room, ...proposals)
    for (const answer of answers) if ("refusal" in answer) return answer.refusal
    return undefined
  }

  held(room: string): Held {
    const held = this.rooms.get(room)
    if (!held) throw new Error(`${this.id} holds no ${room}`)
    return held
  }

  /** Forgets what is held and opens the room from this position; resolves when it is live. */
  async openFrom(room: string, position: Position): Promise<Held> {
    this.rooms.set(room, { ...this.#room(room), position, entries: new Map(), events: [], snapshots: 0, live: false })
    await this.open(room, position)
    await this.fact(() => this.held(room).live, `${room} live`)
    return this.held(room)
  }

  referral(room: string, subject: string): ReferralEntry {
    const entry = this.held(room).entries.get(subject)
    if (entry?.kind !== "referral") throw new Error(`${this.id} holds no referral ${subject}`)
    return entry
  }

  async seesReferral(
    room: string,
    subject: string,
    predicate: (entry: ReferralEntry) => boolean = () => true,
  ): Promise<ReferralEntry> {
    const found = () => this.rooms.get(room)?.entries.get(subject)
    await this.fact(() => {
      const entry = found()
      return entry?.kind === "referral" && entry.received && predicate(entry)
    }, `referral ${subject}`)
    return this.referral(room, subject)
  }

  /** Waits for an event; answers it. */
  async sees(predicate: string | ((event: RoomEvent) => boolean)): Promise<RoomEvent> {
    const matches = typeof predicate === "string" ? (event: RoomEvent) => event.type === predicate : predicate
    const find = () => [...this.rooms.values()].flatMap((held) => held.events).find(matches)
    await this.fact(() => find() !== undefined, String(predicate))
    return find()!
  }

  async seesFrame(event: string, predicate: (data: never) => boolean = () => true): Promise<unknown> {
    const find = () => this.frames.find((frame) => frame.event === event && predicate(frame.data as never))
    await this.fact(() => find() !== undefined, `frame ${event}`)
    return find()!.data
  }

  reaches(room: string, seq: number): Promise<void> {
    return this.fact(() => (this.rooms.get(room)?.position.seq ?? 0) >= seq, `${room} ${seq}`)
  }

  /** Waits until it is so, looking whenever something arrives. */
  fact(holds: () => boolean, what = "a fact"): Promise<void> {
    if (holds()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const done = () => (clearTimeout(late), this.#waiting.delete(look))
      const look = () => void (holds() && (done(), resolve()))
      const late = setTimeout(() => (done(), reject(new Error(`${this.id} waited in vain for ${what}`))), deadlineMs)
      this.#waiting.add(look)
    })
  }

  leave(): void {
    this.#socket?.disconnect()
  }

  #changed(): void {
    for (const look of this.#waiting) look()
  }

  #take(event: string, data: unknown): void {
    if (event === "hello") this.hello = data as Pushes["hello"]
    if (event === "ended") this.ended = (data as Pushes["ended"]).reason
    if (event === "gone") this.rooms.delete((data as Pushes["gone"]).room)
    if (event === "live") this.#room((data as Pushes["live"]).room).live = true
    if (event === "snapshot") this.#snapshot(data as Pushes["snapshot"])
    if (event !== "page" && event !== "events") return
    const { room, events, entries } = data as Pushes["events"]
    const held = this.#room(room)
    for (const each of events) {
      if (each.seq !== held.position.seq + 1)
        throw new Error(`${this.id}: event ${each.seq} of ${room} came after ${held.position.seq}`)
      const after = applyEvent(held.entries.get(each.subject), held.slice, each)
      if (after.entry) held.entries.set(each.subject, after.entry)
      held.slice = after.slice
      held.position = { seq: each.seq, hash: each.hash }
      held.events.push(each)
    }
    for (const entry of entries ?? []) held.entries.set(entry.subject, entry)
  }

  #confirmed(): Record<string, number> {
    return Object.fromEntries(
      [...this.rooms].flatMap(([room, { live, position }]) => (live ? [[room, position.seq]] : [])),
    )
  }

  #snapshot({ room, position, slice, entries, first }: Pushes["snapshot"]): void {
    const held = this.#room(room)
    if (first) (held.entries.clear(), (held.snapshots += 1))
    for (const entry of entries) held.entries.set(entry.subject, entry)
    held.position = position
    held.slice = slice
  }

  #room(room: string): Held {
    const known = this.rooms.get(room)
    if (known) return known
    const held = {
      position: startPosition,
      slice: emptySlice,
      entries: new Map<string, Entry>(),
      events: [],
      snapshots: 0,
      live: false,
    }
    this.rooms.set(room, held)
    return held
  }
}
