// Numbered migrations of the SQLite file, and what must be so before it is opened. Called by sqlite-worker.ts. [R54]
import { existsSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"

/** Each runs once, in order, in one transaction; the number reached stands in `user_version`. Released ones never change. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE events (
    room TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, target INTEGER,
    by TEXT NOT NULL, at TEXT NOT NULL, facts TEXT NOT NULL, words TEXT, salt TEXT, words_digest TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (room, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX events_id ON events (room, id);
  CREATE INDEX events_subject ON events (room, subject, type, seq);
  CREATE INDEX events_target ON events (room, target, seq) WHERE target IS NOT NULL;
  CREATE TABLE heads (room TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE entries (
    room TEXT NOT NULL, subject TEXT NOT NULL, seq INTEGER NOT NULL, open INTEGER NOT NULL, due_at TEXT, entry TEXT NOT NULL,
    PRIMARY KEY (room, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX entries_open ON entries (room, open, seq);
  CREATE TABLE rooms (room TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL, slice TEXT NOT NULL, fold INTEGER NOT NULL) STRICT;
  CREATE TABLE marks (
    person TEXT NOT NULL, room TEXT NOT NULL, subject TEXT NOT NULL, seq INTEGER NOT NULL, messages INTEGER NOT NULL,
    PRIMARY KEY (person, room, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE scratch (person TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (person, key)) STRICT, WITHOUT ROWID;
  CREATE TABLE cursors (reaction TEXT NOT NULL, room TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (reaction, room)) STRICT, WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE accounts (person TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL) STRICT;
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, refresh_hash TEXT NOT NULL, previous_hash TEXT, rotated_at TEXT NOT NULL,
    created_at TEXT NOT NULL, last_used_at TEXT NOT NULL, ended_at TEXT, device TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_person ON sessions (person);
  `,
  `
  CREATE TABLE second_factors (person TEXT PRIMARY KEY, secret TEXT NOT NULL, confirmed_at TEXT, used_step INTEGER NOT NULL) STRICT;
  CREATE TABLE recovery_codes (person TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (person, hash)) STRICT, WITHOUT ROWID;
  CREATE TABLE links (person TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, expires_at TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE found (
    id INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL, subject TEXT NOT NULL,
    kind TEXT NOT NULL, at TEXT NOT NULL, said TEXT NOT NULL, UNIQUE (room, seq, n)
  ) STRICT;
  CREATE INDEX found_at ON found (room, at, id);
  CREATE VIRTUAL TABLE found_terms USING fts5 (terms, content = '', contentless_delete = 1, columnsize = 1, detail = none, tokenize = 'ascii');
  `,
  `
  CREATE TABLE leases (id TEXT PRIMARY KEY, owner TEXT NOT NULL, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX leases_until ON leases (until_ms);
  `,
]

/** Why this file must not be opened, or undefined. Reads it without changing a byte. */
export function whyNot(file: string, mode: string): string | undefined {
  if (!existsSync(file)) return undefined
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true })
    const check = database.prepare("PRAGMA quick_check(1)").get()
    const found = String(Object.values(check ?? {})[0])
    if (found !== "ok") return `${file} is damaged (${found}). Restore it from a backup; nothing was changed.`
    const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"])
    if (version > migrations.length)
      return `${file} was written by a newer hub (schema ${version}, this one knows ${migrations.length}). Start the newer version; nothing was changed.`
    if (version === 0) return undefined
    const made = database.prepare("SELECT value FROM meta WHERE key = 'mode'").get()?.["value"]
    if (made !== undefined && made !== mode)
      return `${file} was made in mode "${String(made)}" and never opens in mode "${mode}". Set HUB_MODE=${String(made)}, or HUB_DATA to another folder; nothing was changed.`
    return undefined
  } catch (error) {
    return `${file} cannot be read as a database (${error instanceof Error ? error.message : String(error)}). Restore it from a backup, or move it away; nothing was changed.`
  } finally {
    database?.close()
  }
}
