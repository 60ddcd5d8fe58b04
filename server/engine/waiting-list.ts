// The proposals of one room that wait for their turn: one place an id, and not more than there are places. Used by room.ts alone. [R13]
import type { Answer } from "../../protocol/wire.ts"
import { sameAs, type Waiting } from "./judge.ts"

export type Asked = Omit<Waiting, "answer">

const mostWaiting = 4_096
const turnEvents = 256
const turnCharacters = 131_072

export class WaitingList {
  readonly #waiting = new Map<string, Waiting>()

  get size(): number {
    return this.#waiting.size
  }

  get full(): boolean {
    return this.#waiting.size >= mostWaiting
  }

  /** A resend of what waits: it gets the same answer and takes no place. Undefined when nothing waits under this id. */
  join(asked: Asked): Promise<Answer> | undefined {
    const { id } = asked.proposal
    const waits = this.#waiting.get(id)
    if (!waits) return undefined
    if (!sameAs(waits, asked)) return Promise.resolve({ id, refusal: { code: "conflict" } })
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const first = waits.answer
    waits.answer = (each) => (first(each), resolve(each))
    return promise
  }

  add(asked: Asked): Promise<Answer> {
    return new Promise((answer) => this.#waiting.set(asked.proposal.id, { ...asked, answer }))
  }

  /** The first ones, as many as one turn takes. They keep their places until they are answered. */
  batch(): Waiting[] {
    const batch: Waiting[] = []
    let characters = 0
    for (const each of this.#waiting.values()) {
      characters += each.facts.length + each.words.length
      if (batch.length > 0 && (batch.length >= turnEvents || characters > turnCharacters)) break
      batch.push(each)
    }
    return batch
  }

  answer(id: string, answer: Answer): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    waiting?.answer(answer)
  }

  /** Whoever waits is told to send the same again, later. */
  giveUp(): void {
    for (const id of this.#waiting.keys()) this.answer(id, { id, refusal: { code: "unavailable" } })
  }
}
