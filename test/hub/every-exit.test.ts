// Every exit of the hub, walked after all that one platform and the agency can do together: sockets, search, mentions, mail, scratch, marks, HTTP.
// No word, name, id or hash of it comes out to others, and their sockets get no frame at all. Rules R24, R25, R159, R190, R200, R220.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openStore } from "../../server/store/open.ts"
import { freePort } from "../browser/desk.ts"
import { addressOf, everyAct, own, Secrets } from "./every-act.ts"
import type { HubPerson } from "./hub-person.ts"
import { closeSinks, mailEnv, sinkOn, type MailSink } from "./mail-sink.ts"
import { act, agency, personId, say, startHub, tiktok, type TestHub } from "./start-hub.ts"

const outsiders = ["Iris Vale", "Nils Berg", "Noor Blum", "Lina Haddad", "Petra Holm", "Owen Hart"]
const insiders = ["Ana Rahimi", "Jonas Okafor", "Ruth Amsel", "Dara Karim", "Lewis Fenn", "Mira Okoro"]
const neverWritten = "qvneverwritten"

let hub: TestHub
let mail: MailSink
const people = new Map<string, HubPerson>()
const person = (name: string): HubPerson => people.get(name)!

const secrets = new Secrets()
const { marks } = secrets

let subject: string
let lead: string
let frames: Map<string, number>
let seen: Map<string, number>

beforeAll(async () => {
  const port = await freePort()
  mail = await sinkOn(port)
  hub = await startHub({ env: mailEnv(port) })
  const store = await openStore({ folder: hub.folder, mode: "evaluation" })
  for (const name of [...outsiders, ...insiders, "Mai Lund"]) {
    await store.addAccount({ person: personId(name), login: addressOf(name), passwordHash: null })
  }
  await store.close()
  for (const name of [...outsiders, ...insiders]) people.set(name, await hub.person(name))
  // Each platform has something of its own, so that there is where to ask.
  const { referrals } = await hub.referral({
    rows: [
      "https://www.youtube.com/@first",
      "https://www.facebook.com/first.boat",
      "https://x.com/first",
      "https://www.tiktok.com/@first",
    ].join("\n"),
  })
  for (const [platform, referral] of Object.entries(referrals)) {
    const room = `platform/${platform}`
    for (const each of people.values()) if (each.rooms.has(room)) await each.seesReferral(room, referral)
  }
  frames = new Map(outsiders.map((name) => [name, person(name).frames.length]))
  seen = new Map(outsiders.map((name) => [name, person(name).bytes.length]))
  const before = new Map([tiktok, own, agency].map((room) => [room, hub.log(room).length]))
  ;({ subject, lead } = await everyAct(hub, person, mail, secrets))
  for (const [room, count] of before)
    for (const row of hub.log(room).slice(room === agency ? count : 0))
      for (const mark of [row.id, row.hash, row.subject]) if (mark.length > 8) marks.add(mark)
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await closeSinks()
})

const text = (name: string, from = 0) => person(name).bytes.slice(from).join("\n")

/** No canary, id, hash, name or address of the platform's is in what they were told. */
function expectNothing(who: string, told: string, { names = true } = {}): void {
  expect([who, secrets.words.filter((word) => told.includes(word))]).toEqual([who, []])
  expect([who, [...marks].filter((mark) => told.includes(mark))]).toEqual([who, []])
  const alike = names
    ? [tiktok, own, "TT-", "TikTok", "Ana Rahimi", "Jonas Okafor", "Ruth Amsel", "demo-ana", "demo-jonas"]
    : []
  for (const word of [...alike, "Chatham", "2077-07-07"])
    expect([who, word, told.includes(word)]).toEqual([who, word, false])
}

test("[R24] what a platform and the agency do sends others no frame: no event, no signal, no count, no hint of when", async () => {
  for (const name of outsiders) {
    // An answer after all of it: whatever was to come before has come.
    await person(name).call("people", { room: tiktok })
    const got = person(name).frames.slice(frames.get(name))
    expect([name, got]).toEqual([name, []])
  }
})

