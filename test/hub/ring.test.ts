// What a room remembers of its log: a stretch of it, whole, or nothing. Rules R1, R7.
import { expect, test } from "vitest"
import { chained, readRow } from "../../server/engine/chain.ts"
import { Ring } from "../../server/engine/ring.ts"
import type { Row } from "../../server/store/store.ts"

function log(length: number): Row[] {
  const by = JSON.stringify({ id: "ana", name: "Ana", organisation: "tiktok" })
  const rows: Row[] = []
  for (let seq = 1; seq <= length; seq++)
    rows.push(
      chained(rows.at(-1)?.hash ?? "", {
        room: "platform/tiktok",
        seq,
        id: `id-${seq}`,
        type: "message.sent",
        subject: "s",
        target: null,
        by,
        at: "2026-01-01T00:00:00.000Z",
        facts: '{"kind":"message"}',
        words: JSON.stringify({ text: `message ${seq}` }),
        salt: "salt",
      }),
    )
  return rows
}

test("[R1] whoever follows a log from memory gets the rows that the log has, without a hole, or is sent to the store", () => {
  const rows = log(3_000)
  const ring = new Ring()
  expect(ring.rows(0, 10)).toBeUndefined()
  for (const [index, row] of rows.entries()) {
    ring.push(row)
    const head = index + 1
    for (const after of [0, head - 1_500, head - 1_024, head - 200, head - 1, head]) {
      if (after < 0) continue
      const found = ring.rows(after, 200)
      if (after >= head - 1_024) expect(found).toBeDefined()
      if (found)
        expect(found.map(({ seq }) => seq)).toEqual(
          rows.slice(after, Math.min(after + 200, head)).map(({ seq }) => seq),
        )
    }
  }
  expect(ring.rows(0, 200)).toBeUndefined()
})

test("[R7] what was redacted is not read from memory either", () => {
  const ring = new Ring()
  for (const row of log(5)) ring.push(row)
  ring.blank([3])
  const read = ring.rows(0, 200)!.map(readRow)
  expect(read.map(({ words }) => words === null)).toEqual([false, false, true, false, false])
})
