// How this person wants to be told: muted priorities, quiet hours, how early a deadline is near. One scratch row, kept by the hub for its
// owner alone; the last machine that saves wins. Made by app.ts. Rules R25, R195.
import * as v from "valibot"
import { priorities, type Priority } from "../../protocol/vocabulary.ts"
import type { Hub } from "../hub/hub.ts"

const key = "notices"
const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/))
const wishesSchema = v.object({
  muted: v.array(v.picklist(priorities)),
  quiet: v.object({ on: v.boolean(), from: timeOfDay, to: timeOfDay, p1: v.boolean() }),
  nearMinutes: v.pipe(v.number(), v.minValue(1), v.maxValue(240)),
})
export type Wishes = v.InferOutput<typeof wishesSchema>

export const usual: Wishes = {
  muted: [],
  quiet: { on: false, from: "22:00", to: "07:00", p1: false },
  nearMinutes: 10,
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Whether sound and desktop notice of this priority are wanted at this moment of the reader's own day. [R195] */
export function silent({ muted, quiet }: Wishes, priority: Priority, at: Date): boolean {
  if (muted.includes(priority)) return true
  if (!quiet.on || (priority === "P1" && !quiet.p1)) return false
  const [now, from, to] = [at.getHours() * 60 + at.getMinutes(), minutesOf(quiet.from), minutesOf(quiet.to)]
  return from <= to ? now >= from && now < to : now >= from || now < to
}

export class OwnNotices {
  readonly #hub: Hub
  readonly #changed: () => void
  #wishes: Wishes = usual
  #of = ""

  constructor(hub: Hub, changed: () => void) {
    this.#hub = hub
    this.#changed = changed
  }

  get wishes(): Wishes {
    this.#load()
    return this.#wishes
  }

  /** Fails while the line is down, and then nothing is changed. */
  async save(wishes: Wishes): Promise<void> {
    await this.#hub.scratch.save(key, JSON.stringify(wishes))
    this.#wishes = wishes
    this.#changed()
  }

  /** Once for each person who signs in; what cannot be read is left where it is. */
  #load(): void {
    const person = this.#hub.person?.id ?? ""
    if (this.#of === person) return
    this.#of = person
    this.#wishes = usual
    if (!person) return
    void this.#hub.scratch
      .get(key)
      .then((text) => {
        const read = v.safeParse(wishesSchema, text ? JSON.parse(text) : usual)
        if (this.#of !== person || !read.success) return
        this.#wishes = read.output
        this.#changed()
      })
      .catch(() => (this.#of = ""))
  }
}
