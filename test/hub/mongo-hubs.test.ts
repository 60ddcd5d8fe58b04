// The hub on MongoDB: two processes' worth of hubs on one database, and kill -9 under load with the ledger check.
// Rules R1, R2, R3, R22, R37, R46, R53.
import { randomUUID } from "node:crypto"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, inject, test } from "vitest"
import type { Proposal } from "../../protocol/event.ts"
import { verify } from "../../server/engine/verify.ts"
import { openStore } from "../../server/store/open.ts"
import { RunningHub } from "../browser/desk.ts"
import { freshDatabase } from "../mongod.ts"
import { HubPerson, signIn } from "./hub-person.ts"
import { act, alert, personId, release, ruleOf, say, startHub, submit, tiktok } from "./start-hub.ts"

const mongo = () => ({ MONGODB_URI: freshDatabase(inject("mongoUri")!) })

test("MongoDB: [R1][R53] two hubs on one database give both sides' people the same log; [R37] one claim wins; [R22] a right ends on both", async () => {
  const env = mongo()
  await using hub = await startHub({ env })
  await using second = await startHub({ env })
  const ana = await hub.person("Ana Rahimi")
  const jonas = await second.person("Jonas Okafor")
  const subject = (await hub.referral()).referrals["tiktok"]!
  await jonas.seesReferral(tiktok, subject)

  const written = await Promise.all(
    Array.from({ length: 60 }, (_none, index) =>
      (index % 2 ? ana : jonas).accepted(tiktok, say(subject, `n ${index}`)),
    ),
  )
  const last = Math.max(...written.flat())
  for (const person of [ana, jonas]) await person.reaches(tiktok, last)
  const logs = [ana, jonas].map((person) =>
    person.held(tiktok).events.filter((event) => event.seq <= last && event.type === "message.sent"),
  )
  expect(logs[0]!.map((event) => event.hash)).toEqual(logs[1]!.map((event) => event.hash))
  expect(logs[0]!.map((event) => event.seq)).toEqual(written.flat().sort((one, other) => one - other))

  const answers = await Promise.all([
    ana.propose(tiktok, act("claim.made", subject)),
    jonas.propose(tiktok, act("claim.made", subject)),
  ])
  expect(new Set(answers.flat().map(ruleOf))).toEqual(new Set(["already-claimed", undefined]))

  ana.socket.emit("signal", { room: tiktok, subject, signal: "typing" })
  await jonas.seesFrame("signal", (signal: { signal: string }) => signal.signal === "typing")

  const mai = await second.person("Mai Lund")
  await hub.real.rooms.proposeAsHub("access", [act("membership.removed", mai.id, { organisation: "tiktok" })])
  await mai.seesFrame("gone", ({ room }: { room: string }) => room === tiktok)
  await ana.accepted(tiktok, say(subject, "canary-elsewhere"))
  expect(mai.bytes.join("\n")).not.toContain("canary-elsewhere")
})

test(
  "MongoDB: [R2][R3] kill -9 under load: accepted is there once, unknown becomes one event when sent again",
  { timeout: 120_000 },
  async () => {
    const { MONGODB_URI } = mongo()
    const process = await RunningHub.start({ MONGODB_URI })
    const enter = async (name: string) => {
      const person = new HubPerson(await signIn(process.url, personId(name)))
      await person.connect()
      await person.openAll()
      return person
    }
    const [dara, lewis] = [await enter("Dara Karim"), await enter("Lewis Fenn")]
    const written = alert()
    const subject = (await release(lewis, written, await submit(dara, written))).referrals["tiktok"]!
    for (const person of [dara, lewis]) person.leave()
    const accepted = new Map<string, number>()
    const unknown = new Map<string, Proposal>()
    const settle = async (person: HubPerson, proposals: Proposal[]) => {
      const answer = await person.call("propose", { room: tiktok, proposals }).catch(() => undefined)
      for (const each of answer && "answers" in answer ? answer.answers : [])
        if ("seq" in each) {
          accepted.set(each.id, each.seq)
          unknown.delete(each.id)
        }
    }
    for (let round = 0; round < 3; round++) {
      const ana = await enter("Ana Rahimi")
      await ana.seesReferral(tiktok, subject)
      const target = accepted.size + 60 + round * 40
      const load = (async () => {
        for (;;) {
          const proposals = Array.from({ length: 8 }, () => say(subject, `round ${round} ${randomUUID()}`))
          for (const each of proposals) unknown.set(each.id, each)
          await settle(ana, proposals)
          if (!ana.connected || accepted.size >= target * 4) return
        }
      })()
      await ana.fact(() => accepted.size >= target, "enough load")
      await process.stop("SIGKILL")
      ana.leave()
      await load
      await process.start()
    }
    const ana = await enter("Ana Rahimi")
    const left = [...unknown.values()]
    for (let from = 0; from < left.length; from += 64) await settle(ana, left.slice(from, from + 64))
    expect(unknown.size).toBe(0)
    ana.leave()
    await process.stop("SIGTERM")
    const folder = mkdtempSync(join(tmpdir(), "hub-mongo-"))
    const store = await openStore({ mongoUri: MONGODB_URI, folder, mode: "evaluation" })
    const rows = await store.read(tiktok, 0, 100_000)
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_none, index) => index + 1))
    for (const [id, seq] of accepted) expect(rows.filter((row) => row.id === id).map((row) => row.seq)).toEqual([seq])
    expect((await verify(store, join(folder, "heads.log"))).faults).toEqual([])
    await store.close()
  },
)
