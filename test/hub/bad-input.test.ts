// Malformed and hostile input at every layer: the process lives, others are unmoved, answers come from the closed list. Rules R10, R14, R62.
import { randomUUID } from "node:crypto"
import { createRequire } from "node:module"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { RefusalCode } from "../../protocol/errors.ts"
import { protocolNumber } from "../../protocol/wire.ts"
import { signIn, type HubPerson } from "./hub-person.ts"
import { random } from "./random.ts"
import { act, personId, ruleOf, say, startHub, tiktok, type TestHub } from "./start-hub.ts"

interface RawSocket {
  send(data: string | Buffer): void
  terminate(): void
  ping(): void
  on(event: string, listener: (...values: unknown[]) => void): void
  readonly readyState: number
}
const engine = createRequire(createRequire(import.meta.url).resolve("socket.io"))
const { WebSocket } = createRequire(engine.resolve("engine.io"))("ws") as {
  WebSocket: new (url: string, options?: object) => RawSocket
}

const codes = new Set<RefusalCode>([
  "malformed",
  "unknown-type",
  "gone",
  "forbidden",
  "conflict",
  "stale",
  "not-now",
  "busy",
  "too-fast",
  "unavailable",
  "signed-out",
  "outdated",
])
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)

let hub: TestHub
let ana: HubPerson
let jonas: HubPerson
let subject: string

beforeAll(async () => {
  hub = await startHub()
  ana = await hub.person("Ana Rahimi")
  jonas = await hub.person("Jonas Okafor")
  subject = (await hub.referral()).referrals["tiktok"]!
  await jonas.seesReferral(tiktok, subject)
})
afterAll(() => hub[Symbol.asyncDispose]())

/** The hub works for the others as before: same connection, nothing written by the attack. */
async function unmoved(before: number): Promise<void> {
  expect(hub.log(tiktok).length).toBe(before)
  expect([ana.connected, jonas.connected]).toEqual([true, true])
  const [seq] = await ana.accepted(tiktok, say(subject, "still working"))
  await jonas.reaches(tiktok, seq!)
  expect((await fetch(`${hub.url}/healthz`)).status).toBe(200)
  expect(await (await fetch(`${hub.url}/metrics`)).text()).toContain("hub_failures_total 0")
}

const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels)
const texts = [
  "",
  "x",
  "\ud800",
  "\udfff\ud800",
  "__proto__",
  "constructor",
  "\u0000",
  "a".repeat(70_000),
  "'; DROP TABLE events; --",
  "‮‭",
  "🚢".repeat(500),
]

function hostile({ whole, pick }: ReturnType<typeof random>, depth = 0): unknown {
  const kind = whole(0, depth > 4 ? 6 : 9)
  if (kind <= 2) return pick(texts.filter((each) => each.length < 5_000))
  if (kind === 3) return pick([0, -1, 1.5, 1e308, -0, 2 ** 53, NaN, Infinity])
  if (kind === 4) return pick([null, true, false])
  if (kind === 5) return pick([randomUUID(), subject, tiktok, "message.sent", "claim.made", personId("Ana Rahimi")])
  if (kind === 6) return pick([{}, []])
  if (kind === 7) return Array.from({ length: whole(0, 6) }, () => hostile({ whole, pick }, depth + 1))
  const keys = [
    "id",
    "type",
    "subject",
    "seen",
    "target",
    "body",
    "facts",
    "words",
    "room",
    "proposals",
    "position",
    "key",
    "prefix",
    "text",
    "signal",
    "seq",
    "__proto__",
    "toString",
  ]
  return Object.fromEntries(
    Array.from({ length: whole(0, 6) }, () => [pick(keys), hostile({ whole, pick }, depth + 1)]),
  )
}

/** A true proposal with one thing wrong. */
function mutated(source: ReturnType<typeof random>): unknown {
  const proposal = structuredClone(
    source.pick([
      say(subject, "x"),
      act("claim.made", subject),
      act("referral.seen", subject),
      act("outcome.undone", subject, { items: [1] }),
    ]),
  ) as unknown as Record<string, unknown>
  const place = source.pick([
    proposal,
    proposal,
    proposal["body"] as Record<string, unknown>,
    (proposal["body"] as Record<string, Record<string, unknown>>)["facts"]!,
  ])
  const key = source.pick([...Object.keys(place), "extra"])
  if (source.whole(0, 3) === 0) delete place[key]
  else place[key] = hostile(source)
  place["never"] = 1
  return proposal
}

