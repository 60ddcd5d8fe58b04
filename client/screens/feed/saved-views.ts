// The views of the feed that a person has saved, and those that their organisations share. Made by app.ts; used by the rail and the feed.
// Own ones are a scratch row, for their owner alone; shared ones are events in the organisation's room. [R25][R150]
import * as v from "valibot"
import type { SharedView } from "../../../protocol/entries/organisation.ts"
import { readRoom } from "../../../protocol/event.ts"
import { filterSchema, sortSchema, viewNameSchema, viewsSubject } from "../../../protocol/topics/view.ts"
import { type Filter } from "../../../protocol/filter.ts"
import type { Answer, RoomInfo } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { writeFilter, type Sort } from "./filter.ts"

const ownKey = "views"
const ownSchema = v.array(v.object({ id: v.string(), name: viewNameSchema, filter: filterSchema, sort: sortSchema }))

export interface View extends Pick<SharedView, "id" | "name" | "filter" | "sort"> {
  /** the organisation's room, or undefined for one's own */
  shared: RoomInfo | undefined
  mayRemove: boolean
}

export class SavedViews {
  readonly #hub: Hub
  readonly #changed: () => void
  #own: View[] = []
  #of = ""

  constructor(hub: Hub, changed: () => void) {
    this.#hub = hub
    this.#changed = changed
  }

  /** Own ones first. */
  get all(): readonly View[] {
    this.#load()
    return [...this.#own, ...this.rooms.flatMap((info) => this.#sharedIn(info))]
  }

  /** Where this person may share a view. */
  get rooms(): readonly RoomInfo[] {
    return this.#hub.infos.filter(
      (info) => readRoom(info.room)?.kind === "org" && this.#hub.may(info.room, "view.saved"),
    )
  }

  find(filter: Filter, sort: Sort): View | undefined {
    const wanted = writeFilter(filter, sort)
    return this.all.find((view) => writeFilter(view.filter, view.sort) === wanted)
  }

  /** Saves it for oneself, or for the organisation of that room. Answers what was refused. */
  async save(name: string, filter: Filter, sort: Sort, room: string): Promise<Answer[]> {
    const id = crypto.randomUUID()
    if (room)
      return this.#hub.propose(room, [
        { type: "view.saved", subject: viewsSubject, facts: { view: id, filter, sort }, words: { name } },
      ])
    return this.#keep([...this.#own, { id, name, filter, sort, shared: undefined, mayRemove: true }])
  }

  async remove(view: View): Promise<Answer[]> {
    if (view.shared)
      return this.#hub.propose(view.shared.room, [
        { type: "view.removed", subject: viewsSubject, facts: { view: view.id }, words: {} },
      ])
    return this.#keep(this.#own.filter((each) => each.id !== view.id))
  }

  #sharedIn(info: RoomInfo): View[] {
    const entry = this.#hub.rooms.get(info.room)?.entries.get(viewsSubject)
    if (entry?.kind !== "views") return []
    const chief = info.acting.roles.some((role) => role === "supervisor" || role === "duty")
    return entry.views.map(({ id, name, filter, sort, by }) => ({
      id,
      name,
      filter,
      sort,
      shared: info,
      mayRemove: chief || by.id === this.#hub.person?.id,
    }))
  }

  async #keep(own: View[]): Promise<Answer[]> {
    const text = JSON.stringify(own.map(({ id, name, filter, sort }) => ({ id, name, filter, sort })))
    try {
      await this.#hub.scratch.save(ownKey, text)
    } catch {
      return [{ id: ownKey, refusal: { code: "unavailable" } }]
    }
    this.#own = own
    this.#changed()
    return []
  }

  /** Once for each person who signs in; what cannot be read is left where it is. */
  #load(): void {
    const person = this.#hub.person?.id ?? ""
    if (this.#of === person) return
    this.#of = person
    this.#own = []
    if (!person) return
    void this.#hub.scratch
      .get(ownKey)
      .then((text) => {
        const read = v.safeParse(ownSchema, text ? JSON.parse(text) : [])
        if (this.#of !== person || !read.success) return
        this.#own = read.output.map((view) => ({
          ...view,
          filter: view.filter as Filter,
          shared: undefined,
          mayRemove: true,
        }))
        this.#changed()
      })
      .catch(() => (this.#of = ""))
  }
}
