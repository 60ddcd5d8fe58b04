// One room: takes turns, remembers its state, and is the only writer of its log in this process.
// Called by rooms.ts. Knows nothing of sockets: what it accepts it hands to `publish`. Rules R1-R15 and R22 in protocol/SPEC.md.
import { setTimeout as pause } from "node:timers/promises"
import type { Entry } from "../../protocol/entries.ts"
import { hubActor, readRoom, type Actor, type Position, type RoomEvent } from "../../protocol/event.ts"
import type { Answer } from "../../protocol/wire.ts"
import { StoreAway, type Row, type Store } from "../store/store.ts"
import { fault, readRow } from "./chain.ts"
import { failAt } from "../store/fail-at.ts"
import { Followers } from "./followers.ts"
import { answerFor, judge, type Parsed, type Waiting } from "./judge.ts"
import { Pace } from "./pace.ts"
import { redact } from "./redact.ts"
import { Ring } from "./ring.ts"
import { Draft, State } from "./state.ts"
import { StoredState } from "./stored-state.ts"
import { WaitingList, type Asked } from "./waiting-list.ts"

export interface Committed {
  room: string
  rows: Row[]
  events: RoomEvent[]
  /** the events' JSON texts, for the frame */
  texts: string[]
  changed: Entry[]
  woken: Entry[]
  before: Position
  position: Position
}

export interface RoomParts {
  store: Store
  /** ms since 1970 */
  now(): number
  /**
   * how this person acts in this room right now, or undefined when they may not open it; in `access` also how they
   * administer the organisation that a proposal names, without opening the room [R184]
   */
  actor(person: string, organisation?: string): Actor | undefined
  /** called in the turn, synchronously, before anybody is answered */
  publish(committed: Committed): void
  /** a fault that this process cannot mend: the room stops and the process goes unready */
  broken(room: string, what: string): void
  counted(what: "accepted" | "turn" | "refused" | "away", seconds?: number): void
  /** false while this process has not heard from the store for 5 s: rights may have ended meanwhile, so nothing is judged [R16] */
  inContact(): boolean
}

const saveEvery = 1_000

export class Room {
  readonly name: string
  readonly #kind
  readonly #parts: RoomParts
  readonly #state = new State()
  readonly #ring = new Ring()
  readonly #waiting = new WaitingList()
  readonly #stored: StoredState
  readonly #followers = new Followers()
  readonly #pace = new Pace()
  #running: Promise<void> | undefined
  #stopped = false
  #gaveUp = false
  /** the last turn, while nobody knows whether it is in the store */
  #uncertain: readonly Waiting[] = []
  #wanted = 0

  constructor(name: string, parts: RoomParts) {
    this.name = name
    this.#kind = readRoom(name)!.kind
    this.#parts = parts
    this.#stored = new StoredState(name, this.#state, parts)
  }

  get position(): Position {
    return this.#state.position
  }

  get slice(): State["slice"] {
    return this.#state.slice
  }

  get entries(): ReadonlyMap<string, Entry> {
    return this.#state.entries
  }

  get waiting(): number {
    return this.#waiting.size
  }

  get ring(): Pick<Ring, "after" | "at"> {
    return this.#ring
  }

  /** Reads the stored state and the log after it. Called once, before anything else. */
  async load(): Promise<void> {
    await this.#stored.load()
    await this.#readTail(true)
  }

