// The people of an organisation, as its administrators may see and change them, and nobody else. Rules R23, R64, R180, R184.
import { afterAll, beforeAll, expect, test } from "vitest"
import { HubPerson } from "./hub-person.ts"
import { linkIn, productionHub, type Answered, type Arrived, type ProductionHub } from "./production-hub.ts"
import { act } from "./start-hub.ts"

let hub: ProductionHub
let hanne: Arrived
let theo: Arrived
let ana: Arrived
let vera: Arrived

interface Row {
  id: string
  name: string
  login: string
  managed: boolean
  sessions: number
  ready: boolean
  secondFactor: boolean
  memberships: { organisation: string; roles: string[] }[]
}

const added = async (login: string, name: string, organisation: string, roles: string) =>
  linkIn(
    await hub.command([
      "add-person",
      "--login",
      login,
      "--name",
      name,
      "--organisation",
      organisation,
      "--roles",
      roles,
    ]),
  )
const people = (who: Arrived, method: string, path = "", body?: unknown): Promise<Answered> =>
  hub.call(method, `/api/session/${who.session}/people${path}`, body, who.cookie)
const listed = async (who: Arrived): Promise<Row[]> => (await people(who, "GET")).body["people"] as Row[]
const idOf = async (name: string): Promise<string> => (await listed(hanne)).find((each) => each.name === name)!.id
const invited = async (who: Arrived, name: string, organisation: string, roles: string[]) => {
  const answer = await people(who, "POST", "", {
    name,
    login: name.toLowerCase().replaceAll(" ", "."),
    organisation,
    roles,
  })
  return hub.arrive(String(answer.body["link"]))
}
const alive = async (who: Arrived) =>
  (await hub.call("GET", `/api/session/${who.session}`, undefined, who.cookie)).status === 200
/** Their page's connection. */
const connected = async (who: Arrived, person: string, name: string): Promise<HubPerson> => {
  const { session, token, cookie } = who
  const page = new HubPerson({ url: hub.url, session, token, cookie, setCookie: "", person: { id: person, name } })
  await page.connect()
  return page
}

beforeAll(async () => {
  hub = await productionHub()
  hanne = await hub.arrive(
    linkIn(await hub.command(["create-admin", "--login", "hanne@nca.example", "--name", "Hanne Vold"])),
  )
  for (const [id, name, prefix] of [
    ["tiktok", "TikTok", "TT"],
    ["x", "Canaryplatform", "X"],
  ] as const)
    await hub.command(["add-organisation", "--id", id, "--kind", "platform", "--name", name, "--prefix", prefix])
  theo = await hub.arrive(await added("theo@tiktok.example", "Theo Marsh", "tiktok", "admin"))
  ana = await hub.arrive(await added("ana@tiktok.example", "Ana Rahimi", "tiktok", "moderator"))
  vera = await hub.arrive(await added("canary.vera@x.example", "Canary Vera", "x", "moderator"))
})
afterAll(() => hub[Symbol.asyncDispose]())

test("[R184] the agency's administrator sees everybody; a platform's its own people, and no byte of another's", async () => {
  expect((await listed(hanne)).map((each) => each.name)).toEqual([
    "Ana Rahimi",
    "Canary Vera",
    "Hanne Vold",
    "Theo Marsh",
  ])
  const own = await people(theo, "GET")
  expect((own.body["people"] as Row[]).map((each) => each.login)).toEqual(["ana@tiktok.example", "theo@tiktok.example"])
  const text = JSON.stringify(own.body)
  for (const canary of ["anary", '"x"', "Hanne", "nca", await idOf("Canary Vera")])
    expect([canary, text.includes(canary)]).toEqual([canary, false])
})

test("[R184] who administers nobody is answered as if nothing were here, and a strange session is signed out", async () => {
  const id = await idOf("Ana Rahimi")
  for (const [method, path, body] of [
    ["GET", "", undefined],
    ["POST", "", { name: "New", login: "new", organisation: "tiktok", roles: ["moderator"] }],
    ["POST", `/${id}/memberships`, { organisation: "tiktok", roles: ["admin"] }],
    ["DELETE", `/${id}/memberships/tiktok`, undefined],
    ["POST", `/${id}/link`, {}],
    ["DELETE", `/${id}/sessions`, undefined],
  ] as const) {
    const refused = await people(ana, method, path, body)
    expect([method, path, refused.status, refused.body]).toEqual([method, path, 404, { refusal: { code: "gone" } }])
    const borrowed = await people({ ...theo, cookie: ana.cookie }, method, path, body)
    expect([method, path, borrowed.status]).toEqual([method, path, 401])
  }
})

