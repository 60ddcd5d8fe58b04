// The connection to MongoDB: its collections, the deadline of every call, and what an error means. Used by the mongo files alone.
import mongoose, { type Connection } from "mongoose"
import type { Collections } from "./mongo-schema.ts"
import { StoreAway, StoreRefused } from "./store.ts"
import { within } from "./within.ts"

export const deadlineMs = 5_000
const closeMs = 2_000
export const durable = { writeConcern: { w: "majority" as const, journal: true, wtimeoutMS: deadlineMs } }
export const plain = { projection: { _id: 0 as const } }

/** Names this database's hubs among the sessions of the server. */
const programOf = (database: string): string => `joint-action-hub ${database}`

export class MongoReach {
  readonly #connection: Connection

  /** Rejects with StoreRefused when nobody answers there, or not a replica set. */
  static async connect(uri: string): Promise<MongoReach> {
    const connection = mongoose.createConnection(uri, {
      bufferCommands: false,
      autoIndex: false,
      appName: programOf(/^[^:]+:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1] ?? "test"),
      serverSelectionTimeoutMS: deadlineMs,
      connectTimeoutMS: deadlineMs,
      socketTimeoutMS: 2 * deadlineMs,
      readConcern: { level: "majority" },
      w: "majority",
      journal: true,
    })
    try {
      await connection.asPromise()
      const { setName } = (await connection.db!.admin().command({ hello: 1 })) as { setName?: string }
      if (!setName)
        throw new StoreRefused(
          "MongoDB must be a replica set (one member is enough): change streams and transactions need one.",
        )
      return new MongoReach(connection)
    } catch (error) {
      await connection.close()
      if (error instanceof StoreRefused) throw error
      throw new StoreRefused(`MongoDB cannot be opened (${textOf(error)}). Check MONGODB_URI and that the server runs.`)
    }
  }

  private constructor(connection: Connection) {
    this.#connection = connection
  }

  get db() {
    return this.#connection.db!
  }

  get program(): string {
    return programOf(this.db.databaseName)
  }

  in<K extends keyof Collections>(name: K) {
    return this.db.collection<Collections[K]>(name)
  }

  session() {
    return this.#connection.startSession()
  }

  /** What did not come back in time is StoreAway, and the caller waits. */
  async reach<T>(work: () => Promise<T>, ms = deadlineMs): Promise<T> {
    try {
      return await within(ms, work(), () => new StoreAway(`no answer within ${ms} ms`))
    } catch (error) {
      throw isAway(error) ? new StoreAway(textOf(error)) : error
    }
  }

  /** Takes leave of the server, but does not wait for one that stands still. */
  async close(): Promise<void> {
    await within(closeMs, this.#connection.close(), () => new StoreAway("no farewell")).catch(() => undefined)
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export const labelsOf = (error: unknown): readonly string[] =>
  error instanceof Error && "errorLabels" in error && Array.isArray(error.errorLabels)
    ? (error.errorLabels as string[])
    : []

export const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === 11_000

const awayName =
  /^Mongo(?:Network|ServerSelection|OperationTimeout|NotConnected|TopologyClosed|PoolCleared|PoolClosed|WriteConcern|ClientClosed)|^MongooseServerSelection/
const awayLabels = ["TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError"]

/** Errors after which nobody knows what became of the call. */
export const isAway = (error: unknown): boolean =>
  error instanceof Error && (awayName.test(error.name) || awayLabels.some((label) => labelsOf(error).includes(label)))

/** An upsert that never goes back: it matches only an older one, and otherwise collides with the unique key. */
export const newer = (key: object, seq: number, set: object) => ({
  updateOne: { filter: { ...key, seq: { $lt: seq } }, update: { $set: { seq, ...set } }, upsert: true },
})

/** A newer one that stands already makes the upsert collide: that is the wish. */
export function ignoreDuplicate(error: unknown): void {
  if (!isDuplicate(error)) throw error
}
