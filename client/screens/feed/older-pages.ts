// Pages of what is older than all that a feed holds: the next one comes by itself when the end of the list is near. A controller of
// feed-list.ts.
import type { ReactiveController, ReactiveControllerHost } from "lit"
import type { HeldRoom } from "../../hub/held-room.ts"
import type { FeedIndex } from "./feed-index.ts"

const againMs = 2_000

interface Host extends ReactiveControllerHost {
  index: FeedIndex
  rooms: readonly HeldRoom[]
}

export class OlderPages implements ReactiveController {
  loading = false
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.loading = false
  }

  /** `open`: those alone that are not decided. */
  ask(open: boolean): void {
    const { index } = this.#host
    const rooms = this.#host.rooms.filter((room) => room.live)
    if (this.loading || !index.hasOlder(rooms)) return
    this.#set(true)
    index.older(rooms, open).then(
      () => this.#set(false),
      // The line is down: asked again when the list is next looked at.
      () => setTimeout(() => this.#set(false), againMs),
    )
  }

  #set(loading: boolean): void {
    this.loading = loading
    this.#host.requestUpdate()
  }
}
