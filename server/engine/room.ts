// One room: takes turns, remembers its state, and is the only writer of its log in this process.
// Called by rooms.ts. Knows nothing of sockets: what it accepts it hands to `publish`. Rules R1-R15 and R22 in protocol/SPEC.md.
import { randomBytes } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import type { Entry } from "../../protocol/entries.ts"
import type { Refusal } from "../../protocol/errors.ts"
import { hubActor, readRoom, type Actor, type Position, type Proposal, type RoomEvent } from "../../protocol/event.ts"
import { foldVersion } from "../../protocol/fold.ts"
import { may } from "../../protocol/permissions.ts"
import type { AnyTopic, Judged } from "../../protocol/topic.ts"
import type { Answer } from "../../protocol/wire.ts"
import type { Row, Store } from "../store/store.ts"
import { chained, fault, readRow, wordsDigest } from "./chain.ts"
import { Ring } from "./ring.ts"
import { Draft, State } from "./state.ts"

export interface Parsed {
  proposal: Proposal
  topic: AnyTopic
}

export interface Committed {
  room: string
  rows: Row[]
  events: RoomEvent[]
  /** the events' JSON texts, for the frame */
  texts: string[]
  changed: Entry[]
  woken: Entry[]
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
  counted(what: "accepted" | "turn" | "refused", seconds?: number): void
}

interface Waiting extends Parsed {
  person: string
  facts: string
  words: string
  answer: (answer: Answer) => void
}

const turnEvents = 256
const turnCharacters = 131_072
const mostWaiting = 4_096
const mostPauseMs = 20
const saveEvery = 1_000
const saveAfterMs = 60_000
const salts = { pool: Buffer.alloc(0), at: 0 }

/** 16 random bytes as hex; drawn in bulk because a turn needs many. */
function salt(): string {
  if (salts.at + 16 > salts.pool.length) Object.assign(salts, { pool: randomBytes(4_096), at: 0 })
  salts.at += 16
  return salts.pool.toString("hex", salts.at - 16, salts.at)
}

export class Room {
  readonly name: string
  readonly #kind
  readonly #parts: RoomParts
  readonly #state = new State()
  readonly #ring = new Ring()
  readonly #waiting = new Map<string, Waiting>()
  readonly #unsaved = new Set<string>()
  #savedSeq = 0
  #savedAtMs: number
  #running: Promise<void> | undefined
  #stopped = false
  #wanted = 0
  /** how long the last turn waited for the store */
  #storeMs = 0

