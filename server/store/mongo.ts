// The production store: MongoDB by mongoose, a replica set with majority and journal. Opened by open.ts. Rules R50-R55.
// Bodies are kept as the text that was hashed: BSON would drop and change values. One change stream wakes the rooms.
import type { Entry, RoomSlice } from "../../protocol/entries.ts"
import type { KeptRow, Mark } from "../../protocol/wire.ts"
import type { Accounts } from "./accounts.ts"
import { MongoAccounts } from "./mongo-accounts.ts"
import { MongoAppend } from "./mongo-append.ts"
import { MongoFollow } from "./mongo-follow.ts"
import { MongoFound } from "./mongo-found.ts"
import { deadlineMs, durable, ignoreDuplicate, isDuplicate, MongoReach, newer, plain } from "./mongo-reach.ts"
import { migrations, type MarkDocument } from "./mongo-schema.ts"
import { StoreRefused, type Head, type Lease, type RoomRow, type Row, type Store } from "./store.ts"

const lookMs = 2_000

/** Connects, checks that it is a replica set, and brings the schema up to date. */
export async function openMongo(uri: string): Promise<Store & Accounts> {
  const at = await MongoReach.connect(uri)
  try {
    const store = new MongoStore(at)
    await store.migrate()
    return store
  } catch (error) {
    await at.close()
    if (error instanceof StoreRefused) throw error
    throw new StoreRefused(
      `MongoDB cannot be opened (${error instanceof Error ? error.message : String(error)}). Check MONGODB_URI and that the server runs.`,
    )
  }
}

class MongoStore extends MongoAccounts implements Store {
  readonly kind = "mongo"
  readonly found: MongoFound
  readonly #follow: MongoFollow
  readonly #append: MongoAppend

  constructor(at: MongoReach) {
    super(at)
    this.found = new MongoFound(at)
    this.#follow = new MongoFollow(at, () => this.heads())
    this.#append = new MongoAppend(at, this.#follow)
  }

  async migrate(): Promise<void> {
    const reached = Number((await this.meta("schema")) ?? 0)
    if (reached > migrations.length)
      throw new StoreRefused(
        `This database was written by a newer hub (schema ${reached}, this one knows ${migrations.length}). Start the newer version; nothing was changed.`,
      )
    for (const migrate of migrations.slice(reached)) await migrate(this.at.db)
    await this.at
      .in("meta")
      .updateOne({ key: "schema" }, { $set: { value: String(migrations.length) } }, { upsert: true, ...durable })
    const indexes = await this.at.in("events").indexes()
    const unique = indexes.filter((each) => each.unique).map((each) => Object.keys(each.key as object).join(" "))
    if (!unique.includes("room seq") || !unique.includes("room id"))
      throw new StoreRefused(
        "The unique indexes of the events are missing. Restore them from a backup; without them two processes could write the same number.",
      )
  }

  append(rows: readonly Row[]): Promise<"stored" | "conflict" | "unknown"> {
    return this.#append.append(rows)
  }

  barrier(room: string): Promise<void> {
    return this.#append.barrier(room)
  }

  read(room: string, after: number, limit: number): Promise<Row[]> {
    return this.at.reach(
      () =>
        this.at
          .in("events")
          // In one answer: the driver would ask again after the first 101.
          .find({ room, seq: { $gt: after } }, { ...plain, batchSize: limit, maxTimeMS: deadlineMs })
          .sort({ seq: 1 })
          .limit(limit)
          .toArray() as Promise<Row[]>,
    )
  }

  async find(room: string, id: string): Promise<Row | undefined> {
    return this.at.reach(
      async () => ((await this.at.in("events").findOne({ room, id }, plain)) as Row | null) ?? undefined,
    )
  }

  page(room: string, subject: string, types: readonly string[], before: number, limit: number): Promise<Row[]> {
    const seq = before === 0 ? {} : { seq: { $lt: before } }
    return this.at.reach(
      () =>
        this.at
          .in("events")
          .find({ room, subject, type: { $in: [...types] }, ...seq }, { ...plain, maxTimeMS: deadlineMs })
          .sort({ seq: -1 })
          .limit(limit)
          .toArray() as Promise<Row[]>,
    )
  }

  targeting(room: string, from: number, to: number): Promise<Row[]> {
    return this.at.reach(
      () =>
        this.at
          .in("events")
          .find({ room, target: { $gte: from, $lte: to } }, plain)
          .sort({ seq: 1 })
          .toArray() as Promise<Row[]>,
    )
  }

  async wordless(room: string, seqs: readonly number[]): Promise<number[]> {
    const wanted = { room, seq: { $in: [...seqs] }, words: null }
    const only = { projection: { _id: 0 as const, seq: 1 as const } }
    return (await this.at.reach(() => this.at.in("events").find(wanted, only).toArray())).map(({ seq }) => seq)
  }

  count(room: string, subject: string, type: string, upTo: number): Promise<number> {
    return this.at.reach(() => this.at.in("events").countDocuments({ room, subject, type, seq: { $lte: upTo } }))
  }

  async blank(room: string, seqs: readonly number[]): Promise<void> {
    await this.at.reach(() =>
      this.at
        .in("events")
        .updateMany({ room, seq: { $in: [...seqs] } }, { $set: { words: null, salt: null } }, durable),
    )
  }

