// The store is away while people work: locked by another process, on a full disk, standing still. Proposals wait and succeed, screens
// stay, and a process that hears nothing for 5 s shows and opens nothing. Each ends in the ledger check. Rules R2, R3, R15, R16.
import { execFile } from "node:child_process"
import { statSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { promisify } from "node:util"
import { expect, inject, test } from "vitest"
import { RunningHub } from "../browser/desk.ts"
import { ownMongod } from "../mongod.ts"
import { HubPerson } from "./hub-person.ts"
import { Ledger } from "./ledger.ts"
import { counted, enter, placeFor, readyOf, referral, soon } from "./processes.ts"
import { tiktok } from "./start-hub.ts"

const run = promisify(execFile)
const waits = "hub_store_away_total"

test("SQLite: [R15] a file locked for longer than the store waits: proposals wait and succeed, screens and reading stay", async () => {
  const place = placeFor("SQLite", undefined)
  await using hub = await RunningHub.start(place.env)
  const ledger = new Ledger(await referral(hub))
  const [ana, jonas] = [await enter(hub, "Ana Rahimi"), await enter(hub, "Jonas Okafor")]
  expect(await ledger.post(ana, 3)).toBe(true)
  for (const each of [ana, jonas]) await each.reaches(tiktok, ledger.last)
  const before = jonas.held(tiktok).position

  const lock = new DatabaseSync(join(place.folder, "hub.sqlite"), { timeout: 5_000 })
  lock.exec("BEGIN EXCLUSIVE")
  const waitedBefore = await counted(hub, waits)
  const posting = [ledger.post(ana, 8), ledger.post(jonas, 5)]
  await soon("the store gave up once", async () => (await counted(hub, waits)) > waitedBefore)
  const subject = [...ana.held(tiktok).entries.keys()][0]!
  expect(await ana.raw("list", { room: tiktok, subject, list: "thread", before: 0, limit: 10 })).toHaveProperty(
    "events",
  )
  const again = new HubPerson(jonas.grant)
  await again.connect()
  await again.open(tiktok)
  await again.fact(() => again.held(tiktok).live)
  expect([ana, jonas, again].map((each) => each.held(tiktok).position)).toEqual([before, before, before])
  expect([ana, jonas].every((each) => each.connected && each.held(tiktok).live)).toBe(true)
  lock.exec("ROLLBACK")
  lock.close()

  expect(await Promise.all(posting)).toEqual([true, true])
  for (const each of [ana, jonas, again]) await each.reaches(tiktok, ledger.last)
  again.leave()
  for (const each of [ana, jonas]) each.leave()
  expect(await hub.stop("SIGTERM")).toBe(0)
  await ledger.check(place, [ana, jonas])
})

// A limit on the size of files stands for the disk: the kernel refuses the same writes, and nobody else's disk is filled.
test.skipIf(process.platform !== "linux")(
  "SQLite: [R2][R15] a full disk: nothing is acknowledged that is not stored, the hub stays up, and all is stored when there is room",
  async () => {
    const place = placeFor("SQLite", undefined)
    await using hub = await RunningHub.start(place.env)
    const ledger = new Ledger(await referral(hub))
    const [ana, jonas] = [await enter(hub, "Ana Rahimi"), await enter(hub, "Jonas Okafor")]
    const room = statSync(join(place.folder, "hub.sqlite-wal")).size + 128 * 1_024
    await run("prlimit", ["--pid", String(hub.pid), `--fsize=${room}:unlimited`])
    const waitedBefore = await counted(hub, waits)
    let full = false
    const load = [ana, jonas].map(async (person) => {
      while (!full) await ledger.post(person, 8)
    })
    await soon("the disk is full", async () => (await counted(hub, waits)) > waitedBefore + 3)
    full = true
    expect(ledger.accepted.size).toBeGreaterThan(0)
    const before = new DatabaseSync(join(place.folder, "hub.sqlite"), { readOnly: true })
    const stored = before.prepare("SELECT count(*) AS n FROM events WHERE room = ? AND id = ?")
    for (const id of ledger.accepted.keys()) expect([id, stored.get(tiktok, id)?.["n"]]).toEqual([id, 1])
    before.close()
    expect(ledger.unknown).toBeGreaterThan(0)
    expect([await readyOf(hub), ana.connected, jonas.connected]).toEqual([true, true, true])
    await run("prlimit", ["--pid", String(hub.pid), "--fsize=unlimited:unlimited"])

    await Promise.all(load)
    for (const person of [ana, jonas]) await ledger.resend(person)
    for (const person of [ana, jonas]) await person.reaches(tiktok, ledger.last)
    for (const person of [ana, jonas]) person.leave()
    expect(await hub.stop("SIGTERM")).toBe(0)
    await ledger.check(place, [ana, jonas])
  },
)

// Shorter and longer than the driver's own patience; the larger run adds half a minute.
for (const seconds of process.env["FAULT_ROUNDS"] ? [7, 13, 30] : [7, 13])
  test.skipIf(!inject("mongoUri"))(
    `MongoDB: [R15][R16] a server that stands still for ${seconds} s: after 5 s nothing is shown or opened, proposals wait, all is back within 5 s`,
    { timeout: 120_000 },
    async () => {
      await using mongod = await ownMongod()
      const place = placeFor("MongoDB", mongod.uri)
      await using hub = await RunningHub.start(place.env)
      const ledger = new Ledger(await referral(hub))
      const [ana, jonas] = [await enter(hub, "Ana Rahimi"), await enter(hub, "Jonas Okafor")]
      expect(await ledger.post(ana, 3)).toBe(true)
      for (const each of [ana, jonas]) await each.reaches(tiktok, ledger.last)

      process.kill(mongod.pid, "SIGSTOP")
      const stoppedMs = performance.now()
      const posting = [ledger.post(ana, 8), ledger.post(jonas, 5)]
      await soon("it knows that it is cut off", async () => !(await readyOf(hub)))
      expect(performance.now() - stoppedMs).toBeLessThan(7_000)
      const before = [ana, jonas].map((each) => each.held(tiktok).position)
      expect(await ana.raw("people", { room: tiktok })).toEqual({ refusal: { code: "unavailable" } })
      const late = new HubPerson(ana.grant)
      await expect(late.connect()).rejects.toEqual({ code: "unavailable" })
      await soon(`${seconds} s`, () => performance.now() - stoppedMs > seconds * 1_000)
      expect([ana, jonas].map((each) => each.held(tiktok).position)).toEqual(before)
      expect([ana, jonas].every((each) => each.connected)).toBe(true)
      process.kill(mongod.pid, "SIGCONT")

      const backMs = performance.now()
      await soon("it is ready again", () => readyOf(hub))
      await late.connect()
      await late.open(tiktok)
      await late.fact(() => late.held(tiktok).live)
      await Promise.all(posting)
      for (const person of [ana, jonas]) await ledger.resend(person)
      expect(performance.now() - backMs).toBeLessThan(5_000)
      for (const each of [ana, jonas, late]) await each.reaches(tiktok, ledger.last)
      for (const each of [ana, jonas, late]) each.leave()
      expect(await hub.stop("SIGTERM")).toBe(0)
      await ledger.check(place, [ana, jonas])
    },
  )