test("[R24][R25] no byte of it is in what others received, hold, or receive when they come new", async () => {
  expect(secrets.words.length).toBeGreaterThan(45)
  expect(marks.size).toBeGreaterThan(100)
  for (const name of outsiders) {
    expectNothing(name, text(name))
    const again = await hub.person(name)
    await again.call("kept", { prefix: "" })
    for (const { room } of again.hello!.rooms) {
      await again.fact(() => again.held(room).live, `${room} live`)
      await again.call("people", { room })
      await again.call("entries", { room, before: 0, limit: 200 })
    }
    expectNothing(name, again.bytes.join("\n"))
  }
  // Who did it sees it; what the platform keeps to itself the agency does not, and what is one's own no colleague.
  const mai = await hub.person("Mai Lund")
  await mai.fact(() => mai.held(tiktok).live && mai.held(own).live, "live")
  expect(await mai.call("kept", { prefix: "" })).toEqual({ rows: [] })
  // What is over does not come by itself.
  for (const [room, about] of [
    [tiktok, subject],
    [tiktok, lead],
    [own, subject],
  ] as const) {
    await mai.call("entry", { room, subject: about })
    await mai.call("list", { room, subject: about, list: "thread", before: 0, limit: 200 })
  }
  const [colleague, analyst] = [mai.bytes.join("\n"), text("Dara Karim")]
  const told = ["title", "note", "question", "answer", "closed", "leadtitle"]
  for (const what of told) {
    const word = secrets.canaries.shared.find((each) => each.startsWith(`zq${what}`))!
    expect([what, colleague.includes(word), analyst.includes(word)]).toEqual([what, true, true])
  }
  expect(secrets.canaries.inside.filter((word) => !colleague.includes(word))).toEqual([])
  expect(secrets.canaries.inside.filter((word) => analyst.includes(word))).toEqual([])
  for (const each of [colleague, analyst])
    expect(secrets.canaries.alone.filter((word) => each.includes(word))).toEqual([])
})

test("[R159][R24] no search of others finds, counts or hints at it, from any place; nor does asking what was sent before", async () => {
  const ask = async (name: string, query: string, after: object | null = null) =>
    JSON.stringify(await person(name).call("search", { query, after: after as never }))
  const words = [
    ...secrets.canaries.shared.filter((word) => !word.startsWith("zqredacted")),
    ...secrets.canaries.inside,
  ]
  const found = await person("Ana Rahimi").call("search", { query: "zq", after: null })
  const places = "hits" in found ? found.hits.map(({ at, room, seq, n }) => ({ at, room, seq, n })) : []
  expect(places.length).toBeGreaterThan(5)
  for (const name of ["Iris Vale", "Noor Blum", "Owen Hart"]) {
    const nothing = await ask(name, neverWritten)
    for (const word of [...words, "zq"]) expect([name, word, await ask(name, word)]).toEqual([name, word, nothing])
    for (const query of ["from:ana", "from:tiktok", "TT-0002", "zq from:dara", "lang:ckb zq"])
      expect([name, query, await ask(name, query)]).toEqual([name, query, nothing])
    for (const after of places.slice(0, 6))
      expect([name, await ask(name, "zq", after)]).toEqual([name, await ask(name, neverWritten, after)])
  }
  const addresses = words.map((word) => `https://www.tiktok.com/@${word}`).slice(0, 50)
  for (const name of [...outsiders, "Ana Rahimi"]) {
    const answer = await person(name).call("sent", { addresses })
    expect([name, answer]).toEqual([name, { sent: addresses.map(() => null) }])
  }
  const known = await person("Dara Karim").call("sent", { addresses })
  expect("sent" in known && known.sent.some((each) => each?.reference)).toBe(true)
  for (const name of ["Iris Vale", "Noor Blum", "Owen Hart"]) expectNothing(name, text(name))
})

