// A hub in production mode over HTTPS-by-proxy settings, its command line as real child processes, and what a browser would send.
// Used by the tests of identity: `await using hub = await productionHub()`.
import { execFile, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { accessRoom } from "../../protocol/event.ts"
import { startHub } from "../../server/hub.ts"
import { readSettings } from "../../server/settings.ts"
import { openStore } from "../../server/store/open.ts"
import { freePort } from "../browser/desk.ts"
import { stepOf, totp } from "../../server/identity/totp.ts"

export const origin = "https://hub.example"
export const password = "five quiet words of length"

export interface Ran {
  code: number | null
  out: string
  err: string
}

/** Runs `hub …` as its own process. */
export function runHub(args: readonly string[], env: NodeJS.ProcessEnv, input?: string): Promise<Ran> {
  const child = spawn(process.execPath, ["server/cli/hub.js", ...args], {
    env: { ...process.env, NODE_OPTIONS: "", ...env },
    stdio: "pipe",
  })
  const ran: Ran = { code: null, out: "", err: "" }
  child.stdout.on("data", (data) => (ran.out += String(data)))
  child.stderr.on("data", (data) => (ran.err += String(data)))
  child.stdin.on("error", () => undefined)
  child.stdin.end(input ?? "")
  return new Promise((resolve) => child.once("close", (code) => resolve({ ...ran, code })))
}

export const linkIn = (ran: Ran): string => {
  const link = /\/welcome#([\w-]+)/.exec(ran.out)?.[1]
  if (!link) throw new Error(`no link: ${JSON.stringify(ran)}`)
  return link
}

export const productionEnv = (folder: string, mongoUri?: string): Record<string, string> => ({
  HUB_MODE: "production",
  HUB_SECRET: randomBytes(48).toString("base64"),
  HUB_ORIGIN: origin,
  HUB_TLS: "proxy",
  HUB_DATA: folder,
  HUB_LOG_LEVEL: "silent",
  PORT: "0",
  HOST: "127.0.0.1",
  ...(mongoUri === undefined ? {} : { MONGODB_URI: mongoUri }),
})

export interface Answered {
  status: number
  body: { refusal?: { code: string; [key: string]: unknown }; [key: string]: unknown }
  cookie: string
}

export interface ProductionHub extends AsyncDisposable {
  readonly url: string
  readonly env: Record<string, string>
  readonly folder: string
  now(): number
  later(ms: number): void
  command(args: readonly string[], input?: string): Promise<Ran>
  /** One call as the page makes it; the address is the one that the proxy tells. */
  call(method: string, path: string, body?: unknown, cookie?: string, address?: string): Promise<Answered>
  /** Uses a one-time link and goes on until signed in; answers everything that a browser would keep. */
  arrive(link: string, chosen?: string): Promise<Arrived>
  codeOf(secret: string, steps?: number): string
}

export interface Arrived {
  login: string
  session: string
  cookie: string
  token: string
  /** empty when none was asked for */
  secret: string
  recoveryCodes: string[]
}

export interface ProductionChoice {
  mongoUri?: string
  /** the hub ends TLS itself, so that a browser can come: its public origin is then where it listens */
  tls?: boolean
}

export async function productionHub({ mongoUri, tls = false }: ProductionChoice = {}): Promise<ProductionHub> {
  const folder = await mkdtemp(join(tmpdir(), "hub-production-"))
  const env = { ...productionEnv(folder, mongoUri), ...(tls ? await ownTls(folder) : {}) }
  let offsetMs = 0
  const now = () => Date.now() + offsetMs
  const real = await startHub(readSettings(env), { now })
  // Behind a proxy the public origin is not where it listens.
  const url = tls ? real.url : real.address
  const store = await openStore({ mongoUri, folder, mode: "production" })
  /** A command is one more process: what it wrote is in the log before the hub has folded it. */
  async function caughtUp(): Promise<void> {
    const head = (await store.heads([accessRoom])).get(accessRoom)?.seq ?? 0
    const folded = Promise.withResolvers<void>()
    const look = () => void ((real.rooms.loaded(accessRoom)?.position.seq ?? 0) >= head && folded.resolve())
    real.rooms.onCommit(look)
    look()
    await folded.promise
  }
  const hub: ProductionHub = {
    url,
    env,
    folder,
    now,
    later: (ms) => void (offsetMs += ms),
    async command(args, input) {
      const ran = await runHub(args, env, input)
      await caughtUp()
      return ran
    },
    async call(method, path, body, cookie = "", address = "192.0.2.1") {
      const response = await fetch(url + path, {
        method,
        headers: {
          origin,
          cookie,
          "x-forwarded-for": address,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const set = (response.headers.get("set-cookie") ?? "").split(";")[0]!
      return { status: response.status, body: (await response.json()) as Answered["body"], cookie: set }
    },
    async arrive(link, chosen = password) {
      const { body } = await hub.call("POST", "/api/welcome", { link, password: chosen })
      const login = String(body["login"])
      const first = await hub.call("POST", "/api/sign-in", { login, password: chosen })
      const { step, secret = "" } = first.body as unknown as { step?: string; secret?: string }
      const last =
        step === "enrol"
          ? await hub.call("POST", "/api/sign-in", { login, password: chosen, code: hub.codeOf(secret) })
          : first
      if (last.status !== 200) throw new Error(`${login}: ${JSON.stringify([first, last])}`)
      const { session, token, recoveryCodes } = last.body as unknown as Omit<Arrived, "recoveryCodes"> &
        Partial<Arrived>
      return { login, session, token, cookie: last.cookie, secret, recoveryCodes: recoveryCodes ?? [] }
    },
    codeOf: (secret, steps = 0) => totp(bytesOf(secret), stepOf(now()) + steps),
    async [Symbol.asyncDispose]() {
      await real.stop()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return hub
}

/** What an authenticator app does with the text that it is given. */
export function bytesOf(secret: string): Buffer {
  const bits = [...secret.replace(/\s/g, "")]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("")
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)))
}

/** A certificate that nobody vouches for, made on the spot: no key lies in the repository. */
async function ownTls(folder: string): Promise<Record<string, string>> {
  const [cert, key, port] = [join(folder, "cert.pem"), join(folder, "key.pem"), await freePort()]
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
  await promisify(execFile)("openssl", [...made, ...subject, "-keyout", key, "-out", cert])
  return {
    HUB_TLS: "",
    HUB_TLS_CERT: cert,
    HUB_TLS_KEY: key,
    PORT: String(port),
    HUB_ORIGIN: `https://localhost:${port}`,
  }
}