test("[R184] what is another platform's is answered byte for byte as what does not exist", async () => {
  const person = await idOf("Canary Vera")
  const nobody = "00000000-0000-4000-8000-000000000000"
  const pairs: [string, string, string, unknown?, unknown?][] = [
    ["POST", `/${person}/link`, `/${nobody}/link`, {}],
    ["DELETE", `/${person}/sessions`, `/${nobody}/sessions`],
    ["DELETE", `/${person}/memberships/x`, `/${nobody}/memberships/nowhere`],
    ["POST", `/${person}/memberships`, `/${nobody}/memberships`, { organisation: "tiktok", roles: ["moderator"] }],
    [
      "POST",
      "",
      "",
      { name: "N", login: "n", organisation: "x", roles: ["moderator"] },
      { name: "N", login: "n", organisation: "nowhere", roles: ["moderator"] },
    ],
  ]
  for (const [method, one, other, body, otherBody = body] of pairs) {
    const [theirs, none] = [await people(theo, method, one, body), await people(theo, method, other, otherBody)]
    expect([method, one, theirs.status, theirs.body]).toEqual([method, one, none.status, none.body])
    expect([method, one, theirs.status]).toEqual([method, one, 404])
  }
  // A name that is taken elsewhere is free here: it ends in the own organisation's id.
  const free = await people(theo, "POST", "", {
    name: "Another Vera",
    login: "canary.vera@x.example",
    organisation: "tiktok",
    roles: ["moderator"],
  })
  expect(free.status).toBe(200)
  expect((await listed(theo)).find((each) => each.name === "Another Vera")?.login).toBe("canary.vera@tiktok")
  expect(await alive(vera)).toBe(true)
})

test("[R184] a platform's administrator opens neither the room of rights nor proposes into it, whatever organisation is named", async () => {
  const page = await connected(theo, await idOf("Theo Marsh"), "Theo Marsh")
  // The log of who read with a reason is theirs; nothing that people work on is. [R189]
  expect(page.hello?.rooms.map((each) => each.room)).toEqual(["audit/tiktok"])
  const proposals = [
    act(
      "person.added",
      "10000000-0000-4000-8000-000000000000",
      { organisation: "tiktok" },
      { name: "By the back door" },
    ),
    act("membership.granted", page.id, { organisation: "nca", kind: "agency", roles: ["admin"] }),
  ]
  expect(await page.open("access")).toEqual({ refusal: { code: "gone" } })
  expect(await page.call("propose", { room: "access", proposals })).toEqual({ refusal: { code: "gone" } })
  page.leave()
})

test("[R184] an invited person comes in by the link, with the roles given; other roles count at once on the open page", async () => {
  const jonas = await invited(theo, "Jonas Okafor", "tiktok", ["moderator"])
  expect(jonas.login).toBe("jonas.okafor@tiktok")
  const id = await idOf("Jonas Okafor")
  const page = await connected(jonas, id, "Jonas Okafor")
  expect(page.hello?.rooms.map((each) => each.room)).toEqual(["platform/tiktok", "org/tiktok"])
  expect(
    (await people(theo, "POST", `/${id}/memberships`, { organisation: "tiktok", roles: ["auditor"] })).status,
  ).toBe(200)
  await page.fact(() => page.hello?.rooms.map((each) => each.room).join() === "audit/tiktok")
  const wrong = await people(theo, "POST", `/${id}/memberships`, { organisation: "tiktok", roles: ["analyst"] })
  expect(wrong.status).toBe(400)
  page.leave()
})

