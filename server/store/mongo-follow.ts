// Follows what any process appends: one change stream, begun again whenever it breaks. Made by mongo.ts. [R53]
import { setTimeout as pause } from "node:timers/promises"
import type { MongoReach } from "./mongo-reach.ts"
import type { Head } from "./store.ts"

const againMs = 500

type Wake = (room: string, seq?: number) => void

export class MongoFollow {
  readonly #at: MongoReach
  readonly #heads: () => Promise<Map<string, Head>>
  readonly #wakes = new Set<Wake>()
  readonly #known = new Map<string, number>()
  #stop: (() => void) | undefined

  constructor(at: MongoReach, heads: () => Promise<Map<string, Head>>) {
    this.#at = at
    this.#heads = heads
  }

  watch(wake: Wake): () => void {
    this.#wakes.add(wake)
    if (!this.#stop) this.#follow()
    return () => {
      this.#wakes.delete(wake)
      if (this.#wakes.size === 0) this.stop()
    }
  }

  /** How far this room is known to have got: 0 when nothing is known. */
  reached(room: string): number {
    return this.#known.get(room) ?? 0
  }

  /** This process itself wrote up to here: nobody needs to be woken. */
  wrote(room: string, seq: number): void {
    this.#known.set(room, Math.max(seq, this.reached(room)))
  }

  stop(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  #follow(): void {
    let stopped = false
    let close = () => {}
    this.#stop = () => {
      stopped = true
      close()
    }
    const untilBroken = () => {
      const stream = this.#at
        .in("events")
        .watch([
          { $match: { operationType: "insert" } },
          { $project: { "fullDocument.room": 1, "fullDocument.seq": 1 } },
        ])
      close = () => void stream.close().catch(() => undefined)
      stream.on("change", (change) => {
        const { room, seq } = (change as unknown as { fullDocument: { room: string; seq: number } }).fullDocument
        this.#woken(room, seq)
      })
      // The server's first answer: it listens from here on, and what was written while nobody did is looked for.
      stream.once("resumeTokenChanged", () => void this.#compare())
      return new Promise<void>((resolve) => {
        stream.once("error", () => resolve())
        stream.once("close", () => resolve())
      })
    }
    void (async () => {
      while (!stopped) {
        await untilBroken()
        close()
        await pause(againMs)
      }
    })()
  }

  /** Once; should it fail, the next look at the store finds what is missing. */
  async #compare(): Promise<void> {
    const heads = await this.#heads().catch(() => new Map<string, Head>())
    for (const [room, { seq }] of heads) this.#woken(room, seq)
  }

  #woken(room: string, seq: number): void {
    if (this.reached(room) >= seq) return
    this.#known.set(room, seq)
    for (const wake of this.#wakes) wake(room, seq)
  }
}
