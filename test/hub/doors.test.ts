// The doors: who may come in, with what token, from where, and for how long. Rules R61-R64.
import { createHmac, hkdfSync, randomUUID } from "node:crypto"
import { createRequire } from "node:module"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, expect, test } from "vitest"
import { protocolNumber } from "../../protocol/wire.ts"
import { HubPerson, signIn } from "./hub-person.ts"
import { personId, startHub, type TestHub } from "./start-hub.ts"

const engine = createRequire(createRequire(import.meta.url).resolve("socket.io"))
const { WebSocket } = createRequire(engine.resolve("engine.io"))("ws") as {
  WebSocket: new (url: string, options?: object) => { on(event: string, listener: () => void): void }
}

let hub: TestHub

beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

test("[R61] a client of another protocol number is told outdated, before anything else", async () => {
  const old = new HubPerson(await signIn(hub.url, personId("Mai Lund")))
  old.protocol = 0
  await expect(old.connect()).rejects.toEqual({ code: "outdated" })
  old.protocol = protocolNumber + 1
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

test("[R64] a secret of any age ends the session when it comes back, a guess does not", async () => {
  const { session, cookie } = await signIn(hub.url, personId("Petra Holm"))
  let latest = cookie
  for (let n = 0; n < 4; n++) {
    hub.later(11_000)
    const renewed = await renew(session, latest)
    expect(renewed.status).toBe(200)
    latest = renewed.headers.get("set-cookie")!.split(";")[0]!
  }
  const [random, mark] = cookie.split(".") as [string, string]
  const guesses = ["refresh=", "refresh=abc", `${random}.`, `${random}x.${mark}`, `refresh=x.${mark}`]
  for (const guess of guesses) expect([guess, (await renew(session, guess)).status]).toEqual([guess, 401])
  const renewed = await renew(session, latest)
  expect(renewed.status).toBe(200)
  latest = renewed.headers.get("set-cookie")!.split(";")[0]!
  hub.later(11_000)
  expect((await renew(session, cookie)).status).toBe(401)
  expect((await renew(session, latest)).status).toBe(401)
})

test("[R64] of twenty renewals at once by several tabs one rotates, and nobody is signed out", async () => {
  const { session, cookie } = await signIn(hub.url, personId("Petra Holm"))
  const all = await Promise.all(Array.from({ length: 20 }, () => renew(session, cookie)))
  expect(all.map((each) => each.status)).toEqual(all.map(() => 200))
  const rotated = all.flatMap((each) => each.headers.get("set-cookie") ?? [])
  expect(rotated).toHaveLength(1)
  hub.later(11_000)
  expect((await renew(session, rotated[0]!.split(";")[0]!)).status).toBe(200)
})

test("[R64] acts keep a session alive for twelve hours and no longer; renewing alone keeps it for half an hour", async () => {
  const kofi = await hub.person("Kofi Adjei")
  const idle = await signIn(hub.url, personId("Kofi Adjei"))
  const { session } = kofi.grant
  let [own, other] = [kofi.grant.cookie, idle.cookie]
  const renewed = async (id: string, cookie: string) => {
    const response = await renew(id, cookie)
    return response.status === 200 ? response.headers.get("set-cookie")!.split(";")[0]! : ""
  }
  for (let minutes = 25; minutes < 12 * 60; minutes += 25) {
    hub.later(25 * 60_000)
    await kofi.call("keep", { key: "note", text: `${minutes} minutes` })
    own = await renewed(session, own)
    expect([minutes, own !== ""]).toEqual([minutes, true])
    other = await renewed(idle.session, other)
    expect([minutes, other !== ""]).toEqual([minutes, minutes < 30])
  }
  expect(kofi.connected).toBe(true)
  hub.later(21 * 60_000)
  await kofi.fact(() => kofi.ended === "expired" && !kofi.connected)
  expect(await renewed(session, own)).toBe("")
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
