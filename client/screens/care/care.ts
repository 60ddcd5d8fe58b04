// Care for people who read this all day: what an item shows stays covered until asked for, chosen categories are covered altogether, what
// was looked at in a shift is counted, and a break is proposed. For its owner alone: kept as scratch. [R25] It eases; it protects nobody,
// and claims no more. Made by app.ts; used by the shell, the referral, the lead and the outcome form.
import * as v from "valibot"
import type { Brief } from "../../../protocol/entries/brief.ts"
import { priorityReasons, themes } from "../../../protocol/vocabulary.ts"
import type { Hub } from "../../hub/hub.ts"

export const covers = {
  always: "Everything, until I ask",
  chosen: "Only the categories below",
  never: "Nothing",
} as const
/** What may be covered altogether: reasons of priority, and themes. */
export const categories: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(priorityReasons.P1).filter(([key]) => key !== "departure")),
  ...themes,
}
export const breakMinutes = [0, 45, 60, 90, 120] as const

const settingsSchema = v.object({
  cover: v.picklist(Object.keys(covers) as (keyof typeof covers)[]),
  categories: v.array(v.string()),
  breakMinutes: v.picklist(breakMinutes),
})
export type CareSettings = v.InferOutput<typeof settingsSchema>
export const careDefaults: CareSettings = { cover: "always", categories: [], breakMinutes: 60 }

const shiftSchema = v.object({
  /** ms since 1970; 0 before anything was looked at */
  from: v.number(),
  /** how many items were looked at */
  items: v.number(),
  /** when the work began that no break has interrupted */
  since: v.number(),
  active: v.number(),
  putOffUntil: v.number(),
})
export type Shift = v.InferOutput<typeof shiftSchema>

const minute = 60_000
/** A shift ends by itself so long after it began. */
const shiftMs = 12 * 60 * minute
/** Hands off for so long is a break. */
export const breakMs = 10 * minute
export const putOffMs = 15 * minute
const settingsKey = "care"
const shiftKey = "care shift"

const freshShift = (now: number): Shift => ({ from: now, items: 0, since: now, active: now, putOffUntil: 0 })

/** The shift as it stands after something was done at `now`. Pure. */
export function worked(shift: Shift | undefined, now: number): Shift {
  if (!shift || now - shift.from > shiftMs) return freshShift(now)
  return now - shift.active >= breakMs
    ? { ...shift, since: now, active: now, putOffUntil: 0 }
    : { ...shift, active: now }
}

/** Whether a break is proposed now. Pure. */
export const breakDue = (shift: Shift | undefined, { breakMinutes: every }: CareSettings, now: number): boolean =>
  shift !== undefined &&
  every > 0 &&
  now - shift.active < breakMs &&
  now - shift.since >= every * minute &&
  now >= shift.putOffUntil

/** What may be covered: a referral or a lead. */
export interface Coverable {
  subject: string
  brief: Pick<Brief, "reason" | "theme">
  items: readonly { evidence: string }[]
}

/** Whether this is of a category that its reader does not want to see unasked. */
export const chosenCategory = ({ brief }: Coverable, settings: CareSettings): string | undefined =>
  [brief.reason, brief.theme].find((each) => settings.categories.includes(each))

export class Care {
  readonly #hub: Hub
  readonly #changed: () => void
  readonly #revealed = new Set<string>()
  #settings: CareSettings = careDefaults
  #shift: Shift | undefined
  #of = ""

  constructor(hub: Hub, changed: () => void) {
    this.#hub = hub
    this.#changed = changed
  }

  get settings(): CareSettings {
    this.#load()
    return this.#settings
  }

  get shift(): Shift | undefined {
    this.#load()
    return this.#shift
  }

  get breakDue(): boolean {
    return breakDue(this.shift, this.settings, this.#hub.now())
  }

  /** Why the whole of it is covered, or undefined. */
  covered(entry: Coverable): string | undefined {
    if (this.#revealed.has(entry.subject)) return undefined
    const category = chosenCategory(entry, this.settings)
    return category && categories[category]
  }

  /** Whether what its items show is covered. */
  coversItems(entry: Coverable): boolean {
    if (this.#revealed.has(entry.subject)) return false
    return this.settings.cover === "always" || this.covered(entry) !== undefined
  }

  /** The reader has asked for it: until this page is left. */
  reveal(entry: Coverable): void {
    if (this.#revealed.has(entry.subject)) return
    this.#revealed.add(entry.subject)
    const shift = worked(this.shift, this.#hub.now())
    this.#keepShift({ ...shift, items: shift.items + entry.items.filter((item) => item.evidence !== "").length })
  }

  async set(settings: CareSettings): Promise<void> {
    await this.#hub.scratch.save(settingsKey, JSON.stringify(settings))
    this.#settings = settings
    this.#changed()
  }

  /** Hands are on the page. Kept at most once a minute. */
  active(): void {
    const now = this.#hub.now()
    if (this.#of !== this.#hub.person?.id || (this.#shift && now - this.#shift.active < minute)) return
    this.#keepShift(worked(this.#shift, now))
  }

  putOff(): void {
    if (this.#shift) this.#keepShift({ ...this.#shift, putOffUntil: this.#hub.now() + putOffMs })
  }

  taken(): void {
    const now = this.#hub.now()
    if (this.#shift) this.#keepShift({ ...this.#shift, since: now, putOffUntil: 0 })
  }

  #keepShift(shift: Shift): void {
    this.#shift = shift
    this.#hub.scratch.put(shiftKey, JSON.stringify(shift))
    this.#changed()
  }

  /** Once for each person who signs in; what cannot be read counts as never set. */
  #load(): void {
    const person = this.#hub.person?.id ?? ""
    if (this.#of === person) return
    this.#of = person
    this.#settings = careDefaults
    this.#shift = undefined
    this.#revealed.clear()
    if (!person) return
    void this.#read(person).catch(() => (this.#of = ""))
  }

  async #read(person: string): Promise<void> {
    const [settings, shift] = await Promise.all([settingsKey, shiftKey].map((key) => this.#hub.scratch.get(key)))
    if (this.#of !== person) return
    const set = v.safeParse(settingsSchema, settings ? JSON.parse(settings) : undefined)
    const kept = v.safeParse(shiftSchema, shift ? JSON.parse(shift) : undefined)
    if (set.success) this.#settings = set.output
    if (kept.success && this.#hub.now() - kept.output.from < shiftMs) this.#shift = kept.output
    this.#changed()
  }
}
