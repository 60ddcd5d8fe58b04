// A room with a log of a million events in the embedded store: how long a page takes, and a cold open. Called by main.ts.
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { threadTypes } from "../../protocol/topics.ts"
import { chained } from "../../server/engine/chain.ts"
import { Rooms } from "../../server/engine/rooms.ts"
import { openStore } from "../../server/store/open.ts"
import type { Row, Store } from "../../server/store/store.ts"
import { quantile, room, startHub } from "./parties.ts"

const turn = 1_000
const pages = 200

export async function longLog(events: number) {
  const folder = mkdtempSync(join(tmpdir(), "hub-bench-long-"))
  // The hub makes people, rooms and one referral; its messages are then written as it would, straight into the store.
  const party = await startHub({ HUB_DATA: folder })
  await party.stop()
  const open = () => openStore({ folder, mode: "evaluation" })
  const filled = await open()
  await fill(filled, party.referral, events)
  // One open folds all of it and saves the state, as the hub does while it runs.
  await opened(filled, (rooms) => rooms.stop())
  await filled.close()

  const store = await open()
  const startedMs = performance.now()
  const coldOpenMs = await opened(store, async (rooms) => {
    const tookMs = performance.now() - startedMs
    await rooms.stop()
    return tookMs
  })
  const tookMs: number[] = []
  for (let page = 0; page < pages; page++) {
    const before = 1_000 + Math.floor(((events - 2_000) * page) / pages)
    const beganMs = performance.now()
    const rows = await store.page(room, party.referral, threadTypes, before, 50)
    await store.targeting(room, rows.at(-1)!.seq, rows[0]!.seq)
    tookMs.push(performance.now() - beganMs)
  }
  await store.close()
  rmSync(folder, { recursive: true })
  return {
    pageMs: quantile(
      tookMs.sort((a, b) => a - b),
      0.5,
    ),
    pageP99Ms: quantile(tookMs, 0.99),
    coldOpenMs,
  }
}

async function opened<T>(store: Store, then: (rooms: Rooms) => Promise<T>): Promise<T> {
  const rooms = new Rooms({
    store,
    now: Date.now,
    broken: (name, why) => console.error(name, why),
    counted: () => undefined,
    inContact: () => true,
  })
  await rooms.room(room)
  return then(rooms)
}

async function fill(store: Store, subject: string, events: number): Promise<void> {
  const last = (await store.heads([room])).get(room)!
  const by = JSON.stringify({ id: "demo-ana-rahimi", name: "Ana Rahimi", organisation: "tiktok" })
  const words = JSON.stringify({ text: "x".repeat(200) })
  let { seq, hash } = last
  while (seq < last.seq + events) {
    const rows: Row[] = []
    for (let each = 0; each < turn; each++) {
      seq += 1
      const at = new Date().toISOString()
      const event = { room, seq, id: randomUUID(), type: "message.sent", subject, target: null, by, at, words }
      const row = chained(hash, { ...event, facts: '{"kind":"message"}', salt: "bench" })
      hash = row.hash
      rows.push(row)
    }
    if ((await store.append(rows)) !== "stored") throw new Error("the store refused a turn")
  }
}
