// Nobody learns of what they may not open: not whether it is there, not by any byte, not after a right or a session has ended. Rules R20-R25.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { AlertEntry } from "../../protocol/entries/alert.ts"
import { readRoom } from "../../protocol/event.ts"
import { may } from "../../protocol/permissions.ts"
import { demoPeople } from "../../server/demo/people.ts"
import { submitted } from "../../server/demo/write.ts"
import { signIn, type HubPerson } from "./hub-person.ts"
import {
  act,
  agency,
  alert,
  personId,
  release,
  ruleOf,
  say,
  startHub,
  submit,
  tiktok,
  type TestHub,
} from "./start-hub.ts"
import { releaseNext } from "./versions.ts"

const kinds = [
  "Dara Karim",
  "Lewis Fenn",
  "Mira Okoro",
  "Hanne Vold",
  "Ana Rahimi",
  "Jonas Okafor",
  "Ruth Amsel",
  "Noor Blum",
  "Lina Haddad",
  "Iris Vale",
  "Petra Holm",
  "Owen Hart",
  "Edith Marlow",
  "Femi Adeyemi",
]
const platforms = ["facebook", "instagram", "tiktok", "x", "youtube"]
const rooms = [
  "access",
  agency,
  "audit/nca",
  "org/home-office",
  ...platforms.flatMap((each) => [`platform/${each}`, `org/${each}`, `audit/${each}`]),
]
const nowhere = [
  "platform/nowhere",
  "org/nowhere",
  "platform/nca",
  "platform/home-office",
  "audit/home-office",
  "audit/nowhere",
  "audit/",
  "nonsense",
  "",
  "org/",
  "platform/tiktok/",
  "PLATFORM/TIKTOK",
  "__proto__",
  "constructor",
]
const siteOf: Record<string, string> = {
  facebook: "https://www.facebook.com/",
  tiktok: "https://www.tiktok.com/@",
  x: "https://x.com/",
  youtube: "https://www.youtube.com/@",
}
const canary = (room: string): string => `canary-${room.replaceAll(/[^a-z]/g, "-")}`

let hub: TestHub
const people = new Map<string, HubPerson>()
const subjects = new Map<string, string>()

const person = (name: string): HubPerson => people.get(name)!
const mayOpen = (name: string, room: string): boolean => hub.real.rooms.access.actor(personId(name), room) !== undefined

