// A process that is stopped or cut off for a while, streams that break, wake-ups that are lost: heads agree within 5 s, and nobody gets
// what they have lost the right to. Rules R1, R16, R22, R26, R53.
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { setTimeout as pause } from "node:timers/promises"
import mongoose from "mongoose"
import { afterEach, expect, inject, test } from "vitest"
import { RunningHub } from "../browser/desk.ts"
import { freshDatabase, ownMongod } from "../mongod.ts"
import type { HubPerson } from "./hub-person.ts"
import { Ledger } from "./ledger.ts"
import { enter, placeFor, readyOf, referral, remove, soon } from "./processes.ts"
import { TcpLine } from "./tcp-line.ts"
import { tiktok } from "./start-hub.ts"

const mongoUri = inject("mongoUri")
const agreeMs = 5_000
const people: HubPerson[] = []
afterEach(() => people.splice(0).forEach((each) => each.leave()))

async function entered(hub: RunningHub, name: string): Promise<HubPerson> {
  const person = await enter(hub, name)
  people.push(person)
  return person
}

/** Resolves once everybody has everything that was accepted; throws when that takes longer than 5 s. */
async function agree(ledger: Ledger, ...readers: HubPerson[]): Promise<void> {
  const startedMs = performance.now()
  for (const each of readers) await each.reaches(tiktok, ledger.last)
  expect(performance.now() - startedMs).toBeLessThan(agreeMs)
}

/** Stops a process at a moment when it does not hold the file: while it does nobody can write, and that is store-away.test.ts's case. */
async function standStill(pid: number, file: string | undefined): Promise<void> {
  process.kill(pid, "SIGSTOP")
  if (file === undefined || canBeWritten(file)) return
  process.kill(pid, "SIGCONT")
  await pause(20)
  return standStill(pid, file)
}

function canBeWritten(file: string): boolean {
  // Longer than the other process ever holds it.
  const database = new DatabaseSync(file, { timeout: 500 })
  try {
    database.exec("BEGIN IMMEDIATE; ROLLBACK")
    return true
  } catch {
    return false
  } finally {
    database.close()
  }
}

/** Mai loses her right while her process cannot know it: it must tell her nothing that came later. */
async function whileApart(
  place: ReturnType<typeof placeFor>,
  near: RunningHub,
  far: RunningHub,
  { apart, together }: { apart(): void | Promise<void>; together(): void | Promise<void> },
): Promise<{ ledger: Ledger; readers: HubPerson[] }> {
  const subject = await referral(near)
  const ledger = new Ledger(subject)
  const ana = await entered(near, "Ana Rahimi")
  const [jonas, mai] = [await entered(far, "Jonas Okafor"), await entered(far, "Mai Lund")]
  await jonas.seesReferral(tiktok, subject)
  expect(await ledger.post(jonas, 3)).toBe(true)
  await agree(ledger, ana, jonas, mai)
  await apart()
  const apartMs = performance.now()
  await remove(place, "Mai Lund", "tiktok")
  expect(await ledger.post(ana, 5, "canary-later")).toBe(true)
  for (const signal of ["typing", "here"]) ana.socket.emit("signal", { room: tiktok, subject, signal })
  const posting = ledger.post(jonas, 2, "canary-late-too")
  await soon("6 s", () => performance.now() - apartMs > 6_000)
  expect(await ledger.post(ana, 5, "canary-later")).toBe(true)
  await together()
  await agree(ledger, ana, jonas)
  await mai.seesFrame("gone", ({ room }: { room: string }) => room === tiktok)
  expect(await posting).toBe(true)
  expect(await ledger.post(jonas, 3)).toBe(true)
  await agree(ledger, ana, jonas)
  await soon("it is ready again", () => readyOf(far))
  expect(mai.bytes.join("\n")).not.toContain("canary")
  expect(mai.frames.filter(({ event }) => event === "signal")).toEqual([])
  return { ledger, readers: [ana, jonas] }
}

for (const kind of mongoUri ? (["SQLite", "MongoDB"] as const) : (["SQLite"] as const))
  test(`${kind}: [R16][R22][R26][R53] a process that stood still for 6 s tells nobody what they had lost the right to, and catches up within 5 s`, async () => {
    const place = placeFor(kind, mongoUri)
    await using near = await RunningHub.start(place.env)
    await using far = await RunningHub.start(place.env)
    const { ledger, readers } = await whileApart(place, near, far, {
      apart: () => standStill(far.pid, kind === "SQLite" ? join(place.folder, "hub.sqlite") : undefined),
      together: () => void process.kill(far.pid, "SIGCONT"),
    })
    for (const each of readers) each.leave()
    for (const each of [near, far]) expect(await each.stop("SIGTERM")).toBe(0)
    await ledger.check(place, readers)
  })

