// Passwords, second factors and one-time links of a hub in production mode. Rules R63, R180-R183.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { linkIn, password, productionHub, type Arrived, type ProductionHub } from "./production-hub.ts"

let hub: ProductionHub
let hanne: Arrived

const signIn = (login: string, word: string, code?: string, address?: string) =>
  hub.call("POST", "/api/sign-in", { login, password: word, ...(code === undefined ? {} : { code }) }, "", address)
const refusal = async (answer: Promise<{ body: { refusal?: object } }>) => (await answer).body.refusal
const added = async (login: string, organisation: string, roles: string) =>
  linkIn(
    await hub.command([
      "add-person",
      "--login",
      login,
      "--name",
      login.split("@")[0]!,
      "--organisation",
      organisation,
      "--roles",
      roles,
    ]),
  )

beforeAll(async () => {
  hub = await productionHub()
  hanne = await hub.arrive(
    linkIn(await hub.command(["create-admin", "--login", "Hanne@NCA.example", "--name", "Hanne Vold"])),
  )
  for (const [id, name, prefix] of [
    ["tiktok", "TikTok", "TT"],
    ["x", "X", "X"],
  ] as const)
    await hub.command(["add-organisation", "--id", id, "--kind", "platform", "--name", name, "--prefix", prefix])
})
afterAll(() => hub[Symbol.asyncDispose]())

test("[R180] who has a role in the agency sets up a second factor first; a platform's moderator need not", async () => {
  expect([hanne.login, hanne.secret.length > 30, hanne.recoveryCodes.length]).toEqual(["hanne@nca.example", true, 10])
  const ana = await hub.arrive(await added("ana@tiktok.example", "tiktok", "moderator"))
  expect([ana.secret, ana.recoveryCodes]).toEqual(["", []])
  expect((await signIn("hanne@nca.example", password)).body).toEqual({ step: "code" })
})

