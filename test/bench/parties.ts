// Who takes part in a scene: a hub with one referral in TikTok's room, or plain Socket.IO, and the crowd that reads. Called by the scenes.
import { randomUUID } from "node:crypto"
import { io, type Socket } from "socket.io-client"
import { proposalId } from "../../protocol/event.ts"
import { protocolNumber } from "../../protocol/wire.ts"
import { released, submitted, type DemoAlert } from "../../server/demo/write.ts"
import type { Crowd, Tally } from "./readers.ts"
import { Child } from "./servers.ts"

export const room = "platform/tiktok"

/** One server under load: how a message is sent and accepted, and how readers come in. */
export interface Party {
  child: Child
  url: string
  crowd: Pick<Crowd, "auth" | "room">
  /** how long a text makes an event of so many bytes on the wire: both sides carry the same weight */
  textOf(bytes: number): number
  sender(): Promise<Sender>
  stop(): Promise<void>
}

export interface Sender {
  /** Sends texts to everybody; answers how many were accepted. */
  say(texts: readonly string[]): Promise<number>
  /** The same without readers: for plain Socket.IO an acknowledgement alone. */
  accept(texts: readonly string[]): Promise<number>
  leave(): void
}

/** Milliseconds of a clock that all processes of this machine share. */
export const nowMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A text of that many bytes that says when it was sent. */
export const stampedText = (bytes: number): string => `@${nowMs().toFixed(3)}@`.padEnd(bytes, "x")

/** One person who searches. */
export interface Asker {
  /** How many hits, and how long it took from the call to the answer. */
  ask(query: string): Promise<{ hits: number; tookMs: number }>
  leave(): void
}

async function asking(url: string, auth: object): Promise<Asker> {
  const socket = await connected(url, auth)
  const ask = async (query: string): Promise<{ hits: number; tookMs: number }> => {
    const startedMs = performance.now()
    const told = (await socket.emitWithAck("search", { query, after: null })) as {
      hits?: object[]
      refusal?: { code: string; retryMs?: number }
    }
    if (told.hits) return { hits: told.hits.length, tookMs: performance.now() - startedMs }
    if (told.refusal?.code !== "too-fast") throw new Error(`${query}: ${JSON.stringify(told.refusal)}`)
    await pause(told.refusal.retryMs ?? 20)
    return ask(query)
  }
  return { ask, leave: () => socket.disconnect() }
}

async function connected(url: string, auth: object = {}): Promise<Socket> {
  const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false, auth })
  for (const name of ["page", "snapshot"]) socket.on(name, (_data: unknown, confirm?: () => void) => confirm?.())
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve)
    socket.once("connect_error", reject)
  })
  return socket
}

export async function startPlain(): Promise<Party> {
  const { child, told } = await Child.start<{ url: string }>("./plain.ts")
  const sender = async (): Promise<Sender> => {
    const socket = await connected(told.url)
    const send = (name: string) => async (texts: readonly string[]) => {
      await Promise.all(texts.map((text) => socket.emitWithAck(name, { id: proposalId(Date.now()), text })))
      return texts.length
    }
    return { say: send("message"), accept: send("accept"), leave: () => socket.disconnect() }
  }
  return {
    child,
    url: told.url,
    crowd: { auth: null, room: null },
    textOf: (bytes) => bytes - 68,
    sender,
    stop: () => child.stop(),
  }
}

const alert: DemoAlert = {
  brief: { priority: "P2", reason: "advert", theme: "lorry", languages: ["en"], handling: "AMBER", asked: ["remove"] },
  words: { title: "Bench", narrative: "Bench", corridor: "", conditions: "" },
  rows: "https://www.tiktok.com/@demo.bench",
  ticked: [],
  evidence: [],
}

