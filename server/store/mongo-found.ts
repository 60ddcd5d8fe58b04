// Search rows in MongoDB: each with its opaque terms, in one index of room, term and place. No text index: that one refuses half of our
// languages and cannot answer newest first. Used by mongo.ts.
import type { FoundChange, FoundQuery, FoundRow, FoundRows, Place } from "./found.ts"
import { durable, type MongoReach } from "./mongo-reach.ts"
import { foundByTerm } from "./mongo-schema.ts"

const reaction = "search"
/** counting goes no further: what more rows have is common. Among common ones it goes on, for one in a thousand is not one in two. */
const rareAtMost = 1_000
const fairlyRareAtMost = 6_000
const plain = { projection: { _id: 0 as const, terms: 0 as const }, maxTimeMS: 5_000 }

export class MongoFound implements FoundRows {
  readonly #at: MongoReach

  constructor(at: MongoReach) {
    this.#at = at
  }

  async filled(room: string): Promise<number> {
    return (await this.#at.reach(() => this.#at.in("cursors").findOne({ reaction, room })))?.seq ?? 0
  }

  fill(room: string, from: number, to: number, change: FoundChange): Promise<boolean> {
    return this.#at.reach(async () => {
      if (from === 0)
        await this.#at.in("cursors").updateOne({ reaction, room }, { $setOnInsert: { seq: 0 } }, { upsert: true })
      const session = await this.#at.session()
      try {
        session.startTransaction(durable)
        const moved = await this.#at
          .in("cursors")
          .updateOne({ reaction, room, seq: from }, { $set: { seq: to } }, { session })
        if (moved.modifiedCount === 0) {
          await session.abortTransaction()
          return false
        }
        const writes = [
          ...change.drop.map(({ seq, n }) => ({ deleteOne: { filter: { room, seq, n } } })),
          ...change.put.map((row) => ({
            replaceOne: { filter: { room, seq: row.seq, n: row.n }, replacement: { ...row, room }, upsert: true },
          })),
        ]
        if (writes.length > 0) await this.#at.in("found").bulkWrite(writes, { session, ordered: true })
        await session.commitTransaction()
        return true
      } catch (error) {
        if (session.inTransaction()) await session.abortTransaction().catch(() => undefined)
        // Two at once: the other one moves on, and this one looks again.
        if (error instanceof Error && "hasErrorLabel" in error && isTransient(error)) return false
        throw error
      } finally {
        void session.endSession()
      }
    })
  }

  async find({ room, all, any, since, until, below, limit }: FoundQuery): Promise<FoundRow[]> {
    if (all.length === 0) throw new Error("a search needs a term")
    const [first, ...others] = await this.#rarestFirst(room, all)
    if (first === undefined) return []
    const edges = await Promise.all([
      since === null ? null : this.#edge({ room, at: { $gte: since } }, 1),
      until === null ? null : this.#edge({ room, at: { $lte: until } }, -1),
    ])
    if ((since !== null && !edges[0]) || (until !== null && !edges[1])) return []
    const within = [
      ...others.map((terms) => ({ terms })),
      ...any.map((group) => ({ terms: { $in: [...group] } })),
      ...(edges[0] ? [{ seq: { $gte: edges[0].seq } }] : []),
      ...(edges[1] ? [{ seq: { $lte: edges[1].seq } }] : []),
      ...(below ? [{ $or: [{ seq: { $lt: below.seq } }, { seq: below.seq, n: { $lt: below.n } }] }] : []),
      ...(below ? [{ seq: { $lte: below.seq } }] : []),
    ]
    return this.#at.reach(
      () =>
        this.#at
          .in("found")
          .find({ room, terms: first, ...(within.length > 0 ? { $and: within } : {}) }, plain)
          .hint(foundByTerm)
          .sort({ seq: -1, n: -1 })
          .limit(limit)
          .toArray() as Promise<FoundRow[]>,
    )
  }

  async forget(room: string): Promise<void> {
    await this.#at.reach(async () => {
      await this.#at.in("cursors").deleteOne({ reaction, room })
      await this.#at.in("found").deleteMany({ room })
    })
  }

  /** The index goes by one term, and each row of that is looked at: it should be one that few rows have. Nothing when one has none. */
  async #rarestFirst(room: string, terms: readonly string[]): Promise<readonly string[]> {
    if (terms.length < 2) return terms
    let counted = await this.#counted(room, terms, rareAtMost)
    if (counted[0]!.count === rareAtMost) counted = await this.#counted(room, terms, fairlyRareAtMost)
    return counted[0]!.count === 0 ? [] : counted.map(({ term }) => term)
  }

  /** The rarest first; among those that many rows have, as they were given. */
  async #counted(room: string, terms: readonly string[], limit: number): Promise<{ term: string; count: number }[]> {
    const options = { limit, hint: foundByTerm, maxTimeMS: 5_000 }
    const counting = terms.map(async (term) => {
      const count = await this.#at.reach(() => this.#at.in("found").countDocuments({ room, terms: term }, options))
      return { term, count }
    })
    return (await Promise.all(counting)).sort((one, other) => one.count - other.count)
  }

  /** The row at one end of a stretch of time: place grows with time within a room. */
  #edge(filter: object, direction: 1 | -1): Promise<Place | null> {
    return this.#at.reach(() =>
      this.#at.in("found").findOne(filter, { ...plain, sort: { at: direction, seq: direction, n: direction } }),
    )
  }
}

const isTransient = (error: Error): boolean =>
  (error as Error & { hasErrorLabel(label: string): boolean }).hasErrorLabel("TransientTransactionError")
