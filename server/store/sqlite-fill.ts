// Writing search rows, in the writer's thread and within its transaction. Called by sqlite-worker.ts.
import type { SQLInputValue } from "node:sqlite"
import type { FoundChange } from "./found.ts"

export interface Fill {
  room: string
  from: number
  to: number
  change: FoundChange
}

/** False when somebody else was first: nothing was written. */
export function fillFound(
  run: (sql: string, ...values: SQLInputValue[]) => number,
  get: (sql: string, ...values: SQLInputValue[]) => Record<string, unknown> | undefined,
  { room, from, to, change }: Fill,
): boolean {
  if (from === 0) run("INSERT OR IGNORE INTO cursors (reaction, room, seq) VALUES ('search', ?, 0)", room)
  if (run("UPDATE cursors SET seq = ? WHERE reaction = 'search' AND room = ? AND seq = ?", to, room, from) === 0)
    return false
  const idAt = (seq: number, n: number) =>
    get("SELECT id FROM found WHERE room = ? AND seq = ? AND n = ?", room, seq, n)?.["id"] as bigint | undefined
  for (const { seq, n } of change.drop) {
    const id = idAt(seq, n)
    if (id === undefined) continue
    run("DELETE FROM found_terms WHERE rowid = ?", id)
    run("DELETE FROM found WHERE id = ?", id)
  }
  for (const { seq, n, subject, kind, at, said, terms } of change.put) {
    const before = idAt(seq, n)
    if (before === undefined)
      run(
        "INSERT INTO found (room, seq, n, subject, kind, at, said) VALUES (?, ?, ?, ?, ?, ?, ?)",
        room,
        seq,
        n,
        subject,
        kind,
        at,
        said,
      )
    else {
      run("DELETE FROM found_terms WHERE rowid = ?", before)
      run("UPDATE found SET said = ? WHERE id = ?", said, before)
    }
    run("INSERT INTO found_terms (rowid, terms) VALUES (?, ?)", before ?? idAt(seq, n)!, terms.join(" "))
  }
  return true
}
