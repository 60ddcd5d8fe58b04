// The embedded store: one SQLite file, a writer, a reader and a searching thread, so that a lock or a long read never stalls the sockets.
// Opened by open.ts. Several processes on one file find each other's appends by `PRAGMA data_version`. Rules R50-R55.
import type { Entry, RoomSlice } from "../../protocol/entries.ts"
import type { KeptRow, Mark } from "../../protocol/wire.ts"
import { SqliteAccounts } from "./sqlite-accounts.ts"
import { SqliteFound } from "./sqlite-found.ts"
import { SqliteThread, type Found } from "./sqlite-thread.ts"
import { StoreAway, type Head, type Lease, type RoomRow, type Row, type Store } from "./store.ts"
import { within } from "./within.ts"

const lookMs = 200
const lateMs = 2_000

export class SqliteStore extends SqliteAccounts implements Store {
  readonly kind = "sqlite"
  readonly found: SqliteFound
  readonly #searcher: SqliteThread
  readonly #wakes = new Set<(room: string, seq?: number) => void>()
  readonly #heads = new Map<string, number>()
  #looking: NodeJS.Timeout | undefined
  #version = -1

  private constructor(writer: SqliteThread, reader: SqliteThread, searcher: SqliteThread) {
    super(writer, reader)
    this.#searcher = searcher
    this.found = new SqliteFound(writer, searcher)
  }

  static async open(file: string): Promise<SqliteStore> {
    const writer = await SqliteThread.start(file, "writer")
    const readers = await Promise.all([SqliteThread.start(file, "reader"), SqliteThread.start(file, "reader")])
    return new SqliteStore(writer, ...readers)
  }

  async append(rows: readonly Row[]): Promise<"stored" | "conflict" | "unknown"> {
    const answer = await this.writer.append(rows)
    if (answer === "stored") this.#heads.set(rows[0]!.room, rows.at(-1)!.seq)
    return answer
  }

  // A write that failed was rolled back before its answer: nothing can become visible later.
  async barrier(): Promise<void> {
    await this.now()
  }

  async read(room: string, after: number, limit: number): Promise<Row[]> {
    return (
      await this.reader.all("SELECT * FROM events WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?", room, after, limit)
    ).map(rowOf)
  }

  async find(room: string, id: string): Promise<Row | undefined> {
    const found = await this.reader.get("SELECT * FROM events WHERE room = ? AND id = ?", room, id)
    return found && rowOf(found)
  }

  async page(room: string, subject: string, types: readonly string[], before: number, limit: number): Promise<Row[]> {
    const marks = types.map(() => "?").join(", ")
    const sql = `SELECT * FROM events WHERE room = ? AND subject = ? AND type IN (${marks}) AND seq < ? ORDER BY seq DESC LIMIT ?`
    return (
      await this.reader.all(sql, room, subject, ...types, before === 0 ? Number.MAX_SAFE_INTEGER : before, limit)
    ).map(rowOf)
  }

  async targeting(room: string, from: number, to: number): Promise<Row[]> {
    return (
      await this.reader.all(
        "SELECT * FROM events WHERE room = ? AND target BETWEEN ? AND ? ORDER BY seq",
        room,
        from,
        to,
      )
    ).map(rowOf)
  }

  async wordless(room: string, seqs: readonly number[]): Promise<number[]> {
    const sql = "SELECT seq FROM events WHERE room = ? AND seq IN (SELECT value FROM json_each(?)) AND words IS NULL"
    return (await this.reader.all(sql, room, JSON.stringify(seqs))).map(({ seq }) => Number(seq))
  }

  async count(room: string, subject: string, type: string, upTo: number): Promise<number> {
    const sql = "SELECT count(*) AS n FROM events WHERE room = ? AND subject = ? AND type = ? AND seq <= ?"
    return Number((await this.reader.get(sql, room, subject, type, upTo))?.["n"])
  }

  async blank(room: string, seqs: readonly number[]): Promise<void> {
    await this.writer.run(
      ...seqs.map((seq) => ({
        sql: "UPDATE events SET words = NULL, salt = NULL WHERE room = ? AND seq = ?",
        values: [room, seq],
      })),
    )
  }