  constructor(name: string, parts: RoomParts) {
    this.name = name
    this.#kind = readRoom(name)!.kind
    this.#parts = parts
    this.#savedAtMs = parts.now()
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
    const { store } = this.#parts
    const row = await store.loadRoom(this.name)
    const last = row && (await store.read(this.name, row.seq - 1, 1))[0]
    if (row && row.fold === foldVersion && last?.hash === row.hash) {
      this.#state.at = last.at
      for (const entry of await store.loadOpen(this.name)) this.#state.entries.set(entry.subject, entry)
      this.#state.position = { seq: row.seq, hash: row.hash }
      this.#state.slice = row.slice
      this.#savedSeq = row.seq
    } else if (row) await store.dropState(this.name)
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
    const waits = this.#waiting.get(id)
    if (waits && !sameAs(waits, { ...parsed, person, facts, words }))
      return Promise.resolve({ id, refusal: { code: "conflict" } })
    if (!waits && (this.#waiting.size >= mostWaiting || this.#stopped))
      return Promise.resolve({ id, refusal: { code: "busy" } })
    return new Promise((answer) => {
      const first = waits?.answer
      // A resend waits for the same answer. [R13]
      if (waits && first) waits.answer = (each) => (first(each), answer(each))
      else this.#waiting.set(id, { ...parsed, person, facts, words, answer })
      this.#run()
    })
  }

  /** Somebody has appended to this room; `seq` if the store knows how far. */
  wake(seq = Infinity): void {
    if (seq <= this.#state.position.seq) return
    this.#wanted = Math.max(this.#wanted, seq)
    this.#run()
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** No more proposals; what waits is finished, and the state is saved. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.idle()
    await this.save()
  }

  /** Makes sure that this subject's entry is in memory if it exists. Entries that are closed are not held at first. */
  async hold(subject: string): Promise<Entry | undefined> {
    const held = this.#state.entries.get(subject)
    if (held) return held
    const stored = await this.#parts.store.loadEntry(this.name, subject)
    const meanwhile = this.#state.entries.get(subject)
    if (!stored || meanwhile) return meanwhile
    this.#state.entries.set(subject, stored)
    return stored
  }

  /** The subject's entry as it stands, without holding it from now on: what is not in memory has not changed since it was stored. */
  async look(subject: string): Promise<Entry | undefined> {
    return this.#state.entries.get(subject) ?? (await this.#parts.store.loadEntry(this.name, subject))
  }

  /** Writes the entries that changed and then the room's row: a cache, so a failure is only a longer cold start. */
  async save(): Promise<void> {
    const { position, slice } = this.#state
    if (position.seq === this.#savedSeq) return
    const subjects = [...this.#unsaved]
    this.#unsaved.clear()
    const entries = subjects.flatMap((subject) => this.#state.entries.get(subject) ?? [])
    this.#savedAtMs = this.#parts.now()
    try {
      await this.#parts.store.saveState({ room: this.name, ...position, slice, fold: foldVersion }, entries)
      this.#savedSeq = Math.max(this.#savedSeq, position.seq)
    } catch {
      for (const subject of subjects) this.#unsaved.add(subject)
    }
  }

  async saveIfDue(): Promise<void> {
    if (this.#parts.now() - this.#savedAtMs > saveAfterMs) await this.save()
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
      const startedMs = performance.now()
      this.#storeMs = 0
      try {
        if (this.#wanted > this.#state.position.seq) await this.#readTail(false)
        if (this.#waiting.size > 0) await this.#turn()
      } catch (error) {
        // The store is away: what waits, waits. The client asks again with the same id. [R15]
        if (this.#stopped) return this.#giveUp()
        this.#parts.counted("refused")
        if (!(error instanceof Error && error.name === "StoreAway")) this.#parts.broken(this.name, String(error))
        await pause(200)
        continue
      }
      // Sockets are written to after this turn's ticks, and that is most of its cost in a full room. The loop then belongs to others
      // for as long as the turn held it, so that one hot room cannot starve them; while the store worked it was theirs already.
      await new Promise<void>((resolve) => process.nextTick(resolve))
      const heldMs = performance.now() - startedMs - this.#storeMs
      const oweMs = Math.min(heldMs - this.#storeMs, mostPauseMs)
      await (oweMs >= 1 ? pause(oweMs) : new Promise(setImmediate))
    }
  }

  #giveUp(): void {
    for (const [id, each] of this.#waiting) each.answer({ id, refusal: { code: "unavailable" } })
    this.#waiting.clear()
  }

  async #turn(): Promise<void> {
    const batch: Waiting[] = []
    let characters = 0
    for (const each of this.#waiting.values()) {
      characters += each.facts.length + each.words.length
      if (batch.length > 0 && (batch.length >= turnEvents || characters > turnCharacters)) break
      batch.push(each)
    }
    const targets = await this.#prepare(batch)
    const judged = this.#judge(batch, targets)
    if (judged.rows.length > 0) {
      const startedMs = performance.now()
      const answer = await this.#parts.store.append(judged.rows)
      this.#storeMs = performance.now() - startedMs
      this.#parts.counted("turn", this.#storeMs / 1_000)
      if (answer === "unknown") await this.#parts.store.barrier(this.name)
      if (answer !== "stored") {
        // Somebody else was first, or an id is in the log already: read the tail, answer what is found, judge the rest again.
        await this.#readTail(false)
        return this.#answerKnown(batch)
      }
      await this.#commit(judged.draft, judged.rows, judged.events)
      for (const row of judged.rows) this.#answer(row.id, { id: row.id, seq: row.seq, hash: row.hash, at: row.at })
    }
    for (const { waiting, refusal } of judged.refused) {
      // What is refused now may be a resend of what was accepted long ago. [R3]
      const known = refusal.code === "gone" ? undefined : await this.#parts.store.find(this.name, waiting.proposal.id)
      this.#answer(waiting.proposal.id, known ? answerFor(waiting, known) : { id: waiting.proposal.id, refusal })
      this.#parts.counted("refused")
    }
    for (const { waiting, row } of judged.known) this.#answer(waiting.proposal.id, answerFor(waiting, row))
    if (this.#state.position.seq - this.#savedSeq >= saveEvery) void this.save()
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

  /** Judges in order against a draft. Synchronous: rights and state cannot change in between. */
  #judge(batch: readonly Waiting[], targets: Map<number, RoomEvent>) {
    const draft = new Draft(this.#state)
    const rows: Row[] = []
    const events: RoomEvent[] = []
    const refused: { waiting: Waiting; refusal: Refusal }[] = []
    const known: { waiting: Waiting; row: Row }[] = []
    let { seq, hash } = this.#state.position
    // Time never runs backwards within a room. [R5]
    const stamp = new Date(this.#parts.now()).toISOString()
    const at = stamp > this.#state.at ? stamp : this.#state.at
    const actors = new Map<string, Actor | undefined>()
    for (const waiting of batch) {
      const { proposal, topic, person } = waiting
      const through = this.#kind === "access" ? organisationIn(proposal.body.facts) : undefined
      const who = `${person} ${through}`
      if (!actors.has(who)) actors.set(who, person === hubActor.id ? hubActor : this.#parts.actor(person, through))
      const actor = actors.get(who)
      const before = actor && this.#ring.find(proposal.id)
      if (before) {
        known.push({ waiting, row: before })
        continue
      }
      const target = proposal.target ?? null
      const refusal = this.#refusal(draft, waiting, actor, target === null ? undefined : targets.get(target), at)
      if (refusal || !actor) {
        refused.push({ waiting, refusal: refusal ?? { code: "gone" } })
        continue
      }
      seq += 1
      const by = { id: actor.id, name: actor.name, organisation: actor.organisation }
      const { id, type, subject, body } = proposal
      const row = chained(hash, {
        room: this.name,
        seq,
        id,
        type: topic.type,
        subject,
        target,
        by: JSON.stringify(by),
        at,
        facts: waiting.facts,
        words: waiting.words,
        salt: salt(),
      })
      hash = row.hash
      const event = {
        room: this.name,
        seq,
        id,
        type,
        subject,
        target,
        by,
        at,
        facts: body.facts,
        words: body.words,
        hash,
      }
      draft.apply(event)
      // The rest of the turn must see it as redacted: a second redaction or an edit is refused. [R44]
      const redacted = type === "message.redacted" && target !== null ? targets.get(target) : undefined
      if (redacted) targets.set(redacted.seq, { ...redacted, words: null })
      rows.push(row)
      events.push(event)
    }
    return { draft, rows, events, refused, known }
  }

  #refusal(
    draft: Draft,
    { proposal, topic }: Waiting,
    actor: Actor | undefined,
    target: RoomEvent | undefined,
    at: string,
  ): Refusal | undefined {
    if (!actor) return { code: "gone" }
    if (!may(actor, this.#kind, topic.type)) return { code: "forbidden" }
    const { id, subject, seen, body } = proposal
    const judged: Judged<never, never> = {
      id,
      subject,
      target: proposal.target ?? null,
      seen,
      by: actor,
      at,
      facts: body.facts as never,
      words: body.words as never,
    }
    return topic.refusal(
      { slice: draft.slice, entry: draft.entry(subject), target, member: (person) => this.#parts.actor(person) },
      judged,
    )
  }

  /** After a lost race: answers what the log holds already; the others stay and are judged again. */
  async #answerKnown(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) {
      const row = this.#ring.find(waiting.proposal.id) ?? (await this.#parts.store.find(this.name, waiting.proposal.id))
      if (row) this.#answer(waiting.proposal.id, answerFor(waiting, row))
    }
  }

  #answer(id: string, answer: Answer): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    waiting?.answer(answer)
  }

  /** Reads what others have appended, and publishes it unless this is the cold start. */
  async #readTail(cold: boolean): Promise<void> {
    for (;;) {
      const rows = await this.#parts.store.read(this.name, this.#state.position.seq, 512)
      if (rows.length === 0) {
        // A wake-up without news must not spin; the next one asks again.
        this.#wanted = 0
        return
      }
      let previous = this.#state.position
      for (const row of rows) {
        const what = fault(previous, row)
        if (what) {
          this.#stopped = true
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
    const blanked = await this.#redact(rows, events)
    const last = rows.at(-1)!
    const { changed, woken } = draft.commit()
    this.#state.position = { seq: last.seq, hash: last.hash }
    this.#state.at = last.at
    for (const entry of changed) this.#unsaved.add(entry.subject)
    const texts = rows.map((row) => this.#ring.push(row))
    this.#ring.blank(blanked)
    if (!cold)
      this.#parts.publish({ room: this.name, rows, events, texts, changed, woken, position: this.#state.position })
    this.#parts.counted("accepted", rows.length)
    // Stored entries quote the last message: they must not keep what was redacted until they are next due. [R7]
    if (blanked.length > 0) await this.save()
  }

  /**
   * Blanks a redaction's target and its edits in the store before anybody is told, so that no page can still carry them.
   * The room's row is saved only later, so after a crash the cold start comes by here again. [R7]
   */
  async #redact(rows: Row[], events: readonly RoomEvent[]): Promise<number[]> {
    const seqs: number[] = []
    for (const event of events) {
      if (event.type !== "message.redacted" || event.target === null) continue
      seqs.push(event.target)
      for (const each of await this.#parts.store.targeting(this.name, event.target, event.target))
        if (each.type === "message.edited") seqs.push(each.seq)
    }
    if (seqs.length === 0) return seqs
    await this.#parts.store.blank(this.name, seqs)
    for (const [index, row] of rows.entries())
      if (seqs.includes(row.seq)) {
        rows[index] = { ...row, words: null, salt: null }
        Object.assign(events[index]!, { words: null })
      }
    return seqs
  }
}

const sameAs = (one: Omit<Waiting, "answer">, other: Omit<Waiting, "answer">): boolean =>
  one.person === other.person &&
  one.proposal.type === other.proposal.type &&
  one.proposal.subject === other.proposal.subject &&
  one.proposal.target === other.proposal.target &&
  one.facts === other.facts &&
  one.words === other.words

/** The same id by the same person with the same body answers the same event; anything else tells nothing. [R3][R4] */
function answerFor({ person, proposal, facts, words }: Waiting, row: Row): Answer {
  const by = JSON.parse(row.by) as { id: string }
  const same =
    by.id === person &&
    row.type === proposal.type &&
    row.subject === proposal.subject &&
    row.target === (proposal.target ?? null) &&
    row.facts === facts &&
    (row.salt === null || wordsDigest(row.salt, words) === row.wordsDigest)
  if (!same) return { id: proposal.id, refusal: { code: "conflict" } }
  return { id: row.id, seq: row.seq, hash: row.hash, at: row.at }
}

/** Which organisation's people a proposal in `access` is about. */
const organisationIn = (facts: unknown): string | undefined => (facts as { organisation?: string }).organisation
