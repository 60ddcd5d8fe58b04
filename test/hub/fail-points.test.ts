// kill -9 at named points, on both stores: before the commit, after it, after the fan-out, after the acknowledgement. Each ends in
// the ledger check. FAULT_ROUNDS=100 is the larger run. Rules R2, R3, R15, R26, R33.
import { expect, inject, test } from "vitest"
import type { FailPoint } from "../../server/store/fail-at.ts"
import { openStore } from "../../server/store/open.ts"
import { RunningHub } from "../browser/desk.ts"
import { Ledger } from "./ledger.ts"
import { enter, placeFor, referral } from "./processes.ts"
import { random } from "./random.ts"
import { agency, alert, releaseOf, submit, tiktok } from "./start-hub.ts"

const mongoUri = inject("mongoUri")
const stores = mongoUri ? (["SQLite", "MongoDB"] as const) : (["SQLite"] as const)
const points: readonly FailPoint[] = ["before-commit", "after-commit", "after-fan-out", "after-ack"]
const rounds = Number(process.env["FAULT_ROUNDS"] ?? 2)
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)
/** A killed hub is back, and its room takes proposals again, within this long; on MongoDB a transaction that it left open is ended first. */
const backMs = 8_000

for (const kind of stores)
  test(
    `${kind}: [R2][R3][R26] killed ${rounds} times at each of ${points.join(", ")}, everything accepted is there once and everybody has it (SEED=${seed})`,
    { timeout: 60_000 + rounds * 40_000 },
    async () => {
      const { whole } = random(seed)
      const place = placeFor(kind, mongoUri)
      await using hub = await RunningHub.start(place.env)
      const subject = await referral(hub)
      const ledger = new Ledger(subject)
      const [ana, jonas] = [await enter(hub, "Ana Rahimi"), await enter(hub, "Jonas Okafor")]
      await hub.stop("SIGTERM")
      let slowestMs = 0
      for (let round = 0; round < rounds; round++)
        for (const point of points) {
          await hub.start({ HUB_FAIL_AT: `${point}:${whole(3, 25)}` })
          for (const person of [ana, jonas]) await person.connect()
          await Promise.all([ana, jonas].map((person) => ledger.flood(person, () => whole(1, 8), point)))
          expect([point, await hub.exited()]).toEqual([point, "SIGKILL"])
          const killedMs = performance.now()
          await hub.start()
          for (const person of [ana, jonas]) await person.connect()
          for (const person of [ana, jonas]) await ledger.resend(person)
          slowestMs = Math.max(slowestMs, performance.now() - killedMs)
          await hub.stop("SIGKILL")
        }
      await hub.start()
      for (const person of [ana, jonas]) await person.connect()
      for (const person of [ana, jonas])
        await person.fact(() => person.held(tiktok).live && person.held(tiktok).position.seq === ledger.last)
      for (const person of [ana, jonas]) person.leave()
      await hub.stop("SIGTERM")
      await ledger.check(place, [ana, jonas])
      process.stdout.write(
        `${kind}: ${rounds * points.length} kills, ${ledger.accepted.size} accepted, back at the latest after ${Math.round(slowestMs)} ms\n`,
      )
      expect(slowestMs).toBeLessThan(backMs)
    },
  )

for (const kind of stores)
  test(`${kind}: [R33] a hub that dies right after it accepted a release delivers each referral once when it is back`, async () => {
    const place = placeFor(kind, mongoUri)
    await using hub = await RunningHub.start(place.env)
    const dara = await enter(hub, "Dara Karim")
    const written = alert()
    const subject = await submit(dara, written)
    dara.leave()
    await hub.stop("SIGTERM")
    await hub.start({ HUB_FAIL_AT: "after-ack" })
    const lewis = await enter(hub, "Lewis Fenn")
    const { parts, ...proposal } = releaseOf(written, subject)
    expect(await lewis.accepted(agency, proposal)).toHaveLength(1)
    expect(await hub.exited()).toBe("SIGKILL")
    await hub.start()
    await lewis.connect()
    for (const [platform, each] of Object.entries(parts)) await lewis.seesReferral(`platform/${platform}`, each)
    lewis.leave()
    await hub.stop("SIGTERM")
    const store = await openStore({ ...place, mode: "evaluation" })
    for (const [platform, each] of Object.entries(parts)) {
      const rows = (await store.read(`platform/${platform}`, 0, 10_000)).filter((row) => row.subject === each)
      expect(rows.map((row) => row.type)).toEqual(["items.added", "referral.received"])
    }
    await store.close()
    await new Ledger(parts["tiktok"]!).check(place)
  })
