// Which element shows which row: a row keeps its element while it is in sight, and a new one takes over an element that is free.
// Making rows is what costs when a long feed is scrolled. Used by feed-list.ts.
import type { FeedItem } from "./feed-view.ts"

export class RowSlots {
  #taken = new Map<string, string>()
  #made = 0

  /** One slot for each item, in their order; an element of one kind never turns into the other. */
  give(items: readonly FeedItem[]): string[] {
    const free: Record<FeedItem["kind"], string[]> = { row: [], storm: [] }
    const wanted = new Set(items.map((item) => item.key))
    for (const [key, slot] of this.#taken)
      if (!wanted.has(key)) free[slot.startsWith("row") ? "row" : "storm"].push(slot)
    const taken = items.map((item): [string, string] => [
      item.key,
      this.#taken.get(item.key) ?? free[item.kind].pop() ?? `${item.kind} ${(this.#made += 1)}`,
    ])
    this.#taken = new Map(taken)
    return taken.map(([, slot]) => slot)
  }
}
