// A room as its whole log says it is: what every client of it must hold in the end. Used by the client-*.test.ts of this folder.
import { expect } from "vitest"
import { emptySlice, type Entry, type RoomSlice } from "../../protocol/entries.ts"
import type { RoomEvent } from "../../protocol/event.ts"
import { applyEvent } from "../../protocol/fold.ts"
import { threadTypes } from "../../protocol/topics.ts"
import { linesOf } from "../../client/hub/thread-view.ts"
import { readRow } from "../../server/engine/chain.ts"
import type { TestHub } from "./start-hub.ts"
import type { Tab } from "./tab.ts"

export interface Folded {
  events: RoomEvent[]
  slice: RoomSlice
  entries: Map<string, Entry>
  seq: number
}

export function folded(hub: TestHub, room: string): Folded {
  const events = hub.log(room).map((row) => readRow(row as never))
  const entries = new Map<string, Entry>()
  let slice = emptySlice
  for (const event of events) {
    const after = applyEvent(entries.get(event.subject), slice, event)
    slice = after.slice
    if (after.entry) entries.set(event.subject, after.entry)
  }
  return { events, slice, entries, seq: events.length }
}

/** The tab holds the room as its log says, entry by entry: none more, none less. [R28] */
export function expectHeld(tab: Tab, room: string, { slice, entries, seq, events }: Folded): void {
  const held = tab.room(room)
  expect(held.position).toEqual({ seq, hash: events.at(-1)?.hash ?? "" })
  expect(held.slice).toEqual(slice)
  expect([...held.entries.keys()].sort()).toEqual([...entries.keys()].sort())
  for (const [subject, entry] of entries) expect(held.entries.get(subject)).toEqual(entry)
}

/** What a thread view shows from its first line on is what the log says. [R28] */
export function expectThread(tab: Tab, room: string, subject: string, { events }: Folded): void {
  const { lines } = tab.hub.thread(room, subject)
  const from = lines[0]?.event.seq ?? 0
  const own = events.filter((event) => event.subject === subject && event.seq >= from)
  expect(lines).toEqual(linesOf(own))
  for (const line of lines) if (line.kind === "message" && line.redacted) expect(line.event.words).toBeNull()
}

export const inThread = (subject: string, { events }: Folded): number =>
  events.filter((event) => event.subject === subject && threadTypes.includes(event.type)).length
