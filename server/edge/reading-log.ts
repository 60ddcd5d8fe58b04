// What somebody who reads with a reason is shown is written down before it is answered: no log, no answer. Once a reading, thing and UTC
// day, by derived ids, so that repeats and several processes write one event. Made by hub.ts; asked by calls.ts and, for every opening
// of a room, by engine/push.ts. Rule R188.
import { reference } from "../../protocol/entries/brief.ts"
import type { Entry } from "../../protocol/entries.ts"
import { leadReference } from "../../protocol/entries/lead.ts"
import type { NotesEntry } from "../../protocol/entries/thread.ts"
import { retryCodes } from "../../protocol/errors.ts"
import { auditRoom, platformRoom, readRoom, type Actor } from "../../protocol/event.ts"
import { readingOf, type Opened } from "../../protocol/topics/reading.ts"
import { derivedId } from "../engine/derived.ts"
import type { Rooms } from "../engine/rooms.ts"
import { StoreAway } from "../store/store.ts"

const mostKept = 10_000

export class ReadingLog {
  readonly #rooms: Rooms
  readonly #now: () => number
  /** what this process knows to be written */
  readonly #written = new Set<string>()

  constructor(rooms: Rooms, now: () => number) {
    this.#rooms = rooms
    this.#now = now
  }

  /**
   * Resolves once it is written that this person opened the room and, where one is named, the subject; false when their reading is over.
   * True at once for everybody who reads by their role. While the store is away it waits or throws `StoreAway`.
   */
  async allows(actor: Actor, room: string, subject?: string): Promise<boolean> {
    if (actor.reading === undefined) return true
    if (!(await this.#write(actor, { what: "room", room }))) return false
    const opened = subject === undefined ? undefined : await this.#named(room, subject)
    return opened ? this.#write(actor, opened) : true
  }

  /** The same for what they search for, in each organisation that they read for. */
  async allowsSearch(person: string, query: string): Promise<boolean> {
    const readings = query.trim() === "" ? [] : (this.#rooms.access.person(person)?.readings ?? [])
    for (const { organisation, reading } of readings)
      if (!(await this.#write({ organisation, reading }, { what: "search" }, query))) return false
    return true
  }

  async #write(by: Pick<Actor, "organisation" | "reading">, opened: Opened, query = ""): Promise<boolean> {
    const reading = by.reading!
    const name = auditRoom(by.organisation)
    const now = new Date(this.#now()).toISOString()
    const here = (await this.#rooms.room(name)).entries.get(reading)
    // Begun at another process, whose event in `access` may have come here first.
    const entry = readingOf(here ?? (await this.#rooms.upToDate(name)).entries.get(reading))
    // The end of the right may still be on its way into `access`, and the deadline not yet written.
    if (!entry || entry.ended || entry.until <= now) return false
    const id = derivedId("subject.opened", reading, JSON.stringify(opened), query, now.slice(0, 10))
    if (this.#written.has(id)) return true
    const proposal = {
      id,
      type: "subject.opened",
      subject: reading,
      seen: 0,
      body: { facts: opened, words: { query } },
    }
    const [answer] = await this.#rooms.proposeAsHub(name, [proposal])
    // `conflict`: it is in the log already.
    const refused = answer && "refusal" in answer && answer.refusal.code !== "conflict" ? answer.refusal : undefined
    if (refused && retryCodes.has(refused.code)) throw new StoreAway("what was opened could not be written")
    if (refused) return false
    if (this.#written.size >= mostKept) this.#written.clear()
    this.#written.add(id)
    return true
  }

  /** As people call it; undefined where nothing is told of it but what everybody of the room holds: views, hours, a rota. */
  async #named(room: string, subject: string): Promise<Opened | undefined> {
    const entry = await (await this.#rooms.room(room)).look(subject)
    const called = entry && (await this.#called(room, entry))
    return called && { ...called, room, opened: subject }
  }

  async #called(room: string, entry: Entry) {
    const prefix = this.#rooms.access.organisation(readRoom(room)!.organisation)?.prefix ?? ""
    if (entry.kind === "lead") return { what: entry.kind, reference: leadReference(prefix, entry.number) }
    if (entry.kind === "notes") return { what: entry.kind, reference: await this.#noted(entry) }
    if (entry.kind !== "referral" && entry.kind !== "alert") return undefined
    return { what: entry.kind, reference: reference(prefix, entry.number) }
  }

  async #noted({ platform, subject }: NotesEntry): Promise<string> {
    const known = this.#rooms.access.organisation(platform)
    const entry = known && (await (await this.#rooms.room(platformRoom(platform))).look(subject))
    return entry?.kind === "referral" ? reference(known!.prefix, entry.number) : subject
  }
}