/** `settings` go into the child's environment: HUB_DATA, MONGODB_URI. */
export async function startHub(
  settings: Record<string, string> = {},
): Promise<Party & { referral: string; asker(): Promise<Asker> }> {
  const { child, told } = await Child.start<{ url: string }>("./hub.ts", settings)
  const { url } = told
  const entered = async (person: string) => {
    const response = await fetch(`${url}/api/sign-in`, {
      method: "POST",
      headers: { origin: url, "content-type": "application/json" },
      body: JSON.stringify({ person }),
    })
    return { token: ((await response.json()) as { token: string }).token, protocol: protocolNumber, positions: {} }
  }
  const [dara, lewis, ana] = await Promise.all(["demo-dara-karim", "demo-lewis-fenn", "demo-ana-rahimi"].map(entered))
  const [subject, referral] = [randomUUID(), randomUUID()]
  const [author, releaser] = [await connected(url, dara), await connected(url, lewis)]
  const told1 = await author.emitWithAck("propose", { room: "org/nca", proposals: submitted(alert, subject) })
  const parts = [{ platform: "tiktok", referral }]
  const told2 = await releaser.emitWithAck("propose", { room: "org/nca", proposals: [released(alert, subject, parts)] })
  const accepted = [told1, told2].every(({ answers }: { answers?: object[] }) =>
    answers?.every((each) => "seq" in each),
  )
  if (!accepted) throw new Error(`the alert was refused: ${JSON.stringify([told1, told2])}`)
  author.disconnect()
  for (;;) {
    const { entry } = (await releaser.emitWithAck("entry", { room, subject: referral })) as {
      entry?: { received: boolean }
    }
    if (entry?.received) break
    await pause(20)
  }
  releaser.disconnect()
  const sender = async (): Promise<Sender> => {
    const socket = await connected(url, ana)
    const say = async (texts: readonly string[]) => {
      const proposals = texts.map((text) => ({
        id: proposalId(Date.now()),
        type: "message.sent",
        subject: referral,
        seen: 0,
        body: { facts: { kind: "message" }, words: { text } },
      }))
      let accepted = 0
      // What is busy or too fast is sent again with its id, as a client does.
      for (let left = proposals; left.length > 0;) {
        const told = (await socket.emitWithAck("propose", { room, proposals: left })) as {
          answers?: { id: string; refusal?: { code: string } }[]
          refusal?: { retryMs?: number }
        }
        const again = new Set(told.answers?.flatMap((each) => (each.refusal ? [each.id] : [])))
        const wrong = told.answers?.find(({ refusal }) => refusal && refusal.code !== "busy")
        if (wrong) throw new Error(JSON.stringify(wrong))
        accepted += told.answers ? left.length - again.size : 0
        if (told.answers) left = left.filter((each) => again.has(each.id))
        if (left.length > 0) await pause(told.refusal?.retryMs ?? 20)
      }
      return accepted
    }
    return { say, accept: say, leave: () => socket.disconnect() }
  }
  return {
    child,
    url,
    referral,
    asker: () => asking(url, ana!),
    crowd: { auth: ana!, room },
    textOf: (bytes) => Math.max(20, bytes - 395),
    sender,
    stop: () => child.stop(),
  }
}

/** A crowd of readers in a process of its own. */
export class Readers {
  readonly #child: Child
  /** how long it took until all were live */
  readonly liveMs: number

  private constructor(child: Child, liveMs: number) {
    this.#child = child
    this.liveMs = liveMs
  }

  static async enter(party: Party, count: number, position: Crowd["position"] = null): Promise<Readers> {
    const { child } = await Child.start("./readers.ts")
    const auth =
      party.crowd.auth && position ? { ...party.crowd.auth, positions: { [room]: position } } : party.crowd.auth
    const crowd: Crowd = { ...party.crowd, auth, url: party.url, count, position }
    const { ms } = await child.ask<{ ms: number }>({ crowd })
    return new Readers(child, ms)
  }

  tally(): Promise<Tally> {
    return this.#child.ask<Tally>("tally")
  }

  async reset(): Promise<void> {
    await this.#child.ask("reset")
  }

  /** Waits until so many events have been received, all readers together. */
  async received(events: number, withinMs = 60_000): Promise<Tally> {
    for (const endMs = performance.now() + withinMs; performance.now() < endMs; await pause(100)) {
      const tally = await this.tally()
      if (tally.events >= events) return tally
    }
    throw new Error(
      `the readers did not receive ${events} events within ${withinMs} ms: ${JSON.stringify({ ...(await this.tally()), latencies: [] })}`,
    )
  }

  leave(): Promise<void> {
    return this.#child.stop()
  }
}

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
export const median = (values: readonly number[]): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  )
