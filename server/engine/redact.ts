// What a redaction takes away in the store. Called by room.ts in the turn. [R7]
import type { RoomEvent } from "../../protocol/event.ts"
import { redactions, wordsOfAnother } from "../../protocol/topics.ts"
import type { Row, Store } from "../store/store.ts"

/**
 * Blanks the targets of the turn's redactions, their edits and translations, in the store and in the turn itself, and answers their seqs. Before
 * anybody is told, so that no page can still carry the words; the room's row is saved only later, so that after a crash the cold
 * start comes by here again.
 */
export async function redact(
  store: Pick<Store, "targeting" | "blank">,
  rows: Row[],
  events: readonly RoomEvent[],
): Promise<number[]> {
  const seqs: number[] = []
  for (const { room, type, target } of events) {
    if (!redactions.has(type) || target === null) continue
    seqs.push(target)
    for (const each of await store.targeting(room, target, target))
      if (wordsOfAnother.has(each.type)) seqs.push(each.seq)
  }
  if (seqs.length === 0) return seqs
  await store.blank(events[0]!.room, seqs)
  for (const [index, row] of rows.entries())
    if (seqs.includes(row.seq)) {
      rows[index] = { ...row, words: null, salt: null }
      Object.assign(events[index]!, { words: null })
    }
  return seqs
}
