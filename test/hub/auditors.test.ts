// Auditors: what a typed reason opens, for how long and to whom it stays unseen; what is written down before anything is shown; and that
// a reading which ends anywhere has ended everywhere. Real sockets on one hub, on two, and after a restart. Rules R187-R189.
import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest"
import type { ReadingEntry } from "../../protocol/entries/organisation.ts"
import type { PersonEntry } from "../../protocol/entries/people.ts"
import type { RoomEvent } from "../../protocol/event.ts"
import type { CallOf, CallResults } from "../../protocol/wire.ts"
import { topics } from "../../protocol/topics.ts"
import type { Opened } from "../../protocol/topics/reading.ts"
import old from "../protocol/old-events.json" with { type: "json" }
import { freshDatabase } from "../mongod.ts"
import type { HubPerson } from "./hub-person.ts"
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

const own = "org/tiktok"
const audit = "audit/tiktok"
const agencyAudit = "audit/nca"
const reason = "Sample of the week: items refused as news."
const minute = 60_000
const gone = { refusal: { code: "gone" } }
const goneAlone = [JSON.stringify(gone)]
const forbidden = { refusal: { code: "forbidden" } }

let hub: TestHub
/** TikTok's referral, and of another alert one that goes to others alone */
let subject: string
let canary: string

