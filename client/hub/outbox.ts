// Unsent proposals: kept across a reload, in order, one call in flight per room, the same id until there is an answer. Used by hub.ts.
// The screen never says "failed" of something that was accepted: an event that arrives with a pending id settles it. [R3]
import { retryCodes, type Refusal } from "../../protocol/errors.ts"
import type { Proposal } from "../../protocol/event.ts"
import { limits, type Answer } from "../../protocol/wire.ts"
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
  now(): number
  random(): string
  /** whether the room has caught up and the line is there */
  ready(room: string): boolean
  send(room: string, proposals: Proposal[]): Promise<{ answers: Answer[] } | { refusal: Refusal }>
  changed(room: string, subject: string): void
}

const key = "outbox"
const retryMs = 1_500

export class Outbox {
  readonly #parts: OutboxParts
  readonly #waiters = new Map<string, (answer: Answer) => void>()
  readonly #sending = new Set<string>()
  #pending: Pending[]
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: OutboxParts) {
    this.#parts = parts
    this.#pending = JSON.parse(parts.storage.getItem(key) ?? "[]") as Pending[]
  }

  get waiting(): number {
    return this.#pending.filter((each) => !each.refusal).length
  }

  of(room: string, subject: string): readonly Pending[] {
    return this.#pending.filter((each) => each.room === room && each.proposal.subject === subject)
  }

  /** Resolves with the hub's answer, however long that takes. */
  propose(room: string, drafts: readonly Omit<Proposal, "id">[]): Promise<Answer[]> {
    const at = new Date(this.#parts.now()).toISOString()
    const proposals = drafts.map((draft) => ({ ...draft, id: this.#parts.random() }))
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

  drop(room: string): void {
    for (const { proposal } of this.#pending.filter((each) => each.room === room))
      this.#settle(proposal.id, { id: proposal.id, refusal: { code: "gone" } })
  }

  flush(): void {
    clearTimeout(this.#timer)
    for (const room of new Set(this.#pending.filter((each) => !each.refusal).map((each) => each.room)))
      void this.#send(room)
  }

  async #send(room: string): Promise<void> {
    if (this.#sending.has(room) || !this.#parts.ready(room)) return
    const batch: Proposal[] = []
    let size = 0
    for (const each of this.#pending) {
      if (each.room !== room || each.refusal) continue
      // Three bytes a character at the most, and the frame holds 64 KB.
      size += JSON.stringify(each.proposal).length * 1.5
      if (batch.length > 0 && (batch.length >= limits.proposals || size > 60_000)) break
      batch.push(each.proposal)
    }
    if (batch.length === 0) return
    this.#sending.add(room)
    let again = false
    try {
      const result = await this.#parts.send(room, batch)
      const answers =
        "answers" in result ? result.answers : batch.map(({ id }): Answer => ({ id, refusal: result.refusal }))
      for (const answer of answers) {
        if (
          "refusal" in answer &&
          (retryCodes.has(answer.refusal.code) ||
            answer.refusal.code === "signed-out" ||
            answer.refusal.code === "outdated")
        )
          again = true
        else this.#settle(answer.id, answer)
      }
    } catch {
      again = true
    } finally {
      this.#sending.delete(room)
    }
    if (again) {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.flush(), retryMs)
    } else if (this.#pending.some((each) => each.room === room && !each.refusal)) void this.#send(room)
  }

  #settle(id: string, answer: Answer | undefined): void {
    const index = this.#pending.findIndex((each) => each.proposal.id === id)
    const pending = this.#pending[index]
    if (!pending) return
    // A refused message stays on screen with what was typed; other refusals are shown where the act was made.
    if (answer && "refusal" in answer && answer.refusal.code !== "gone" && pending.proposal.type === "message.sent")
      this.#pending[index] = { ...pending, refusal: answer.refusal }
    else this.#pending = this.#pending.filter((each) => each !== pending)
    this.#keep()
    if (answer) this.#waiters.get(id)?.(answer)
    this.#waiters.delete(id)
    this.#parts.changed(pending.room, pending.proposal.subject)
  }

  #keep(): void {
    this.#parts.storage.setItem(key, JSON.stringify(this.#pending))
  }
}
