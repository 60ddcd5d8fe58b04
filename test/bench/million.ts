// A million messages as people write them, with the hub's rows of them, straight into a store. Used by search.ts.
import { randomUUID } from "node:crypto"
import mongoose from "mongoose"
import { chained, readRow } from "../../server/engine/chain.ts"
import { changesOf, type Row as Found } from "../../server/search/rows.ts"
import { foundByTerm } from "../../server/store/mongo-schema.ts"
import { openStore } from "../../server/store/open.ts"
import type { Row, Store } from "../../server/store/store.ts"
import { room } from "./parties.ts"

const turn = 1_000
const ana = "demo-ana-rahimi"

const common = [
  "boat",
  "price",
  "call",
  "tonight",
  "dover",
  "قارب",
  "الليلة",
  "çocuk",
  "bot",
  "thuyền",
  "varkë",
  "قایق",
  "بەلەم",
  "کښتۍ",
]
const syllables = ["ka", "lo", "mi", "ra", "te", "vo", "shi", "nu", "فا", "را", "دى", "مو", "çe", "ği", "trư", "ơn"]

/** Always the same texts: a few words that are everywhere, many that are rare, now and then a number, a handle or an address. */
function textOf(n: number): string {
  let state = (n + 1) * 2_654_435_761
  const next = (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return state % below
  }
  const words = Array.from({ length: 6 + next(12) }, () =>
    next(3) === 0
      ? common[next(common.length)]!
      : Array.from({ length: 2 + next(3) }, () => syllables[next(16)]!).join(""),
  )
  if (n % 10 === 0) words.push(`+44 7700 ${String(900_000 + (n % 90_000)).slice(-6)}`)
  if (n % 12 === 0) words.push(`@boat.${n % 5_000}`)
  if (n % 25 === 0) words.push(`https://m.tiktok.com/@boat.${n % 5_000}/video/73${String(n).padStart(8, "0")}`)
  return words.join(" ")
}

/** Into the store of a hub that has stopped. Answers how many seconds it took. */
export async function filled(folder: string, subject: string, messages: number, mongoUri?: string): Promise<number> {
  const beganMs = performance.now()
  const store = await openStore({ folder, mode: "evaluation", ...(mongoUri ? { mongoUri } : {}) })
  // An index that is made at the end is the same, and ready in a fraction of the time.
  const index = mongoUri ? await leftOut(mongoUri) : undefined
  await fill(store, subject, messages)
  await store.close()
  await index?.made()
  return (performance.now() - beganMs) / 1_000
}

async function leftOut(mongoUri: string): Promise<{ made(): Promise<void> }> {
  const connection = await mongoose.createConnection(mongoUri).asPromise()
  const found = connection.collection("found")
  await found.dropIndex("room_1_terms_1_seq_-1_n_-1")
  return {
    async made() {
      await found.createIndex(foundByTerm)
      await connection.close()
    },
  }
}

async function fill(store: Store, subject: string, messages: number): Promise<void> {
  const last = (await store.heads([room])).get(room)!
  const by = JSON.stringify({ id: ana, name: "Ana Rahimi", organisation: "tiktok" })
  let { seq, hash } = last
  let filled = await store.found.filled(room)
  for (let n = 0; n < messages;) {
    const rows: Row[] = []
    for (let each = 0; each < turn; each++, n++) {
      seq += 1
      const at = new Date().toISOString()
      const words = JSON.stringify({ text: textOf(n) })
      const event = { room, seq, id: randomUUID(), type: "message.sent", subject, target: null, by, at, words }
      const row = chained(hash, { ...event, facts: '{"kind":"message"}', salt: "bench" })
      hash = row.hash
      rows.push(row)
    }
    if ((await store.append(rows)) !== "stored") throw new Error("the store refused a turn")
    const put: Found[] = []
    for (const row of rows)
      for (const change of await changesOf(readRow(row), {
        store,
        entry: () => Promise.resolve(undefined),
        prefix: "TT",
      }))
        if ("put" in change) put.push(change.put)
    if (!(await store.found.fill(room, filled, seq, { put, drop: [] }))) throw new Error("somebody else filled")
    filled = seq
  }
}
