// One worker thread with its connection, and the calls to it: what waits in one tick goes over as one message,
// and a turn at once. Used by sqlite.ts.
import type { SQLInputValue, SQLOutputValue } from "node:sqlite"
import { Worker } from "node:worker_threads"
import type { Fill } from "./sqlite-fill.ts"
import type { Done, Job } from "./sqlite-worker.ts"
import { StoreAway, type Row } from "./store.ts"

export type Values = readonly SQLInputValue[]
export type Found = Record<string, SQLOutputValue>

interface Call {
  resolve(result: unknown): void
  reject(error: Error): void
}

export class SqliteThread {
  readonly #worker: Worker
  readonly #calls = new Map<number, Call>()
  #waiting: Job[] = []
  #next = 1
  #closed = false

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on("message", (done: Done[]) => this.#settle(done))
    worker.on("error", (error: Error) => this.#lost(error.message))
    worker.on("exit", () => this.#lost("its thread ended"))
  }

  static start(file: string, role: "writer" | "reader"): Promise<SqliteThread> {
    const worker = new Worker(new URL("./sqlite-worker.ts", import.meta.url), { workerData: { file, role } })
    return new Promise((resolve, reject) => {
      worker.once("error", reject)
      worker.once("message", () => {
        worker.off("error", reject)
        resolve(new SqliteThread(worker))
      })
    })
  }

  /** Goes over at once: a room waits for it, and what the loop does next may take long. */
  append(rows: readonly Row[]): Promise<"stored" | "conflict"> {
    const answer = this.#call({ kind: "append", rows }) as Promise<"stored" | "conflict">
    this.#send()
    return answer
  }

  /** Runs the statements in one transaction; answers how many rows each changed. */
  run(...statements: { sql: string; values: Values }[]): Promise<number[]> {
    return this.#call({ kind: "run", statements }) as Promise<number[]>
  }

  all(sql: string, ...values: Values): Promise<Found[]> {
    return this.#call({ kind: "all", sql, values }) as Promise<Found[]>
  }

  async get(sql: string, ...values: Values): Promise<Found | undefined> {
    return (await this.all(sql, ...values))[0]
  }

  /** Search rows and how far they go, both or neither; false when somebody else was first. */
  advance(fill: Fill): Promise<boolean> {
    return this.#call({ kind: "fill", fill }) as Promise<boolean>
  }

  version(): Promise<number> {
    return this.#call({ kind: "version" }) as Promise<number>
  }

  async close(): Promise<void> {
    this.#send()
    this.#closed = true
    const gone = new Promise((resolve) => this.#worker.once("exit", resolve))
    this.#worker.postMessage("close")
    await gone
  }

  #call(work: Job["work"]): Promise<unknown> {
    if (this.#closed) return Promise.reject(new StoreAway("the store is closed"))
    return new Promise((resolve, reject) => {
      const id = this.#next++
      this.#calls.set(id, { resolve, reject })
      if (this.#waiting.push({ id, work }) === 1) setImmediate(() => this.#send())
    })
  }

  #send(): void {
    if (this.#waiting.length === 0) return
    const jobs = this.#waiting
    this.#waiting = []
    this.#worker.postMessage(jobs)
  }

  #settle(done: readonly Done[]): void {
    for (const each of done) {
      const call = this.#calls.get(each.id)
      this.#calls.delete(each.id)
      if ("result" in each) call?.resolve(each.result)
      else call?.reject(each.away ? new StoreAway(each.error) : new Error(each.error))
    }
  }

  #lost(what: string): void {
    this.#closed = true
    for (const call of this.#calls.values()) call.reject(new StoreAway(what))
    this.#calls.clear()
  }
}