  async heads(rooms?: readonly string[]): Promise<Map<string, Head>> {
    const all = await this.reader.all("SELECT room, seq, hash FROM heads")
    const heads = new Map(
      all.map((each) => [String(each["room"]), { seq: Number(each["seq"]), hash: String(each["hash"]) }]),
    )
    return rooms ? new Map([...heads].filter(([room]) => rooms.includes(room))) : heads
  }

  async saveState(row: RoomRow, entries: readonly Entry[]): Promise<void> {
    const entrySql = `INSERT INTO entries (room, subject, seq, open, due_at, entry) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (room, subject) DO UPDATE
      SET seq = excluded.seq, open = excluded.open, due_at = excluded.due_at, entry = excluded.entry WHERE excluded.seq > entries.seq`
    const roomSql = `INSERT INTO rooms (room, seq, hash, slice, fold) VALUES (?, ?, ?, ?, ?) ON CONFLICT (room) DO UPDATE
      SET seq = excluded.seq, hash = excluded.hash, slice = excluded.slice, fold = excluded.fold WHERE excluded.seq > rooms.seq`
    await this.writer.run(
      ...entries.map((entry) => ({
        sql: entrySql,
        values: [row.room, entry.subject, entry.seq, entry.open ? 1 : 0, entry.dueAt, JSON.stringify(entry)],
      })),
      { sql: roomSql, values: [row.room, row.seq, row.hash, JSON.stringify(row.slice), row.fold] },
    )
  }

  async loadRoom(room: string): Promise<RoomRow | undefined> {
    const found = await this.reader.get("SELECT * FROM rooms WHERE room = ?", room)
    if (!found) return undefined
    const slice = JSON.parse(String(found["slice"])) as RoomSlice
    return { room, seq: Number(found["seq"]), hash: String(found["hash"]), slice, fold: Number(found["fold"]) }
  }

  async loadOpen(room: string): Promise<Entry[]> {
    return (await this.reader.all("SELECT entry FROM entries WHERE room = ? AND open = 1", room)).map(entryOf)
  }

  async loadEntry(room: string, subject: string): Promise<Entry | undefined> {
    const found = await this.reader.get("SELECT entry FROM entries WHERE room = ? AND subject = ?", room, subject)
    return found && entryOf(found)
  }

  async loadClosed(room: string, before: number, limit: number): Promise<Entry[]> {
    const sql = "SELECT entry FROM entries WHERE room = ? AND open = 0 AND seq < ? ORDER BY seq DESC LIMIT ?"
    return (await this.reader.all(sql, room, before === 0 ? Number.MAX_SAFE_INTEGER : before, limit)).map(entryOf)
  }

  async dropState(room: string): Promise<void> {
    await this.writer.run(
      { sql: "DELETE FROM entries WHERE room = ?", values: [room] },
      { sql: "DELETE FROM rooms WHERE room = ?", values: [room] },
    )
  }

  async setMark(person: string, room: string, { subject, seq, messages }: Mark): Promise<Mark> {
    const sql = `INSERT INTO marks (person, room, subject, seq, messages) VALUES (?, ?, ?, ?, ?) ON CONFLICT (person, room, subject) DO UPDATE
      SET seq = excluded.seq, messages = excluded.messages WHERE excluded.seq > marks.seq`
    await this.writer.run({ sql, values: [person, room, subject, seq, messages] })
    const found = await this.reader.get(
      "SELECT * FROM marks WHERE person = ? AND room = ? AND subject = ?",
      person,
      room,
      subject,
    )
    return markOf(found!)
  }

  async marks(person: string, room: string): Promise<Mark[]> {
    return (await this.reader.all("SELECT * FROM marks WHERE person = ? AND room = ?", person, room)).map(markOf)
  }

  async keep(person: string, key: string, text: string): Promise<string> {
    const at = new Date().toISOString()
    const sql =
      text === ""
        ? "DELETE FROM scratch WHERE person = ? AND key = ?"
        : "INSERT OR REPLACE INTO scratch (person, key, text, at) VALUES (?, ?, ?, ?)"
    await this.writer.run({ sql, values: text === "" ? [person, key] : [person, key, text, at] })
    return at
  }

