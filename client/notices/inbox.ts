// What concerns this person, over all rooms that are held: the notices of open referrals and of leads, read or not, kept up as events come.
// Made by app.ts; shown by the inbox, counted by the rail and the title, rung by ringer.ts. What concerns whom: protocol/notices.ts.
// Rules R190-R192, R146-R149, R236, R237.
import type { NoticedEntry } from "../../protocol/entries.ts"
import type { Notice } from "../../protocol/entries/notice.ts"
import { undecided } from "../../protocol/entries/referral.ts"
import { platformRoom, readRoom } from "../../protocol/event.ts"
import { concerns, markedSubject, noticesMark } from "../../protocol/notices.ts"
import { hasRole } from "../../protocol/permissions.ts"
import type { Hub } from "../hub/hub.ts"
import type { HeldRoom } from "../hub/held-room.ts"

/** A referral or lead in which something is this person's, or waits for anybody with their role. */
export interface Watched {
  room: HeldRoom
  entry: NoticedEntry
  /** of a mention in the own organisation's notes on it: the room that they are in */
  notes?: HeldRoom
}

export interface InboxItem extends Watched {
  key: string
  notice: Notice
  unread: boolean
}

/** What a decided lead's notices tell stands here for so long, and until it is read. [R149] */
const decidedForMs = 7 * 86_400_000

interface Of {
  entry: NoticedEntry
  items: InboxItem[]
  unread: number
}

interface Followed {
  stop(): void
  info: HeldRoom["info"]
  subjects: Map<string, Of>
  watched: Map<string, Watched>
  /** up to where everything was there when the page was opened, or has rung; -1 until the room was live */
  rung: number
  /** subjects that have changed since it was last asked what is new */
  changed: Set<string>
}

export class Inbox {
  readonly #hub: Hub
  readonly #rooms = new Map<HeldRoom, Followed>()
  readonly #dirty = new Map<HeldRoom, Set<string> | "all">()
  #sorted: readonly InboxItem[] | undefined
  #unread = 0

  constructor(hub: Hub) {
    this.#hub = hub
  }

  /** Mentions, then all else; the newest first. [R236] */
  get items(): readonly InboxItem[] {
    this.#flush()
    this.#sorted ??= [...this.#rooms.values()]
      .flatMap(({ subjects }) => [...subjects.values()].flatMap(({ items }) => items))
      .sort(
        (one, other) => Number(isMention(other)) - Number(isMention(one)) || (one.notice.at < other.notice.at ? 1 : -1),
      )
    return this.#sorted
  }

  get unread(): number {
    this.#flush()
    return this.#unread
  }

  /** What may be running out for this person: their own, and P1s that wait for anybody of their platform. */
  *watched(): Iterable<Watched> {
    this.#flush()
    for (const { watched } of this.#rooms.values()) yield* watched.values()
  }

  /** What has come and is unread since this was asked last; nothing of what was there when the page was opened. [R194] */
  takeFresh(): InboxItem[] {
    this.#flush()
    return [...this.#rooms].flatMap(([room, followed]) => {
      const { rung, subjects } = followed
      const { seq } = room.position
      if (!room.live || rung === seq) return []
      followed.rung = seq
      const changed = [...followed.changed]
      followed.changed.clear()
      if (rung < 0) return []
      return changed.flatMap(
        (subject) => subjects.get(subject)?.items.filter(({ notice, unread }) => unread && notice.seq > rung) ?? [],
      )
    })
  }

  /** This one, and what else there is of its referral. [R191] */
  async read({ room, entry, notes, notice }: InboxItem): Promise<void> {
    if (notes) await this.#hub.mark(notes.name, noticesMark(entry.subject), notice.seq)
    else await this.#hub.mark(room.name, noticesMark(entry.subject), entry.seq)
  }

