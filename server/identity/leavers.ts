// What people who have left an organisation had not finished: kept for 30 days, unread, for its administrators to hand on or to delete.
// Called by edge/people.ts, by edge/calls.ts for what a leaver may read no more, and by hub.ts at its start and once an hour. Rules R261, R262.
import { notNow, type Refusal } from "../../protocol/errors.ts"
import { readRoom, type OrganisationKind } from "../../protocol/event.ts"
import { handedKey, handedPrefix, pieceOf, workIn, type Work, type WorkKind } from "../../protocol/unfinished.ts"
import { may } from "../../protocol/permissions.ts"
import type { PersonEntry } from "../../protocol/entries/people.ts"
import type { KeptRow } from "../../protocol/wire.ts"
import type { Store } from "../store/store.ts"
import type { People, PeopleParts } from "./people.ts"

/** No word of what was written: of what kind it is, and when it was last touched. */
export interface Leaver {
  person: string
  name: string
  organisation: string
  leftAt: string
  /** when it is deleted */
  until: string
  work: { kind: WorkKind; at: string }[]
}

export interface LeaversParts {
  people: Pick<People, "organisations">
  access: PeopleParts["access"]
  store: Pick<Store, "keep" | "kept">
  /** ms since 1970 */
  now(): number
}

const keptMs = 30 * 86_400_000
const gone: Refusal = { code: "gone" }

/** The kinds of unfinished work that are in no room yet, by whose they are. */
const kindOf: Partial<Record<WorkKind, OrganisationKind>> = { alert: "agency", lead: "platform" }

export class Leavers {
  readonly #parts: LeaversParts

  constructor(parts: LeaversParts) {
    this.#parts = parts
  }

  /** Those who have left this administrator's organisations and had something unfinished. */
  async list(admin: string): Promise<Leaver[]> {
    const { people, access } = this.#parts
    const own = new Set(people.organisations(admin).map(({ id }) => id))
    const found = access.people().flatMap((person) =>
      (person.left ?? [])
        .filter(({ organisation }) => own.has(organisation))
        .map(async ({ organisation, at }): Promise<Leaver> => {
          const until = new Date(Date.parse(at) + keptMs).toISOString()
          const work = piecesOf(await this.#rows(person, organisation))
          return { person: person.subject, name: person.name, organisation, leftAt: at, until, work }
        }),
    )
    return (await Promise.all(found)).filter(({ work }) => work.length > 0)
  }

  /**
   * To somebody of the same organisation who opens what it is about, where it waits beside their own: an administrator opens no content, and
   * reads it no more by handing it to themselves. May be asked again after a fault.
   */
  async handOver(admin: string, id: string, organisation: string, to: string): Promise<Refusal | undefined> {
    const { store, access } = this.#parts
    const leaver = this.#left(admin, id, organisation)
    if (!leaver) return gone
    const kind = access.organisation(organisation)!.organisation
    const receiver = access.person(to)?.memberships.find((each) => each.organisation === organisation)
    if (!receiver || !may({ kind, roles: receiver.roles }, "org", "open")) return notNow("no-such-member")
    for (const { key, text } of await this.#rows(leaver, organisation)) {
      const work = workIn(key)!
      await store.keep(to, handedKey(work.from ?? id, work.key), text)
      await store.keep(id, key, "")
    }
    return undefined
  }

  async delete(admin: string, id: string, organisation: string): Promise<Refusal | undefined> {
    const leaver = this.#left(admin, id, organisation)
    if (!leaver) return gone
    for (const { key } of await this.#rows(leaver, organisation)) await this.#parts.store.keep(id, key, "")
    return undefined
  }

  /** Deletes what nobody has asked for in 30 days. */
  async tidy(): Promise<void> {
    for (const person of this.#parts.access.people())
      for (const { organisation, at } of person.left ?? []) {
        if (Date.parse(at) + keptMs > this.#parts.now()) continue
        for (const { key } of await this.#rows(person, organisation))
          await this.#parts.store.keep(person.subject, key, "")
      }
  }

  /** Of a person's own rows those that are still theirs to read, and of what was handed to them the name of who began it. */
  own(id: string, rows: readonly KeptRow[]): KeptRow[] {
    const { access } = this.#parts
    const person = access.person(id)
    return rows
      .filter(({ key }) => !person?.left?.some(({ organisation }) => this.#belongs(person, organisation, key)))
      .map((row) => {
        const by = access.person(workIn(row.key)?.from ?? "")?.name
        return by === undefined ? row : { ...row, by }
      })
  }

  /** What was left is not the leaver's to change, and only the hub says from whom something came: a name would be told for an id. */
  mayKeep(id: string, key: string, text: string): boolean {
    const person = this.#parts.access.person(id)
    if (key.startsWith(handedPrefix) && text !== "") return false
    return !person?.left?.some(({ organisation }) => this.#belongs(person, organisation, key))
  }

  #left(admin: string, id: string, organisation: string): PersonEntry | undefined {
    const person = this.#parts.access.person(id)
    const own = this.#parts.people.organisations(admin).some((each) => each.id === organisation)
    return own && person?.left?.some((each) => each.organisation === organisation) ? person : undefined
  }

  async #rows(person: PersonEntry, organisation: string): Promise<KeptRow[]> {
    const rows = await this.#parts.store.kept(person.subject, "")
    return rows.filter(({ key }) => this.#belongs(person, organisation, key))
  }

  /** Whether it was begun for the organisation that the person has left, and for none that they are still of. */
  #belongs({ memberships }: PersonEntry, organisation: string, key: string): boolean {
    const { access } = this.#parts
    const work = workIn(key)
    const left = access.organisation(organisation)?.organisation
    if (!work || !left) return false
    const stillOf = (id: string) => memberships.some((each) => each.organisation === id)
    if (work.room === null)
      return (
        left === kindOf[work.kind] &&
        !memberships.some((each) => access.organisation(each.organisation)?.organisation === left)
      )
    const { kind, organisation: owner } = readRoom(work.room)!
    return owner === organisation || (left === "agency" && kind === "platform" && !stillOf(owner))
  }
}

/** An alert is kept in many rows, and is one piece of work. */
function piecesOf(rows: readonly KeptRow[]): Leaver["work"] {
  const last = new Map<string, Leaver["work"][number]>()
  for (const { key, at } of rows) {
    const work = workIn(key) as Work
    const piece = pieceOf(work.key)
    const before = last.get(piece)
    last.set(piece, { kind: work.kind, at: before && before.at > at ? before.at : at })
  }
  return [...last.values()]
}
