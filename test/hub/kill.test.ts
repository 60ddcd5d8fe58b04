// kill -9 at random moments: what was acknowledged is there exactly once, what was not can be sent again. And tampering is found. Rules R2, R3, R6.
import { spawn, type ChildProcess } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { cp, mkdtemp, rm } from "node:fs/promises"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Proposal } from "../../protocol/event.ts"
import { noteHeads, verify, type VerifyReport } from "../../server/engine/verify.ts"
import { openStore } from "../../server/store/open.ts"
import { HubPerson, signIn } from "./hub-person.ts"
import { random } from "./random.ts"
import { alert, personId, release, say, submit, tiktok, type LogRow } from "./start-hub.ts"

const node = new URL("../../node_modules/.bin/node", import.meta.url).pathname
const main = new URL("../../server/main.ts", import.meta.url).pathname
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)
const rounds = 8
const { whole } = random(seed)

let folder: string
let port: number
let child: ChildProcess

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hub-kill-"))
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  port = (probe.address() as AddressInfo).port
  probe.close()
})
afterAll(async () => {
  child.kill("SIGKILL")
  await rm(folder, { recursive: true, force: true })
})

const url = () => `http://127.0.0.1:${port}`

async function startProcess(): Promise<void> {
  const env = { ...process.env, PORT: String(port), HUB_DATA: folder, HUB_LOG_LEVEL: "silent", HUB_MODE: "evaluation" }
  child = spawn(node, [main], { env, stdio: ["ignore", "pipe", "inherit"] })
  child.stdout!.setEncoding("utf8")
  for await (const text of child.stdout!) if (String(text).includes("ready")) break
  child.stdout!.resume()
}

async function kill(): Promise<void> {
  const exited = once(child, "exit")
  child.kill("SIGKILL")
  await exited
}

async function enter(name: string): Promise<HubPerson> {
  const person = new HubPerson(await signIn(url(), personId(name)))
  await person.connect()
  await person.openAll()
  return person
}

async function verified(where = folder, change?: (database: DatabaseSync) => void): Promise<VerifyReport> {
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

function log(where = folder): LogRow[] {
  const database = new DatabaseSync(join(where, "hub.sqlite"), { readOnly: true })
  const rows = database.prepare("SELECT * FROM events WHERE room = ? ORDER BY seq").all(tiktok) as unknown as LogRow[]
  database.close()
  return rows
}

test(
  `[R2][R3][R6] ${rounds} times kill -9 under load: accepted is there once, unknown becomes one event when sent again (SEED=${seed})`,
  { timeout: 180_000 },
  async () => {
    await startProcess()
    const [dara, lewis, first] = [await enter("Dara Karim"), await enter("Lewis Fenn"), await enter("Ana Rahimi")]
    const written = alert()
    const { referrals } = await release(lewis, written, await submit(dara, written))
    const subject = referrals["tiktok"]!
    await first.seesReferral(tiktok, subject)
    for (const each of [dara, lewis, first]) each.leave()
    const accepted = new Map<string, { seq: number; hash: string }>()
    const unknown = new Map<string, Proposal>()
    for (let round = 0; round < rounds; round++) {
      const people = await Promise.all([enter("Ana Rahimi"), enter("Jonas Okafor"), enter("Mai Lund")])
      // What was unknown after the last kill belongs to Ana: sent again with its id.
      for (const answer of await resent(people[0], unknown))
        if ("seq" in answer) (accepted.set(answer.id, answer), unknown.delete(answer.id))
      expect(unknown.size).toBe(0)
      let running = true
      const load = people.map(async (person, index) => {
        while (running) {
          const proposals = Array.from({ length: whole(1, 8) }, () => say(subject, `round ${round} ${randomUUID()}`))
          // Only Ana's are kept when no answer came: a resend is by the same person.
          if (index === 0) for (const each of proposals) unknown.set(each.id, each)
          const answer = await person.call("propose", { room: tiktok, proposals }).catch(() => undefined)
          for (const each of answer && "answers" in answer ? answer.answers : [])
            if ("seq" in each) (accepted.set(each.id, each), unknown.delete(each.id))
        }
      })
      const target = accepted.size + whole(40, 400)
      await people[1].fact(() => accepted.size >= target, "enough load")
      // What is on its way at this moment is never answered.
      running = false
      await kill()
      for (const person of people) person.leave()
      await Promise.all(load)
      const stored = new Map(log().map((row) => [row.id, row]))
      for (const [id, { seq, hash }] of accepted)
        expect([id, stored.get(id)?.seq, stored.get(id)?.hash]).toEqual([id, seq, hash])
      await startProcess()
    }
    const ana = await enter("Ana Rahimi")
    for (const answer of await resent(ana, unknown)) expect(answer).toHaveProperty("seq")
    const again = await resent(ana, unknown)
    for (const answer of again) expect(log().filter((row) => row.id === answer.id).length).toBe(1)
    await ana.fact(() => ana.held(tiktok).live)
    expect(ana.referral(tiktok, subject).thread.messages).toBe(
      log().filter((row) => row.type === "message.sent" && row.subject === subject).length,
    )
    ana.leave()
    await kill()
    const rows = log()
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1))
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect((await verified()).faults).toEqual([])
  },
)

async function resent(person: HubPerson, unknown: ReadonlyMap<string, Proposal>) {
  const all = [...unknown.values()]
  const answers = []
  for (let from = 0; from < all.length; from += 64)
    answers.push(...(await person.propose(tiktok, ...all.slice(from, from + 64))))
  return answers
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
  const store = await openStore({ folder, mode: "evaluation" })
  await noteHeads(store, join(folder, "heads.log"), new Date().toISOString())
  await store.close()
  const rows = log()
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
