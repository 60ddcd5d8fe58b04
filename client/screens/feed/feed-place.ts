// Where somebody was in a feed, by its address: Back returns there, with what was shown and how far it was scrolled. Used by feed-list.ts.
import type { FeedIndex } from "./feed-index.ts"
import { FeedView } from "./feed-view.ts"

export interface Place {
  view: FeedView
  scrollTop: number
}

const atMost = 8
const places = new WeakMap<FeedIndex, Map<string, Place>>()

/** The place of an address; the longest unused is forgotten. */
export function placeAt(index: FeedIndex, address: string): Place {
  const all = places.get(index) ?? new Map<string, Place>()
  places.set(index, all)
  const place = all.get(address) ?? { view: new FeedView(index), scrollTop: 0 }
  all.delete(address)
  all.set(address, place)
  if (all.size > atMost) all.delete(all.keys().next().value!)
  return place
}