test("[R23][R184] ended sessions close the person's pages within a second; removal from the last organisation does too", async () => {
  const mai = await invited(theo, "Mai Lund", "tiktok", ["moderator"])
  const id = await idOf("Mai Lund")
  const first = await connected(mai, id, "Mai Lund")
  const startedMs = performance.now()
  expect((await people(theo, "DELETE", `/${id}/sessions`)).status).toBe(200)
  await first.fact(() => first.ended === "signed-out" && !first.connected)
  expect(performance.now() - startedMs).toBeLessThan(1_000)
  const again = (await hub.call("POST", "/api/sign-in", { login: mai.login, password: "five quiet words of length" }))
    .body
  const second = { ...mai, session: String(again["session"]), token: String(again["token"]) }
  const page = await connected(second, id, "Mai Lund")
  expect((await people(theo, "DELETE", `/${id}/memberships/tiktok`)).status).toBe(200)
  await page.fact(() => page.ended === "signed-out" && !page.connected)
  const late = await hub.call("POST", "/api/sign-in", { login: mai.login, password: "five quiet words of length" })
  expect([late.status, late.body]).toEqual([401, { refusal: { code: "signed-out" } }])
})

test("[R184] somebody of two organisations: each administrator sees the own half, and only the agency gives links", async () => {
  const noor = await invited(hanne, "Noor Blum", "tiktok", ["moderator"])
  const id = await idOf("Noor Blum")
  expect((await people(hanne, "POST", `/${id}/memberships`, { organisation: "x", roles: ["moderator"] })).status).toBe(
    200,
  )
  const row = (await listed(theo)).find((each) => each.id === id)!
  expect(row).toMatchObject({
    managed: false,
    sessions: 0,
    memberships: [{ organisation: "tiktok", roles: ["moderator"] }],
  })
  for (const [method, path] of [
    ["POST", `/${id}/link`],
    ["DELETE", `/${id}/sessions`],
  ] as const)
    expect((await people(theo, method, path, method === "POST" ? {} : undefined)).body.refusal).toMatchObject({
      rule: "signs-in-elsewhere",
    })
  expect((await people(theo, "DELETE", `/${id}/memberships/tiktok`)).status).toBe(200)
  expect(await alive(noor)).toBe(true)
  expect((await listed(theo)).some((each) => each.id === id)).toBe(false)
})

test("[R180][R184] a role in the agency ends sessions that began without a second factor, and asks for one", async () => {
  const sela = await invited(hanne, "Sela Brook", "tiktok", ["moderator"])
  const id = await idOf("Sela Brook")
  const facts = { organisation: "nca", roles: ["analyst"] }
  expect((await people(hanne, "POST", `/${id}/memberships`, facts)).status).toBe(200)
  expect(await alive(sela)).toBe(false)
  const next = await hub.call("POST", "/api/sign-in", { login: sela.login, password: "five quiet words of length" })
  expect(next.body["step"]).toBe("enrol")
})

test("[R184] the agency keeps an administrator", async () => {
  const id = await idOf("Hanne Vold")
  for (const answer of [
    await people(hanne, "DELETE", `/${id}/memberships/nca`),
    await people(hanne, "POST", `/${id}/memberships`, { organisation: "nca", roles: ["analyst"] }),
  ])
    expect(answer.body.refusal).toMatchObject({ code: "not-now", rule: "last-admin" })
  // Nor by the other door: the room of rights is read there, and changed by nobody.
  const page = await connected(hanne, id, "Hanne Vold")
  const proposals = [act("membership.removed", id, { organisation: "nca" })]
  expect(await page.refused("access", ...proposals)).toEqual({ code: "forbidden" })
  expect((await people(hanne, "GET")).status).toBe(200)
  page.leave()
})

test("[R64] an administrator's acts keep the session alive, their looks do not", async () => {
  const page = await connected(theo, await idOf("Theo Marsh"), "Theo Marsh")
  const id = await idOf("Ana Rahimi")
  hub.later(20 * 60_000)
  expect(
    (await people(theo, "POST", `/${id}/memberships`, { organisation: "tiktok", roles: ["moderator"] })).status,
  ).toBe(200)
  hub.later(20 * 60_000)
  expect((await people(theo, "GET")).status).toBe(200)
  expect(page.connected).toBe(true)
  hub.later(11 * 60_000)
  await page.fact(() => page.ended === "expired" && !page.connected)
  expect((await people(theo, "GET")).status).toBe(401)
})