  async kept(person: string, prefix: string): Promise<KeptRow[]> {
    const rows = await this.reader.all(
      "SELECT key, text, at FROM scratch WHERE person = ? AND substr(key, 1, ?) = ? ORDER BY key",
      person,
      prefix.length,
      prefix,
    )
    return rows.map((row) => ({ key: String(row["key"]), text: String(row["text"]), at: String(row["at"]) }))
  }

  async cursor(reaction: string, room: string): Promise<number> {
    return Number(
      (await this.reader.get("SELECT seq FROM cursors WHERE reaction = ? AND room = ?", reaction, room))?.["seq"] ?? 0,
    )
  }

  async setCursor(reaction: string, room: string, seq: number): Promise<void> {
    const sql = `INSERT INTO cursors (reaction, room, seq) VALUES (?, ?, ?) ON CONFLICT (reaction, room) DO UPDATE SET seq = max(seq, excluded.seq)`
    await this.writer.run({ sql, values: [reaction, room, seq] })
  }

  async lease({ id, owner, untilMs }: Lease, nowMs: number): Promise<boolean> {
    const taken = await this.writer.run(
      { sql: "DELETE FROM leases WHERE until_ms <= ?", values: [nowMs] },
      {
        sql: `INSERT INTO leases (id, owner, until_ms) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
          SET until_ms = excluded.until_ms WHERE owner = excluded.owner`,
        values: [id, owner, untilMs],
      },
    )
    return taken[1] === 1
  }

  async leases(prefix: string, nowMs: number): Promise<Lease[]> {
    const sql = "SELECT * FROM leases WHERE id >= ? AND id < ? AND until_ms > ? ORDER BY id"
    const rows = await this.reader.all(sql, prefix, `${prefix}\uffff`, nowMs)
    return rows.map((row) => ({ id: String(row["id"]), owner: String(row["owner"]), untilMs: Number(row["until_ms"]) }))
  }

  watch(wake: (room: string, seq?: number) => void): () => void {
    this.#wakes.add(wake)
    this.#looking ??= setInterval(() => void this.#look().catch(() => undefined), lookMs)
    return () => {
      this.#wakes.delete(wake)
      if (this.#wakes.size > 0) return
      clearInterval(this.#looking)
      this.#looking = undefined
    }
  }

  /** The reader's data_version changes when any other connection has committed, this process's own writer included. */
  async #look(): Promise<void> {
    const version = await this.reader.version()
    if (version === this.#version) return
    for (const [room, { seq }] of await this.heads()) {
      if ((this.#heads.get(room) ?? 0) >= seq) continue
      this.#heads.set(room, seq)
      for (const wake of this.#wakes) wake(room, seq)
    }
    this.#version = version
  }

  async now(): Promise<number> {
    const asked = this.reader.get("SELECT count(*) AS n FROM meta")
    await within(lateMs, asked, () => new StoreAway(`no answer within ${lateMs} ms`))
    return Date.now()
  }

  async setMeta(key: string, value: string): Promise<string> {
    // What is written first stands, so what is there needs no write: and no lock, which another process may hold.
    const known = await this.meta(key)
    if (known !== undefined) return known
    await this.writer.run({
      sql: "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
      values: [key, value],
    })
    return (await this.meta(key))!
  }

  async meta(key: string): Promise<string | undefined> {
    const found = await this.reader.get("SELECT value FROM meta WHERE key = ?", key)
    return found && String(found["value"])
  }

  async close(): Promise<void> {
    clearInterval(this.#looking)
    // The writer last: the last connection to leave folds the write-ahead file into the database.
    await Promise.all([this.reader.close(), this.#searcher.close()])
    await this.writer.close()
  }
}

function rowOf(found: Found): Row {
  const { words_digest: wordsDigest, ...rest } = found
  return { ...rest, wordsDigest } as unknown as Row
}

const entryOf = (found: Found): Entry => JSON.parse(String(found["entry"])) as Entry

const markOf = (found: Found): Mark => ({
  subject: String(found["subject"]),
  seq: Number(found["seq"]),
  messages: Number(found["messages"]),
})
