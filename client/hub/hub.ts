// Everything that the client holds of the hub. The app element makes it; screens read it and call it.
// `change` says that something held has changed; `arrived` that an alert, a referral or a lead is new. Wire: protocol/wire.ts.
import { io } from "socket.io-client"
import type { Entry } from "../../protocol/entries.ts"
import { readRoom, type By, type Proposal } from "../../protocol/event.ts"
import { UnknownType } from "../../protocol/fold.ts"
import { clockDefaults } from "../../protocol/vocabulary.ts"
import { may } from "../../protocol/permissions.ts"
import { mayRedact } from "../../protocol/topics/message.ts"
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
import { Attention } from "./attention.ts"
import { machineClock, type Clock } from "./clock.ts"
import type { HeldRoom } from "./held-room.ts"
import { Line, signedOut } from "./line.ts"
import { OwnThreads } from "./own-threads.ts"
import { Outbox, type Pending } from "./outbox.ts"
import { Rooms } from "./rooms.ts"
import { Scratch } from "./scratch.ts"
import {
  Refused,
  Session,
  type OwnAccount,
  type SignInAs,
  type SignInPage,
  type SignInStep,
  type Storage,
} from "./session.ts"
import type { ThreadView } from "./thread-view.ts"
import { Threads } from "./threads.ts"

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
  clock?: Clock
  io?: typeof io
  protocol?: number
  /** the least time between two attempts to connect */
  backoffMs?: number
}

export interface Draft {
  type: string
  subject: string
  target?: number
  facts: unknown
  words: unknown
}

const confirmEveryMs = 1_000
const resumeMs = 2_000

export class Hub extends EventTarget {
  readonly session: Session
  status: Status = { kind: "signed-out" }
  person: PersonInfo | undefined
  /** what the rooms do not tell of this person; asked for again after each change of rights */
  account: OwnAccount | undefined
  mode: "evaluation" | "production" = "evaluation"
  /** how long things may take in what is delivered now */
  clocks: Pushes["hello"]["clocks"] = clockDefaults
  readonly scratch: Scratch
  readonly own: OwnThreads
  readonly #clock: Clock
  readonly #line: Line
  readonly #rooms: Rooms
  readonly #outbox: Outbox
  readonly #threads: Threads
  readonly #attention: Attention
  /** by room: who may open it, as it was last asked since the line came back; null while it is asked */
  readonly #people = new Map<string, readonly RoomPerson[] | null>()
  #offsetMs = 0
  #announced = false
  #stopConfirming: (() => void) | undefined
  /** grows with every sign-in and sign-out: what was begun before is of no use any more */
  #stay = 0

