// A running hub as its own process, and people at their browsers. Used by the browser tests.
import { spawn, type ChildProcess } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A hub that can be killed and started again on the same port and store. */
export class RunningHub implements AsyncDisposable {
  readonly url: string
  readonly #env: NodeJS.ProcessEnv
  #child: ChildProcess | undefined

  private constructor(port: number, env: NodeJS.ProcessEnv) {
    this.url = `http://127.0.0.1:${port}`
    this.#env = { ...process.env, NODE_OPTIONS: "", PORT: String(port), HUB_LOG_LEVEL: "error", ...env }
  }

  static async start(env: NodeJS.ProcessEnv = {}): Promise<RunningHub> {
    const hub = new RunningHub(await freePort(), { HUB_DATA: mkdtempSync(join(tmpdir(), "hub-desk-")), ...env })
    await hub.start()
    return hub
  }

  /** `env` holds for this one life of it. */
  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    this.#child = spawn(process.execPath, ["server/main.ts"], {
      env: { ...this.#env, ...env },
      stdio: ["ignore", "ignore", "inherit"],
    })
    for (const until = Date.now() + 40_000; ;) {
      const ready = await fetch(`${this.url}/readyz`).then(
        (response) => response.ok,
        () => false,
      )
      if (ready) return
      if (Date.now() > until) throw new Error("the hub did not get ready")
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  get pid(): number {
    if (!this.#child?.pid) throw new Error("the hub does not run")
    return this.#child.pid
  }

  /** Resolves with how it ended: a code, or the signal that killed it. */
  async exited(): Promise<number | string | null> {
    const child = this.#child
    if (!child) return null
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((resolve) => child.once("exit", resolve))
    this.#child = undefined
    return child.exitCode ?? child.signalCode
  }

  async stop(signal: "SIGTERM" | "SIGKILL"): Promise<number | string | null> {
    this.#child?.kill(signal)
    return this.exited()
  }

  /** A test that fails must not leave it running. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL")
  }
}

/** Signs in as one of the invented people in a browser of their own. What the page complains about is collected. */
export async function sitDown(
  browser: Browser,
  hub: RunningHub,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page & { complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  const page = Object.assign(await context.newPage(), { complaints: [] as string[] })
  page.on("pageerror", (error) => page.complaints.push(error.message))
  page.on("console", (message) => {
    // A line that is cut, and the hub that is away for a while, are part of the story.
    if (message.type() === "error" && !/WebSocket|net::ERR|Failed to load/.test(message.text()))
      page.complaints.push(message.text())
  })
  await page.goto(hub.url)
  await page.getByRole("button", { name }).click()
  await page.getByText("Live", { exact: true }).waitFor()
  return page
}