  async heads(rooms?: readonly string[]): Promise<Map<string, Head>> {
    return this.at.reach(async () => {
      const names = rooms ?? (await this.at.in("events").distinct("room"))
      const heads = await Promise.all(
        names.map(
          async (room) =>
            [
              room,
              await this.at
                .in("events")
                .findOne({ room }, { projection: { _id: 0, seq: 1, hash: 1 }, sort: { seq: -1 } }),
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
    await this.at.reach(async () => {
      // A newer one that stands already makes the upsert collide with the unique index: that is the wish.
      if (upserts.length > 0)
        await this.at
          .in("entries")
          .bulkWrite(upserts, { ordered: false, ...durable })
          .catch(ignoreDuplicate)
      const { room, seq, hash, slice, fold } = row
      await this.at
        .in("rooms")
        .bulkWrite([newer({ room }, seq, { hash, fold, slice: JSON.stringify(slice) })], durable)
        .catch(ignoreDuplicate)
    })
  }

  async loadRoom(room: string): Promise<RoomRow | undefined> {
    const found = await this.at.reach(() => this.at.in("rooms").findOne({ room }, plain))
    return found
      ? { room, seq: found.seq, hash: found.hash, fold: found.fold, slice: JSON.parse(found.slice) as RoomSlice }
      : undefined
  }

  async loadOpen(room: string): Promise<Entry[]> {
    return (await this.at.reach(() => this.at.in("entries").find({ room, open: true }, plain).toArray())).map(entryOf)
  }

  async loadEntry(room: string, subject: string): Promise<Entry | undefined> {
    const found = await this.at.reach(() => this.at.in("entries").findOne({ room, subject }, plain))
    return found ? entryOf(found) : undefined
  }

  async loadClosed(room: string, before: number, limit: number): Promise<Entry[]> {
    const seq = before === 0 ? {} : { seq: { $lt: before } }
    return (
      await this.at.reach(() =>
        this.at
          .in("entries")
          .find({ room, open: false, ...seq }, plain)
          .sort({ seq: -1 })
          .limit(limit)
          .toArray(),
      )
    ).map(entryOf)
  }

  async dropState(room: string): Promise<void> {
    await this.at.reach(async () => {
      await this.at.in("entries").deleteMany({ room }, durable)
      await this.at.in("rooms").deleteMany({ room }, durable)
    })
  }

  async setMark(person: string, room: string, { subject, seq, messages }: Mark): Promise<Mark> {
    return this.at.reach(async () => {
      await this.at
        .in("marks")
        .bulkWrite([newer({ person, room, subject }, seq, { messages })], durable)
        .catch(ignoreDuplicate)
      return markOf((await this.at.in("marks").findOne({ person, room, subject }, plain))!)
    })
  }

  async marks(person: string, room: string): Promise<Mark[]> {
    return (await this.at.reach(() => this.at.in("marks").find({ person, room }, plain).toArray())).map(markOf)
  }

  async keep(person: string, key: string, text: string): Promise<string> {
    const at = new Date().toISOString()
    await this.at.reach<unknown>(() =>
      text === ""
        ? this.at.in("scratch").deleteOne({ person, key })
        : this.at.in("scratch").updateOne({ person, key }, { $set: { text, at } }, { upsert: true, ...durable }),
    )
    return at
  }

  async kept(person: string, prefix: string): Promise<KeptRow[]> {
    const rows = await this.at.reach(() =>
      this.at
        .in("scratch")
        .find({ person, key: { $gte: prefix, $lt: `${prefix}\uffff` } }, plain)
        .sort({ key: 1 })
        .toArray(),
    )
    return rows.map(({ key, text, at }) => ({ key, text, at }))
  }

  async cursor(reaction: string, room: string): Promise<number> {
    return (await this.at.reach(() => this.at.in("cursors").findOne({ reaction, room }, plain)))?.seq ?? 0
  }

  async setCursor(reaction: string, room: string, seq: number): Promise<void> {
    await this.at.reach(() =>
      this.at.in("cursors").updateOne({ reaction, room }, { $max: { seq } }, { upsert: true, ...durable }),
    )
  }

  async lease({ id, owner, untilMs }: Lease, nowMs: number): Promise<boolean> {
    const free = { id, $or: [{ untilMs: { $lte: nowMs } }, { owner }] }
    const taken = { $set: { owner, untilMs, ends: new Date(untilMs) } }
    try {
      await this.at.reach(() => this.at.in("leases").updateOne(free, taken, { upsert: true, ...durable }))
      return true
    } catch (error) {
      // Somebody has it: it did not match, and cannot be there twice.
      if (isDuplicate(error)) return false
      throw error
    }
  }

  async leases(prefix: string, nowMs: number): Promise<Lease[]> {
    const filter = { id: { $gte: prefix, $lt: `${prefix}\uffff` }, untilMs: { $gt: nowMs } }
    const rows = await this.at.reach(() => this.at.in("leases").find(filter, plain).sort({ id: 1 }).toArray())
    return rows.map(({ id, owner, untilMs }) => ({ id, owner, untilMs }))
  }

  watch(wake: (room: string, seq?: number) => void): () => void {
    return this.#follow.watch(wake)
  }

  signals(): unknown {
    return this.at.in("signals")
  }

  async now(): Promise<number> {
    const { localTime } = (await this.at.reach(() => this.at.db.admin().command({ hello: 1 }), lookMs)) as unknown as {
      localTime: Date
    }
    return localTime.getTime()
  }

  async setMeta(key: string, value: string): Promise<string> {
    await this.at.reach(() =>
      this.at
        .in("meta")
        .updateOne({ key }, { $setOnInsert: { value } }, { upsert: true, ...durable })
        .catch(ignoreDuplicate),
    )
    return (await this.meta(key))!
  }

  async meta(key: string): Promise<string | undefined> {
    return (await this.at.reach(() => this.at.in("meta").findOne({ key }, plain)))?.value
  }

  async close(): Promise<void> {
    this.#follow.stop()
    await this.at.close()
  }
}

const entryOf = ({ entry }: { entry: string }): Entry => JSON.parse(entry) as Entry
const markOf = ({ subject, seq, messages }: MarkDocument): Mark => ({ subject, seq, messages })