  constructor({ url, fetch, storage, clock = machineClock, ...parts }: HubParts) {
    super()
    this.#clock = clock
    this.session = new Session({ fetch, url, own: storage.tab, last: storage.browser })
    this.#line = new Line({
      url,
      io: parts.io ?? io,
      clock,
      session: this.session,
      now: () => this.now(),
      protocol: parts.protocol ?? protocolNumber,
      backoffMs: parts.backoffMs ?? 500,
      positions: () => this.#rooms.positions(),
      take: {
        hello: (push) => this.#hello(push),
        page: (push) => this.#take(push),
        events: (push) => this.#take(push),
        snapshot: (push) => this.#snapshot(push),
        live: (push) => this.#live(push),
        gone: ({ room }) => this.#rooms.gone(room),
        mark: ({ room, mark }) => this.rooms.get(room)?.marked(mark),
        kept: ({ key, text }) => this.own.take(key, text),
        signal: (push) => this.rooms.get(push.room)?.signalled(push, this.now()),
      },
      down: () => this.#down(),
      outdated: () => this.#set({ kind: "outdated" }),
      ended: () => this.#ended(),
    })
    this.#rooms = new Rooms({
      line: this.#line,
      clock,
      changed: () => this.#changed(),
      arrived: (room, entry) => this.dispatchEvent(new CustomEvent("arrived", { detail: { room, entry } })),
      event: (event) => {
        this.#outbox.seen(event)
        this.#threads.take(event)
      },
      lost: (room) => this.#lost(room),
      shown: (room, subject) => this.#attention.isAt(room, subject),
      again: (room, subject) => this.own.again(room, subject),
    })
    this.#outbox = new Outbox({
      storage: storage.tab,
      clock,
      now: () => this.now(),
      ready: (room) => this.#line.connected && this.rooms.get(room)?.live === true,
      send: (room, proposals) => this.#line.call("propose", { room, proposals }),
      changed: () => this.#changed(),
    })
    this.#threads = new Threads({
      list: (room, subject, before, limit) => this.#ask("list", { room, subject, list: "thread", before, limit }),
      changed: () => this.#changed(),
    })
    this.#attention = new Attention({
      clock,
      room: (name) => this.rooms.get(name),
      signal: (room, subject, signal) => this.#rooms.signal(room, subject, signal),
      mark: (room, subject, seq) => this.#ask("mark", { room, subject, seq }),
    })
    this.scratch = new Scratch({
      storage: storage.tab,
      clock,
      keep: (key, text) => this.#ask("keep", { key, text }),
      kept: (prefix) => this.#ask("kept", { prefix }),
    })
    this.own = new OwnThreads({
      put: (key, text) => this.scratch.put(key, text),
      all: (prefix) => this.scratch.all(prefix),
      unsent: (key) => this.scratch.unsent(key),
      changed: (room, subject) => this.rooms.get(room)?.touched(subject),
    })
  }

  /** By name: what is held of each room that this person may open. */
  get rooms(): Map<string, HeldRoom> {
    return this.#rooms.held
  }

  get infos(): readonly RoomInfo[] {
    return this.#rooms.infos
  }

  /** The hub's time, ms since 1970, whatever this machine's clock says. */
  now(): number {
    return this.#clock.now() + this.#offsetMs
  }

  /** Goes on with the session of this tab or of this browser, if there is one. */
  async resume(): Promise<void> {
    if (this.session.id) await this.#connect()
  }

  signInPage(): Promise<SignInPage> {
    return this.session.page()
  }

  /** Connects when nothing more is asked; with recovery codes to be read first, `resume` goes on. */
  async signIn(who: SignInAs): Promise<SignInStep> {
    const answer = await this.session.begin(who)
    if (answer.step === "in" && !answer.recoveryCodes) await this.#connect()
    return answer
  }

  async signOut(): Promise<void> {
    this.#leave()
    await this.session.end()
  }

  /** The rooms of which what is held may be incomplete, whatever was tried. [R165] */
  get broken(): RoomInfo[] {
    return [...this.rooms.values()].filter((held) => held.broken).map((held) => held.info)
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

  /** Whether this person may take back for everybody what somebody wrote in a room: a message, a translation. */
  mayRedact(room: string, author: By): boolean {
    const info = this.rooms.get(room)?.info
    if (!info || !this.person || !this.may(room, "message.redacted")) return false
    return mayRedact({ ...this.person, ...info.acting }, author)
  }

  /** Whether this person reads there with a reason, and does nothing else. */
  readsOnly(room: string): boolean {
    return this.rooms.get(room)?.readsOnly ?? false
  }

  /** Sends proposals in order and answers each, however long it takes; what waits survives a reload. */
  propose(room: string, drafts: readonly Draft[]): Promise<Answer[]> {
    const held = this.rooms.get(room)
    const answers = this.#outbox.propose(
      room,
      drafts.map(({ type, subject, target, facts, words }): Omit<Proposal, "id"> => ({
        type,
        subject,
        seen: held?.entries.get(subject)?.seq ?? 0,
        ...(target === undefined ? {} : { target }),
        body: { facts, words },
      })),
    )
    // Before the first hello nobody knows which rooms there are.
    if (this.person) this.#outbox.dropExcept(new Set(this.rooms.keys()))
    return answers
  }

  thread(room: string, subject: string): ThreadView {
    return this.#threads.get(room, subject)
  }

  async loadEntry(room: string, subject: string): Promise<Entry | undefined> {
    const { entry } = await this.#ask("entry", { room, subject })
    if (entry) this.rooms.get(room)?.hold(entry)
    return entry ?? undefined
  }

  /** A page of what is closed. Of one kind alone: those are held beside the last ones, the others are not. */
  async closedEntries(room: string, before: number, only?: Entry["kind"]): Promise<CallResults["entries"]> {
    const found = await this.#ask("entries", { room, before, limit: 50 })
    const held = this.rooms.get(room)
    if (only) held?.holdMore(found.entries.filter(({ kind }) => kind === only))
    else for (const entry of found.entries) held?.hold(entry)
    return found
  }

  /** Whether the roles of somebody of the room's organisation allow an act in it; until that is known it is taken for granted. */
  othersMay(room: string, person: string, action: string): boolean {
    const kind = readRoom(room)?.kind
    const known = this.#people.get(room)
    if (known === undefined) {
      this.#people.set(room, null)
      void this.people(room).then(
        (people) => {
          this.#people.set(room, people)
          this.#changed()
        },
        () => this.#people.delete(room),
      )
    }
    const owner = this.rooms.get(room)?.info.organisation
    if (!known || !kind || !owner) return true
    const found = known.find(({ id, organisation }) => id === person && organisation === owner.id)
    return found !== undefined && may({ kind: owner.kind, roles: found.roles }, kind, action)
  }

  /** Everybody who may open the room. */
  async people(room: string): Promise<readonly RoomPerson[]> {
    return (await this.#ask("people", { room })).people
  }

  /** A screenful of what fits, newest first. Undefined when a newer search took its place, or too many search at once. */
  async search(query: string, after: FoundPlace | null): Promise<CallResults["search"] | undefined> {
    const answer = await this.#line.call("search", { query, after })
    if (!("refusal" in answer)) return answer
    if (answer.refusal.code === "busy" || answer.refusal.code === "too-fast") return undefined
    throw new Refused(answer.refusal)
  }

  /** Of each of these addresses where the agency has sent it before. */
  async sentBefore(addresses: readonly string[]): Promise<(SentBefore | null)[]> {
    return (await this.#ask("sent", { addresses: [...addresses] })).sent
  }

  mark(room: string, subject: string, seq: number): Promise<void> {
    return this.#attention.mark(room, subject, seq)
  }

  typing(room: string, subject: string): void {
    this.#attention.typing(room, subject)
  }

  /** What this person looks at; nothing: away. */
  look(at: { room: string; subject: string } | undefined): void {
    this.#attention.look(at)
  }

  async #connect(): Promise<void> {
    this.#leave()
    const stay = this.#stay
    this.#set({ kind: "connecting" })
    try {
      await this.session.token(this.now())
    } catch (error) {
      if (stay !== this.#stay) return
      if (signedOut(error)) return this.#ended()
      // The hub does not answer: the session may well go on.
      this.#down()
      this.#clock.after(resumeMs, () => stay === this.#stay && void this.#connect())
      return
    }
    if (stay !== this.#stay) return
    this.#outbox.begin(this.session.person ?? "")
    this.scratch.begin(this.session.person ?? "")
    this.#line.open()
    this.#confirmLater()
  }

  #down(): void {
    this.#rooms.cut()
    if (this.status.kind !== "offline") this.#set({ kind: "offline", since: this.#clock.now() })
  }

  #hello({ person, at, rooms, mode, clocks }: Pushes["hello"]): void {
    this.#offsetMs = Date.parse(at) - this.#clock.now()
    this.person = person
    this.mode = mode
    this.clocks = clocks
    this.#people.clear()
    this.#rooms.greeted(rooms)
    this.#outbox.dropExcept(new Set(this.rooms.keys()))
    this.#set({ kind: "catching-up" })
    this.#settle()
    this.scratch.flush()
    void this.own.load()
    void this.#loadAccount()
  }

  async #loadAccount(): Promise<void> {
    const account = await this.session.account().catch(() => undefined)
    if (!account || !this.person) return
    this.account = account
    this.#changed()
  }

  #take(push: Pushes["events"]): void {
    try {
      this.rooms.get(push.room)?.take(push)
    } catch (error) {
      // The hub speaks of what this page does not know: only a newer page can go on.
      if (!(error instanceof UnknownType)) throw error
      this.#line.close()
      this.#set({ kind: "outdated" })
    }
  }

  #snapshot(push: Pushes["snapshot"]): void {
    this.rooms.get(push.room)?.snapshot(push)
    if (push.last) this.#threads.restart(push.room)
  }

  #live(push: Pushes["live"]): void {
    const held = this.rooms.get(push.room)
    held?.wentLive(push)
    if (!held?.live) return
    this.#threads.load(push.room)
    this.#attention.tell(push.room)
    this.#settle()
    this.#outbox.flush()
  }

  #settle(): void {
    if (this.status.kind === "catching-up" && this.#rooms.settled) this.#set({ kind: "live" })
  }

  /** Nothing of a lost room stays here. [R22] */
  #lost(room: string): void {
    this.#outbox.dropExcept(new Set(this.infos.map((info) => info.room)))
    this.#threads.drop(room)
    this.#changed()
    this.#settle()
  }

  #ended(): void {
    this.session.forget()
    this.#leave()
  }

  #leave(): void {
    this.#stay += 1
    this.#stopConfirming?.()
    this.#line.close()
    this.#rooms.clear()
    this.#threads.clear()
    this.person = undefined
    this.#attention.clear()
    this.own.clear()
    this.account = undefined
    this.#set({ kind: "signed-out" })
  }

  /** Once a second: how far each live room was applied. First at some moment of it, or a thousand pages that came back at once would all speak at once. [R29] */
  #confirmLater(afterMs = Math.random() * confirmEveryMs): void {
    this.#stopConfirming = this.#clock.after(afterMs, () => {
      this.#rooms.confirm()
      this.#confirmLater(confirmEveryMs)
    })
  }

  async #ask<K extends CallName>(name: K, value: CallOf<K>): Promise<CallResults[K]> {
    const answer = await this.#line.call(name, value)
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
