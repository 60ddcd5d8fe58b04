// Whom a P1 reached. Each process vouches, by a lease, for those who should take it on and are connected to it: a platform's moderators for a
// referral, the agency's analysts for a lead. When nobody has vouched for anybody in time, any process writes that it is unattended. So the answer holds over all processes and needs none of them to ask another.
// Called by hub.ts once a second; asked by mail.ts. Rules R196, R147.
import type { Entry, NoticedEntry } from "../../protocol/entries.ts"
import { readRoom, type Actor } from "../../protocol/event.ts"
import { hasRole } from "../../protocol/permissions.ts"
import { derivedId } from "../engine/derived.ts"
import type { Room } from "../engine/room.ts"
import type { Rooms } from "../engine/rooms.ts"
import type { Store } from "../store/store.ts"

export interface AttendanceParts {
  rooms: Rooms
  store: Pick<Store, "lease" | "leases">
  now(): number
  /** whether this person follows this room through this process */
  here(person: string, room: string): boolean
}

/** how long a P1 has to reach somebody */
export const reachMs = 10_000
/** what is older was judged, or nobody looked: then clocks and their escalation speak */
const judgedForMs = 10 * 60_000
const vouchedForMs = 24 * 3_600_000
const mostKept = 10_000

/** A referral or lead that burns and that nobody has taken on yet. */
export const burns = (entry: Entry): entry is NoticedEntry =>
  (entry.kind === "referral" || entry.kind === "lead") &&
  entry.open &&
  entry.brief.priority === "P1" &&
  entry.acknowledged === null

/** Since when it is there for whoever should take it on. */
const cameAt = (entry: NoticedEntry): string =>
  entry.kind === "lead" ? (entry.notices.find(({ kind }) => kind === "lead")?.at ?? entry.sent.at) : entry.deliveredAt

export class Attendance {
  readonly #parts: AttendanceParts
  /** what this process has vouched for or judged already */
  readonly #done = new Set<string>()
  #looking: Promise<void> | undefined

  constructor(parts: AttendanceParts) {
    this.#parts = parts
  }

  /** Vouches for whoever is here, and judges what has had its time; while that goes on, another look is the same one. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined))
    return this.#looking
  }

  async #look(): Promise<void> {
    if (this.#done.size > mostKept) this.#done.clear()
    const now = this.#parts.now()
    for (const [room, entry] of this.#burning()) {
      const age = now - Date.parse(cameAt(entry))
      if (age < reachMs) await this.#vouch(room, entry, (person) => this.#parts.here(person, room.name))
      else if (age < judgedForMs) await this.#judge(room, entry)
    }
  }

  /** As if everybody had been there: what an evaluation begins with was delivered to people who acted on it. */
  async pretend(): Promise<void> {
    for (const [room, entry] of this.#burning()) await this.#vouch(room, entry, () => true)
  }

  /** The people whom this referral or lead reached in time. */
  async reached(subject: string): Promise<Set<string>> {
    const leases = await this.#parts.store.leases(`reached ${subject} `, this.#parts.now())
    return new Set(leases.map(({ owner }) => owner))
  }

  *#burning(): Iterable<[Room, NoticedEntry]> {
    for (const room of this.#parts.rooms.all())
      if (readRoom(room.name)?.kind === "platform")
        for (const entry of room.entries.values()) if (burns(entry)) yield [room, entry]
  }

  async #vouch(room: Room, { kind, subject }: NoticedEntry, here: (person: string) => boolean): Promise<void> {
    const now = this.#parts.now()
    for (const { id: owner } of this.#takers(room.name, kind)) {
      const id = `reached ${subject} ${owner}`
      if (this.#done.has(id) || !here(owner)) continue
      await this.#parts.store.lease({ id, owner, untilMs: now + vouchedForMs }, now)
      this.#done.add(id)
    }
  }

  async #judge(room: Room, { kind, subject, seq }: NoticedEntry): Promise<void> {
    const id = `judged ${subject}`
    if (this.#done.has(id)) return
    if ((await this.reached(subject)).size === 0) {
      const [answer] = await this.#parts.rooms.proposeAsHub(room.name, [
        {
          id: derivedId(`${kind}.unattended`, subject),
          type: `${kind}.unattended`,
          subject,
          seen: seq,
          body: { facts: {}, words: {} },
        },
      ])
      // Anything but an absent store has settled it: written, written by another process, or acknowledged meanwhile.
      if (answer && "refusal" in answer && answer.refusal.code === "unavailable") return
    }
    this.#done.add(id)
  }

  /** Who takes such a thing on. */
  #takers(room: string, of: NoticedEntry["kind"]): Actor[] {
    const { access } = this.#parts.rooms
    const [kind, role] = of === "lead" ? (["agency", "analyst"] as const) : (["platform", "moderator"] as const)
    return access.people().flatMap(({ subject }) => {
      const actor = access.actor(subject, room)
      return actor?.kind === kind && hasRole(actor, role) ? [actor] : []
    })
  }
}
