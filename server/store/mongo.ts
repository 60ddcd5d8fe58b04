// The production store: MongoDB by mongoose, a replica set with majority and journal. Opened by open.ts. Rules R50-R55.
// Bodies are kept as the text that was hashed: BSON would drop and change values. One change stream wakes the rooms.
import { setTimeout as pause } from "node:timers/promises"
import mongoose, { type Connection } from "mongoose"
import type { Entry, RoomSlice } from "../../protocol/entries.ts"
import type { KeptRow, Mark } from "../../protocol/wire.ts"
import type { Account, Accounts, Link, SecondFactor, Session } from "./accounts.ts"
import { MongoFound } from "./mongo-found.ts"
import { migrations, type Collections, type MarkDocument } from "./mongo-schema.ts"
import { StoreAway, StoreRefused, type Head, type RoomRow, type Row, type Store } from "./store.ts"

const deadlineMs = 5_000
const compareMs = 2_000
const durable = { writeConcern: { w: "majority" as const, journal: true, wtimeoutMS: deadlineMs } }
const plain = { projection: { _id: 0 as const } }

/** Connects, brings the schema up to date, and checks that it is a replica set. */
export async function openMongo(uri: string): Promise<Store & Accounts> {
  const connection = mongoose.createConnection(uri, {
    bufferCommands: false,
    autoIndex: false,
    serverSelectionTimeoutMS: deadlineMs,
    socketTimeoutMS: 20_000,
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
    const store = new MongoStore(connection)
    await store.migrate()
    return store
  } catch (error) {
    await connection.close()
    if (error instanceof StoreRefused) throw error
    throw new StoreRefused(
      `MongoDB cannot be opened (${error instanceof Error ? error.message : String(error)}). Check MONGODB_URI and that the server runs.`,
    )
  }
}

class MongoStore implements Store, Accounts {
  readonly kind = "mongo"
  readonly found: MongoFound
  readonly #connection: Connection
  readonly #wakes = new Set<(room: string, seq?: number) => void>()
  readonly #heads = new Map<string, number>()
  #following: { stop(): void } | undefined

  constructor(connection: Connection) {
    this.#connection = connection
    this.found = new MongoFound(connection, (work) => this.#reach(work), durable)
  }

  #in<K extends keyof Collections>(name: K) {
    return this.#connection.db!.collection<Collections[K]>(name)
  }

  /** Every call: what did not reach the server in time is StoreAway, and the caller waits. */
  async #reach<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw isAway(error) ? new StoreAway(error instanceof Error ? error.message : String(error)) : error
    }
  }

  async migrate(): Promise<void> {
    const reached = Number((await this.meta("schema")) ?? 0)
    if (reached > migrations.length)
      throw new StoreRefused(
        `This database was written by a newer hub (schema ${reached}, this one knows ${migrations.length}). Start the newer version; nothing was changed.`,
      )
    for (const migrate of migrations.slice(reached)) await migrate(this.#connection.db!)
    await this.#in("meta").updateOne(
      { key: "schema" },
      { $set: { value: String(migrations.length) } },
      { upsert: true, ...durable },
    )
    const indexes = await this.#in("events").indexes()
    const unique = indexes.filter((each) => each.unique).map((each) => Object.keys(each.key as object).join(" "))
    if (!unique.includes("room seq") || !unique.includes("room id"))
      throw new StoreRefused(
        "The unique indexes of the events are missing. Restore them from a backup; without them two processes could write the same number.",
      )
  }

  async append(rows: readonly Row[]): Promise<"stored" | "conflict" | "unknown"> {
    const first = rows[0]!
    const last = rows.at(-1)!
    try {
      // The unique index refuses a number that is taken; a hole is refused by asking for the number before.
      if (first.seq > 1 && (this.#heads.get(first.room) ?? 0) < first.seq - 1) {
        const before = await this.#in("events").findOne(
          { room: first.room, seq: first.seq - 1 },
          { ...plain, maxTimeMS: deadlineMs },
        )
        if (!before) return "conflict"
      }
      if (rows.length === 1) await this.#in("events").insertOne({ ...first }, durable)
      else await this.#insertTogether(rows)
      this.#heads.set(first.room, Math.max(last.seq, this.#heads.get(first.room) ?? 0))
      return "stored"
    } catch (error) {
      if (isDuplicate(error)) return "conflict"
      if (labels(error).includes("TransientTransactionError")) {
        // Somebody else's transaction holds these numbers, perhaps a process that was killed: look at the tail and try again.
        await pause(20)
        return "conflict"
      }
      if (isAway(error)) return "unknown"
      throw error
    }
  }

  /** One transaction, tried once: the caller reads the tail and judges again, which a blind repetition would not. */
  async #insertTogether(rows: readonly Row[]): Promise<void> {
    const session = await this.#connection.startSession()
    try {
      session.startTransaction({ ...durable, maxCommitTimeMS: deadlineMs })
      await this.#in("events").insertMany(
        rows.map((row) => ({ ...row })),
        { session },
      )
      await session.commitTransaction()
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined)
      throw error
    } finally {
      void session.endSession()
    }
  }

  /** A majority write after the append: once it is through, an earlier one is either visible or never will be. */
  async barrier(room: string): Promise<void> {
    await this.#reach(() =>
      this.#in("barriers").updateOne({ room }, { $inc: { count: 1 } }, { upsert: true, ...durable }),
    )
  }

  read(room: string, after: number, limit: number): Promise<Row[]> {
    return this.#reach(
      () =>
        this.#in("events")
          .find({ room, seq: { $gt: after } }, { ...plain, maxTimeMS: deadlineMs })
          .sort({ seq: 1 })
          .limit(limit)
          .toArray() as Promise<Row[]>,
    )
  }

  async find(room: string, id: string): Promise<Row | undefined> {
    return this.#reach(async () => ((await this.#in("events").findOne({ room, id }, plain)) as Row | null) ?? undefined)
  }

  page(room: string, subject: string, types: readonly string[], before: number, limit: number): Promise<Row[]> {
    const seq = before === 0 ? {} : { seq: { $lt: before } }
    return this.#reach(
      () =>
        this.#in("events")
          .find({ room, subject, type: { $in: [...types] }, ...seq }, { ...plain, maxTimeMS: deadlineMs })
          .sort({ seq: -1 })
          .limit(limit)
          .toArray() as Promise<Row[]>,
    )
  }

  targeting(room: string, from: number, to: number): Promise<Row[]> {
    return this.#reach(
      () =>
        this.#in("events")
          .find({ room, target: { $gte: from, $lte: to } }, plain)
          .sort({ seq: 1 })
          .toArray() as Promise<Row[]>,
    )
  }

  count(room: string, subject: string, type: string, upTo: number): Promise<number> {
    return this.#reach(() => this.#in("events").countDocuments({ room, subject, type, seq: { $lte: upTo } }))
  }

  async blank(room: string, seqs: readonly number[]): Promise<void> {
    await this.#reach(() =>
      this.#in("events").updateMany({ room, seq: { $in: [...seqs] } }, { $set: { words: null, salt: null } }, durable),
    )
  }

  async heads(rooms?: readonly string[]): Promise<Map<string, Head>> {
    return this.#reach(async () => {
      const names = rooms ?? (await this.#in("events").distinct("room"))
      const heads = await Promise.all(
        names.map(
          async (room) =>
            [
              room,
              await this.#in("events").findOne(
                { room },
                { projection: { _id: 0, seq: 1, hash: 1 }, sort: { seq: -1 } },
              ),
            ] as const,
        ),
      )
      return new Map(
        heads.flatMap(([room, head]) => (head ? [[room, { seq: head.seq, hash: head.hash }] as const] : [])),
      )
    })
  }

  async saveState(row: RoomRow, entries: readonly Entry[]): Promise<void> {
    const upserts = entries.map((entry) =>
      newer({ room: row.room, subject: entry.subject }, entry.seq, {
        open: entry.open,
        dueAt: entry.dueAt,
        entry: JSON.stringify(entry),
      }),
    )
    await this.#reach(async () => {
      // A newer one that stands already makes the upsert collide with the unique index: that is the wish.
      if (upserts.length > 0)
        await this.#in("entries")
          .bulkWrite(upserts, { ordered: false, ...durable })
          .catch(ignoreDuplicate)
      const { room, seq, hash, slice, fold } = row
      await this.#in("rooms")
        .bulkWrite([newer({ room }, seq, { hash, fold, slice: JSON.stringify(slice) })], durable)
        .catch(ignoreDuplicate)
    })
  }

  async loadRoom(room: string): Promise<RoomRow | undefined> {
    const found = await this.#reach(() => this.#in("rooms").findOne({ room }, plain))
    return found
      ? { room, seq: found.seq, hash: found.hash, fold: found.fold, slice: JSON.parse(found.slice) as RoomSlice }
      : undefined
  }

  async loadOpen(room: string): Promise<Entry[]> {
    return (await this.#reach(() => this.#in("entries").find({ room, open: true }, plain).toArray())).map(entryOf)
  }

  async loadEntry(room: string, subject: string): Promise<Entry | undefined> {
    const found = await this.#reach(() => this.#in("entries").findOne({ room, subject }, plain))
    return found ? entryOf(found) : undefined
  }

  async loadClosed(room: string, before: number, limit: number): Promise<Entry[]> {
    const seq = before === 0 ? {} : { seq: { $lt: before } }
    return (
      await this.#reach(() =>
        this.#in("entries")
          .find({ room, open: false, ...seq }, plain)
          .sort({ seq: -1 })
          .limit(limit)
          .toArray(),
      )
    ).map(entryOf)
  }

  async dropState(room: string): Promise<void> {
    await this.#reach(async () => {
      await this.#in("entries").deleteMany({ room }, durable)
      await this.#in("rooms").deleteMany({ room }, durable)
    })
  }

  async setMark(person: string, room: string, { subject, seq, messages }: Mark): Promise<Mark> {
    return this.#reach(async () => {
      await this.#in("marks")
        .bulkWrite([newer({ person, room, subject }, seq, { messages })], durable)
        .catch(ignoreDuplicate)
      return markOf((await this.#in("marks").findOne({ person, room, subject }, plain))!)
    })
  }

  async marks(person: string, room: string): Promise<Mark[]> {
    return (await this.#reach(() => this.#in("marks").find({ person, room }, plain).toArray())).map(markOf)
  }

  async keep(person: string, key: string, text: string): Promise<string> {
    const at = new Date().toISOString()
    await this.#reach<unknown>(() =>
      text === ""
        ? this.#in("scratch").deleteOne({ person, key })
        : this.#in("scratch").updateOne({ person, key }, { $set: { text, at } }, { upsert: true, ...durable }),
    )
    return at
  }

  async kept(person: string, prefix: string): Promise<KeptRow[]> {
    const rows = await this.#reach(() =>
      this.#in("scratch")
        .find({ person, key: { $gte: prefix, $lt: `${prefix}\uffff` } }, plain)
        .sort({ key: 1 })
        .toArray(),
    )
    return rows.map(({ key, text, at }) => ({ key, text, at }))
  }

  async cursor(reaction: string, room: string): Promise<number> {
    return (await this.#reach(() => this.#in("cursors").findOne({ reaction, room }, plain)))?.seq ?? 0
  }

  async setCursor(reaction: string, room: string, seq: number): Promise<void> {
    await this.#reach(() =>
      this.#in("cursors").updateOne({ reaction, room }, { $max: { seq } }, { upsert: true, ...durable }),
    )
  }

  watch(wake: (room: string, seq?: number) => void): () => void {
    this.#wakes.add(wake)
    this.#following ??= this.#follow()
    return () => {
      this.#wakes.delete(wake)
      if (this.#wakes.size > 0) return
      this.#following?.stop()
      this.#following = undefined
    }
  }

  /** One change stream, begun again whenever it breaks; and every 2 s the heads are compared, in case a wake-up was lost. */
  #follow(): { stop(): void } {
    let stopped = false
    let again: NodeJS.Timeout | undefined
    let stream: { close(): Promise<void> } | undefined
    const start = () => {
      if (stopped) return
      const changes = this.#in("events").watch([
        { $match: { operationType: "insert" } },
        { $project: { "fullDocument.room": 1, "fullDocument.seq": 1 } },
      ])
      stream = changes
      changes.on("change", (change) => {
        const { room, seq } = (change as unknown as { fullDocument: { room: string; seq: number } }).fullDocument
        this.#woken(room, seq)
      })
      changes.once("error", () => {
        void changes.close().catch(() => undefined)
        again = setTimeout(start, 500)
      })
    }
    start()
    const comparing = setInterval(() => {
      this.heads().then(
        (heads) => heads.forEach(({ seq }, room) => this.#woken(room, seq)),
        () => undefined,
      )
    }, compareMs)
    return {
      stop() {
        stopped = true
        clearTimeout(again)
        clearInterval(comparing)
        void stream?.close().catch(() => undefined)
      },
    }
  }

  #woken(room: string, seq: number): void {
    if ((this.#heads.get(room) ?? 0) >= seq) return
    this.#heads.set(room, seq)
    for (const wake of this.#wakes) wake(room, seq)
  }

  signals(): unknown {
    return this.#in("signals")
  }

  async now(): Promise<number> {
    const { localTime } = (await this.#connection
      .db!.admin()
      .command({ hello: 1 }, { timeoutMS: 2_000 })) as unknown as { localTime: Date }
    return localTime.getTime()
  }

  async setMeta(key: string, value: string): Promise<string> {
    await this.#reach(() =>
      this.#in("meta")
        .updateOne({ key }, { $setOnInsert: { value } }, { upsert: true, ...durable })
        .catch(ignoreDuplicate),
    )
    return (await this.meta(key))!
  }

  async meta(key: string): Promise<string | undefined> {
    return (await this.#reach(() => this.#in("meta").findOne({ key }, plain)))?.value
  }

  async account(login: string): Promise<Account | undefined> {
    return this.#reach(
      async () => ((await this.#in("accounts").findOne({ login }, plain)) as Account | null) ?? undefined,
    )
  }

  async accountOf(person: string): Promise<Account | undefined> {
    return this.#reach(
      async () => ((await this.#in("accounts").findOne({ person }, plain)) as Account | null) ?? undefined,
    )
  }

  async addAccount(account: Account): Promise<boolean> {
    try {
      await this.#in("accounts").insertOne({ ...account }, durable)
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  async setPassword(person: string, passwordHash: string): Promise<void> {
    await this.#reach(() => this.#in("accounts").updateOne({ person }, { $set: { passwordHash } }, durable))
  }

  async secondFactor(person: string): Promise<SecondFactor | undefined> {
    return this.#reach(async () => (await this.#in("secondFactors").findOne({ person }, plain)) ?? undefined)
  }

  async offerSecondFactor(person: string, secret: string): Promise<void> {
    // One that is confirmed makes the upsert collide with the unique index: it stays.
    const change = { $set: { secret }, $setOnInsert: { usedStep: 0 } }
    await this.#reach(() =>
      this.#in("secondFactors")
        .updateOne({ person, confirmedAt: null }, change, { upsert: true, ...durable })
        .catch(ignoreDuplicate),
    )
  }

  async confirmSecondFactor(person: string, step: number, at: string, hashes: readonly string[]): Promise<boolean> {
    const filter = { person, confirmedAt: null }
    const change = { $set: { confirmedAt: at, usedStep: step } }
    const won = await this.#reach(() => this.#in("secondFactors").updateOne(filter, change, durable))
    if (won.modifiedCount !== 1) return false
    await this.#reach(() =>
      this.#in("recoveryCodes").insertMany(
        hashes.map((hash) => ({ person, hash })),
        durable,
      ),
    )
    return true
  }

  async spendStep(person: string, step: number): Promise<boolean> {
    const filter = { person, usedStep: { $lt: step } }
    const change = { $set: { usedStep: step } }
    return (await this.#reach(() => this.#in("secondFactors").updateOne(filter, change, durable))).modifiedCount === 1
  }

  async spendRecoveryCode(person: string, hash: string): Promise<boolean> {
    return (await this.#reach(() => this.#in("recoveryCodes").deleteOne({ person, hash }, durable))).deletedCount === 1
  }

  async dropSecondFactor(person: string): Promise<void> {
    await this.#reach(() => this.#in("recoveryCodes").deleteMany({ person }, durable))
    await this.#reach(() => this.#in("secondFactors").deleteOne({ person }, durable))
  }

  async setLink({ person, hash, expiresAt }: Link): Promise<void> {
    await this.#reach(() =>
      this.#in("links").updateOne({ person }, { $set: { hash, expiresAt } }, { upsert: true, ...durable }),
    )
  }

  async link(hash: string): Promise<Link | undefined> {
    return this.#reach(async () => (await this.#in("links").findOne({ hash }, plain)) ?? undefined)
  }

  async spendLink(hash: string): Promise<boolean> {
    return (await this.#reach(() => this.#in("links").deleteOne({ hash }, durable))).deletedCount === 1
  }

  async addSession(session: Session): Promise<void> {
    await this.#reach(() => this.#in("sessions").insertOne({ ...session }, durable))
  }

  async session(id: string): Promise<Session | undefined> {
    return this.#reach(async () => ((await this.#in("sessions").findOne({ id }, plain)) as Session | null) ?? undefined)
  }

  async sessions(person: string): Promise<Session[]> {
    return this.#reach(
      () =>
        this.#in("sessions").find({ person }, plain).sort({ createdAt: -1 }).limit(200).toArray() as Promise<Session[]>,
    )
  }

  async rotate(id: string, expected: string, next: string, at: string): Promise<boolean> {
    const change = { $set: { previousHash: expected, refreshHash: next, rotatedAt: at } }
    return (
      (
        await this.#reach(() =>
          this.#in("sessions").updateOne({ id, refreshHash: expected, endedAt: null }, change, durable),
        )
      ).modifiedCount === 1
    )
  }

  async touch(id: string, at: string): Promise<void> {
    await this.#reach(() => this.#in("sessions").updateOne({ id }, { $set: { lastUsedAt: at } }, durable))
  }

  async endSession(id: string, at: string): Promise<boolean> {
    return (
      (
        await this.#reach(() =>
          this.#in("sessions").updateOne({ id, endedAt: null }, { $set: { endedAt: at } }, durable),
        )
      ).modifiedCount === 1
    )
  }

  async close(): Promise<void> {
    this.#following?.stop()
    await this.#connection.close()
  }
}

const isDuplicate = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === 11_000
const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  /^Mongo(?:Network|ServerSelection|OperationTimeout|NotConnected|TopologyClosed|PoolCleared|PoolClosed|WriteConcern|ClientClosed)|^MongooseServerSelection|TransientTransaction|UnknownTransaction/.test(
    error.name + labels(error),
  )
const labels = (error: unknown): string =>
  error instanceof Error && "errorLabels" in error && Array.isArray(error.errorLabels)
    ? error.errorLabels.join(" ")
    : ""

function ignoreDuplicate(error: unknown): void {
  if (!isDuplicate(error)) throw error
}

/** An upsert that never goes back: it matches only an older one, and otherwise collides with the unique key. */
const newer = (key: object, seq: number, set: object) => ({
  updateOne: { filter: { ...key, seq: { $lt: seq } }, update: { $set: { seq, ...set } }, upsert: true },
})

const entryOf = ({ entry }: { entry: string }): Entry => JSON.parse(entry) as Entry
const markOf = ({ subject, seq, messages }: MarkDocument): Mark => ({ subject, seq, messages })
