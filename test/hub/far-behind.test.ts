// Somebody comes back after a long time to a log that has gone on: exactly what was missed, or one snapshot, and the hub's memory stays as it
// was. Rules R26, R27, R29. MISSED=200000 for the long run.
import { expect, test } from "vitest"
import { RunningHub } from "../browser/desk.ts"
import { counted, enter, placeFor, referral } from "./processes.ts"
import { say, tiktok } from "./start-hub.ts"

const missed = Number(process.env["MISSED"] ?? 12_000)
const mostMb = 64

test(
  `[R26][R27][R29] after ${missed} missed events a reader has all of it exactly once, or what it makes, and memory rises by less than ${mostMb} MB`,
  {
    timeout: 900_000,
  },
  async () => {
    await using hub = await RunningHub.start(placeFor("SQLite", undefined).env)
    const subject = await referral(hub)
    const mai = await enter(hub, "Mai Lund")
    const [first] = await mai.accepted(tiktok, say(subject, "the last that was seen"))
    await mai.reaches(tiktok, first!)
    const held = mai.held(tiktok)
    mai.leave()
    const writers = await Promise.all(
      ["Ana Rahimi", "Jonas Okafor", "Ruth Amsel", "Dara Karim"].map((name) => enter(hub, name)),
    )
    const text = "x".repeat(300)
    let left = missed
    let last = 0
    const writes = async (each: (typeof writers)[number]) => {
      while (left > 0) {
        const count = Math.min(64, left)
        left -= count
        const seqs = await each.accepted(tiktok, ...Array.from({ length: count }, () => say(subject, text)))
        last = Math.max(last, ...seqs)
      }
    }
    await Promise.all(writers.map(writes))
    expect(last).toBeGreaterThanOrEqual(first! + missed)
    for (const each of writers) each.leave()
    const memory = () => counted(hub, "process_resident_memory_bytes")
    const before = await memory()
    let most = before
    let looking = true
    const watch = (async () => {
      while (looking) most = Math.max(most, await memory())
    })()
    const seen = held.events.length
    const snapshots = held.snapshots
    const startedMs = performance.now()
    await mai.connect()
    await mai.fact(() => mai.held(tiktok).live && mai.held(tiktok).position.seq >= last, "all of it")
    const tookMs = performance.now() - startedMs
    looking = false
    await watch
    const got = mai.held(tiktok)
    const events = got.events.slice(seen).map((event) => event.seq)
    if (got.snapshots === snapshots) expect(events).toEqual(events.map((_each, index) => first! + 1 + index))
    else expect([got.snapshots, missed > 20_000]).toEqual([snapshots + 1, true])
    expect(mai.referral(tiktok, subject).thread.messages).toBe(missed + 1)
    const rise = (most - before) / 2 ** 20
    console.info(`far behind: ${missed} events in ${tookMs.toFixed(0)} ms, ${rise.toFixed(1)} MB more`)
    expect(rise).toBeLessThan(mostMb)
    mai.leave()
  },
)
