// The MongoDB of the tests is a real one: what the store relies on works before the store is blamed.
import mongoose from "mongoose"
import { expect, inject, test } from "vitest"
import { freshDatabase } from "./mongod.ts"

const mongoUri = inject("mongoUri")

test.skipIf(!mongoUri)("mongod writes all of a transaction or nothing, and tells a change stream", async () => {
  const connection = await mongoose.createConnection(freshDatabase(mongoUri ?? "")).asPromise()
  try {
    const rows = connection.collection<{ seq: number }>("rows")
    await rows.createIndex({ seq: 1 }, { unique: true })
    const changes = rows.watch()
    await changes.tryNext() // opens the stream: from here on nothing is missed
    await connection.transaction(async (session) => {
      await rows.insertMany([{ seq: 1 }, { seq: 2 }], { session })
    })
    const second = connection.transaction(async (session) => {
      await rows.insertMany([{ seq: 3 }, { seq: 2 }], { session })
    })
    await expect(second).rejects.toMatchObject({ code: 11000 })
    expect(await rows.countDocuments()).toBe(2)
    expect(await changes.next()).toMatchObject({ operationType: "insert", fullDocument: { seq: 1 } })
    await changes.close()
  } finally {
    await connection.close()
  }
})
