// Chooses and opens the store, and refuses what must not be opened. Called by hub.ts, engine/offline.ts and tests. [R54]
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import type { Accounts } from "./accounts.ts"
import { SqliteStore } from "./sqlite.ts"
import { whyNot } from "./sqlite-schema.ts"
import { StoreRefused, type Store } from "./store.ts"

export interface StoreChoice {
  /** MongoDB's address; without it the embedded store is used */
  mongoUri?: string | undefined
  /** where the embedded store's file lies */
  folder: string
  mode: "evaluation" | "production"
}

/** Rejects with StoreRefused, whose message says what to do, and leaves the store as it was. */
export async function openStore({ mongoUri, folder, mode }: StoreChoice): Promise<Store & Accounts> {
  const store = mongoUri ? await openMongoStore(mongoUri) : await openSqlite(folder, mode)
  const made = await store.setMeta("mode", mode)
  if (made === mode) return store
  await store.close()
  throw new StoreRefused(
    `This store was made in mode "${made}" and never opens in mode "${mode}". Set HUB_MODE=${made}, or use another store.`,
  )
}

async function openSqlite(folder: string, mode: string): Promise<SqliteStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, "hub.sqlite")
  const refused = whyNot(file, mode)
  if (refused) throw new StoreRefused(refused)
  return SqliteStore.open(file)
}

/** Loaded only when it is asked for: the driver is large. */
async function openMongoStore(uri: string): Promise<Store & Accounts> {
  const { openMongo } = await import("./mongo.ts")
  return openMongo(uri)
}