test("[R180] others may add one, with their password again, and are then asked for it", async () => {
  const mai = await hub.arrive(await added("mai@tiktok.example", "tiktok", "moderator"))
  const path = `/api/session/${mai.session}/second-factor`
  const wrong = await hub.call("POST", path, { password: "not this one at all" }, mai.cookie)
  expect(wrong.body.refusal).toMatchObject({ code: "malformed", field: "password" })
  expect((await hub.call("POST", path, { password })).status).toBe(401)
  const { secret } = (await hub.call("POST", path, { password }, mai.cookie)).body as unknown as { secret: string }
  // Offered is not confirmed: a person who stops here is not locked out.
  expect((await signIn("mai@tiktok.example", password)).body).toHaveProperty("session")
  const done = await hub.call("POST", path, { password, code: hub.codeOf(secret) }, mai.cookie)
  expect((done.body as unknown as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(10)
  expect((await signIn("mai@tiktok.example", password)).body).toEqual({ step: "code" })
  const again = await hub.call("POST", path, { password }, mai.cookie)
  expect(again.body.refusal).toMatchObject({ code: "malformed" })
})

test("[R181] a code is taken once, in its step and one around it, also by two at the same moment", async () => {
  hub.later(120_000)
  const code = hub.codeOf(hanne.secret)
  const both = await Promise.all([signIn(hanne.login, password, code), signIn(hanne.login, password, code)])
  expect(both.map((each) => each.status).sort((one, other) => one - other)).toEqual([200, 400])
  expect(await refusal(signIn(hanne.login, password, code))).toMatchObject({ code: "malformed", field: "code" })
  // An earlier step than the one used is spent too, though it is within the window.
  expect((await signIn(hanne.login, password, hub.codeOf(hanne.secret, -1))).status).toBe(400)
  expect((await signIn(hanne.login, password, hub.codeOf(hanne.secret, 1))).status).toBe(200)
  hub.later(120_000)
  expect((await signIn(hanne.login, password, hub.codeOf(hanne.secret, 2))).status).toBe(400)
})

test("[R181] six digits are not guessed: five wrong codes make the account wait, and say how long", async () => {
  const lewis = await hub.arrive(await added("lewis@nca.example", "nca", "releaser"))
  const statuses: number[] = []
  for (let n = 0; n < 6; n++) statuses.push((await signIn(lewis.login, password, String(100_000 + n))).status)
  expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
  hub.later(60_000)
  const right = await refusal(signIn(lewis.login, password, hub.codeOf(lewis.secret)))
  expect(right).toMatchObject({ code: "too-fast" })
  const { retryMs } = right as { retryMs: number }
  expect([retryMs > 1_000_000, retryMs <= 1_800_000]).toEqual([true, true])
})

test("[R181] codes that come with a wrong password make nobody's codes wait", async () => {
  const mira = await hub.arrive(await added("mira@nca.example", "nca", "duty"))
  for (let n = 0; n < 6; n++) expect((await signIn(mira.login, "not this one at all", "123456")).status).toBe(401)
  hub.later(60_000)
  expect((await signIn(mira.login, password, hub.codeOf(mira.secret))).status).toBe(200)
})

test("[R182] recovery codes sign in once each, in any case, and none of the secrets stands in the store", async () => {
  const sela = await hub.arrive(await added("sela@nca.example", "nca", "analyst"))
  const [one, other] = sela.recoveryCodes as [string, string]
  expect((await signIn(sela.login, password, one.toLowerCase().replaceAll("-", " "))).status).toBe(200)
  expect((await signIn(sela.login, password, one)).status).toBe(400)
  expect((await signIn(sela.login, password, other)).status).toBe(200)
  const kept = ["hub.sqlite", "hub.sqlite-wal"].map((file) => readFileSync(join(hub.folder, file), "latin1")).join("")
  for (const secret of [sela.secret, sela.secret.replaceAll(" ", ""), one, other, password, ...sela.recoveryCodes])
    expect([secret, kept.includes(secret)]).toEqual([secret, false])
  // The search itself finds what is there.
  expect(kept.includes(sela.login)).toBe(true)
})

test("[R63] wrong passwords make an account wait, whoever asks from wherever, and right ones cost nothing", async () => {
  const vera = await hub.arrive(await added("vera@x.example", "x", "moderator"))
  for (let n = 0; n < 12; n++) expect((await signIn(vera.login, password)).status).toBe(200)
  const wrong = (n: number) => signIn("vera@x.example", "wrong horse battery", undefined, `198.51.100.${n}`)
  const statuses: number[] = []
  for (let n = 0; n < 9; n++) statuses.push((await wrong(n)).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429])
  const { retryMs } = (await refusal(signIn(" VERA@x.example ", password))) as { retryMs: number }
  expect([retryMs > 100_000, retryMs <= 300_000]).toEqual([true, true])
})

test("[R63] one address that tries many names waits, and others go on", async () => {
  const statuses = new Set<number>()
  for (let n = 0; n < 61; n++)
    statuses.add((await signIn(`nobody-${n}@x.example`, "wrong", undefined, "203.0.113.9")).status)
  expect([...statuses]).toEqual([401, 429])
  expect((await signIn("nobody@x.example", "wrong", undefined, "203.0.113.10")).status).toBe(401)
})

test("[R63] somebody who has only been invited is answered as nobody is", async () => {
  await added("idle@x.example", "x", "moderator")
  const [invited, nobody] = [await signIn("idle@x.example", ""), await signIn("none@x.example", "")]
  expect([invited.status, invited.body]).toEqual([nobody.status, nobody.body])
})

// Last, because it moves the clock by days: links are made by the command line in real time.
test("[R183] a link works once, only the latest, for 72 hours; it ends sessions and the second factor before it", async () => {
  const renewed = ["create-admin", "--login", "second@nca.example", "--name", "Second"]
  const [first, second] = [linkIn(await hub.command(renewed)), linkIn(await hub.command(renewed))]
  expect((await hub.call("POST", "/api/welcome", { link: first })).status).toBe(404)
  expect((await hub.call("POST", "/api/welcome", { link: second })).body).toEqual({
    login: "second@nca.example",
    name: "Second",
  })
  const short = await hub.call("POST", "/api/welcome", { link: second, password: "too short" })
  expect(short.body.refusal).toMatchObject({ code: "malformed", field: "password" })
  const before = await hub.arrive(second)
  expect((await hub.call("POST", "/api/welcome", { link: second, password })).status).toBe(404)

  const third = linkIn(await hub.command(renewed))
  expect((await hub.call("GET", `/api/session/${before.session}`, undefined, before.cookie)).status).toBe(200)
  const after = await hub.arrive(third, "another five quiet words")
  expect(after.secret).not.toBe(before.secret)
  expect((await hub.call("GET", `/api/session/${before.session}`, undefined, before.cookie)).status).toBe(401)
  expect((await signIn("second@nca.example", password)).status).toBe(401)
  const old = await signIn("second@nca.example", "another five quiet words", before.recoveryCodes[0])
  expect(old.status).toBe(400)

  const late = linkIn(await hub.command(renewed))
  hub.later(72 * 3_600_000 + 5_000)
  expect((await hub.call("POST", "/api/welcome", { link: late, password })).status).toBe(404)
})
