// The ledger check that ends every fault test: what people were told against what the log holds and the screens show.
// A ledger counts the messages of one referral in TikTok's room.
import { deepEqual, equal } from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { retryCodes } from "../../protocol/errors.ts"
import { hubActor, type By, type Proposal } from "../../protocol/event.ts"
import type { Answer } from "../../protocol/wire.ts"
import { verify } from "../../server/engine/verify.ts"
import { openStore } from "../../server/store/open.ts"
import type { HubPerson } from "./hub-person.ts"
import { say, tiktok } from "./start-hub.ts"

export interface LogPlace {
  folder: string
  mongoUri?: string | undefined
}

export class Ledger {
  readonly #subject: string
  /** by person, what was sent and of which nobody said what became of it */
  readonly #unknown = new Map<string, Map<string, Proposal>>()
  readonly #posted = new Set<string>()
  readonly accepted = new Map<string, { seq: number; hash: string }>()

  constructor(subject: string) {
    this.#subject = subject
  }

  get unknown(): number {
    return [...this.#unknown.values()].reduce((sum, each) => sum + each.size, 0)
  }

  /** The seq of the last event that was accepted. */
  get last(): number {
    return Math.max(0, ...[...this.accepted.values()].map(({ seq }) => seq))
  }

  /** Sends that many messages in one call; false when one got no answer, or one that says the same again, later. */
  async post(person: HubPerson, count: number, what = "load"): Promise<boolean> {
    return this.#send(
      person,
      Array.from({ length: count }, () => say(this.#subject, `${what} ${randomUUID()}`)),
    )
  }

  /** A message that was sent without the ledger, and its answer. */
  also(proposal: Proposal, answer: Answer): void {
    if ("refusal" in answer) throw new Error(JSON.stringify(answer.refusal))
    this.#posted.add(proposal.id)
    this.accepted.set(answer.id, { seq: answer.seq, hash: answer.hash })
  }

  /** Posts until no answer comes any more. */
  async flood(person: HubPerson, count: () => number, what?: string): Promise<void> {
    while (await this.post(person, count(), what));
  }

  /** What got no answer is sent again with its id, by the same person: each becomes one event. [R3] */
  async resend(person: HubPerson): Promise<void> {
    const left = [...this.#of(person).values()]
    for (let from = 0; from < left.length; from += 64) await this.#send(person, left.slice(from, from + 64))
    equal(this.#of(person).size, 0)
  }

  #of(person: HubPerson): Map<string, Proposal> {
    const known = this.#unknown.get(person.id) ?? new Map<string, Proposal>()
    this.#unknown.set(person.id, known)
    return known
  }

  async #send(person: HubPerson, proposals: Proposal[]): Promise<boolean> {
    const unknown = this.#of(person)
    for (const each of proposals) {
      this.#posted.add(each.id)
      unknown.set(each.id, each)
    }
    const answer = await person.call("propose", { room: tiktok, proposals }).catch(() => undefined)
    if (!answer) return false
    if ("refusal" in answer) throw new Error(`${person.id}: ${JSON.stringify(answer.refusal)}`)
    for (const each of answer.answers) {
      if ("refusal" in each) {
        if (!retryCodes.has(each.refusal.code)) throw new Error(`${person.id}: ${JSON.stringify(each.refusal)}`)
        continue
      }
      const before = this.accepted.get(each.id)
      if (before) deepEqual({ seq: each.seq, hash: each.hash }, before)
      this.accepted.set(each.id, { seq: each.seq, hash: each.hash })
      unknown.delete(each.id)
    }
    return answer.answers.every((each) => !("refusal" in each))
  }

  /** All violations are 0: once each, nothing that nobody posted, dense, chained, and every reader applied exactly that. */
  async check(where: LogPlace, readers: readonly HubPerson[] = []): Promise<void> {
    equal(this.unknown, 0)
    const store = await openStore({ ...where, mode: "evaluation" })
    try {
      const rows = await store.read(tiktok, 0, 1_000_000)
      deepEqual(
        rows.map((row) => row.seq),
        rows.map((_row, index) => index + 1),
      )
      equal(new Set(rows.map((row) => row.id)).size, rows.length)
      const byId = new Map(rows.map((row) => [row.id, row]))
      const told = [...this.accepted].map(([id, { seq, hash }]) => `${id} ${seq} ${hash}`)
      deepEqual(
        [...this.accepted.keys()].map((id) => `${id} ${byId.get(id)?.seq} ${byId.get(id)?.hash}`),
        told,
      )
      const messages = rows.filter((row) => row.type === "message.sent" && row.subject === this.#subject)
      deepEqual(
        messages.filter((row) => !this.#posted.has(row.id)),
        [],
      )
      equal(messages.length, this.#posted.size)
      deepEqual((await verify(store, join(where.folder, "heads.log"))).faults, [])
      for (const reader of readers) {
        const { events, position } = reader.held(tiktok)
        // What a clock of another referral has brought about since they left is the hub's alone.
        const later = rows.slice(position.seq).filter((row) => (JSON.parse(row.by) as By).id !== hubActor.id)
        deepEqual([reader.id, later], [reader.id, []])
        const got = events.map((event) => `${event.seq} ${event.id} ${event.hash}`)
        deepEqual(
          got,
          rows.slice(position.seq - got.length, position.seq).map((row) => `${row.seq} ${row.id} ${row.hash}`),
        )
        equal(reader.referral(tiktok, this.#subject).thread.messages, messages.length)
      }
    } finally {
      await store.close()
    }
  }
}
