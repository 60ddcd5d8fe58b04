// Answers a search: over the rooms that the asker may open at the moment of the answer, newest first, a screenful at a time. Called by
// edge/calls.ts. The store proposes rows by their terms, room by room; what a query means is decided here. Rules R156-R163.
import { setImmediate as turn } from "node:timers/promises"
import { reference } from "../../protocol/entries/brief.ts"
import { arriving, type Entry } from "../../protocol/entries.ts"
import { leadClock, leadReference, type LeadEntry } from "../../protocol/entries/lead.ts"
import { runningClock, undecided } from "../../protocol/entries/referral.ts"
import type { NotesEntry } from "../../protocol/entries/thread.ts"
import type { Refusal } from "../../protocol/errors.ts"
import {
  askedTerms,
  excerptOf,
  holds,
  isWritten,
  parseQuery,
  type FoundKind,
  type SearchQuery,
  type Standing,
} from "../../protocol/search.ts"
import { hasContent, platformRoom, readRoom } from "../../protocol/event.ts"
import { may } from "../../protocol/permissions.ts"
import type { CallOf, CallResults, FoundPlace, Hit, RoomInfo, SentBefore } from "../../protocol/wire.ts"
import type { Rooms } from "../engine/rooms.ts"
import type { FoundQuery, FoundRow, Place } from "../store/found.ts"
import type { Store } from "../store/store.ts"
import { sentBefore } from "./sent.ts"
import { goes as goesFact, kindTerm, saidOf, subjectTerm, termIn, type Kept } from "./rows.ts"

export interface Asker {
  readonly person: string
  readonly connected: boolean
}

const hitsAtMost = 20
const rowsAtOnce = 30
/** once the first rows were not enough */
const rowsThen = 150
/** what is looked at for one answer, whatever it finds: the rest is asked for with the place where it ended */
const looksAtMost = 600
const lookMs = 60
const searchesAtOnce = 4
const mostWaiting = 64
const subjectsAtMost = 200

export class Search {
  readonly #rooms: Rooms
  readonly #store: Store
  readonly #now: () => number
  readonly #newest = new WeakMap<Asker, object>()
  readonly #waiting: (() => void)[] = []
  #under = 0

  constructor(rooms: Rooms, store: Store, now: () => number) {
    this.#rooms = rooms
    this.#store = store
    this.#now = now
  }

  /** A newer search by the same asker ends an older one, which answers `busy`; so do searches beyond what may wait. [R162] */
  async answer(asker: Asker, { query: text, after }: CallOf<"search">): Promise<CallResults["search"] | Refusal> {
    const query = parseQuery(text)
    if ("error" in query) return { code: "malformed", field: query.error.at || "query", rule: query.error.rule }
    const ticket = {}
    this.#newest.set(asker, ticket)
    const wanted = () => asker.connected && this.#newest.get(asker) === ticket
    return this.#inTurn(wanted, () => this.#search(asker, query, after, wanted))
  }