test(`[R10] 2,000 malformed proposals and calls answer the closed list, naming the field, and change nothing (SEED=${seed})`, async () => {
  const source = random(seed)
  const before = hub.log(tiktok).length
  const answered = new Set<string>()
  for (let n = 0; n < 30; n++) {
    const attack = await hub.person("Mai Lund")
    const answer = await attack.call("propose", {
      room: tiktok,
      proposals: Array.from({ length: 50 }, () => (source.whole(0, 1) ? mutated(source) : hostile(source))),
    })
    for (const each of "answers" in answer ? answer.answers : [answer]) {
      const { refusal } = each as { refusal: { code: RefusalCode; field?: string; rule?: string } }
      answered.add(refusal.code)
      if (refusal.code === "malformed")
        expect([typeof refusal.field, typeof refusal.rule]).toEqual(["string", "string"])
    }
    attack.leave()
  }
  const names = ["propose", "open", "close", "list", "entry", "entries", "mark", "signal", "keep", "kept", "confirm"]
  for (let n = 0; n < 5; n++) {
    const attack = await hub.person("Mai Lund")
    for (let each = 0; each < 100; each++) {
      const name = source.pick(names)
      const answer = (await attack.raw(name, hostile(source))) as { refusal?: { code: RefusalCode } }
      if (answer.refusal) answered.add(answer.refusal.code)
    }
    attack.leave()
  }
  expect([...answered].filter((code) => !codes.has(code as RefusalCode))).toEqual([])
  expect(answered).toContain("malformed")
  await unmoved(before)
})

test("[R12][R14] lone surrogates and JSON deeper than 16 are refused at the edge, and refuse nothing else of their call", async () => {
  const before = hub.log(tiktok).length
  const deepOne = { ...say(subject, "x"), body: { facts: { kind: "message" }, words: JSON.parse(deep(20)) as unknown } }
  const answers = await ana.propose(tiktok, say(subject, "half \ud83d"), deepOne, say(subject, "sound"))
  expect(answers.map(ruleOf)).toEqual(["malformed", "malformed", undefined])
  expect(await ana.call("keep", { key: "k", text: "\udc00" })).toMatchObject({ refusal: { code: "malformed" } })
  await unmoved(before + 1)
})

async function rawSocket(frames: (string | Buffer)[]): Promise<{ closed: boolean; answers: string[] }> {
  const socket = new WebSocket(`${hub.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`)
  const answers: string[] = []
  const gone = Promise.withResolvers<boolean>()
  const admitted = Promise.withResolvers<boolean>()
  socket.on("message", (data) => {
    answers.push(String(data))
    if (/^4[04]/.test(String(data))) admitted.resolve(true)
  })
  for (const event of ["close", "error"]) socket.on(event, () => gone.resolve(true))
  await new Promise<void>((resolve) => (socket.on("open", () => resolve()), socket.on("error", () => resolve())))
  for (const [index, frame] of frames.entries()) {
    if (socket.readyState === 1) socket.send(frame)
    if (index === 0 && String(frame).startsWith("40{")) await Promise.race([admitted.promise, gone.promise])
  }
  // A pong in answer to our ping says that everything before it was read.
  socket.on("pong", () => gone.resolve(false))
  if (socket.readyState === 1) socket.ping()
  else gone.resolve(true)
  const closed = await gone.promise
  socket.terminate()
  return { closed, answers }
}

test(`[R62] raw frames of every layer, with and without a session, kill neither the process nor another's connection (SEED=${seed})`, async () => {
  const source = random(seed)
  const before = hub.log(tiktok).length
  const { token } = await signIn(hub.url, personId("Mai Lund"))
  const connect = `40${JSON.stringify({ token, protocol: protocolNumber, positions: {} })}`
  const bare = [
    "4",
    "40",
    "41",
    "42",
    "43",
    "44",
    "45",
    "46",
    "6",
    "9",
    "2",
    "3",
    "1",
    "x",
    "",
    "42[",
    "42[]",
    "42[1]",
    `42["propose"]`,
    `420["propose",null]`,
    `42["connect"]`,
    `42["disconnecting"]`,
    `42["error"]`,
    `42["newListener",{}]`,
    "451-[",
    `451-["x",{"_placeholder":true,"num":0}]`,
    "40/admin,{}",
    "42/admin,[]",
    `43999["x"]`,
    `420${deep(5_000)}`,
    `420["propose",${deep(5_000)}]`,
    `42${"9".repeat(400)}["x"]`,
    "4".repeat(60_000),
    `420["__proto__",{}]`,
    Buffer.from("binary"),
    Buffer.alloc(10_000, 0xff),
  ]
  for (let n = 0; n < 400; n++) {
    const frames = Array.from({ length: source.whole(1, 5) }, () =>
      source.pick<string | Buffer>([
        ...bare,
        `42${source.whole(0, 99)}${JSON.stringify([source.pick(["propose", "open", "nonsense"]), hostile(source)])}`,
      ]),
    )
    await rawSocket(source.whole(0, 1) ? [connect, ...frames] : frames)
  }
  await unmoved(before)
})

test("[R62] one handshake per connection; oversized, binary and polling are cut off", async () => {
  const { token } = await signIn(hub.url, personId("Mai Lund"))
  const connect = `40${JSON.stringify({ token, protocol: protocolNumber, positions: {} })}`
  for (const frames of [
    [connect, connect],
    [connect, Buffer.from("x")],
    [connect, "x".repeat(70_000)],
    [connect, `451-["x",{"_placeholder":true,"num":0}]`],
  ])
    expect([frames.length, (await rawSocket(frames)).closed]).toEqual([2, true])
  expect((await rawSocket([connect, `420["kept",{"prefix":""}]`])).closed).toBe(false)
  expect((await fetch(`${hub.url}/socket.io/?EIO=4&transport=polling`)).status).toBe(400)
  await unmoved(hub.log(tiktok).length)
})