beforeAll(async () => {
  hub = await startHub()
  const [dara, lewis] = [await hub.person("Dara Karim"), await hub.person("Lewis Fenn")]
  const written = alert({ rows: "https://www.youtube.com/@sealed.canary\nhttps://x.com/sealed_canary" })
  const elsewhere = await release(lewis, written, await submit(dara, written))
  canary = elsewhere.referrals["youtube"]!
  await dara.seesReferral("platform/youtube", canary)
  await dara.accepted("platform/youtube", say(canary, "canary of youtube"))
  subject = (await hub.referral()).referrals["tiktok"]!
  await dara.seesReferral(tiktok, subject)
  await dara.accepted(tiktok, say(subject, "Is it the same account as before?"))
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Whatever a test leaves is ended, so that the next one may begin. */
afterEach(async () => {
  const { rooms } = hub.real
  for (const name of [audit, agencyAudit]) {
    const open = [...(await rooms.room(name)).entries.values()].filter((entry) => entry.open)
    await rooms.proposeAsHub(
      name,
      open.map(({ subject }) => act("reading.ended", subject, { why: "rights" })),
    )
  }
  const read = () => rooms.access.people().some(({ readings = [] }) => readings.length > 0)
  const ended = Promise.withResolvers<void>()
  rooms.onCommit(() => read() || ended.resolve())
  if (!read()) ended.resolve()
  await ended.promise
})

const roomOf = (person: HubPerson): string => (person.id === personId("Edith Marlow") ? agencyAudit : audit)

const begin = (rooms: readonly string[], minutes = 60, id: string = randomUUID()) =>
  act("reading.begun", id, { rooms, minutes }, { reason })

/** Begins to read and opens what it gives; answers the reading's id. */
async function reads(person: HubPerson, ...rooms: string[]): Promise<string> {
  const reading = randomUUID()
  await person.accepted(roomOf(person), begin(rooms, 60, reading))
  await sees(person, ...rooms)
  return reading
}

async function sees(person: HubPerson, ...rooms: string[]): Promise<void> {
  await person.fact(() => rooms.every((room) => person.hello?.rooms.some((each) => each.room === room)))
  await person.openAll()
  await person.fact(() => rooms.every((room) => person.rooms.get(room)?.live === true))
}

const end = (person: HubPerson, reading: string) =>
  person.propose(roomOf(person), act("reading.ended", reading, { why: "done" }))

/** Waits until the person has heard that the room is theirs no more. */
const loses = (person: HubPerson, room: string) =>
  person.fact(() => !person.hello?.rooms.some((each) => each.room === room) && !person.rooms.has(room), `${room} gone`)

const reading = (person: HubPerson, id: string): ReadingEntry =>
  person.held(roomOf(person)).entries.get(id) as ReadingEntry

const ended = (person: HubPerson, id: string) =>
  person.fact(() => (person.held(roomOf(person)).entries.get(id) as ReadingEntry | undefined)?.ended != null)

/** What the log on the disk says of a reading, oldest first. */
const opened = (of: TestHub, room: string, id: string): (Opened & { query: string })[] =>
  of
    .log(room)
    .filter((row) => row.type === "subject.opened" && row.subject === id)
    .map((row) => ({ ...(JSON.parse(row.facts) as Opened), ...(JSON.parse(row.words!) as { query: string }) }))

const thread = (person: HubPerson, room: string, about: string) =>
  person.call("list", { room, subject: about, list: "thread", before: 0, limit: 50 })

/** What calls about a room are answered, each different answer once. */
async function answers(person: HubPerson, room: string): Promise<string[]> {
  const calls: [string, object][] = [
    ["open", { room, position: { seq: 0, hash: "" } }],
    ["list", { room, subject, list: "thread", before: 0, limit: 50 }],
    ["entry", { room, subject }],
    ["entries", { room, before: 0, limit: 50 }],
    ["people", { room }],
    ["mark", { room, subject, seq: 1 }],
    ["signal", { room, subject, signal: "here" }],
    ["propose", { room, proposals: [say(subject, "x")] }],
  ]
  const all = await Promise.all(calls.map(([name, value]) => person.call(name as never, value as never)))
  return [...new Set(all.map((answer) => JSON.stringify(answer)))]
}

test("[R187] an auditor opens nothing, gives a reason, and reads what it names: everything of it, and nothing else", async () => {
  const femi = await hub.person("Femi Adeyemi")
  expect(femi.hello!.rooms.map(({ room }) => room)).toEqual([audit])
  for (const room of [tiktok, own]) expect(await answers(femi, room)).toEqual(goneAlone)
  const id = await reads(femi, tiktok)
  expect(femi.hello!.rooms.map(({ room }) => room).toSorted()).toEqual([audit, tiktok])
  expect(femi.hello!.rooms.find(({ room }) => room === tiktok)!.acting.roles).toEqual(["auditor"])
  expect(femi.referral(tiktok, subject).words.title).toBe("Crossing offered")
  const { events } = (await thread(femi, tiktok, subject)) as CallResults["list"]
  expect(events.map(({ type }) => type)).toContain("message.sent")
  expect(await answers(femi, own)).toEqual(goneAlone)
  // What is said meanwhile comes as to everybody.
  const ana = await hub.person("Ana Rahimi")
  await ana.accepted(tiktok, say(subject, "It is."))
  await femi.sees(({ words }) => (words as { text?: string }).text === "It is.")
  expect(reading(femi, id).until > new Date(Date.now() + 59 * minute).toISOString()).toBe(true)
  await end(femi, id)
  await loses(femi, tiktok)
  expect(await answers(femi, tiktok)).toEqual(goneAlone)
})

test("[R187] no reason, one too short or too long, too long a time, no room or one of others: refused, and nothing opens", async () => {
  const [femi, edith] = [await hub.person("Femi Adeyemi"), await hub.person("Edith Marlow")]
  const refused = async (person: HubPerson, facts: object, words: object) => {
    const answer = await person.refused(roomOf(person), act("reading.begun", randomUUID(), facts, words))
    return answer && "field" in answer ? `${answer.field} ${answer.rule}` : answer?.code
  }
  const rooms = [tiktok]
  expect(await refused(femi, { rooms, minutes: 60 }, {})).toMatch(/^words\.reason /)
  for (const short of ["", "too short", " ".repeat(20)])
    expect(await refused(femi, { rooms, minutes: 60 }, { reason: short })).toBe(
      "words.reason needs at least 10 characters",
    )
  expect(await refused(femi, { rooms, minutes: 60 }, { reason: "x".repeat(501) })).toBe(
    "words.reason has at most 500 characters",
  )
  for (const minutes of [0, 4, 61, 1.5])
    expect(await refused(femi, { rooms, minutes }, { reason })).toMatch(/^facts\.minutes /)
  for (const malformed of [[], [tiktok, tiktok], ["access"], [audit], ["nonsense"], [""]])
    expect([malformed, await refused(femi, { rooms: malformed, minutes: 60 }, { reason })]).toEqual([
      malformed,
      expect.stringMatching(/^facts\.rooms/),
    ])
  // Of others the answer is one, whether or not there is such a room.
  for (const other of ["platform/youtube", "org/youtube", agency, "platform/nowhere", "org/nowhere"])
    for (const named of [[other], [tiktok, other]])
      expect([named, await refused(femi, { rooms: named, minutes: 60 }, { reason })]).toEqual([named, "forbidden"])
  for (const other of [own, "org/home-office", "org/nowhere"])
    expect([other, await refused(edith, { rooms: [agency, other], minutes: 60 }, { reason })]).toEqual([
      other,
      "forbidden",
    ])
  expect(await refused(edith, { rooms: ["platform/nowhere", "platform/nca"], minutes: 5 }, { reason })).toBeUndefined()
  await edith.fact(() => reading(edith, [...edith.held(agencyAudit).entries.keys()].at(-1)!) !== undefined)
  expect(edith.hello!.rooms.map(({ room }) => room)).toEqual([agencyAudit])
  expect(femi.hello!.rooms.map(({ room }) => room)).toEqual([audit])
})

test("[R187] one reading at a time, ended by whoever began it and nobody else", async () => {
  const [femi, edith, hanne] = [
    await hub.person("Femi Adeyemi"),
    await hub.person("Edith Marlow"),
    await hub.person("Hanne Vold"),
  ]
  const id = await reads(femi, tiktok)
  expect(ruleOf((await femi.propose(audit, begin([own])))[0])).toBe("reading-already")
  const theirs = await reads(edith, tiktok)
  for (const [person, room, which] of [
    [hanne, agencyAudit, theirs],
    [femi, audit, theirs],
  ] as const)
    expect(["forbidden", "no-such-subject"]).toContain(
      ruleOf((await person.propose(room, act("reading.ended", which, { why: "done" })))[0]),
    )
  for (const why of ["time", "rights"])
    expect(ruleOf((await femi.propose(audit, act("reading.ended", id, { why })))[0])).toBe("forbidden")
  await end(edith, theirs)
  await loses(edith, tiktok)
  expect(femi.held(tiktok).live).toBe(true)
  expect(ruleOf((await end(femi, id))[0])).toBeUndefined()
  await loses(femi, tiktok)
  expect(ruleOf((await end(femi, id))[0])).toBe("not-reading")
  await end(femi, await reads(femi, tiktok, own))
})

test("[R187] the agency's auditor reads its own room and any platform's, but no platform's own", async () => {
  const edith = await hub.person("Edith Marlow")
  await reads(edith, agency, tiktok, "platform/youtube")
  expect(edith.referral("platform/youtube", canary).number).toBeGreaterThan(0)
  for (const room of [own, "org/youtube", "platform/x", audit, "access"])
    expect(await answers(edith, room)).toEqual(goneAlone)
  // Whether an address was sent before is for those who write alerts. [R164]
  const sent = await edith.call("sent", { addresses: ["https://www.youtube.com/@sealed.canary"] })
  expect(sent).toEqual({ sent: [null] })
})

test("[R187] every act of every topic, a mark and a signal are forbidden to whoever reads, in every room that they read", async () => {
  const [femi, edith] = [await hub.person("Femi Adeyemi"), await hub.person("Edith Marlow")]
  await reads(femi, tiktok, own)
  await reads(edith, agency, tiktok)
  const shipped = (old as unknown as { event: RoomEvent }[]).map(({ event }) => event)
  const samples = new Map(shipped.map((event) => [event.type, event]))
  expect([...samples.keys()].toSorted()).toEqual([...topics.keys()].toSorted())
  for (const [person, room] of [
    [femi, tiktok],
    [femi, own],
    [edith, agency],
    [edith, tiktok],
  ] as const) {
    const before = person.held(room).position.seq
    for (const { type, facts, words, target } of samples.values()) {
      const [answer] = await person.propose(
        room,
        act(type, subject, facts, words ?? { text: "x" }, target ?? undefined),
      )
      expect([room, type, answer]).toEqual([room, type, { id: expect.any(String), ...forbidden }])
    }
    expect(await person.call("mark", { room, subject, seq: 1 })).toEqual(forbidden)
    for (const signal of ["here", "typing", "away"] as const)
      expect(await person.call("signal", { room, subject, signal })).toEqual(forbidden)
    expect(person.held(room).position.seq).toBe(before)
  }
})

test("[R187] nobody who works there can tell that somebody reads: people, presence, mentions, notices, whom a P1 reached", async () => {
  const [femi, ana] = [await hub.person("Femi Adeyemi"), await hub.person("Ana Rahimi")]
  const frames = ana.frames.length
  await reads(femi, tiktok, own)
  await thread(femi, tiktok, subject)
  await femi.call("signal", { room: tiktok, subject, signal: "here" })
  const { people } = (await ana.call("people", { room: tiktok })) as CallResults["people"]
  expect(people.map((each) => each.id)).not.toContain(femi.id)
  const mention = (person: string) =>
    act("message.sent", subject, { kind: "message", mentions: [{ person, at: 0, length: 5 }] }, { text: "@Femi look" })
  const [named, nobody] = await Promise.all([femi.id, "demo-nobody"].map((each) => ana.propose(tiktok, mention(each))))
  expect([ruleOf(named![0]), ruleOf(nobody![0])]).toEqual(["cannot-read", "cannot-read"])
  await ana.accepted(tiktok, say(subject, "after all of it"))
  await ana.sees(({ words }) => (words as { text?: string }).text === "after all of it")
  const since = ana.frames.slice(frames)
  expect(JSON.stringify(since)).not.toContain(femi.id)
  expect(ana.referral(tiktok, subject).thread.involved.map((each) => each.id)).not.toContain(femi.id)
  expect(ana.referral(tiktok, subject).seen).toBeNull()

  // Of TikTok's people none but the auditor is connected.
  await using quiet = await startHub()
  const reader = await quiet.person("Femi Adeyemi")
  await reads(reader, tiktok)
  const brief = { ...alert().brief, priority: "P1" as const, reason: "departure" }
  const burning = (await quiet.referral({ brief })).referrals["tiktok"]!
  await reader.seesReferral(tiktok, burning)
  quiet.later(11_000)
  await reader.sees(({ type }) => type === "referral.unattended")
})

test("[R188] what is opened stands in the log before it is answered: rooms, threads, entries, searches, once a day each", async () => {
  const femi = await hub.person("Femi Adeyemi")
  const id = await reads(femi, tiktok, own)
  const at = (room: string): Opened => ({ what: "room", room })
  const query = { query: "" }
  expect(opened(hub, audit, id)).toEqual([at(tiktok), at(own)].map((each) => ({ ...each, ...query })))
  const about = { what: "referral", room: tiktok, opened: subject, reference: "TT-0001", ...query }
  for (let times = 0; times < 3; times++) {
    expect(await thread(femi, tiktok, subject)).toHaveProperty("events")
    expect(opened(hub, audit, id)[2]).toEqual(about)
    expect(await femi.call("entry", { room: tiktok, subject })).toHaveProperty("entry.kind", "referral")
    expect(await femi.call("search", { query: "crossing", after: null })).toHaveProperty("hits")
    expect(opened(hub, audit, id).slice(2)).toEqual([about, { what: "search", query: "crossing" }])
  }
  // What is not there opens nothing, and what is the room's own furniture came with the room.
  await femi.call("entry", { room: tiktok, subject: canary })
  await femi.call("entry", { room: tiktok, subject: "hours" })
  await femi.call("search", { query: "  ", after: null })
  expect(opened(hub, audit, id).length).toBe(4)
  await femi.fact(() => reading(femi, id).opened === 4)
  // A connection that comes back with its positions opens the rooms again: the same day, so it is written already.
  await femi.connect()
  await femi.fact(() => femi.held(tiktok).live && femi.held(own).live)
  expect(opened(hub, audit, id).length).toBe(4)
  await end(femi, id)
  await loses(femi, tiktok)
  // Another reason is another reading, and writes anew.
  const again = await reads(femi, tiktok)
  expect(opened(hub, audit, again)).toEqual([{ ...at(tiktok), ...query }])
})

test("[R188] notes are written down as such, by the reference of their referral", async () => {
  const [femi, ana] = [await hub.person("Femi Adeyemi"), await hub.person("Ana Rahimi")]
  await ana.accepted(own, act("notes.opened", subject, { platform: "tiktok" }), say(subject, "Known to us."))
  const id = await reads(femi, own)
  expect(await thread(femi, own, subject)).toHaveProperty("events")
  expect(opened(hub, audit, id)).toContainEqual({
    what: "notes",
    room: own,
    opened: subject,
    reference: "TT-0001",
    query: "",
  })
})

test("[R188] while it cannot be written nothing is answered to whoever reads, and everybody else is", async () => {
  const [femi, ana] = [await hub.person("Femi Adeyemi"), await hub.person("Ana Rahimi")]
  const id = await reads(femi, tiktok)
  const lock = new DatabaseSync(join(hub.folder, "hub.sqlite"), { timeout: 5_000 })
  lock.exec("BEGIN IMMEDIATE")
  const bytes = femi.bytes.length
  const asked: [keyof CallResults, object][] = [
    ["list", { room: tiktok, subject, list: "thread", before: 0, limit: 50 }],
    ["entry", { room: tiktok, subject }],
    ["search", { query: "account", after: null }],
  ]
  const waiting = asked.map(([name, value]) => femi.call(name, value as CallOf<typeof name>))
  for (let times = 0; times < 3; times++) expect(await thread(ana, tiktok, subject)).toHaveProperty("events")
  expect(femi.bytes.slice(bytes).join("\n")).not.toMatch(/same account|Crossing/)
  expect(opened(hub, audit, id).length).toBe(1)
  lock.exec("ROLLBACK")
  lock.close()
  for (const answer of await Promise.all(waiting)) expect(answer).not.toHaveProperty("refusal")
  expect(
    opened(hub, audit, id)
      .map(({ what }) => what)
      .toSorted(),
  ).toEqual(["referral", "room", "search"])
})

test("[R189] the log of what was read is the organisation's own: its auditors and administrators read it, nobody else", async () => {
  const [edith, hanne, ana, dara] = await Promise.all(
    ["Edith Marlow", "Hanne Vold", "Ana Rahimi", "Dara Karim"].map((name) => hub.person(name)),
  )
  const femi = await hub.person("Femi Adeyemi")
  const id = await reads(femi, tiktok)
  for (const person of [edith!, hanne!, ana!, dara!]) {
    expect([person.id, await answers(person, audit)]).toEqual([person.id, goneAlone])
    expect(person.hello!.rooms.map(({ room }) => room)).not.toContain(audit)
  }
  for (const person of [femi, ana!, dara!])
    expect([person.id, await answers(person, agencyAudit)]).toEqual([person.id, goneAlone])
  const theirs = await reads(edith!, agency)
  await hanne!.fact(() => (hanne!.held(agencyAudit).entries.get(theirs) as ReadingEntry).opened === 1)
  expect(reading(edith!, theirs)).toMatchObject({ reason, by: { name: "Edith Marlow" }, rooms: [agency], ended: null })
  const { events } = (await thread(hanne!, agencyAudit, theirs)) as CallResults["list"]
  expect(events.map(({ type }) => type)).toEqual(["reading.begun", "subject.opened"])
  // An administrator of the agency reads `access`: of TikTok's auditor facts alone.
  await hanne!.open("access")
  await hanne!.fact(() => hanne!.held("access").live)
  const entry = hanne!.held("access").entries.get(femi.id) as PersonEntry
  expect(entry.readings).toEqual([{ organisation: "tiktok", reading: id, rooms: [tiktok] }])
  for (const person of [hanne!, ana!, dara!, edith!]) {
    const bytes = person.bytes.join("\n").replaceAll(agencyAudit, "")
    expect([person.id, bytes.includes(audit), new RegExp(`${id}[^}]*${reason}`).test(bytes)]).toEqual([
      person.id,
      false,
      false,
    ])
  }
})

test("[R24][R187] nothing of another platform reaches TikTok's auditor, whatever they read and search", async () => {
  const femi = await hub.person("Femi Adeyemi")
  await reads(femi, tiktok, own)
  for (const query of ["canary", "sealed", "@sealed.canary", "youtube.com/@sealed.canary"])
    expect(await femi.call("search", { query, after: null })).toMatchObject({ hits: [] })
  for (const room of ["platform/youtube", "platform/x", "org/youtube", agency])
    expect(await answers(femi, room)).toEqual(goneAlone)
  const bytes = femi.bytes.join("\n")
  for (const sealed of [canary, "canary of youtube", "sealed_canary", "platform/youtube"])
    expect([sealed, bytes.includes(sealed)]).toEqual([sealed, false])
})

const granting = (name: string, roles: string[]) =>
  hub.real.rooms.proposeAsHub("access", [
    act("membership.granted", personId(name), { organisation: "tiktok", kind: "platform", roles }),
  ])

test("[R22][R187] a change of roles ends what was being read, in that turn; the log of readings says so, and another one may begin", async () => {
  const femi = await hub.person("Femi Adeyemi")
  const [ana, id] = [await hub.person("Ana Rahimi"), await reads(femi, tiktok)]
  await granting("Femi Adeyemi", ["auditor", "admin"])
  await ana.accepted(tiktok, say(subject, "canary after the change"))
  await loses(femi, tiktok)
  await ended(femi, id)
  expect(reading(femi, id).ended).toMatchObject({ why: "rights", by: { id: "hub" } })
  expect(femi.bytes.join("\n")).not.toContain("canary after the change")
  // An administrator who reads still does nothing else: hours are set by those who open the room.
  const second = await reads(femi, tiktok)
  const week = Array.from({ length: 7 }, () => ({ from: 540, to: 1_020 }))
  const hours = act("hours.set", "hours", { zone: "Europe/London", week, holidays: [] })
  expect(ruleOf((await femi.propose(tiktok, hours))[0])).toBe("forbidden")

  await hub.real.rooms.proposeAsHub("access", [
    act("membership.removed", personId("Femi Adeyemi"), { organisation: "tiktok" }),
  ])
  await loses(femi, tiktok)
  await femi.fact(() => femi.hello?.rooms.length === 0)
  for (const room of [tiktok, audit]) expect(await answers(femi, room)).toEqual(goneAlone)
  await granting("Femi Adeyemi", ["auditor"])
  await femi.fact(() => femi.hello?.rooms.length === 1)
  await femi.openAll()
  await ended(femi, second)
  expect(reading(femi, second).ended?.why).toBe("rights")
  await end(femi, await reads(femi, tiktok))
})

test("[R187] a reading outlives a restart, and ends by itself when its time is up, also while nothing ran", async () => {
  await using hub = await startHub()
  const subject = (await hub.referral()).referrals["tiktok"]!
  const femi = await hub.person("Femi Adeyemi")
  const id = await reads(femi, tiktok)
  await hub.restart()
  await femi.connect()
  await sees(femi, audit, tiktok)
  expect(await thread(femi, tiktok, subject)).toHaveProperty("events")
  hub.later(59 * minute)
  const late = await hub.person("Femi Adeyemi")
  await sees(late, audit, tiktok)
  hub.later(minute)
  await loses(late, tiktok)
  await ended(late, id)
  expect(reading(late, id).ended).toMatchObject({ why: "time", by: { id: "hub" } })
  expect(await thread(late, tiktok, subject)).toEqual(gone)

  const second = await reads(late, tiktok)
  hub.later(61 * minute)
  await hub.restart()
  const back = await hub.person("Femi Adeyemi")
  await back.fact(() => (back.held(audit).entries.get(second) as ReadingEntry | undefined)?.ended?.why === "time")
  await loses(back, tiktok)
  expect(await thread(back, tiktok, subject)).toEqual(gone)
})

test("[R188] on another day the same is written again", async () => {
  await using hub = await startHub()
  const subject = (await hub.referral()).referrals["tiktok"]!
  // Half an hour before midnight, UTC.
  const now = Date.now()
  hub.later(Math.ceil(now / (24 * 60 * minute)) * 24 * 60 * minute - 30 * minute - now)
  const femi = await hub.person("Femi Adeyemi")
  const id = await reads(femi, tiktok)
  await thread(femi, tiktok, subject)
  hub.later(31 * minute)
  const next = await hub.person("Femi Adeyemi")
  await sees(next, tiktok)
  await thread(next, tiktok, subject)
  expect(opened(hub, audit, id).map(({ what }) => what)).toEqual(["room", "referral", "room", "referral"])
})

const mongoUri = inject("mongoUri")
const stores = [
  { name: "SQLite", env: () => ({}) },
  ...(mongoUri ? [{ name: "MongoDB", env: () => ({ MONGODB_URI: freshDatabase(mongoUri) }) }] : []),
]

test.for(stores)(
  "$name: [R22][R187] two hubs on one store: what begins at one opens at the other, what ends at one has ended at both, also on open sockets",
  async ({ env: envOf }) => {
    const env = envOf()
    await using one = await startHub({ env })
    await using other = await startHub({ env, beside: one })
    const subject = (await one.referral()).referrals["tiktok"]!
    const [here, there] = [await one.person("Femi Adeyemi"), await other.person("Femi Adeyemi")]
    const [ana, hanne] = [await other.person("Ana Rahimi"), await one.person("Hanne Vold")]
    await hanne.open("access")
    await hanne.fact(() => hanne.held("access").live)
    const id = await reads(here, tiktok)
    await sees(there, tiktok)
    expect(await thread(there, tiktok, subject)).toHaveProperty("events")
    expect(await thread(here, tiktok, subject)).toHaveProperty("events")
    await end(there, id)
    await loses(there, tiktok)
    await loses(here, tiktok)
    await ana.accepted(tiktok, say(subject, "canary after the end"))
    await ended(here, id)
    for (const person of [here, there]) {
      expect(await thread(person, tiktok, subject)).toEqual(gone)
      expect(person.bytes.join("\n")).not.toContain("canary after the end")
    }
    // What both opened was written once, and each change of rights came once.
    const types = (person: HubPerson, room: string) =>
      person.held(room).events.flatMap(({ type }) => (type.startsWith("membership") ? [] : [type]))
    expect(types(here, audit)).toEqual(["reading.begun", "subject.opened", "subject.opened", "reading.ended"])
    expect(types(hanne, "access")).toEqual(["reading.granted", "reading.withdrawn"])

    const second = randomUUID()
    await there.accepted(audit, begin([tiktok], 5, second))
    for (const each of [here, there]) await sees(each, tiktok)
    for (const each of [one, other]) each.later(6 * minute)
    await loses(here, tiktok)
    await loses(there, tiktok)
    await ended(here, second)
    expect(reading(here, second).ended?.why).toBe("time")
    expect(types(here, audit).filter((type) => type === "reading.ended").length).toBe(2)
  },
)