test("[R220][R24][R4] of its people, subjects and ids others are told in their own rooms what they are told of what nobody ever made", async () => {
  const room = "platform/youtube"
  const iris = person("Iris Vale")
  const ours = [...iris.held(room).entries.values()].find((entry) => entry.kind === "referral")!.subject
  const mention = (id: string) =>
    act(
      "message.sent",
      ours,
      { kind: "message", mentions: [{ person: id, at: 0, length: 5 }] },
      { text: "@name, look" },
    )
  const same = async (what: string, real: string, made: string, ask: (value: string) => Promise<unknown>) => {
    const answers = await Promise.all([real, made].map(async (value) => JSON.stringify(await ask(value))))
    const plain = answers.map((each, index) =>
      each.replaceAll([real, made][index]!, "…").replaceAll(/"id":"[^"]+"/g, '"id":"…"'),
    )
    expect([what, plain[0]]).toEqual([what, plain[1]])
    return plain[0]!
  }
  for (const name of insiders.slice(0, 3))
    await same(`mention ${name}`, personId(name), "demo-no-body", (id) => iris.propose(room, mention(id)))
  for (const theirs of [subject, lead]) {
    await same("entry", theirs, randomUUID(), (id) => iris.call("entry", { room, subject: id }))
    await same("list", theirs, randomUUID(), (id) =>
      iris.call("list", { room, subject: id, list: "thread", before: 0, limit: 50 }),
    )
    await same("mark", theirs, randomUUID(), (id) => iris.call("mark", { room, subject: id, seq: 1 }))
    for (const type of ["claim.made", "referral.seen", "information.cancelled", "referral.noted"])
      await same(type, theirs, randomUUID(), (id) => iris.propose(room, act(type, id)))
    await same("message", theirs, randomUUID(), (id) => iris.propose(room, say(id, "x")))
    await same("notes", theirs, randomUUID(), (id) => iris.propose("org/youtube", say(id, "x")))
  }
  // An id that was used there is as free as any other.
  const used = hub.log(tiktok).find((row) => row.type === "message.sent")!.id
  const [answer] = await iris.propose(room, { ...say(ours, "the same id"), id: used })
  marks.delete(used)
  expect(answer).toMatchObject({ id: used, hash: expect.any(String) as string })
})

test("[R24] nothing over HTTP: not with a session of one's own, not by the session of somebody else, not by the page of counts", async () => {
  const grant = person("Nils Berg").grant
  const theirs = person("Ana Rahimi").grant.session
  const ask = async (path: string, method = "GET", body?: object) => {
    const headers = { origin: hub.url, cookie: grant.cookie, "content-type": "application/json" }
    const response = await fetch(hub.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    return `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`
  }
  const told = [
    await ask("/metrics"),
    await ask("/readyz"),
    await ask(`/api/session/${grant.session}`),
    await ask(`/api/session/${grant.session}/sessions`),
    await ask(`/api/session/${grant.session}/people`),
    await ask(`/api/session/${grant.session}/people`, "POST", { name: "x", login: "x", organisation: "tiktok" }),
    await ask(`/api/session/${grant.session}/sessions/${theirs}`, "DELETE"),
  ].join("\n")
  expectNothing("Nils Berg", told)
  expect(told).not.toContain(theirs)
  const of = async (session: string) =>
    (await Promise.all(["", "/sessions", "/people"].map((path) => ask(`/api/session/${session}${path}`))))
      .map((each) => each.replaceAll(/\["date","[^"]*"\]/g, ""))
      .join("\n")
  expect(await of(theirs)).toBe(await of(randomUUID()))
  expect(person("Ana Rahimi").connected).toBe(true)
})

test("[R190][R197][R24] no mail of it goes to others, and none to anybody says what it is about", async () => {
  const inside = new Set([...insiders, "Mai Lund"].map(addressOf))
  expect(mail.letters.length).toBeGreaterThan(0)
  for (const { to, text: letter } of mail.letters) {
    expect(to.filter((address) => !inside.has(address))).toEqual([])
    expect(secrets.words.filter((word) => letter.includes(word))).toEqual([])
    expect([...marks].filter((mark) => letter.includes(mark))).toEqual([])
  }
})

test("[R24] an act of their own is one frame to them, after all of that", async () => {
  const room = "platform/youtube"
  const [iris, dara] = [person("Iris Vale"), person("Dara Karim")]
  const ours = [...iris.held(room).entries.values()].find((entry) => entry.kind === "referral")!.subject
  const from = iris.frames.length
  const [seq] = await dara.accepted(room, say(ours, "for you alone"))
  await iris.reaches(room, seq!)
  expect(iris.frames.slice(from).map(({ event, data }) => [event, (data as { room: string }).room])).toEqual([
    ["events", room],
  ])
  expect(text("Iris Vale", seen.get("Iris Vale"))).toContain("for you alone")
  expectNothing("Iris Vale", text("Iris Vale"))
})
