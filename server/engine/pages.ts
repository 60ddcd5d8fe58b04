// Pages and snapshots of rooms, as JSON text, shared by all readers that stand at the same place. Called by push.ts.
import { arriving, type Entry } from "../../protocol/entries.ts"
import type { Position } from "../../protocol/event.ts"
import { limits } from "../../protocol/wire.ts"
import type { Store } from "../store/store.ts"
import { eventText } from "./chain.ts"
import type { Room } from "./room.ts"

export interface Page {
  json: string
  position: Position
}

const keptMs = 2_000
const recentClosed = 200
const partCharacters = 200_000
const atOnce = 64

export class Pages {
  readonly #store: Store
  readonly #pages = new Map<string, Promise<Page | undefined>>()
  readonly #snapshots = new Map<string, { seq: number; parts: string[] }>()
  #served = 0

  constructor(store: Store) {
    this.#store = store
  }

  /** The events after `after` from the store; undefined when there are none. */
  page(room: string, after: number): Promise<Page | undefined> {
    const key = `${room} ${after}`
    const known = this.#pages.get(key)
    if (known) return known
    const reading = this.#read(room, after)
    this.#pages.set(key, reading)
    const forget = () => this.#pages.delete(key)
    reading.catch(forget)
    setTimeout(forget, keptMs).unref()
    return reading
  }

  async #read(room: string, after: number): Promise<Page | undefined> {
    const rows = await this.#store.read(room, after, limits.page)
    const last = rows.at(-1)
    if (!last) return undefined
    return { json: pageJson(room, rows.map(eventText)), position: { seq: last.seq, hash: last.hash } }
  }

  /** The room as it stands now, in parts that fit a frame. */
  snapshot(room: Room): { parts: string[]; position: Position } {
    const { position } = room
    const known = this.#snapshots.get(room.name)
    if (known?.seq === position.seq) return { parts: known.parts, position }
    const parts = snapshotParts(room)
    this.#snapshots.set(room.name, { seq: position.seq, parts })
    setTimeout(() => this.#snapshots.delete(room.name), keptMs).unref()
    return { parts, position }
  }

  /** A redaction makes what is kept here wrong. [R7] */
  forget(room: string): void {
    this.#snapshots.delete(room)
    for (const key of this.#pages.keys()) if (key.startsWith(`${room} `)) this.#pages.delete(key)
  }

  /** At most 64 readers are served in one tick of the loop; the others wait for the next. */
  async place(): Promise<void> {
    while (this.#served >= atOnce) await new Promise(setImmediate)
    if (this.#served++ === 0) setImmediate(() => (this.#served = 0))
  }
}

export const pageJson = (room: string, texts: readonly string[]): string =>
  `{"room":"${room}","events":[${texts.join(",")}]}`

function snapshotParts(room: Room): string[] {
  const all = [...room.entries.values()]
  const needed = (entry: Entry) => entry.open || arriving(entry)
  const closed = all.filter((entry) => !needed(entry)).sort((one, other) => other.seq - one.seq)
  const held: Entry[] = [...all.filter(needed), ...closed.slice(0, recentClosed)]
  const chunks: string[][] = [[]]
  let characters = 0
  for (const entry of held) {
    const text = JSON.stringify(entry)
    if (characters + text.length > partCharacters && characters > 0) {
      chunks.push([])
      characters = 0
    }
    characters += text.length
    chunks.at(-1)!.push(text)
  }
  const head = `"room":"${room.name}","position":${JSON.stringify(room.position)},"slice":${JSON.stringify(room.slice)}`
  return chunks.map(
    (chunk, index) =>
      `{${head},"entries":[${chunk.join(",")}],"first":${index === 0},"last":${index === chunks.length - 1}}`,
  )
}