beforeAll(async () => {
  hub = await startHub()
  for (const name of kinds) people.set(name, await hub.person(name))
  const written = alert({
    words: { title: canary(agency), narrative: "Sealed.", corridor: "", conditions: "" },
    rows: [
      "https://www.tiktok.com/@sealed",
      "https://www.youtube.com/@sealed",
      "https://www.facebook.com/sealed",
      "https://www.instagram.com/sealed",
      "https://x.com/sealed",
    ].join("\n"),
  })
  subjects.set(agency, await submit(person("Dara Karim"), written))
  const plain = alert({ rows: written.rows })
  const { referrals } = await release(person("Lewis Fenn"), plain, await submit(person("Dara Karim"), plain))
  for (const platform of platforms) {
    const room = `platform/${platform}`
    subjects.set(room, referrals[platform]!)
    await person("Dara Karim").seesReferral(room, referrals[platform]!)
    await person("Dara Karim").accepted(room, say(referrals[platform]!, canary(room)))
  }
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Every call that names a room, as raw bytes of its answer, without the ids that the caller chose. */
async function everyCall(who: HubPerson, room: string, subject: string): Promise<string[]> {
  const calls: [string, object][] = [
    ["open", { room, position: { seq: 0, hash: "" } }],
    ["open", { room, position: { seq: 1, hash: "f".repeat(64) } }],
    ["list", { room, subject, list: "thread", before: 0, limit: 200 }],
    ["entry", { room, subject }],
    ["entries", { room, before: 0, limit: 200 }],
    ["people", { room }],
    ["mark", { room, subject, seq: 1 }],
    ["signal", { room, subject, signal: "typing" }],
    ["signal", { room, subject, signal: "here" }],
    ["propose", { room, proposals: [say(subject, "x")] }],
    ["propose", { room, proposals: [{ nonsense: true }] }],
    [
      "propose",
      {
        room,
        proposals: [act("organisation.added", "intruder", { organisation: "agency", prefix: "I" }, { name: "I" })],
      },
    ],
  ]
  const answers: string[] = []
  for (const [name, value] of calls) answers.push(JSON.stringify(await who.call(name as never, value as never)))
  return answers
}

test("[R21] every call about a room that may not be opened answers exactly what a room that does not exist answers", async () => {
  const goneAlone = async (name: string, room: string) => {
    const frames = person(name).frames.length
    const answers = await everyCall(person(name), room, subjects.get(room) ?? randomUUID())
    expect([name, room, ...new Set(answers)]).toEqual([name, room, `{"refusal":{"code":"gone"}}`])
    expect([
      name,
      room,
      person(name)
        .frames.slice(frames)
        .filter(({ data }) => (data as { room?: string }).room === room),
    ]).toEqual([name, room, []])
  }
  let tried = 0
  await Promise.all(
    kinds.map(async (name) => {
      for (const room of nowhere) await goneAlone(name, room)
      for (const room of rooms) if (!mayOpen(name, room)) (await goneAlone(name, room), (tried += 1))
    }),
  )
  expect(tried).toBeGreaterThan(80)
})

test("[R20] whoever may open a room but may not do an act is told forbidden, in every room and for every act of the table", async () => {
  let tried = 0
  for (const name of kinds)
    for (const room of rooms.filter((each) => mayOpen(name, each))) {
      const kind = readRoom(room)!.kind
      for (const [type, facts, words] of acts(randomUUID())) {
        if (may(hub.real.rooms.access.actor(personId(name), room)!, kind, type)) continue
        expect([
          name,
          room,
          type,
          ruleOf((await person(name).propose(room, act(type, randomUUID(), facts, words)))[0]),
        ]).toEqual([name, room, type, "forbidden"])
        tried += 1
      }
    }
  expect(tried).toBeGreaterThan(100)
})

const leadClocks = { acknowledgeMs: 60_000, decideMs: 60_000, escalateMs: 60_000 }
const leadBrief = { priority: "P3", reason: "network", theme: "lorry", languages: ["en"] }

function acts(id: string): [string, object, object][] {
  return [
    ["referral.seen", {}, {}],
    ["referral.acknowledged", { estimate: new Date().toISOString() }, { comment: "" }],
    ["claim.made", {}, {}],
    ["claim.released", {}, {}],
    ["outcome.undone", { items: [1] }, {}],
    ["clock.breached", { clock: "decide", deadline: new Date().toISOString() }, {}],
    ["alert.released", { version: 1, parts: [{ platform: "tiktok", referral: id }], confirmed: [] }, {}],
    ["alert.undelivered", { platform: "tiktok", reason: "gone" }, {}],
    ["alert.returned", { version: 1 }, { reason: "x" }],
    ["alert.recalled", { version: 1 }, {}],
    ["alert.checked", { version: 1 }, {}],
    ["alert.withdrawn", { restore: false, named: [], confirmed: [] }, { reason: "x" }],
    ["alert.superseded", { alert: id, parts: [], restore: false }, {}],
    ["alert.closed", {}, { reason: "x" }],
    ["alert.referred", { alert: id, platform: "tiktok" }, {}],
    ["part.ended", { referral: id, platform: "tiktok" }, {}],
    ["part.reopened", { referral: id, platform: "tiktok" }, {}],
    ["referral.withdrawn", { restore: false, replacedBy: null }, { reason: "x" }],
    ["referral.noted", {}, {}],
    ["outcome.kept", { items: [1] }, { reason: "x" }],
    ["lead.sent", { brief: leadBrief, items: 0 }, { title: "x", narrative: "x", items: [] }],
    ["lead.received", { clocks: leadClocks }, {}],
    ["lead.acknowledged", { estimate: new Date().toISOString() }, { comment: "" }],
    ["lead.decided", { decision: "noted" }, { reason: "" }],
    ["message.sent", { kind: "message" }, { text: "x" }],
    ["message.translated", { from: "en", language: "ar" }, { text: "x" }],
    ["translation.redacted", { reason: "other" }, {}],
    ["notes.opened", { platform: "tiktok" }, {}],
    ["reading.begun", { rooms: [tiktok], minutes: 5 }, { reason: "To see that it is refused." }],
    ["reading.ended", { why: "rights" }, {}],
    ["subject.opened", { what: "room", room: tiktok }, { query: "" }],
    ["reading.granted", { organisation: "nca", reading: id, rooms: [tiktok] }, {}],
    ["reading.withdrawn", { organisation: "nca", reading: id }, {}],
    ["person.added", {}, { name: "x" }],
    ["membership.granted", { organisation: "nca", kind: "agency", roles: ["duty"] }, {}],
    ["membership.removed", { organisation: "nca" }, {}],
    ["session.ended", { session: id }, {}],
  ]
}

test("[R24] no byte of a room reaches whoever may not open it: sockets, sign-in, health, metrics, errors", async () => {
  for (const room of subjects.keys()) {
    for (const name of kinds) {
      const bytes = person(name).bytes.join("\n")
      expect([room, name, bytes.includes(canary(room))]).toEqual([
        room,
        name,
        mayOpen(name, room) && bytes.includes(canary(room)),
      ])
      if (!mayOpen(name, room)) expect(bytes.includes(subjects.get(room)!)).toBe(false)
    }
    expect(person("Dara Karim").bytes.join("\n")).toContain(canary(room))
  }
  const said: string[] = []
  for (const path of [
    "/metrics",
    "/readyz",
    "/healthz",
    "/api/sign-in",
    "/api/org/nca",
    `/api/${subjects.get(tiktok)}`,
    "/api/session/x/sessions",
    "/socket.io/?EIO=4&transport=polling",
  ])
    said.push(await (await fetch(hub.url + path)).text())
  said.push(
    await (
      await fetch(`${hub.url}/api/sign-in`, {
        method: "POST",
        headers: { origin: hub.url, "content-type": "application/json" },
        body: "{nonsense",
      })
    ).text(),
  )
  expect(said.join("\n")).not.toMatch(/canary|sealed/)
  const metrics = said[0]!.split("\n").filter((line) => line.startsWith("hub_"))
  expect(metrics.join("\n")).not.toMatch(/platform|org\/|tiktok|demo-/)
  for (const subject of subjects.values()) expect(said.join("\n")).not.toContain(subject)
})

test("[R24][R126][R130][R131][R140][R145] amended, withdrawn, superseded, closed, led: no byte of it reaches another platform", async () => {
  const [dara, lewis, mira] = [person("Dara Karim"), person("Lewis Fenn"), person("Mira Okoro")]
  const desk: Record<string, string> = {
    facebook: "Lina Haddad",
    tiktok: "Ana Rahimi",
    x: "Petra Holm",
    youtube: "Iris Vale",
  }
  const referralsOf = (subject: string): Record<string, string> => {
    const { parts } = lewis.held(agency).entries.get(subject) as AlertEntry
    return Object.fromEntries(parts.map(({ platform, referral }) => [platform, referral]))
  }
  const mark = (platform: string, what: string) => `sealed-${what}-${platform}`
  const rows = (what: string) =>
    Object.keys(desk)
      .map((platform) => siteOf[platform]! + mark(platform, what))
      .join("\n")
  const written = alert({ rows: rows("first") })
  const first = await submit(dara, written)
  await releaseNext(lewis, written, first)
  const referrals = referralsOf(first)
  for (const [platform, name] of Object.entries(desk))
    await person(name).seesReferral(`platform/${platform}`, referrals[platform]!)
  // One platform after the other is told something of its own; what is left of it is replaced, or withdrawn.
  const wordings = Object.keys(desk).map((platform) => ({
    platform: platform as "tiktok",
    title: mark(platform, "title"),
    narrative: "Sealed.",
  }))
  for (const [index, platform] of Object.keys(desk).entries()) {
    const next = { ...written, version: index + 2, wordings: wordings.slice(0, index + 1) }
    await dara.accepted(agency, ...submitted(next, first))
    await releaseNext(lewis, next, first)
    await person(desk[platform]!).seesReferral(
      `platform/${platform}`,
      referrals[platform]!,
      (each) => each.version === 2,
    )
  }
  await mira.accepted("platform/x", act("referral.closed", referrals["x"]!, {}, { reason: mark("x", "closed") }))
  const replacing = alert({ supersedes: first, rows: rows("second").split("\n").slice(0, 2).join("\n") })
  const second = await submit(dara, replacing)
  await releaseNext(lewis, replacing, second)
  const replaced = referralsOf(second)
  const leads: Record<string, string> = {}
  for (const [platform, name] of Object.entries(desk)) {
    const room = `platform/${platform}`
    await person(name).seesReferral(room, referrals[platform]!, (each) => each.withdrawn !== null)
    leads[platform] = randomUUID()
    const words = { title: mark(platform, "lead"), narrative: "Sealed.", items: [] }
    await person(name).accepted(room, act("lead.sent", leads[platform], { brief: leadBrief, items: 0 }, words))
    await dara.fact(() => dara.held(room).entries.get(leads[platform]!)?.open === true)
  }
  // Each lead is acknowledged and decided; the alert that one becomes goes to another platform.
  for (const [platform, lead] of Object.entries(leads)) {
    const estimate = new Date(Date.now() + 3_600_000).toISOString()
    await dara.accepted(
      `platform/${platform}`,
      act("lead.acknowledged", lead, { estimate }, { comment: mark(platform, "comment") }),
      say(lead, mark(platform, "said")),
    )
  }
  const told = alert({
    lead: { platform: "tiktok", subject: leads["tiktok"]! },
    rows: siteOf["youtube"]! + mark("youtube", "told"),
  })
  const third = await submit(dara, told)
  await dara.accepted(tiktok, act("lead.decided", leads["tiktok"]!, { decision: "alert" }, { reason: "" }))
  await releaseNext(lewis, told, third)
  const toldReferral = referralsOf(third)["youtube"]!
  await person("Iris Vale").seesReferral("platform/youtube", toldReferral)
  expect((lewis.held(agency).entries.get(third) as AlertEntry).lead).toEqual(told.lead)
  for (const [platform, name] of Object.entries(desk)) {
    const room = `platform/${platform}`
    const { withdrawn, version } = person(name).referral(room, referrals[platform]!)
    expect([platform, version, withdrawn?.replacedBy]).toEqual([platform, 2, replaced[platform] ?? null])
    const bytes = person(name).bytes.join("\n")
    for (const what of ["title", "lead", "comment", "said"])
      expect([name, bytes.includes(mark(platform, what))]).toEqual([name, true])
    const others = Object.keys(desk).filter((each) => each !== platform)
    const sealed = others.flatMap((each) => [
      ...["first", "second", "title", "lead", "closed", "comment", "said", "told"].map((what) => mark(each, what)),
      referrals[each]!,
      leads[each]!,
      ...(each === "youtube" ? [toldReferral] : []),
      ...(replaced[each] ? [replaced[each]] : []),
    ])
    for (const text of [...sealed, first, second, third])
      expect([name, text, bytes.includes(text)]).toEqual([name, text, false])
  }
})

test("[R24] the people of a room are those who may open it: none of another platform, and only roles that they act with there", async () => {
  for (const name of kinds)
    for (const room of rooms.filter((each) => mayOpen(name, each))) {
      const answer = await person(name).call("people", { room })
      if ("refusal" in answer) throw new Error(`${name} in ${room}: ${JSON.stringify(answer.refusal)}`)
      const named = answer.people.map(({ id }) => id).toSorted()
      const real = demoPeople.map((each) => personId(each.name)).filter((id) => hub.real.rooms.access.actor(id, room))
      expect([name, room, named]).toEqual([name, room, real.toSorted()])
      const organisations = new Set(answer.people.map(({ organisation }) => organisation))
      const [kind, id] = room.split("/")
      if (kind === "platform") for (const each of organisations) expect(["nca", id]).toContain(each)
    }
})

test("[R24] a hello lists the rooms that one may open, and no others", () => {
  for (const name of kinds) {
    const named = person(name).hello!.rooms.map((each) => each.room)
    expect([name, named.sort()]).toEqual([
      name,
      rooms.filter((room) => room !== "access" && mayOpen(name, room)).sort(),
    ])
  }
})

const membership = (type: "membership.granted" | "membership.removed", name: string) => {
  const { id, memberships } = demoPeople.find((each) => each.name === name)!
  const { organisation, roles } = memberships[0]!
  return hub.real.rooms.proposeAsHub("access", [
    act(type, id, type === "membership.granted" ? { organisation, kind: "platform", roles } : { organisation }),
  ])
}

test("[R22] a removed member who is connected loses the room in that turn: events, pages, lists, signals and entries end", async () => {
  const mai = await hub.person("Mai Lund")
  const ana = person("Ana Rahimi")
  const subject = subjects.get(tiktok)!
  const calls = Array.from({ length: 30 }, (_, index) =>
    ana.propose(tiktok, say(subject, `around the removal ${index}`)),
  )
  const [removal] = await membership("membership.removed", "Mai Lund")
  expect(ruleOf(removal)).toBeUndefined()
  await ana.accepted(tiktok, say(subject, "canary-after-removal"))
  await ana.call("signal", { room: tiktok, subject, signal: "typing" })
  await Promise.all(calls)
  await mai.seesFrame("gone", ({ room }: { room: string }) => room === tiktok)
  const from = mai.frames.findIndex((frame) => frame.event === "gone")
  expect(new Set(await everyCall(mai, tiktok, subject))).toEqual(new Set([`{"refusal":{"code":"gone"}}`]))
  await mai.fact(() => mai.hello?.rooms.length === 0)
  expect(
    mai.frames.slice(from).filter(({ event }) => ["events", "page", "snapshot", "signal", "live"].includes(event)),
  ).toEqual([])
  expect(mai.bytes.join("\n")).not.toContain("canary-after-removal")
})

test("[R22] a member removed while offline gets gone, not the events", async () => {
  const kofi = await hub.person("Ruth Amsel")
  const held = { ...kofi.positions() }
  kofi.leave()
  await membership("membership.removed", "Ruth Amsel")
  await person("Ana Rahimi").accepted(tiktok, say(subjects.get(tiktok)!, "canary-while-offline"))
  await kofi.connect(held)
  await kofi.seesFrame("gone", ({ room }: { room: string }) => room === tiktok)
  expect(kofi.bytes.join("\n")).not.toContain("canary-while-offline")
  expect(kofi.hello?.rooms).toEqual([])
  await membership("membership.granted", "Ruth Amsel")
  await kofi.fact(() => kofi.hello?.rooms.length === 2)
  await kofi.openAll()
  await kofi.fact(() => kofi.held(tiktok).live)
})

test("[R23] an ended session closes its sockets within a second, its token opens nothing, and other sessions stay", async () => {
  const ana = await hub.person("Ana Rahimi")
  const other = await hub.person("Ana Rahimi")
  const startedMs = performance.now()
  const response = await fetch(`${hub.url}/api/session/${ana.grant.session}`, {
    method: "DELETE",
    headers: { origin: hub.url, cookie: ana.grant.cookie },
  })
  expect(response.status).toBe(200)
  await ana.fact(() => !ana.connected)
  expect(performance.now() - startedMs).toBeLessThan(1_000)
  expect(ana.ended).toBe("signed-out")
  await expect(ana.connect()).rejects.toEqual({ code: "signed-out" })
  expect(other.connected).toBe(true)
  await other.accepted(tiktok, say(subjects.get(tiktok)!, "still here"))
})

test("[R23] a session that expires by itself closes its sockets within a second, also when it only looks", async () => {
  const sam = await hub.person("Sam Oduya")
  const grant = await signIn(hub.url, personId("Sam Oduya"))
  hub.later(31 * 60_000)
  const startedMs = performance.now()
  await sam.fact(() => !sam.connected)
  expect(performance.now() - startedMs).toBeLessThan(1_500)
  expect(sam.ended).toBe("expired")
  const late = await fetch(`${hub.url}/api/session/${grant.session}/token`, {
    method: "POST",
    headers: { origin: hub.url, cookie: grant.cookie },
  })
  expect(late.status).toBe(401)
})
