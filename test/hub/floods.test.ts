// Connections that send without end, of every kind of packet; that come and go without end; and proposals that are sent again and again by
// two tabs at two hubs. Rules R3, R13, R62, R300. CHURN=100000 and AGAIN=100000 for the long runs; SEED runs one again.
import { expect, test } from "vitest"
import { WebSocket } from "ws"
import type { Proposal } from "../../protocol/event.ts"
import { protocolNumber } from "../../protocol/wire.ts"
import { RunningHub } from "../browser/desk.ts"
import { signIn } from "./hub-person.ts"
import { Ledger } from "./ledger.ts"
import { counted, enter, placeFor, referral, soon } from "./processes.ts"
import { random } from "./random.ts"
import { personId, say, startHub, tiktok } from "./start-hub.ts"

const churn = Number(process.env["CHURN"] ?? 1_500)
const repeats = Number(process.env["AGAIN"] ?? 1_500)
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)

const connectOf = async (hub: { readonly url: string }, name: string) => {
  const { token } = await signIn(hub.url, personId(name))
  return `40${JSON.stringify({ token, protocol: protocolNumber, positions: {} })}`
}

/** Sends this over and over, as fast as it is taken, until the hub cuts it off; answers how often it was sent. */
async function floods(hub: { readonly url: string }, first: string | undefined, frame: () => string): Promise<number> {
  const socket = new WebSocket(`${hub.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`)
  const closed = new Promise<void>((resolve) => {
    for (const event of ["close", "error"]) socket.on(event, () => resolve())
  })
  await new Promise((resolve) => socket.once("open", resolve))
  if (first) {
    socket.send(first)
    await new Promise((resolve) =>
      socket.on("message", (data: Buffer) => String(data).startsWith("42") && resolve(undefined)),
    )
  }
  let sent = 0
  let open = true
  void closed.then(() => (open = false))
  while (open) {
    for (let n = 0; n < 200 && socket.readyState === WebSocket.OPEN; n++, sent++) socket.send(frame())
    await new Promise((resolve) => setImmediate(resolve))
  }
  return sent
}

test("[R300][R62] whoever sends without end is cut off, whatever it is; others are answered meanwhile, and nothing of it is written", async () => {
  const place = placeFor("SQLite", undefined)
  await using hub = await RunningHub.start(place.env)
  const subject = await referral(hub)
  const ana = await enter(hub, "Ana Rahimi")
  const connect = await connectOf(hub, "Mai Lund")
  const proposal = say(subject, "flooded")
  let n = 0
  const kinds: [string, string | undefined, () => string][] = [
    ["calls", connect, () => `42${(n += 1)}["kept",{"prefix":""}]`],
    [
      "one proposal",
      connect,
      () => `42${(n += 1)}["propose",${JSON.stringify({ room: tiktok, proposals: [proposal] })}]`,
    ],
    ["signals", connect, () => `42["signal",{"room":"${tiktok}","subject":"${subject}","signal":"typing"}]`],
    ["confirmations", connect, () => `42["confirm",{"${tiktok}":1}]`],
    ["unknown acknowledgements", connect, () => `43${(n += 1)}[]`],
    ["calls without an acknowledgement", connect, () => `42["kept",{"prefix":""}]`],
    ["pongs", connect, () => "3"],
    ["pings without a session", undefined, () => "2"],
    ["nothing without a session", undefined, () => "4"],
  ]
  const ledger = new Ledger(subject)
  const tookMs: number[] = []
  for (const [kind, first, frame] of kinds) {
    const flood = floods(hub, first, frame)
    let over = false
    void flood.then(() => (over = true))
    do {
      const askedMs = performance.now()
      await ledger.post(ana, 1)
      tookMs.push(performance.now() - askedMs)
    } while (!over)
    expect([kind, (await flood) > 100, ana.connected]).toEqual([kind, true, true])
  }
  // The one proposal was accepted once.
  const texts = ana.held(tiktok).events.filter((event) => event.id === proposal.id)
  expect(texts.length).toBe(1)
  ledger.also(proposal, { id: proposal.id, seq: texts[0]!.seq, hash: texts[0]!.hash, at: texts[0]!.at })
  const worst = tookMs.toSorted((one, other) => one - other)[Math.floor(tookMs.length * 0.99)]!
  console.info(`floods: ${kinds.length} kinds, Ana’s ${tookMs.length} calls meanwhile, p99 ${worst.toFixed(0)} ms`)
  // Before a page would send it again.
  expect(worst).toBeLessThan(5_000)
  expect(await counted(hub, "hub_failures_total")).toBe(0)
  await ana.reaches(tiktok, ledger.last)
  await ledger.check(place, [ana])
  ana.leave()
})

