// The thread that owns one connection to the SQLite file: `writer` or `reader`. Started by sqlite.ts, which sends batches of jobs.
// Jobs that wait together share one transaction and so one fsync; a job that fails is undone alone.
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads"
import { failAt } from "./fail-at.ts"
import { fillFound, type Fill } from "./sqlite-fill.ts"
import { migrations } from "./sqlite-schema.ts"
import type { Row } from "./store.ts"

export interface Job {
  id: number
  work:
    | { kind: "append"; rows: readonly Row[] }
    | { kind: "run"; statements: readonly { sql: string; values: readonly SQLInputValue[] }[] }
    | { kind: "all"; sql: string; values: readonly SQLInputValue[] }
    | { kind: "fill"; fill: Fill }
    | { kind: "version" }
}
export type Done = { id: number; result: unknown } | { id: number; error: string; away: boolean }

const { file, role } = workerData as { file: string; role: "writer" | "reader" }
const database = new DatabaseSync(file, { timeout: 4_000 })
const prepared = new Map<string, StatementSync>()

function statement(sql: string): StatementSync {
  const known = prepared.get(sql)
  if (known) return known
  const made = database.prepare(sql)
  // Every write answers the last row id too, and those inside the full-text index are too large for a number: it would throw.
  if (role === "writer") made.setReadBigInts(true)
  prepared.set(sql, made)
  return made
}

function start(): void {
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000",
  )
  const journal = database.prepare("PRAGMA journal_mode").get()?.["journal_mode"]
  const synchronous = database.prepare("PRAGMA synchronous").get()?.["synchronous"]
  if (journal !== "wal" || synchronous !== 2) throw new Error(`${file}: WAL with synchronous=FULL could not be set`)
  // A file that is up to date is opened without its lock: another process may hold that just now.
  if (role !== "writer" || schemaVersion() === migrations.length) return
  database.exec("BEGIN IMMEDIATE")
  const version = schemaVersion()
  for (const migration of migrations.slice(version)) database.exec(migration)
  if (version < migrations.length) database.exec(`PRAGMA user_version = ${migrations.length}`)
  database.exec("COMMIT")
}

const schemaVersion = (): number => Number(database.prepare("PRAGMA user_version").get()?.["user_version"])

const insert = `INSERT INTO events (room, seq, id, type, subject, target, by, at, facts, words, salt, words_digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** All rows or none, dense after the head. [R50] */
function append(rows: readonly Row[]): "stored" | "conflict" {
  const first = rows[0]!
  const head = statement("SELECT seq FROM heads WHERE room = ?").get(first.room)
  if (Number(head?.["seq"] ?? 0) + 1 !== first.seq) return "conflict"
  for (const row of rows) {
    try {
      statement(insert).run(
        row.room,
        row.seq,
        row.id,
        row.type,
        row.subject,
        row.target,
        row.by,
        row.at,
        row.facts,
        row.words,
        row.salt,
        row.wordsDigest,
        row.hash,
      )
    } catch (error) {
      if (error instanceof Error && error.message.includes("UNIQUE")) return "conflict"
      throw error
    }
  }
  const last = rows.at(-1)!
  statement(
    "INSERT INTO heads (room, seq, hash) VALUES (?, ?, ?) ON CONFLICT (room) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
  ).run(last.room, last.seq, last.hash)
  return "stored"
}

function perform({ work }: Job): unknown {
  switch (work.kind) {
    case "append":
      return append(work.rows)
    case "run":
      return work.statements.map(({ sql, values }) => Number(statement(sql).run(...values).changes))
    case "all":
      return statement(work.sql).all(...work.values)
    case "fill":
      return fillFound(
        (sql, ...values) => Number(statement(sql).run(...values).changes),
        (sql, ...values) => statement(sql).get(...values),
        work.fill,
      )
    case "version":
      return Number(statement("PRAGMA data_version").get()?.["data_version"])
  }
}

const away = (error: unknown): boolean => error instanceof Error && !/UNIQUE|constraint|syntax/i.test(error.message)
const failed = (id: number, error: unknown): Done => ({
  id,
  error: error instanceof Error ? error.message : String(error),
  away: away(error),
})

/** One transaction for the batch, a savepoint for each job. If the commit fails, nothing of it was stored. */
function write(jobs: readonly Job[]): Done[] {
  try {
    database.exec("BEGIN IMMEDIATE")
    const done = jobs.map((job): Done => {
      database.exec("SAVEPOINT job")
      try {
        const result = perform(job)
        database.exec(result === "conflict" ? "ROLLBACK TO job; RELEASE job" : "RELEASE job")
        return { id: job.id, result }
      } catch (error) {
        database.exec("ROLLBACK TO job; RELEASE job")
        return failed(job.id, error)
      }
    })
    if (jobs.some(({ work }) => work.kind === "append")) failAt("before-commit")
    database.exec("COMMIT")
    return done
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK")
    return jobs.map(({ id }) => failed(id, error))
  }
}

const read = (jobs: readonly Job[]): Done[] =>
  jobs.map((job) => {
    try {
      return { id: job.id, result: perform(job) }
    } catch (error) {
      return failed(job.id, error)
    }
  })

start()
const port = parentPort!
type Message = Job[] | "close"

/** This message, and for the writer what came while the last transaction was written: it shares the next one. */
function taken(first: Message): Message[] {
  const messages = [first]
  while (role === "writer") {
    const next = receiveMessageOnPort(port)
    if (!next) break
    messages.push(next.message as Message)
  }
  return messages
}

port.on("message", (first: Message) => {
  const messages = taken(first)
  const jobs = messages.filter((each) => each !== "close").flat()
  if (jobs.length > 0) port.postMessage(role === "writer" ? write(jobs) : read(jobs))
  if (!messages.includes("close")) return
  database.close()
  port.close()
})
port.postMessage("ready")