  /** What the agency has sent before of these addresses, in the order asked; nothing for anybody else. [R164] */
  async sent(asker: Asker, { addresses }: CallOf<"sent">): Promise<CallResults["sent"] | Refusal> {
    return this.#inTurn(
      () => asker.connected,
      async () => {
        const sent: (SentBefore | null)[] = []
        for (const address of addresses) {
          const room = this.#agencyRoom(asker.person)
          sent.push(room ? await sentBefore(address, { room, ...this.#reading(room) }) : null)
        }
        // Asked again without an await from here on. [R159]
        return this.#agencyRoom(asker.person) ? { sent } : { sent: addresses.map(() => null) }
      },
    )
  }

  #agencyRoom(person: string): string | undefined {
    return this.#rooms.access
      .rooms(person)
      .find(
        ({ room, organisation, acting }) =>
          readRoom(room)?.kind === "org" && organisation.kind === "agency" && may(acting, "org", "open"),
      )?.room
  }

  #reading(name: string) {
    return {
      find: (asked: FoundQuery) => this.#store.found.find(asked),
      entry: async (subject: string) => (await this.#rooms.room(name)).look(subject),
      prefix: this.#rooms.access.organisation(readRoom(name)!.organisation)?.prefix ?? "",
    }
  }

  /** A few at a time; what may not even wait is told `busy`, and so is what nobody wants any more. [R162] */
  async #inTurn<T>(wanted: () => boolean, work: () => Promise<T | Refusal>): Promise<T | Refusal> {
    if (this.#waiting.length >= mostWaiting) return { code: "busy" }
    if (this.#under >= searchesAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#under += 1
    try {
      return wanted() ? await work() : { code: "busy" }
    } finally {
      this.#under -= 1
      this.#waiting.shift()?.()
    }
  }

  async #search(
    { person }: Asker,
    query: SearchQuery,
    after: FoundPlace | null,
    wanted: () => boolean,
  ): Promise<CallResults["search"] | Refusal> {
    if (isEmpty(query)) return { hits: [], more: null }
    const began = performance.now()
    const infos = this.#rooms.access.rooms(person).filter(({ room }) => hasContent(room))
    const sources = await Promise.all(infos.map((info) => this.#source(info, query, after, person)))
    const found: { hit: Hit; of: number }[] = []
    let last: FoundPlace | null = null
    for (let looks = 1; ; looks += 1) {
      if (!wanted()) return { code: "busy" }
      const row = await newest(sources)
      if (!row) {
        last = null
        break
      }
      last = { at: row.at, room: row.room, seq: row.seq, n: row.n }
      const hit = await this.#hit(
        row,
        infos.find(({ room }) => room === row.room)!,
        query,
        person,
      )
      if (hit) found.push(hit)
      if (found.length >= hitsAtMost || looks >= looksAtMost || performance.now() - began > lookMs) break
      // Words are compared here, on the loop that everybody shares.
      if (looks % 8 === 0) await turn()
    }
    const redacted = await this.#redacted(found)
    // Asked again without an await from here on: a right may have ended while the rows were read. [R159]
    const hits = found
      .map(({ hit }) => hit)
      .filter((hit) => !redacted.has(hit) && this.#rooms.access.actor(person, hit.room))
    if (last && !this.#rooms.access.actor(person, last.room)) last = null
    return wanted() ? { hits, more: last } : { code: "busy" }
  }

  async #source({ room }: RoomInfo, query: SearchQuery, after: FoundPlace | null, person: string): Promise<Source> {
    const { clauses, standings, kinds } = query
    const subjects = standings.some((each) => needsMemory.has(each))
      ? await this.#standing(room, standings, person)
      : null
    if (subjects?.length === 0) return new Source(after, () => Promise.resolve([]))
    const groups: string[][] = []
    if (kinds.length > 0) groups.push(kinds.map(kindTerm))
    // A long list costs more than looking at each row.
    if (subjects && subjects.length <= subjectsAtMost) groups.push(subjects.map(subjectTerm))
    const iso = (ms: number) => new Date(ms).toISOString()
    const before = query.before === null ? null : iso(query.before - 1)
    const until = after && (!before || after.at < before) ? after.at : before
    const here = after?.room === room ? { seq: after.seq, n: after.n } : null
    return new Source(after, (below, limit) =>
      this.#store.found.find({
        room,
        // The longest first: it is the rarest, as a rule.
        all: askedTerms(clauses)
          .sort((one, other) => other.length - one.length)
          .map((term) => termIn(room, term)),
        any: groups.map((group) => group.map((term) => termIn(room, term))),
        since: query.after === null ? null : iso(query.after),
        until,
        below: below ?? here,
        limit,
      }),
    )
  }

  /** The subjects of this room that stand so; all of them are in memory, because they are open. */
  async #standing(name: string, standings: readonly Standing[], person: string): Promise<string[]> {
    const room = await this.#rooms.room(name)
    return [...room.entries.values()]
      .filter((entry) => standings.every((each) => stands(entry, each, person, this.#now())))
      .map(({ subject }) => subject)
  }

  /** What is found in a row, or undefined where the query asks for something else. [R156] */
  async #hit(row: FoundRow, info: RoomInfo, query: SearchQuery, person: string) {
    if (query.kinds.length > 0 && !query.kinds.includes(row.kind)) return undefined
    const kept = JSON.parse(row.said) as Kept
    const says = saidOf(kept)
    if (!query.clauses.every((clause) => holds(clause, says))) return undefined
    const room = await this.#rooms.room(row.room)
    const found = await room.look(row.subject)
    // Notes are about a referral, which stands in another room: it is shown with them only to whoever may open that too. [R235]
    const about = found?.kind === "notes" ? await this.#noted(found, person) : { entry: found, info }
    const entry = about?.entry
    if (!entry || !isShown(entry)) return undefined
    if (!query.standings.every((each) => stands(entry, each, person, this.#now(), says.exact.has(goesFact))))
      return undefined
    const { number, words, brief } = entry
    const { prefix } = about.info.organisation
    const hit: Hit = {
      room: row.room,
      subject: row.subject,
      seq: row.seq,
      n: row.n,
      kind: row.kind,
      at: row.at,
      by: isWritten(row.kind) ? (kept.by[0] ?? "") : "",
      about: entry.kind,
      reference: entry.kind === "lead" ? leadReference(prefix, number) : reference(prefix, number),
      priority: brief.priority,
      title: words.title,
      address: row.kind === "item" ? (kept.texts[0] ?? "") : "",
      excerpt: excerptOf(textsShown(row.kind, kept.texts), query.clauses),
    }
    return { hit, of: kept.of }
  }

  async #noted({ platform, subject }: NotesEntry, person: string) {
    const info = this.#rooms.access.rooms(person).find(({ room }) => room === platformRoom(platform))
    return info && { info, entry: await (await this.#rooms.room(info.room)).look(subject) }
  }

  /**
   * Those of which the words are gone from the log already, though not yet from here: words of a message, its edits and translations go
   * with it, a translation also by itself. [R161][R240]
   */
  async #redacted(found: readonly { hit: Hit; of: number }[]): Promise<ReadonlySet<Hit>> {
    const messages = found.filter(({ hit }) => isWritten(hit.kind))
    const byRoom = Map.groupBy(messages, ({ hit }) => hit.room)
    const gone = await Promise.all(
      [...byRoom].map(async ([room, each]) => {
        const seqs = new Set(each.flatMap(({ hit, of }) => [hit.seq, of]))
        const wordless = new Set(await this.#store.wordless(room, [...seqs]))
        return each.filter(({ hit, of }) => wordless.has(hit.seq) || wordless.has(of)).map(({ hit }) => hit)
      }),
    )
    return new Set(gone.flat())
  }
}

/** The rows of one room, newest first, a few at a time. */
class Source {
  readonly #after: FoundPlace | null
  readonly #read: (below: Place | null, limit: number) => Promise<FoundRow[]>
  #rows: FoundRow[] = []
  #ended = false
  #below: Place | null = null
  #limit = rowsAtOnce

  constructor(after: FoundPlace | null, read: (below: Place | null, limit: number) => Promise<FoundRow[]>) {
    this.#after = after
    this.#read = read
  }

  async peek(): Promise<FoundRow | undefined> {
    while (this.#rows.length === 0 && !this.#ended) {
      const rows = await this.#read(this.#below, this.#limit)
      const last = rows.at(-1)
      this.#ended = rows.length < this.#limit
      this.#limit = rowsThen
      if (last) this.#below = { seq: last.seq, n: last.n }
      const after = this.#after
      this.#rows = after ? rows.filter((row) => isNewer(after, row)) : rows
    }
    return this.#rows[0]
  }

  take(): FoundRow {
    return this.#rows.shift()!
  }
}

/** Newest first; of one moment, by room and then by place. */
function isNewer(one: FoundPlace, other: FoundPlace): boolean {
  if (one.at !== other.at) return one.at > other.at
  if (one.room !== other.room) return one.room > other.room
  return one.seq !== other.seq ? one.seq > other.seq : one.n > other.n
}

async function newest(sources: readonly Source[]): Promise<FoundRow | undefined> {
  const heads = await Promise.all(sources.map((source) => source.peek()))
  let best = -1
  for (const [index, row] of heads.entries()) if (row && (best < 0 || isNewer(row, heads[best]!))) best = index
  return best < 0 ? undefined : sources[best]!.take()
}

const isEmpty = ({ clauses, standings, kinds, before, after }: SearchQuery): boolean =>
  clauses.length + standings.length + kinds.length === 0 && before === null && after === null

/** These hold of open referrals and leads alone. */
const needsMemory: ReadonlySet<Standing> = new Set(["open", "overdue", "claimed", "unclaimed", "mine"])

type Shown = Extract<Entry, { kind: "referral" | "lead" | "alert" }>

const isShown = (entry: Entry): entry is Shown =>
  (entry.kind === "referral" || entry.kind === "lead" || entry.kind === "alert") && !arriving(entry)

function stands(entry: Entry, standing: Standing, person: string, nowMs: number, goes = true): boolean {
  if (standing === "sent") return entry.kind === "alert" && entry.released !== null && goes
  if (entry.kind === "lead") return leadStands(entry, standing, nowMs)
  if (entry.kind !== "referral" || !entry.received) return false
  switch (standing) {
    case "open":
      return undecided(entry)
    case "decided":
      return entry.decidedAt !== null
    case "claimed":
      return entry.claim !== null
    case "unclaimed":
      return undecided(entry) && entry.claim === null
    case "mine":
      return entry.claim?.by.id === person
    case "overdue": {
      const clock = runningClock(entry)?.clock
      return clock !== undefined && clock.pausedAt === null && Date.parse(clock.deadline) <= nowMs
    }
  }
}

function leadStands(lead: LeadEntry, standing: Standing, nowMs: number): boolean {
  if (lead.clocks === null) return false
  if (standing === "open") return lead.decided === null
  if (standing === "decided") return lead.decided !== null
  const clock = leadClock(lead)?.clock
  return standing === "overdue" && clock !== undefined && Date.parse(clock.deadline) <= nowMs
}

/** An item's address and a thing's title stand apart from the excerpt. */
const textsShown = (kind: FoundKind, texts: readonly string[]): readonly string[] =>
  isWritten(kind) ? texts : texts.slice(1, kind === "item" ? 2 : kind === "lead" ? 3 : 4)
