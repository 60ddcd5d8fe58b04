// SIGTERM in a surge, a room in which everything waits, and a store that was set back to an older backup.
// Rules R2, R3, R13, R15, R26, R27.
import { randomUUID } from "node:crypto"
import { cp, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { expect, inject, test } from "vitest"
import type { Answer } from "../../protocol/wire.ts"
import { RunningHub } from "../browser/desk.ts"
import { ownMongod } from "../mongod.ts"
import type { HubPerson } from "./hub-person.ts"
import { Ledger } from "./ledger.ts"
import { enter, placeFor, referral, soon } from "./processes.ts"
import { random } from "./random.ts"
import { say, startHub, tiktok } from "./start-hub.ts"

const mongoUri = inject("mongoUri")
const stores = mongoUri ? (["SQLite", "MongoDB"] as const) : (["SQLite"] as const)
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)
const longestStopMs = 15_000
const names = ["Ana Rahimi", "Mai Lund", "Jonas Okafor", "Ruth Amsel"]

for (const kind of stores)
  test(`${kind}: [R2][R3][R26] SIGTERM in a surge: the hub is gone within 15 s, nothing accepted is lost, everybody is back (SEED=${seed})`, async () => {
    const { whole } = random(seed)
    const place = placeFor(kind, mongoUri)
    await using hub = await RunningHub.start(place.env)
    const ledger = new Ledger(await referral(hub))
    const people: HubPerson[] = []
    for (const name of names) people.push(await enter(hub, name))
    for (let round = 0; round < 3; round++) {
      const target = ledger.accepted.size + whole(200, 600)
      const load = people.flatMap((person) => [0, 1, 2].map(() => ledger.flood(person, () => whole(1, 16))))
      await people[0]!.fact(() => ledger.accepted.size >= target, "a surge")
      const askedMs = performance.now()
      expect(await hub.stop("SIGTERM")).toBe(0)
      expect(performance.now() - askedMs).toBeLessThan(longestStopMs)
      await Promise.all(load)
      expect(people.map((each) => each.ended)).toEqual(people.map(() => "restarting"))
      await hub.start()
      for (const person of people) await person.connect()
      for (const person of people) await ledger.resend(person)
      for (const person of people) await person.reaches(tiktok, ledger.last)
    }
    for (const person of people) person.leave()
    expect(await hub.stop("SIGTERM")).toBe(0)
    await ledger.check(place, people)
  })

test("SQLite: [R15] SIGTERM while the file is locked: the hub is gone within 15 s, and what waited can be sent again", async () => {
  const place = placeFor("SQLite", undefined)
  await using hub = await RunningHub.start(place.env)
  const ledger = new Ledger(await referral(hub))
  const ana = await enter(hub, "Ana Rahimi")
  expect(await ledger.post(ana, 3)).toBe(true)
  const lock = new DatabaseSync(join(place.folder, "hub.sqlite"), { timeout: 5_000 })
  lock.exec("BEGIN EXCLUSIVE")
  const posting = ledger.post(ana, 8)
  const askedMs = performance.now()
  expect(await hub.stop("SIGTERM")).toBe(0)
  expect(performance.now() - askedMs).toBeLessThan(longestStopMs)
  expect(await posting).toBe(false)
  lock.exec("ROLLBACK")
  lock.close()
  await hub.start()
  await ana.connect()
  await ledger.resend(ana)
  await ana.reaches(tiktok, ledger.last)
  ana.leave()
  expect(await hub.stop("SIGTERM")).toBe(0)
  await ledger.check(place, [ana])
})

test.skipIf(!mongoUri)(
  "MongoDB: [R15] SIGTERM while the server stands still: the hub is gone within 15 s, and what waited can be sent again",
  async () => {
    await using mongod = await ownMongod()
    const place = placeFor("MongoDB", mongod.uri)
    await using hub = await RunningHub.start(place.env)
    const ledger = new Ledger(await referral(hub))
    const [ana, jonas] = [await enter(hub, "Ana Rahimi"), await enter(hub, "Jonas Okafor")]
    expect(await ledger.post(ana, 3)).toBe(true)
    process.kill(mongod.pid, "SIGSTOP")
    const posting = [ana, jonas].map((each) => ledger.post(each, 8))
    const askedMs = performance.now()
    expect(await hub.stop("SIGTERM")).toBe(0)
    const tookMs = performance.now() - askedMs
    process.kill(mongod.pid, "SIGCONT")
    expect(tookMs).toBeLessThan(longestStopMs)
    expect(await Promise.all(posting)).toEqual([false, false])
    await hub.start()
    for (const each of [ana, jonas]) await each.connect()
    for (const each of [ana, jonas]) await ledger.resend(each)
    for (const each of [ana, jonas]) await each.reaches(tiktok, ledger.last)
    for (const each of [ana, jonas]) each.leave()
    expect(await hub.stop("SIGTERM")).toBe(0)
    await ledger.check(place, [ana, jonas])
  },
)