  /**
   * Accepts a proposal once: the same id by the same person always answers the same event. Resolves after the event is
   * durable, or with a refusal. `person` is a person's id, or "hub". [R2][R3]
   */
  propose(person: string, parsed: Parsed): Promise<Answer> {
    const { id, body } = parsed.proposal
    const facts = JSON.stringify(body.facts)
    const words = JSON.stringify(body.words)
    const asked: Asked = { ...parsed, person, facts, words }
    const waits = this.#waiting.join(asked)
    if (waits) return waits
    const before = this.#ring.find(id)
    if (before && this.#actor(person)) return Promise.resolve(answerFor(asked, before))
    if (this.#stopped) return Promise.resolve({ id, refusal: { code: "busy" } })
    if (this.#waiting.full) return this.#fromLog(asked)
    const answered = this.#waiting.add(asked)
    this.#run()
    return answered
  }

  /** No place is left: what is in the log already needs none. [R13] */
  async #fromLog(asked: Asked): Promise<Answer> {
    const { id } = asked.proposal
    const row = await this.#parts.store.find(this.name, id).catch(() => undefined)
    return row && this.#actor(asked.person) ? answerFor(asked, row) : { id, refusal: { code: "busy" } }
  }

  /** Somebody has appended to this room; `seq` if the store knows how far. */
  wake(seq = Infinity): void {
    if (this.#stopped || seq <= this.#state.position.seq) return
    this.#wanted = Math.max(this.#wanted, seq)
    this.#run()
  }

  /** Resolves once this process has applied the log as far as this, or cannot. */
  async reaches(seq: number): Promise<void> {
    if (seq <= this.#state.position.seq || this.#stopped) return
    this.wake(seq)
    await this.#followers.wait(() => this.#state.position.seq >= seq || this.#stopped || this.#wanted === 0)
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** No more proposals; what waits is finished. False when the store was away, and the people who wait were told so. */
  async stop(): Promise<boolean> {
    this.#stopped = true
    await this.idle()
    return !this.#gaveUp
  }

  /** The log after `seq`, from memory where that reaches: for those who follow it closely. */
  async log(seq: number, limit: number): Promise<readonly Row[]> {
    return this.#ring.rows(seq, limit) ?? this.#parts.store.read(this.name, seq, limit)
  }

  /** Makes sure that this subject's entry is in memory if it exists. Entries that are closed are not held at first. */
  hold(subject: string): Promise<Entry | undefined> {
    return this.#stored.hold(subject)
  }

  /** The subject's entry as it stands, without holding it from now on: what is not in memory has not changed since it was stored. */
  async look(subject: string): Promise<Entry | undefined> {
    return this.#state.entries.get(subject) ?? (await this.#parts.store.loadEntry(this.name, subject))
  }

  save(): Promise<void> {
    return this.#stored.save()
  }

  saveIfDue(): Promise<void> {
    return this.#stored.saveIfDue()
  }

  #actor(person: string, organisation?: string): Actor | undefined {
    return person === hubActor.id ? hubActor : this.#parts.actor(person, organisation)
  }

  #run(): void {
    this.#running ??= this.#turns().finally(() => {
      this.#running = undefined
      if (this.#waiting.size > 0 || this.#wanted > this.#state.position.seq) this.#run()
    })
  }

  async #turns(): Promise<void> {
    // What arrives in the same tick rides in the same turn.
    await Promise.resolve()
    while (this.#waiting.size > 0 || this.#wanted > this.#state.position.seq) {
      this.#pace.begin()
      try {
        if (this.#uncertain.length > 0) await this.#settle()
        if (this.#wanted > this.#state.position.seq) await this.#readTail(false)
        if (this.#waiting.size > 0) {
          if (!this.#parts.inContact()) throw new StoreAway("nothing was heard from the store for too long")
          await this.#turn()
        }
      } catch (error) {
        // The store is away: what waits, waits. The client asks again with the same id. [R15]
        if (this.#stopped) return this.#giveUp()
        this.#parts.counted("away")
        if (!(error instanceof StoreAway)) this.#parts.broken(this.name, String(error))
        await pause(200)
        continue
      }
      await this.#pace.rest()
    }
  }

  #giveUp(): void {
    this.#gaveUp = true
    this.#wanted = 0
    this.#waiting.giveUp()
  }

  async #turn(): Promise<void> {
    const batch = this.#waiting.batch()
    const targets = await this.#prepare(batch)
    const judged = judge(batch, targets, {
      room: this.name,
      kind: this.#kind,
      state: this.#state,
      ring: this.#ring,
      nowMs: this.#parts.now(),
      actor: (person, organisation) => this.#actor(person, organisation),
    })
    if (judged.rows.length > 0) {
      const { answer, tookMs } = await this.#pace.store(this.#parts.store.append(judged.rows))
      this.#parts.counted("turn", tookMs / 1_000)
      if (answer === "unknown") {
        this.#uncertain = batch
        if (this.#stopped) throw new StoreAway("nobody is left to wait for what became of it")
        return this.#settle()
      }
      if (answer === "conflict") {
        // Somebody else was first, or an id is in the log already: read the tail, answer what is found, judge the rest again.
        await this.#readTail(false)
        return this.#answerKnown(batch)
      }
      failAt("after-commit")
      await this.#commit(judged.draft, judged.rows, judged.events)
      failAt("after-fan-out")
      for (const row of judged.rows)
        this.#waiting.answer(row.id, { id: row.id, seq: row.seq, hash: row.hash, at: row.at })
    }
    for (const { waiting, refusal } of judged.refused) {
      // What is refused now may be a resend of what was accepted long ago. [R3]
      const known = refusal.code === "gone" ? undefined : await this.#parts.store.find(this.name, waiting.proposal.id)
      this.#waiting.answer(
        waiting.proposal.id,
        known ? answerFor(waiting, known) : { id: waiting.proposal.id, refusal },
      )
      this.#parts.counted("refused")
    }
    for (const { waiting, row } of judged.known) this.#waiting.answer(waiting.proposal.id, answerFor(waiting, row))
    if (this.#state.position.seq - this.#stored.seq >= saveEvery) void this.save()
  }

  /** Loads what the batch names and memory does not hold: closed entries and targets. The only reads before a turn. */
  async #prepare(batch: readonly Waiting[]): Promise<Map<number, RoomEvent>> {
    const targets = new Map<number, RoomEvent>()
    for (const { proposal } of batch) {
      if (!this.#state.entries.has(proposal.subject)) await this.hold(proposal.subject)
      const target = proposal.target
      if (target === undefined || targets.has(target)) continue
      const row = this.#ring.at(target) ?? (await this.#parts.store.read(this.name, target - 1, 1))[0]
      if (row?.seq === target) targets.set(target, readRow(row))
    }
    return targets
  }

  /** Nothing is judged again until it is known what became of the last turn: what it wrote must not appear after a refusal. [R15] */
  async #settle(): Promise<void> {
    await this.#parts.store.barrier(this.name)
    await this.#readTail(false)
    await this.#answerKnown(this.#uncertain)
    this.#uncertain = []
  }

  /** After a lost race: answers what the log holds already; the others stay and are judged again. */
  async #answerKnown(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) {
      const row = this.#ring.find(waiting.proposal.id) ?? (await this.#parts.store.find(this.name, waiting.proposal.id))
      if (row) this.#waiting.answer(waiting.proposal.id, answerFor(waiting, row))
    }
  }

  /** Reads what others have appended, and publishes it unless this is the cold start. */
  async #readTail(cold: boolean): Promise<void> {
    for (;;) {
      const rows = await this.#parts.store.read(this.name, this.#state.position.seq, 512)
      if (rows.length === 0) {
        // A wake-up without news must not spin; the next one asks again.
        this.#wanted = 0
        return this.#followers.tell()
      }
      let previous = this.#state.position
      for (const row of rows) {
        const what = fault(previous, row)
        if (what) {
          this.#stopped = true
          this.#followers.tell()
          this.#parts.broken(this.name, `event ${row.seq}: ${what}`)
          throw new Error(`room ${this.name} is damaged at event ${row.seq}: ${what}. Run "hub verify".`)
        }
        previous = { seq: row.seq, hash: row.hash }
        if (!this.#state.entries.has(row.subject)) await this.hold(row.subject)
      }
      const draft = new Draft(this.#state)
      const events = rows.map((row) => readRow(row))
      for (const event of events) draft.apply(event)
      await this.#commit(draft, rows, events, cold)
    }
  }

  async #commit(draft: Draft, rows: Row[], events: RoomEvent[], cold = false): Promise<void> {
    const blanked = await redact(this.#parts.store, rows, events)
    const last = rows.at(-1)!
    const before = this.#state.position
    const { changed, woken } = draft.commit()
    this.#state.position = { seq: last.seq, hash: last.hash }
    this.#state.at = last.at
    this.#stored.changed(changed)
    const texts = rows.map((row) => this.#ring.push(row))
    this.#ring.blank(blanked)
    const { position } = this.#state
    if (!cold) this.#parts.publish({ room: this.name, rows, events, texts, changed, woken, before, position })
    this.#followers.tell()
    this.#parts.counted("accepted", rows.length)
    // Stored entries quote the last message: they must not keep what was redacted until they are next due. [R7]
    if (blanked.length > 0) await this.save()
  }
}
