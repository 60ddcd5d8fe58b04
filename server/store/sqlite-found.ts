// Search rows in SQLite: a full-text index over opaque terms that keeps no text, beside the rows themselves. Reads go to a thread of their
// own, so that a search delays no page; writes share the writer's transactions (sqlite-fill.ts). Used by sqlite.ts.
import type { SQLInputValue } from "node:sqlite"
import type { FoundChange, FoundQuery, FoundRow, FoundRows } from "./found.ts"
import type { SqliteThread } from "./sqlite-thread.ts"

const filledSql = "SELECT seq FROM cursors WHERE reaction = 'search' AND room = ?"

export class SqliteFound implements FoundRows {
  readonly #writer: SqliteThread
  readonly #searcher: SqliteThread

  constructor(writer: SqliteThread, searcher: SqliteThread) {
    this.#writer = writer
    this.#searcher = searcher
  }

  async filled(room: string): Promise<number> {
    return Number((await this.#searcher.get(filledSql, room))?.["seq"] ?? 0)
  }

  fill(room: string, from: number, to: number, change: FoundChange): Promise<boolean> {
    return this.#writer.advance({ room, from, to, change })
  }

  async find({ room, all, any, since, until, below, limit }: FoundQuery): Promise<FoundRow[]> {
    const match = [...all, ...any.map((group) => `(${group.join(" OR ")})`)].join(" AND ")
    const bounds: string[] = []
    const values: SQLInputValue[] = [match, room]
    // A row's id grows with its place and its time within a room, so each bound is one id.
    const bound = (sql: string, ...given: SQLInputValue[]) => (bounds.push(sql), values.push(room, ...given))
    if (until !== null)
      bound(
        "AND terms.rowid <= coalesce((SELECT id FROM found WHERE room = ? AND at <= ? ORDER BY at DESC, id DESC LIMIT 1), -1)",
        until,
      )
    if (since !== null)
      bound(
        "AND terms.rowid >= coalesce((SELECT id FROM found WHERE room = ? AND at >= ? ORDER BY at, id LIMIT 1), 9e15)",
        since,
      )
    if (below !== null)
      bound(
        "AND terms.rowid <= coalesce((SELECT id FROM found WHERE room = ? AND (seq, n) < (?, ?) ORDER BY seq DESC, n DESC LIMIT 1), -1)",
        below.seq,
        below.n,
      )
    const sql = `SELECT found.* FROM found_terms AS terms CROSS JOIN found ON found.id = terms.rowid
      WHERE found_terms MATCH ? AND found.room = ? ${bounds.join(" ")} ORDER BY terms.rowid DESC LIMIT ?`
    return (await this.#searcher.all(sql, ...values, limit)).map(({ id: _id, ...row }) => row as unknown as FoundRow)
  }

  async forget(room: string): Promise<void> {
    await this.#writer.run(
      { sql: "DELETE FROM found_terms WHERE rowid IN (SELECT id FROM found WHERE room = ?)", values: [room] },
      { sql: "DELETE FROM found WHERE room = ?", values: [room] },
      { sql: "DELETE FROM cursors WHERE reaction = 'search' AND room = ?", values: [room] },
    )
  }
}
