// Child processes of the bench: a hub or plain Socket.IO that tells its address, CPU time and memory. Called by the scenes.
import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"

export interface Usage {
  /** user and system time of the process so far, ms */
  cpuMs: number
}

export class Child {
  readonly process: ChildProcess
  readonly #waiting: ((told: unknown) => void)[] = []

  private constructor(process: ChildProcess) {
    this.process = process
    process.on("message", (told) => this.#waiting.shift()?.(told))
  }

  /** Starts a file of this folder; `told` is its first message. */
  static async start<T>(file: string, environment: Record<string, string> = {}): Promise<{ child: Child; told: T }> {
    const child = new Child(
      fork(new URL(file, import.meta.url), {
        execArgv: [
          "--expose-gc",
          ...(process.env.BENCH_PROFILE ? ["--cpu-prof", "--cpu-prof-dir=" + process.env.BENCH_PROFILE] : []),
        ],
        env: { ...process.env, ...environment },
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      }),
    )
    const told = await new Promise<T>((resolve, reject) => {
      child.#waiting.push((first) => resolve(first as T))
      child.process.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)))
    })
    return { child, told }
  }

  /** Asks one thing; answers come in the order of the questions. */
  ask<T>(question: unknown): Promise<T> {
    return new Promise((resolve) => {
      this.#waiting.push((told) => resolve(told as T))
      this.process.send(question as object)
    })
  }

  usage(): Promise<Usage> {
    return this.ask<Usage>("usage")
  }

  /** What the process occupies once it has given back all that it can, bytes. */
  async memory(): Promise<number> {
    return (await this.ask<{ rssBytes: number }>("memory")).rssBytes
  }

  async stop(): Promise<void> {
    const ended = once(this.process, "exit")
    this.process.kill()
    await ended
  }
}

/** What a server answers when it is asked for its usage or its memory. */
export function tellUsage(): void {
  // Ends by itself, so that a profile of it is written.
  process.once("SIGTERM", () => process.exit(0))
  process.on("message", (question) => {
    if (question === "memory") {
      // The collector's spare room for young objects, tens of megabytes and different in each run, belongs to no connection.
      globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" })
      process.send?.({ rssBytes: process.memoryUsage.rss() })
    }
    if (question !== "usage") return
    globalThis.gc?.()
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuMs: (user + system) / 1_000 } satisfies Usage)
  })
}
