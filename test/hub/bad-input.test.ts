// Malformed and hostile input at every layer: the process lives, others are unmoved, answers come from the closed list. Rules R10, R14, R61-R64.
import { createHmac, hkdfSync, randomUUID } from "node:crypto"
import { createRequire } from "node:module"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { RefusalCode } from "../../protocol/errors.ts"
import { HubPerson, signIn } from "./hub-person.ts"
import { random } from "./random.ts"
import { act, personId, say, startHub, tiktok, type TestHub } from "./start-hub.ts"

interface RawSocket {
  send(data: string | Buffer): void
  terminate(): void
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

test("[R14] lone surrogates and JSON deeper than 16 are refused at the edge", async () => {
  const before = hub.log(tiktok).length
  expect(await ana.refused(tiktok, say(subject, "half \ud83d"))).toMatchObject({ code: "malformed" })
  expect(
    await ana.refused(tiktok, {
      ...say(subject, "x"),
      body: { facts: { kind: "message" }, words: JSON.parse(deep(20)) },
    }),
  ).toMatchObject({ code: "malformed" })
  expect(await ana.call("keep", { key: "k", text: "\udc00" })).toMatchObject({ refusal: { code: "malformed" } })
  await unmoved(before)
})

async function rawSocket(frames: (string | Buffer)[]): Promise<{ closed: boolean; answers: string[] }> {
  const socket = new WebSocket(`${hub.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`)
  const answers: string[] = []
  const gone = Promise.withResolvers<boolean>()
  socket.on("message", (data) => void answers.push(String(data)))
  socket.on("close", () => gone.resolve(true))
  socket.on("error", () => gone.resolve(true))
  await new Promise<void>((resolve) => (socket.on("open", () => resolve()), socket.on("error", () => resolve())))
  for (const frame of frames) if (socket.readyState === 1) socket.send(frame)
  // A pong in answer to ours says that everything before it was read.
  socket.on("pong", () => gone.resolve(false))
  ;(socket as unknown as { ping(): void }).ping()
  const closed = await gone.promise
  socket.terminate()
  return { closed, answers }
}

test(`[R62] raw frames of every layer, with and without a session, kill neither the process nor another's connection (SEED=${seed})`, async () => {
  const source = random(seed)
  const before = hub.log(tiktok).length
  const { token } = await signIn(hub.url, personId("Mai Lund"))
  const connect = `40${JSON.stringify({ token, protocol: 1, positions: {} })}`
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
  const connect = `40${JSON.stringify({ token, protocol: 1, positions: {} })}`
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

test("[R61] a client of another protocol number is told outdated, before anything else", async () => {
  const old = new HubPerson(await signIn(hub.url, personId("Mai Lund")))
  old.protocol = 0
  await expect(old.connect()).rejects.toEqual({ code: "outdated" })
  old.protocol = 2
  old.grant.token = "nonsense"
  await expect(old.connect()).rejects.toEqual({ code: "outdated" })
})

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url")

test("[R64] only a token that this hub signed for this purpose within ten minutes opens the door", async () => {
  const database = new DatabaseSync(join(hub.folder, "hub.sqlite"), { readOnly: true })
  const secret = String(database.prepare("SELECT value FROM meta WHERE key = 'secret'").get()!["value"])
  database.close()
  const key = Buffer.from(hkdfSync("sha256", secret, "", "access-token", 32))
  const { session, token } = await signIn(hub.url, personId("Mai Lund"))
  const iat = Math.floor(Date.now() / 1_000)
  const head = { alg: "HS256", typ: "at+jwt", kid: "1" }
  const claims = { sub: personId("Mai Lund"), sid: session, iat, exp: iat + 600, aud: "hub", iss: "joint-action-hub" }
  const signed = (header: object, payload: object, by: string | Buffer = key, algorithm = "sha256") => {
    const text = `${part(header)}.${part(payload)}`
    return `${text}.${createHmac(algorithm, by).update(text).digest("base64url")}`
  }
  const { exp: _, ...forever } = claims
  const attacks: Record<string, string> = {
    "alg none": `${part({ ...head, alg: "none" })}.${part(claims)}.`,
    "another algorithm": signed({ ...head, alg: "HS512" }, claims, key, "sha512"),
    "another key": signed(head, claims, "guess"),
    "the secret itself as key": signed(head, claims, secret),
    crit: signed({ ...head, crit: ["b64"] }, claims),
    "another type": signed({ ...head, typ: "JWT" }, claims),
    "another key id": signed({ ...head, kid: "2" }, claims),
    expired: signed(head, { ...claims, iat: iat - 1_200, exp: iat - 600 }),
    "older than ten minutes": signed(head, { ...claims, iat: iat - 700, exp: iat + 600 }),
    "without an end, old": signed(head, { ...forever, iat: iat - 700 }),
    "another audience": signed(head, { ...claims, aud: "refresh" }),
    "another issuer": signed(head, { ...claims, iss: "other" }),
    "no session": signed(head, { ...claims, sid: undefined }),
    "an unknown session": signed(head, { ...claims, sid: randomUUID() }),
    "an unknown person": signed(head, { ...claims, sub: "nobody" }),
    cut: token.slice(0, -2),
    changed: token.replace(/\.(.)/, (_, first: string) => `.${first === "e" ? "f" : "e"}`),
    empty: "",
    "two dots": "..",
  }
  for (const [what, attack] of Object.entries(attacks)) {
    const person = new HubPerson({ ...(await signIn(hub.url, personId("Mai Lund"))), token: attack })
    expect([
      what,
      await person.connect().then(
        () => "in",
        (error: { code: string }) => error.code,
      ),
    ]).toEqual([what, "signed-out"])
  }
  const sane = new HubPerson({ ...(await signIn(hub.url, personId("Mai Lund"))), token: signed(head, claims) })
  await sane.connect()
  sane.leave()
})

const renew = (session: string, cookie: string, headers: Record<string, string> = {}) =>
  fetch(`${hub.url}/api/session/${session}/token`, { method: "POST", headers: { origin: hub.url, cookie, ...headers } })

test("[R64] refresh secrets rotate, the cookie is for its session's path alone, and reuse of an old one ends the session", async () => {
  const mai = await hub.person("Mai Lund")
  const { session, cookie, setCookie } = mai.grant
  expect(setCookie).toMatch(new RegExp(`Path=/api/session/${session};.*HttpOnly.*SameSite=Strict`))
  const other = await signIn(hub.url, personId("Iris Vale"))
  expect((await renew(other.session, cookie)).status).toBe(401)
  const renewed = await renew(session, cookie)
  const next = renewed.headers.get("set-cookie")!.split(";")[0]!
  expect([renewed.status, next === cookie]).toEqual([200, false])
  const tab = await renew(session, cookie)
  expect([tab.status, tab.headers.get("set-cookie")]).toEqual([200, null])
  hub.later(11_000)
  expect((await renew(session, cookie)).status).toBe(401)
  await mai.fact(() => !mai.connected)
  expect((await renew(session, next)).status).toBe(401)
})

test("[R62][R64] another origin, or another name for this machine, opens neither sign-in nor socket", async () => {
  const refused = async (headers: Record<string, string>) =>
    (
      await fetch(`${hub.url}/api/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ person: personId("Ana Rahimi") }),
      })
    ).status
  for (const origin of [
    "https://evil.example",
    "null",
    "http://127.0.0.1:1",
    `${hub.url}.evil.example`,
    hub.url.replace("http", "https"),
  ]) {
    expect([origin, await refused({ origin })]).toEqual([origin, 403])
    const socket = new WebSocket(`${hub.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, { origin })
    expect([
      origin,
      await new Promise(
        (resolve) => (socket.on("open", () => resolve("open")), socket.on("error", () => resolve("refused"))),
      ),
    ]).toEqual([origin, "refused"])
  }
})

test("[R63] an unknown person and a wrong password are answered the same, and attempts are slowed per account", async () => {
  const sign = (login: string) =>
    fetch(`${hub.url}/api/sign-in`, {
      method: "POST",
      headers: { origin: hub.url, "content-type": "application/json" },
      body: JSON.stringify({ login, password: "wrong horse battery staple" }),
    })
  const { hashPassword } = await import("../../server/identity/passwords.ts")
  const database = new DatabaseSync(join(hub.folder, "hub.sqlite"))
  database
    .prepare("INSERT INTO accounts (person, login, password_hash) VALUES (?, ?, ?)")
    .run(personId("Ana Rahimi"), "ana", await hashPassword("a right and long password"))
  database.close()
  const timed = async (login: string) => {
    const startedMs = performance.now()
    const response = await sign(login)
    return { status: response.status, body: await response.text(), ms: performance.now() - startedMs }
  }
  const [known, unknown] = [[] as number[], [] as number[]]
  for (let n = 0; n < 8; n++) {
    const [one, other] = [await timed("ana"), await timed(`nobody-${n}`)]
    expect([one.status, one.body]).toEqual([other.status, other.body])
    known.push(one.ms)
    unknown.push(other.ms)
  }
  const median = (values: number[]) => values.sort((one, other) => one - other)[4]!
  expect(median(known) / median(unknown)).toBeGreaterThan(0.5)
  expect(median(known) / median(unknown)).toBeLessThan(2)
  expect((await sign("ana")).status).toBe(429)
})