test("[R13] with every place taken a new proposal is busy; a resend of what waits or is stored takes no place and is judged once", async () => {
  await using hub = await startHub()
  const subject = (await hub.referral()).referrals["tiktok"]!
  const [ana, jonas] = [await hub.person("Ana Rahimi"), await hub.person("Jonas Okafor")]
  const texts = (count: number) => Array.from({ length: count }, () => say(subject, randomUUID()))
  const old = say(subject, "written long ago")
  const [written] = (await ana.propose(tiktok, old)) as [Answer & { seq: number }]
  // Beyond what the room remembers: only the store knows it.
  for (let n = 0; n < 17; n++) await ana.accepted(tiktok, ...texts(64))
  const lock = new DatabaseSync(join(hub.folder, "hub.sqlite"), { timeout: 5_000 })
  lock.exec("BEGIN IMMEDIATE")
  const waiting = Array.from({ length: 64 }, () => texts(64))
  const asked = waiting.map((proposals) => ana.raw("propose", { room: tiktok, proposals }))
  const room = await hub.real.rooms.room(tiktok)
  await soon("every place is taken", () => room.waiting === 4_096)
  const raw = async (person: HubPerson, ...proposals: unknown[]) =>
    ((await person.raw("propose", { room: tiktok, proposals })) as { answers: Answer[] }).answers
  const fresh = say(subject, "no place for it")
  expect(await raw(jonas, fresh)).toEqual([{ id: fresh.id, refusal: { code: "busy" } }])
  expect(await raw(ana, old)).toEqual([written])
  const foreign = await raw(jonas, old)
  expect(foreign).toEqual([{ id: old.id, refusal: { code: "conflict" } }])
  const again = ana.raw("propose", { room: tiktok, proposals: waiting[0] })
  expect(await raw(jonas, fresh)).toEqual([{ id: fresh.id, refusal: { code: "busy" } }])
  expect(room.waiting).toBe(4_096)
  lock.exec("ROLLBACK")
  lock.close()
  const answers = (await Promise.all(asked)) as { answers: Answer[] }[]
  expect(answers.flatMap((each) => each.answers).filter((each) => "refusal" in each)).toEqual([])
  expect(await again).toEqual(answers[0])
  const log = hub.log(tiktok)
  for (const { id } of waiting.flat()) expect(log.filter((row) => row.id === id)).toHaveLength(1)
  expect(log.filter((row) => row.id === old.id || row.id === fresh.id).map((row) => row.id)).toEqual([old.id])
})

test("[R27] after an older backup is put back, whoever was further gets one snapshot, not a part of a log that is gone", async () => {
  const place = placeFor("SQLite", undefined)
  const backup = await mkdtemp(join(tmpdir(), "hub-backup-"))
  await using hub = await RunningHub.start(place.env)
  const subject = await referral(hub)
  const [ana, jonas, mai] = [
    await enter(hub, "Ana Rahimi"),
    await enter(hub, "Jonas Okafor"),
    await enter(hub, "Mai Lund"),
  ]
  const [backedUp] = await ana.accepted(tiktok, say(subject, "in the backup"))
  await mai.reaches(tiktok, backedUp!)
  mai.leave()
  await hub.stop("SIGTERM")
  await cp(place.folder, backup, { recursive: true })
  await hub.start()
  for (const each of [ana, jonas]) await each.connect()
  const lost = await ana.accepted(tiktok, ...Array.from({ length: 9 }, (_none, n) => say(subject, `lost ${n}`)))
  for (const each of [ana, jonas]) await each.reaches(tiktok, lost.at(-1)!)
  await hub.stop("SIGKILL")
  await rm(place.folder, { recursive: true })
  await cp(backup, place.folder, { recursive: true })
  await hub.start()

  // Beyond the end of the log that is there now.
  const before = ana.held(tiktok).snapshots
  await ana.connect()
  await ana.fact(() => ana.held(tiktok).live)
  expect([ana.held(tiktok).snapshots, ana.held(tiktok).position.seq]).toEqual([before + 1, backedUp])
  // Within it, but of the log that is gone.
  const rewritten = await ana.accepted(tiktok, ...Array.from({ length: 20 }, (_none, n) => say(subject, `anew ${n}`)))
  const held = jonas.held(tiktok).events.length
  await jonas.connect()
  await jonas.fact(() => jonas.held(tiktok).live)
  expect([jonas.held(tiktok).snapshots, jonas.held(tiktok).events.length]).toEqual([before + 1, held])
  // Who stood where both logs agree just goes on.
  await mai.connect()
  await mai.reaches(tiktok, rewritten.at(-1)!)
  expect(mai.held(tiktok).snapshots).toBe(before)
  for (const each of [ana, jonas, mai]) {
    expect(each.held(tiktok).position.seq).toBe(rewritten.at(-1))
    expect(each.referral(tiktok, subject)).toEqual(mai.referral(tiktok, subject))
    each.leave()
  }
  await rm(backup, { recursive: true })
})