test.skipIf(!mongoUri)(
  "MongoDB: [R16][R22][R26][R53] a process that was cut off for 6 s goes unready, tells nobody what they had lost the right to, and catches up within 5 s",
  async () => {
    const uri = freshDatabase(mongoUri!)
    const [, port, database] = /:(\d+)[^/]*\/([^?]+)/.exec(uri)!
    using link = await TcpLine.to(Number(port))
    const { folder, env } = placeFor("MongoDB", uri)
    const place = { folder, mongoUri: uri, env: { ...env, MONGODB_URI: uri } }
    await using near = await RunningHub.start(place.env)
    const linked = `mongodb://127.0.0.1:${link.port}/${database}?directConnection=true`
    await using far = await RunningHub.start({ ...place.env, MONGODB_URI: linked })
    let unready: Promise<void> | undefined
    const { ledger, readers } = await whileApart(place, near, far, {
      apart: () => {
        link.hold("both")
        unready = soon("it goes unready", async () => !(await readyOf(far)))
      },
      together: async () => {
        await unready
        link.release()
      },
    })
    for (const each of readers) each.leave()
    for (const each of [near, far]) expect(await each.stop("SIGTERM")).toBe(0)
    await ledger.check(place, readers)
  },
)

test.skipIf(!mongoUri)(
  "MongoDB: [R1][R53] streams that break, wake-ups that are lost, a primary that steps down: within 5 s everybody has the same log",
  { timeout: 120_000 },
  async () => {
    await using mongod = await ownMongod()
    const place = placeFor("MongoDB", mongod.uri)
    const uri = place.mongoUri!
    await using near = await RunningHub.start(place.env)
    await using far = await RunningHub.start(place.env)
    const subject = await referral(near)
    const ledger = new Ledger(subject)
    const [ana, jonas] = [await entered(near, "Ana Rahimi"), await entered(far, "Jonas Okafor")]
    await jonas.seesReferral(tiktok, subject)
    const server = await mongoose.createConnection(uri).asPromise()
    const admin = server.db!.admin()

    for (let round = 0; round < 5; round++) {
      expect(await killStreams(server)).toBeGreaterThanOrEqual(2)
      for (const each of [ana, jonas]) expect(await ledger.post(each, 3)).toBe(true)
      await agree(ledger, ana, jonas)
    }

    // The server holds back what the streams ask for: a lost wake-up. Only the look at the heads is left.
    const { count } = (await admin.command({
      configureFailPoint: "failCommand",
      mode: "alwaysOn",
      data: {
        failCommands: ["getMore"],
        appName: `joint-action-hub ${server.name}`,
        blockConnection: true,
        blockTimeMS: 8_000,
      },
    })) as unknown as { count: number }
    await admin.command({ waitForFailPoint: "failCommand", timesEntered: count + 2, maxTimeMS: 10_000 })
    for (const each of [ana, jonas]) {
      expect(await ledger.post(each, 3)).toBe(true)
      await agree(ledger, ana, jonas)
    }
    await admin.command({ configureFailPoint: "failCommand", mode: "off" })

    await admin.command({ replSetStepDown: 2, secondaryCatchUpPeriodSecs: 0, force: true }).catch(() => undefined)
    const posting = [ledger.post(ana, 4), ledger.post(jonas, 4)]
    await soon(
      "there is a primary again",
      async () => (await admin.command({ hello: 1 }))["isWritablePrimary"] === true,
    )
    const backMs = performance.now()
    await Promise.all(posting)
    for (const each of [ana, jonas]) await ledger.resend(each)
    await agree(ledger, ana, jonas)
    expect(performance.now() - backMs).toBeLessThan(agreeMs)
    await server.close()
    for (const each of [ana, jonas]) each.leave()
    for (const each of [near, far]) expect(await each.stop("SIGTERM")).toBe(0)
    await ledger.check(place, [ana, jonas])
  },
)

/** Kills every open change stream at the server; answers how many. */
async function killStreams(server: mongoose.Connection): Promise<number> {
  const ofStreams = { "cursor.originatingCommand.pipeline.0.$changeStream": { $exists: true } }
  const look = () =>
    server
      .db!.admin()
      .command({ aggregate: 1, cursor: {}, pipeline: [{ $currentOp: { idleCursors: true } }, { $match: ofStreams }] })
  let ids: unknown[] = []
  await soon("the streams stand", async () => {
    const found = (await look()) as unknown as { cursor: { firstBatch: { cursor: { cursorId: unknown } }[] } }
    ids = found.cursor.firstBatch.map((each) => each.cursor.cursorId)
    return ids.length >= 2
  })
  await server.db!.command({ killCursors: "events", cursors: ids })
  return ids.length
}
