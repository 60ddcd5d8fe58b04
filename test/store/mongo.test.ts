// MongoDB under the contract, on a real mongod; and transactions that a dead process left open.
import mongoose from "mongoose"
import { describe, expect, inject, test } from "vitest"
import { openStore } from "../../server/store/open.ts"
import type { Row } from "../../server/store/store.ts"
import { freshDatabase } from "../mongod.ts"
import { rows, storeContract } from "./contract.ts"

const server = inject("mongoUri")

describe.skipIf(!server)("MongoDB", () => {
  const uri = server ? freshDatabase(server) : ""
  const database = /\/([^/?]+)(?:\?|$)/.exec(uri)?.[1]
  const open = () => openStore({ mongoUri: uri, folder: "", mode: "evaluation" })
  storeContract(open)

  /** Inserts the rows in a transaction that stays open, as a process does that dies at this point. */
  async function leftOpen(appName: string, left: readonly Row[]) {
    const connection = await mongoose.createConnection(uri, { appName }).asPromise()
    const session = await connection.startSession()
    session.startTransaction({ writeConcern: { w: "majority" } })
    await connection.db!.collection("events").insertMany(
      left.map((row) => ({ ...row })),
      { session },
    )
    return { connection, session }
  }

  for (const count of [1, 3])
    test(`[R15][R50] a dead hub's open transaction holds up an append of ${count} for 3 s at most, and never becomes visible`, async () => {
      const store = await open()
      const room = `org/dead${count}`
      await store.append(rows(room, 1, 2))
      const dead = await leftOpen(`joint-action-hub ${database}`, rows(room, 3, 2))
      const startedMs = performance.now()
      const next = rows(room, 3, count)
      let answer = await store.append(next)
      // Told that somebody else was first, a room reads the tail and tries again.
      while (answer === "conflict" && performance.now() - startedMs < 10_000) answer = await store.append(next)
      expect(answer).toBe("stored")
      expect(performance.now() - startedMs).toBeLessThan(3_000)
      await expect(dead.session.commitTransaction()).rejects.toThrow()
      expect((await store.read(room, 2, 10)).map((row) => row.id)).toEqual(next.map((row) => row.id))
      await dead.connection.close()
      await store.close()
    })

  test("[R50] a transaction of another program is left alone", async () => {
    const store = await open()
    const room = "org/foreign"
    await store.append(rows(room, 1, 2))
    const foreign = await leftOpen("somebody else's", rows(room, 3, 2))
    expect(await store.append(rows(room, 3, 1))).toBe("unknown")
    await foreign.session.commitTransaction()
    await store.barrier(room)
    expect((await store.read(room, 2, 10)).map((row) => row.seq)).toEqual([3, 4])
    await foreign.connection.close()
    await store.close()
  })
})
