// Which rooms a feed shows, and which referral of them is open: an older one is fetched, and that it was first seen is told. A controller of
// feed-screen.ts. Rule R35.
import type { ReactiveController, ReactiveControllerHost } from "lit"
import type { ReferralEntry } from "../../../protocol/entries/referral.ts"
import { platformRoom, readRoom } from "../../../protocol/event.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import type { Hub } from "../../hub/hub.ts"
import { everywhere } from "../../route.ts"
import type { FeedIndex } from "./feed-index.ts"

interface Host extends ReactiveControllerHost {
  hub: Hub
  index: FeedIndex
  /** one platform's, or `everywhere` */
  organisation: string
  subject: string
}

export class OpenReferral implements ReactiveController {
  readonly #host: Host
  /** what was asked for, or told to be seen, already */
  #done = ""

  constructor(host: Host) {
    this.#host = host
    host.addController(this)
  }

  get rooms(): HeldRoom[] {
    const { hub, organisation } = this.#host
    const rooms = [...hub.rooms.values()].filter((room) => readRoom(room.name)?.kind === "platform")
    return organisation === everywhere ? rooms : rooms.filter((room) => room.info.organisation.id === organisation)
  }

  /** The room of what is chosen. */
  get room(): string {
    const { index, organisation, subject } = this.#host
    if (organisation !== everywhere) return platformRoom(organisation)
    return index.row(subject)?.room.name ?? ""
  }

  get entry(): ReferralEntry | undefined {
    const entry = this.#host.hub.rooms.get(this.room)?.entries.get(this.#host.subject)
    return entry?.kind === "referral" && entry.received ? entry : undefined
  }

  hostUpdate(): void {
    const { hub, subject } = this.#host
    const { rooms } = this
    const live = rooms.length > 0 && rooms.every((room) => room.live)
    if (!subject || !live || this.entry || this.#done === subject) return
    // A link to an older one, which is not held.
    this.#done = subject
    for (const room of rooms) void hub.loadEntry(room.name, subject).catch(() => undefined)
  }

  hostUpdated(): void {
    const { hub } = this.#host
    const { entry, room } = this
    if (!entry || entry.seen || entry.closed || entry.withdrawn) return
    if (this.#done === entry.subject || !hub.rooms.get(room)?.live) return
    if (!hub.may(room, "referral.seen") || document.visibilityState !== "visible") return
    this.#done = entry.subject
    void hub.propose(room, [{ type: "referral.seen", subject: entry.subject, facts: {}, words: {} }])
  }
}
