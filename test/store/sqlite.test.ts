// The embedded store under the contract, and what must stop its start.
import { randomBytes } from "node:crypto"
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { expect, test } from "vitest"
import { openStore } from "../../server/store/open.ts"
import { rows, storeContract } from "./contract.ts"

const folder = mkdtempSync(join(tmpdir(), "hub-store-"))
storeContract(() => openStore({ folder, mode: "evaluation" }))

async function made(): Promise<{ folder: string; file: string }> {
  const folder = mkdtempSync(join(tmpdir(), "hub-store-"))
  const store = await openStore({ folder, mode: "evaluation" })
  await store.append(rows("org/nca", 1, 3))
  await store.close()
  return { folder, file: join(folder, "hub.sqlite") }
}

async function refused(folder: string, mode: "evaluation" | "production", says: RegExp): Promise<void> {
  const file = join(folder, "hub.sqlite")
  const before = readFileSync(file)
  await expect(openStore({ folder, mode })).rejects.toThrow(says)
  expect(readFileSync(file).equals(before)).toBe(true)
}

test("[R54] a store of the other mode is refused and left as it was", async () => {
  await refused((await made()).folder, "production", /was made in mode "evaluation"/)
})

test("[R54] a newer schema is refused and left as it was", async () => {
  const { folder, file } = await made()
  const database = new DatabaseSync(file)
  database.exec("PRAGMA user_version = 99")
  database.close()
  await refused(folder, "evaluation", /newer hub \(schema 99/)
})

test("[R54] a file that is no database, or a damaged one, is refused and left as it was", async () => {
  const { folder, file } = await made()
  const bytes = readFileSync(file)
  writeFileSync(file, Buffer.concat([randomBytes(64), bytes.subarray(64)]))
  await refused(folder, "evaluation", /cannot be read|damaged/)
  writeFileSync(file, "this is a letter, not a database, and it is long enough to be one".repeat(100))
  await refused(folder, "evaluation", /cannot be read|damaged/)
})

test("[R15] a file that is up to date opens, and can be read, while another process holds its lock", async () => {
  const { folder, file } = await made()
  const holder = new DatabaseSync(file)
  holder.exec("BEGIN IMMEDIATE")
  const store = await openStore({ folder, mode: "evaluation" })
  expect((await store.read("org/nca", 0, 9)).map((row) => row.seq)).toEqual([1, 2, 3])
  holder.exec("ROLLBACK")
  holder.close()
  await store.close()
})

test("[R15] a database that is locked for two seconds delays an append, and nothing is lost", async () => {
  const { folder, file } = await made()
  const store = await openStore({ folder, mode: "evaluation" })
  const database = new DatabaseSync(file)
  database.exec("BEGIN IMMEDIATE")
  const appended = store.append(rows("org/nca", 4, 1))
  setTimeout(() => database.exec("ROLLBACK"), 2_000)
  expect(await appended).toBe("stored")
  expect((await store.read("org/nca", 0, 9)).map((row) => row.seq)).toEqual([1, 2, 3, 4])
  database.close()
  await store.close()
})
