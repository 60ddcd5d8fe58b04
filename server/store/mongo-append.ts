// The log's one delicate write in MongoDB: a turn, whole or not at all, and what to do when nobody knows. Made by mongo.ts. [R50]
import { setTimeout as pause } from "node:timers/promises"
import { failAt } from "./fail-at.ts"
import type { MongoFollow } from "./mongo-follow.ts"
import { deadlineMs, durable, isDuplicate, labelsOf, plain, type MongoReach } from "./mongo-reach.ts"
import { StoreAway, type Row } from "./store.ts"

/** A hub commits within milliseconds of its insert; what is silent for longer belongs to one that is dead or stands still. */
const abandonedMs = 1_000
const retryMs = 20

export class MongoAppend {
  readonly #at: MongoReach
  readonly #follow: MongoFollow
  readonly #underWay = new Map<string, Promise<unknown>>()
  #ending: Promise<void> | undefined

  constructor(at: MongoReach, follow: MongoFollow) {
    this.#at = at
    this.#follow = follow
  }

  async append(rows: readonly Row[]): Promise<"stored" | "conflict" | "unknown"> {
    const { room } = rows[0]!
    const writing = this.#write(rows)
    const settled = writing.catch(() => undefined)
    this.#underWay.set(room, settled)
    // A single insert waits inside the server for whoever holds its number.
    const blocked = setInterval(() => void this.#endAbandoned(), abandonedMs)
    void settled.then(() => {
      clearInterval(blocked)
      if (this.#underWay.get(room) === settled) this.#underWay.delete(room)
    })
    try {
      return await this.#at.reach(() => writing)
    } catch (error) {
      if (error instanceof StoreAway) return "unknown"
      throw error
    }
  }

  /**
   * First the driver's own answer, however it ends; then a majority write: what was written before it is either visible now or
   * never will be.
   */
  async barrier(room: string): Promise<void> {
    await this.#at.reach(async () => this.#underWay.get(room))
    await this.#at.reach(() =>
      this.#at.in("barriers").updateOne({ room }, { $inc: { count: 1 } }, { upsert: true, ...durable }),
    )
  }

  async #write(rows: readonly Row[]): Promise<"stored" | "conflict"> {
    const { room, seq } = rows[0]!
    try {
      // The unique index refuses a number that is taken; a hole is refused by asking for the number before.
      if (seq > 1 && this.#follow.reached(room) < seq - 1) {
        const before = await this.#at.in("events").findOne({ room, seq: seq - 1 }, { ...plain, maxTimeMS: deadlineMs })
        if (!before) return "conflict"
      }
      if (rows.length > 1) await this.#insertTogether(rows)
      else {
        failAt("before-commit")
        await this.#at.in("events").insertOne({ ...rows[0]! }, durable)
      }
      this.#follow.wrote(room, rows.at(-1)!.seq)
      return "stored"
    } catch (error) {
      if (isDuplicate(error)) return "conflict"
      if (!labelsOf(error).includes("TransientTransactionError") || isGone(error)) throw error
      // Somebody else's transaction holds these numbers, perhaps a process that was killed: look at the tail and try again.
      await this.#endAbandoned()
      await pause(retryMs)
      return "conflict"
    }
  }

  /** One transaction, tried once: the caller reads the tail and judges again, which a blind repetition would not. */
  async #insertTogether(rows: readonly Row[]): Promise<void> {
    const session = await this.#at.session()
    try {
      session.startTransaction({ ...durable, maxCommitTimeMS: deadlineMs })
      await this.#at.in("events").insertMany(
        rows.map((row) => ({ ...row })),
        { session },
      )
      failAt("before-commit")
      await session.commitTransaction()
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined)
      throw error
    } finally {
      void session.endSession()
    }
  }

  /**
   * Ends the transactions that hubs of this database left open: a process was killed, or stands still, between its insert and
   * its commit, and its room would wait for it up to a minute. One that lives after all is told, and judges again.
   */
  #endAbandoned(): Promise<void> {
    this.#ending ??= this.#look()
      .catch(() => undefined)
      .finally(() => (this.#ending = undefined))
    return this.#ending
  }

  async #look(): Promise<void> {
    const admin = this.#at.db.admin()
    const open = (await admin.command({
      aggregate: 1,
      cursor: {},
      pipeline: [
        { $currentOp: { allUsers: false, idleSessions: true } },
        {
          $match: {
            type: "idleSession",
            appName: this.#at.program,
            "transaction.timeInactiveMicros": { $gt: abandonedMs * 1_000 },
          },
        },
        { $project: { lsid: 1 } },
      ],
    })) as { cursor: { firstBatch: { lsid: { id: unknown } }[] } }
    const abandoned = open.cursor.firstBatch.map(({ lsid }) => ({ id: lsid.id }))
    if (abandoned.length > 0) await admin.command({ killSessions: abandoned })
  }
}

/** Labelled transient as well, but it is the server that is gone, not the race that is lost. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && /^MongoNetwork|^MongoServerSelection/.test(error.name)
