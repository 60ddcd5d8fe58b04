// Child processes of the bench: a hub or plain Socket.IO that tells its address, CPU time and memory. Called by the scenes.
import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"

export interface Usage {
  /** user and system time of the process so far, ms */
  cpuMs: number
  /** after a forced collection, bytes */
  rssBytes: number
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

  async stop(): Promise<void> {
    const ended = once(this.process, "exit")
    this.process.kill()
    await ended
  }
}

/** What a server answers when it is asked for its usage. */
export function tellUsage(): void {
  // Ends by itself, so that a profile of it is written.
  process.once("SIGTERM", () => process.exit(0))
  process.on("message", (question) => {
    if (question !== "usage") return
    globalThis.gc?.()
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuMs: (user + system) / 1_000, rssBytes: process.memoryUsage.rss() } satisfies Usage)
  })
}
