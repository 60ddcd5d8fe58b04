// Unsent proposals: kept across a reload, in order, one call in flight per room, the same id until there is an answer. Used by hub.ts.
// The screen never says "failed" of something that was accepted: an event that arrives with a pending id settles it. Rules R3, R167, R168.
import { retryCodes, type Refusal } from "../../protocol/errors.ts"
import { proposalId, type Proposal } from "../../protocol/event.ts"
import { limits, type Answer } from "../../protocol/wire.ts"
import type { Clock } from "./clock.ts"
import type { Storage } from "./session.ts"

export interface Pending {
  room: string
  proposal: Proposal
  at: string
  /** set once the hub has refused it for good: it stays until it is dismissed */
  refusal?: Refusal
}

export interface OutboxParts {
  storage: Storage
  clock: Clock
  /** the hub's time, ms since 1970 */
  now(): number
  /** whether the room has caught up and the line is there */
  ready(room: string): boolean
  send(room: string, proposals: Proposal[]): Promise<{ answers: Answer[] } | { refusal: Refusal }>
  changed(room: string, subject: string): void
}

const retryMs = 1_500
/** leaves room for the frame around the proposals */
const callBytes = limits.messageBytes - 2_048
/** nothing was judged: the same id, later */
const again = (refusal: Refusal): boolean =>
  retryCodes.has(refusal.code) || refusal.code === "signed-out" || refusal.code === "outdated"
/** what was typed into a thread is shown there with its refusal; other acts are refused where they were made */
const typed = new Set(["message.sent", "message.edited", "message.translated"])

export class Outbox {
  readonly #parts: OutboxParts
  readonly #waiters = new Map<string, (answer: Answer) => void>()
  readonly #sending = new Set<string>()
  #person = ""
  #pending: Pending[] = []
  #stop: (() => void) | undefined

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  /** Whose it is: one tab may be used by one person after another, and nobody sends in another's name. [R167] */
  begin(person: string): void {
    if (person === this.#person) return
    this.#person = person
    this.#waiters.clear()
    this.#pending = JSON.parse(this.#parts.storage.getItem(this.#key) ?? "[]") as Pending[]
  }

  get waiting(): number {
    return this.#pending.filter((each) => !each.refusal).length
  }

  of(room: string, subject: string): readonly Pending[] {
    return this.#pending.filter((each) => each.room === room && each.proposal.subject === subject)
  }

  /** Resolves with the hub's answer, however long that takes. */
  propose(room: string, drafts: readonly Omit<Proposal, "id">[]): Promise<Answer[]> {
    const nowMs = Math.floor(this.#parts.now())
    const at = new Date(nowMs).toISOString()
    const proposals = drafts.map((draft) => ({ ...draft, id: proposalId(nowMs) }))
    const answers = proposals.map(
      (proposal) => new Promise<Answer>((resolve) => this.#waiters.set(proposal.id, resolve)),
    )
    this.#pending.push(...proposals.map((proposal) => ({ room, proposal, at })))
    this.#keep()
    for (const { subject } of proposals) this.#parts.changed(room, subject)
    this.flush()
    return Promise.all(answers)
  }

  dismiss(id: string): void {
    this.#settle(id, undefined)
  }

  /** An event of the log with a pending id: it was accepted, whatever became of the answer. */
  seen(event: { id: string; seq: number; hash: string; at: string }): void {
    if (this.#pending.some((each) => each.proposal.id === event.id))
      this.#settle(event.id, { id: event.id, seq: event.seq, hash: event.hash, at: event.at })
  }

  /** Drops what is meant for rooms that may not be opened any more. */
  dropExcept(rooms: ReadonlySet<string>): void {
    for (const { proposal } of this.#pending.filter((each) => !rooms.has(each.room)))
      this.#settle(proposal.id, { id: proposal.id, refusal: { code: "gone" } })
  }

  flush(): void {
    this.#stop?.()
    for (const room of new Set(this.#pending.filter((each) => !each.refusal).map((each) => each.room)))
      void this.#send(room)
  }

  async #send(room: string): Promise<void> {
    if (this.#sending.has(room) || !this.#parts.ready(room)) return
    const batch = this.#batch(room)
    if (batch.length === 0) return
    this.#sending.add(room)
    let later = false
    try {
      const result = await this.#parts.send(room, batch)
      const answers =
        "answers" in result ? result.answers : batch.map(({ id }): Answer => ({ id, refusal: result.refusal }))
      for (const answer of answers)
        if ("refusal" in answer && again(answer.refusal)) later = true
        else this.#settle(answer.id, answer)
    } catch {
      later = true
    } finally {
      this.#sending.delete(room)
    }
    if (!later) return void this.#send(room)
    this.#stop?.()
    this.#stop = this.#parts.clock.after(retryMs, () => this.flush())
  }

  /** The first that fit one call. What fits none would be cut off with the line, again and again: it is refused here. [R168] */
  #batch(room: string): Proposal[] {
    const batch: Proposal[] = []
    let bytes = 0
    for (const { proposal } of this.#pending.filter((each) => each.room === room && !each.refusal)) {
      const size = new TextEncoder().encode(JSON.stringify(proposal)).length + 1
      if (size > callBytes) {
        const refusal: Refusal = {
          code: "malformed",
          field: "proposal",
          rule: "is too large. Shorten it, or split it.",
        }
        this.#settle(proposal.id, { id: proposal.id, refusal })
        continue
      }
      bytes += size
      if (batch.length >= limits.proposals || bytes > callBytes) break
      batch.push(proposal)
    }
    return batch
  }

  #settle(id: string, answer: Answer | undefined): void {
    const index = this.#pending.findIndex((each) => each.proposal.id === id)
    const pending = this.#pending[index]
    if (!pending) return
    if (answer && "refusal" in answer && answer.refusal.code !== "gone" && typed.has(pending.proposal.type))
      this.#pending[index] = { ...pending, refusal: answer.refusal }
    else this.#pending = this.#pending.filter((each) => each !== pending)
    this.#keep()
    if (answer) this.#waiters.get(id)?.(answer)
    this.#waiters.delete(id)
    this.#parts.changed(pending.room, pending.proposal.subject)
  }

  get #key(): string {
    return `outbox ${this.#person}`
  }

  #keep(): void {
    if (this.#pending.length === 0) this.#parts.storage.removeItem(this.#key)
    else this.#parts.storage.setItem(this.#key, JSON.stringify(this.#pending))
  }
}