  async readAll(): Promise<void> {
    const rooms = new Set(this.items.filter(({ unread }) => unread).map(({ room, notes }) => notes ?? room))
    await Promise.all([...rooms].map((room) => this.#hub.mark(room.name, noticesMark(), room.position.seq)))
  }

  #flush(): void {
    this.#follow()
    if (this.#dirty.size === 0) return
    this.#sorted = undefined
    for (const [room, subjects] of this.#dirty) {
      const followed = this.#rooms.get(room)!
      const named = subjects === "all" ? new Set([...followed.subjects.keys(), ...room.entries.keys()]) : subjects
      for (const subject of named) this.#put(room, followed, subject)
    }
    // Notes are shown with their referral, which may come after them.
    for (const [notes, followed] of this.#rooms)
      for (const { kind, subject } of isOwn(notes) ? notes.entries.values() : [])
        if (kind === "notes") this.#putNotes(notes, followed, subject)
    this.#dirty.clear()
  }

  /** Rooms come and go with rights and with signing in. */
  #follow(): void {
    for (const [room, followed] of this.#rooms) {
      if (this.#hub.rooms.get(room.name) === room) {
        if (followed.info !== room.info) this.#touch(room, undefined)
        followed.info = room.info
        continue
      }
      followed.stop()
      for (const { unread } of followed.subjects.values()) this.#unread -= unread
      this.#rooms.delete(room)
      this.#dirty.delete(room)
      this.#sorted = undefined
    }
    for (const [name, room] of this.#hub.rooms) {
      if (this.#rooms.has(room) || !(readRoom(name)?.kind === "platform" || isOwn(room))) continue
      const stop = room.watch((subject) => this.#touch(room, subject))
      this.#rooms.set(room, {
        stop,
        info: room.info,
        subjects: new Map(),
        watched: new Map(),
        rung: -1,
        changed: new Set(),
      })
      this.#touch(room, undefined)
    }
  }

  /** `subject`: also that of a mark. */
  #touch(room: HeldRoom, subject: string | undefined): void {
    const about = subject === undefined ? "" : markedSubject(subject)
    const dirty = this.#dirty.get(room)
    if (about === "" || dirty === "all") this.#dirty.set(room, "all")
    else if (dirty) dirty.add(about)
    else this.#dirty.set(room, new Set([about]))
  }

  /** A mention in the own organisation's notes on a referral that is held. [R236] */
  #putNotes(notes: HeldRoom, { subjects, changed }: Followed, subject: string): void {
    const entry = notes.entries.get(subject)
    const id = this.#hub.person?.id
    if (entry?.kind !== "notes" || id === undefined) return
    const room = this.#hub.rooms.get(platformRoom(entry.platform))
    const about = room?.entries.get(subject)
    if (!room || about?.kind !== "referral") return
    const readTo = Math.max(
      ...[subject, noticesMark(), noticesMark(subject)].map((mark) => notes.marks.get(mark)?.seq ?? 0),
    )
    const items = (entry.mentions ?? [])
      .filter(({ people, seq }) => people.includes(id) && seq > readTo)
      .map((notice): InboxItem => {
        const key = `${notes.name} ${subject} ${notice.kind} ${notice.seq}`
        return { key, room, notes, entry: about, notice, unread: true }
      })
    const before = subjects.get(subject)
    if (items.length === (before?.items.length ?? 0) && before?.items.at(-1)?.key === items.at(-1)?.key) return
    changed.add(subject)
    this.#sorted = undefined
    this.#unread += items.length - (before?.unread ?? 0)
    if (items.length > 0) subjects.set(subject, { entry: about, items, unread: items.length })
    else subjects.delete(subject)
  }

  #put(room: HeldRoom, { subjects, watched, changed }: Followed, subject: string): void {
    if (isOwn(room)) return
    changed.add(subject)
    this.#unread -= subjects.get(subject)?.unread ?? 0
    subjects.delete(subject)
    watched.delete(subject)
    const entry = room.entries.get(subject)
    const id = this.#hub.person?.id
    if ((entry?.kind !== "referral" && entry?.kind !== "lead") || id === undefined) return
    // A decided lead has left the window; what became of it is news all the same. [R149]
    if (entry.kind === "referral" && !entry.open) return
    const { kind, roles } = room.info.acting
    const readTo = Math.max(
      ...[subject, noticesMark(), noticesMark(subject)].map((mark) => room.marks.get(mark)?.seq ?? 0),
    )
    const choice = this.#hub.own.follow(room.name, subject)
    const oldest = new Date(this.#hub.now() - decidedForMs).toISOString()
    const items = entry.notices
      .filter((notice) => concerns(notice, { id, kind, roles }, choice))
      .map((notice): InboxItem => {
        const key = `${room.name} ${subject} ${notice.kind} ${notice.seq}`
        return { key, room, entry, notice, unread: notice.seq > readTo }
      })
      .filter(
        (item) =>
          item.unread || (!isMention(item) && !(entry.kind === "lead" && entry.decided && item.notice.at < oldest)),
      )
    if (items.length > 0) {
      const unread = items.filter((item) => item.unread).length
      subjects.set(subject, { entry, items, unread })
      this.#unread += unread
    }
    const mine = (entry.kind === "referral" && entry.claim?.by.id === id) || entry.acknowledged?.by.id === id
    if (waits(entry) && (mine || alarms(entry, kind, roles))) watched.set(subject, { room, entry })
  }
}

/** An organisation's own room: of what stands there only mentions in notes concern anybody here. */
const isOwn = ({ name }: HeldRoom): boolean => readRoom(name)?.kind === "org"

export const isMention = ({ notice }: Pick<InboxItem, "notice">): boolean => notice.kind === "mention"

const waits = (entry: NoticedEntry): boolean => (entry.kind === "lead" ? entry.decided === null : undecided(entry))

/** A P1 that a moderator of its platform has to take on, or an analyst where a platform tells it. [R193][R147] */
export const alarms = (
  entry: NoticedEntry,
  kind: HeldRoom["info"]["acting"]["kind"],
  roles: HeldRoom["info"]["acting"]["roles"],
): boolean =>
  entry.brief.priority === "P1" &&
  entry.acknowledged === null &&
  waits(entry) &&
  (entry.kind === "lead"
    ? kind === "agency" && hasRole({ roles }, "analyst")
    : kind === "platform" && hasRole({ roles }, "moderator"))
