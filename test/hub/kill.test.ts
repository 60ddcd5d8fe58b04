// kill -9 at random moments, on both stores: what was acknowledged is there exactly once, what was not can be sent again. And tampering
// is found. The named moments are in fail-points.test.ts. Rules R2, R3, R6, R26.
import { randomUUID } from "node:crypto"
import { cp, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { expect, inject, test } from "vitest"
import { noteHeads, verify, type VerifyReport } from "../../server/engine/verify.ts"
import { openStore } from "../../server/store/open.ts"
import { RunningHub } from "../browser/desk.ts"
import type { HubPerson } from "./hub-person.ts"
import { Ledger } from "./ledger.ts"
import { enter, placeFor, referral } from "./processes.ts"
import { random } from "./random.ts"
import { say, tiktok } from "./start-hub.ts"

const mongoUri = inject("mongoUri")
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)
const rounds = Number(process.env["FAULT_ROUNDS"] ?? 4)

for (const kind of mongoUri ? (["SQLite", "MongoDB"] as const) : (["SQLite"] as const))
  test(
    `${kind}: [R2][R3][R26] ${rounds} times kill -9 under load: accepted is there once, unknown becomes one event when sent again (SEED=${seed})`,
    { timeout: 60_000 + rounds * 20_000 },
    async () => {
      const { whole } = random(seed)
      const place = placeFor(kind, mongoUri)
      await using hub = await RunningHub.start(place.env)
      const ledger = new Ledger(await referral(hub))
      const people: HubPerson[] = []
      for (const name of ["Ana Rahimi", "Jonas Okafor", "Mai Lund"]) people.push(await enter(hub, name))
      for (let round = 0; round < rounds; round++) {
        const target = ledger.accepted.size + whole(40, 400)
        const load = people.map((person) => ledger.flood(person, () => whole(1, 8)))
        await people[1]!.fact(() => ledger.accepted.size >= target, "enough load")
        await hub.stop("SIGKILL")
        await Promise.all(load)
        await hub.start()
        for (const person of people) await person.connect()
        for (const person of people) await ledger.resend(person)
      }
      for (const person of people) await person.fact(() => person.held(tiktok).live)
      for (const person of people) await person.reaches(tiktok, ledger.last)
      for (const person of people) person.leave()
      await hub.stop("SIGKILL")
      await ledger.check(place, people)
    },
  )

async function verified(where: string, change?: (database: DatabaseSync) => void): Promise<VerifyReport> {
  if (change) {
    const database = new DatabaseSync(join(where, "hub.sqlite"))
    change(database)
    database.close()
  }
  const store = await openStore({ folder: where, mode: "evaluation" })
  try {
    return await verify(store, join(where, "heads.log"))
  } finally {
    await store.close()
  }
}

const columns = [
  "room",
  "seq",
  "id",
  "type",
  "subject",
  "target",
  "by",
  "at",
  "facts",
  "words",
  "salt",
  "words_digest",
  "hash",
]
const values: Record<string, string | number> = {
  seq: 1_000_000,
  target: 1,
  type: "referral.seen",
  at: "2026-01-01T00:00:00.000Z",
  by: `{"id":"x","name":"x","organisation":"x"}`,
  facts: `{"kind":"question"}`,
  words: `{"text":"x"}`,
  room: "platform/x",
}

test("[R6] any edit, deletion, reordering or cut tail is found", { timeout: 120_000 }, async () => {
  const place = placeFor("SQLite", undefined)
  const { folder } = place
  await using hub = await RunningHub.start(place.env)
  const subject = await referral(hub)
  const ana = await enter(hub, "Ana Rahimi")
  await ana.accepted(tiktok, ...Array.from({ length: 40 }, () => say(subject, randomUUID())))
  ana.leave()
  await hub.stop("SIGTERM")
  const store = await openStore({ folder, mode: "evaluation" })
  await noteHeads(store, join(folder, "heads.log"), new Date().toISOString())
  const rows = await store.read(tiktok, 0, 10_000)
  await store.close()
  const middle = rows.findLast((row) => row.seq < rows.length - 5 && row.type === "message.sent")!.seq
  const last = rows.length
  const where = "WHERE room = 'platform/tiktok' AND seq = "
  const swapped = (database: DatabaseSync) => {
    for (const [from, to] of [
      [middle, 900_001],
      [middle + 1, middle],
      [900_001, middle + 1],
    ])
      database.exec(`UPDATE events SET seq = ${to} ${where}${from}`)
  }
  const tamperings: [string, (database: DatabaseSync) => void][] = [
    ...columns.flatMap((column): [string, (database: DatabaseSync) => void][] =>
      [middle, last].map((seq) => [
        `${column} of ${seq}`,
        (database) =>
          void database.prepare(`UPDATE events SET ${column} = ? ${where}${seq}`).run(values[column] ?? "0000"),
      ]),
    ),
    ["a row deleted", (database) => database.exec(`DELETE FROM events ${where}${middle}`)],
    ["the first row deleted", (database) => database.exec(`DELETE FROM events ${where}1`)],
    ["two rows swapped", swapped],
    ["the tail cut", (database) => database.exec(`DELETE FROM events ${where}${last}`)],
    [
      "the tail cut and the head set back",
      (database) =>
        database.exec(
          `DELETE FROM events ${where}${last}; UPDATE heads SET seq = ${last - 1}, hash = '${rows.at(-2)!.hash}' WHERE room = 'platform/tiktok'`,
        ),
    ],
    [
      "the whole room deleted",
      (database) =>
        database.exec(
          "DELETE FROM events WHERE room = 'platform/tiktok'; DELETE FROM heads WHERE room = 'platform/tiktok'",
        ),
    ],
    ["the head set", (database) => database.exec("UPDATE heads SET hash = 'x' WHERE room = 'platform/tiktok'")],
    [
      "an entry edited",
      (database) =>
        database.exec(
          "UPDATE entries SET entry = replace(entry, 'Crossing offered', 'Nothing here') WHERE room = 'platform/tiktok'",
        ),
    ],
  ]
  const missed: string[] = []
  for (const [what, change] of tamperings) {
    const copy = await mkdtemp(join(tmpdir(), "hub-tamper-"))
    await cp(folder, copy, { recursive: true })
    const report = await verified(copy, change).catch((error: unknown) => ({
      faults: [{ room: "", seq: 0, what: `threw ${String(error)}` }],
    }))
    if (report.faults.length === 0 || report.faults.some((each) => each.what.startsWith("threw")))
      missed.push(`${what}: ${JSON.stringify(report.faults)}`)
    await rm(copy, { recursive: true })
  }
  expect(missed).toEqual([])
})