test(
  `[R29] ${churn} connections that come and go, half of them without a word, leave nothing behind`,
  { timeout: 900_000 },
  async () => {
    await using hub = await RunningHub.start(placeFor("SQLite", undefined).env)
    const subject = await referral(hub)
    const connect = await connectOf(hub, "Ana Rahimi")
    const url = `${hub.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`
    const one = async (index: number) => {
      const socket = new WebSocket(url)
      const gone = new Promise((resolve) => socket.on("close", resolve))
      socket.on("error", () => undefined)
      await new Promise((resolve) => socket.once("open", resolve))
      if (index % 2) {
        socket.send(connect)
        await new Promise((resolve) =>
          socket.on("message", (data: Buffer) => String(data).startsWith("42") && resolve(undefined)),
        )
        socket.send(`421["open",{"room":"${tiktok}","position":{"seq":0,"hash":""}}]`)
        socket.send(`42["signal",{"room":"${tiktok}","subject":"${subject}","signal":"here"}]`)
      }
      if (index % 3) socket.close()
      else socket.terminate()
      await gone
    }
    const some = async (count: number) => {
      for (let from = 0; from < count; from += 50)
        await Promise.all(Array.from({ length: Math.min(50, count - from) }, (_none, n) => one(from + n)))
      await soon("nobody is connected", async () => (await counted(hub, "hub_sockets")) === 0)
    }
    // Whatever waits for one of them ends with it: nothing is kept until it would have been late.
    const timers = () => counted(hub, 'nodejs_active_resources\\{type="Timeout"\\}')
    const heap = () => counted(hub, "process_resident_memory_bytes")
    await some(500)
    const waiting = await timers()
    expect(waiting).toBeGreaterThan(0)
    const before = await heap()
    await some(churn)
    await soon("nothing waits for who has gone", async () => (await timers()) < waiting + 20, 5_000)
    const grown = ((await heap()) - before) / 2 ** 20
    console.info(`churn: ${churn} connections, ${grown.toFixed(1)} MB more`)
    // Also what is not collected yet.
    expect(grown).toBeLessThan(96)
    // Nobody is left behind as present.
    const ana = await enter(hub, "Ana Rahimi")
    const live = ana.frames.find(({ event, data }) => event === "live" && (data as { room: string }).room === tiktok)
    expect((live!.data as { here: unknown[] }).here).toEqual([])
    ana.leave()
  },
)

test(
  `[R3] ${repeats} proposals, each sent one to five times, by two tabs at two hubs: each is one event, and every answer the same (SEED=${seed})`,
  { timeout: 900_000 },
  async () => {
    const luck = random(seed)
    await using hub = await startHub()
    await using second = await startHub({ beside: hub })
    const subject = (await hub.referral()).referrals["tiktok"]!
    const tabs = [await hub.person("Ana Rahimi"), await second.person("Ana Rahimi"), await hub.person("Ana Rahimi")]
    for (const tab of tabs) await tab.seesReferral(tiktok, subject)
    const told = new Map<string, Set<string>>()
    const before = hub.log(tiktok).length
    for (let left = repeats; left > 0; left -= 50) {
      const made = Array.from({ length: Math.min(50, left) }, () => say(subject, "again"))
      const calls: Promise<void>[] = []
      const send = async (tab: number, proposals: Proposal[]) => {
        for (const answer of await tabs[tab]!.propose(tiktok, ...proposals))
          told.set(answer.id, (told.get(answer.id) ?? new Set()).add(JSON.stringify(answer)))
      }
      for (let time = 0; time < 5; time++) {
        const again = made.filter((_each, index) => index % 5 >= time)
        if (again.length > 0) calls.push(send(luck.whole(0, 2), again))
      }
      await Promise.all(calls)
    }
    const log = hub.log(tiktok).slice(before)
    expect(log.length).toBe(repeats)
    expect(new Set(log.map((row) => row.id))).toEqual(new Set(told.keys()))
    for (const row of log) {
      const [answer, ...others] = told.get(row.id)!
      expect([JSON.parse(answer!) as object, others]).toEqual([
        { id: row.id, seq: row.seq, hash: row.hash, at: row.at },
        [],
      ])
    }
  },
)
