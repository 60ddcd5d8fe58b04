// One subject of a room, and people who act on it: judged and folded as the hub does. Used by one-referral.ts, alert.test.ts and lead.test.ts.
import { emptySlice, type Entry } from "../../protocol/entries.ts"
import type { Refusal } from "../../protocol/errors.ts"
import { hubActor, readRoom, type Actor, type RoomEvent } from "../../protocol/event.ts"
import { applyEvent, parseProposal } from "../../protocol/fold.ts"
import { may } from "../../protocol/permissions.ts"
import { redactions, wordsOfAnother } from "../../protocol/topics.ts"
import { actors, member } from "./log-book.ts"

export const person = (id: string): Actor => (id === "hub" ? hubActor : actors.find((each) => each.id === id)!)

export class OneSubject {
  readonly room: string
  readonly subject: string
  readonly events: RoomEvent[] = []
  known: Entry | undefined
  /** how the last act was refused in the state that was */
  refused: Refusal | undefined
  #seq: number
  #nowMs: number
  #slice = emptySlice

  constructor({
    room,
    subject,
    entry,
    seq = 0,
    at,
  }: {
    room: string
    subject: string
    entry?: Entry
    seq?: number
    at: string
  }) {
    this.room = room
    this.subject = subject
    this.known = entry
    this.#seq = seq
    this.#nowMs = Date.parse(at)
  }

  get at(): string {
    return new Date(this.#nowMs).toISOString()
  }

  later(minutes: number): this {
    this.#nowMs += minutes * 60_000
    return this
  }

  /** What this person is answered: "accepted", a rule, or a code. */
  does(who: string, type: string, facts: object = {}, words: object = {}, targetSeq?: number): string {
    const by = person(who)
    const body = { facts, words }
    const id = `6f0b3b5e-6a6c-4c7e-9d5e-${String(this.#seq).padStart(12, "0")}`
    const named = targetSeq === undefined ? {} : { target: targetSeq }
    const parsed = parseProposal({ id, type, subject: this.subject, seen: this.#seq, ...named, body })
    if ("refusal" in parsed) return parsed.refusal.code === "malformed" ? parsed.refusal.field : parsed.refusal.code
    if (!may(by, readRoom(this.room)!.kind, type)) return "forbidden"
    const { room, subject } = this
    const target = targetSeq ?? null
    const event = this.events.find(({ seq }) => seq === target)
    const judged = { id, subject, target, seen: 0, by, at: this.at, facts: facts as never, words: words as never }
    const refusal = parsed.topic.refusal({ slice: this.#slice, entry: this.known, target: event, member }, judged)
    this.refused = refusal
    if (refusal) return refusal.code === "not-now" ? refusal.rule : refusal.code
    this.#seq += 1
    const stamp = { id: by.id, name: by.name, organisation: by.organisation }
    const made = {
      room,
      seq: this.#seq,
      id,
      type,
      subject,
      target,
      by: stamp,
      at: this.at,
      facts,
      words,
      hash: "",
    }
    this.events.push(made)
    const after = applyEvent(this.known, this.#slice, made)
    // As the store does. [R7]
    if (redactions.has(type))
      for (const each of this.events)
        if (each.seq === target || (wordsOfAnother.has(each.type) && each.target === target)) each.words = null
    this.known = after.entry
    this.#slice = after.slice
    return "accepted"
  }
}
