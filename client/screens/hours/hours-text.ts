// Working hours as people type them: "09:00-17:00" for a day, nothing for a free one, a date a line. Pure. Used by hours-form.ts and by what
// only reads them. Every fault names its field. [R208]
import * as v from "valibot"
import { workingHoursSchema } from "../../../protocol/topics/hours.ts"
import type { Span, WorkingHours } from "../../../protocol/working-time.ts"

export const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const

/** What stands in the form's fields. */
export interface HoursText {
  zone: string
  /** Monday first */
  days: readonly string[]
  holidays: string
}

/** By field: `zone`, `0` to `6` for the days, `week` for all of them, `holidays`. */
export type Faults = Readonly<Record<string, string>>

const clock = (minutes: number): string =>
  minutes === 1_440
    ? "24:00"
    : `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`

/** A `to` in the next day is written as that day's time: "22:00-06:00". */
export const spanText = (span: Span | null): string => (span ? `${clock(span.from)}-${clock(span.to)}` : "")

export const hoursText = ({ zone, week, holidays }: WorkingHours): HoursText => ({
  zone,
  days: week.map(spanText),
  holidays: holidays.join("\n"),
})

/** Nothing was set yet: all time counts. */
export const roundTheClock = (zone: string): HoursText => ({
  zone,
  days: days.map(() => "00:00-24:00"),
  holidays: "",
})

const free = /^(|-|–|—|closed|free|none)$/i
const written = /^(\d{1,2})(?:[:.](\d\d))?\s*(?:-|–|—|to)\s*(\d{1,2})(?:[:.](\d\d))?$/i

/** Minutes of a day, null for a free one, or undefined: it cannot be read. */
export function readSpan(text: string): Span | null | undefined {
  if (free.test(text.trim())) return null
  const match = written.exec(text.trim())
  if (!match) return undefined
  const [fromHour, fromMinute, toHour, toMinute] = match.slice(1).map((each) => Number(each ?? 0))
  const from = fromHour! * 60 + fromMinute!
  const to = toHour! * 60 + toMinute!
  if (fromMinute! > 59 || toMinute! > 59 || from >= 1_440 || to > 1_440) return undefined
  // Ends when it begins or before: on the next day.
  return { from, to: to > from ? to : to + 1_440 }
}

/** The hours that these fields say, or what is wrong with each. */
export function readHours(text: HoursText): { hours: WorkingHours } | { faults: Faults } {
  const faults: Record<string, string> = {}
  const week = text.days.map((each, day) => {
    const span = readSpan(each)
    if (span === undefined) faults[day] = `${days[day]}: write for example 09:00-17:00, or nothing when nobody works`
    return span ?? null
  })
  const holidays = text.holidays.split(/[\s,;]+/).filter(Boolean)
  const read = v.safeParse(workingHoursSchema, { zone: text.zone.trim(), week, holidays })
  if (!read.success)
    for (const issue of read.issues) {
      const [field, at] = (issue.path ?? []).map((each) => each.key)
      const key = field === "week" && at !== undefined ? String(at) : String(field)
      faults[key] ??= sentence(
        key,
        issue.message,
        field === "holidays" && at !== undefined ? holidays[at as number] : "",
      )
    }
  // A week that cannot be read has too few hours for that alone.
  if (days.some((_, day) => faults[day])) delete faults["week"]
  return read.success && Object.keys(faults).length === 0 ? { hours: read.output } : { faults }
}

const names: Record<string, string> = { zone: "The time zone", week: "The week", holidays: "The list" }

const sentence = (key: string, rule: string, what: string | undefined): string =>
  `${what ? `“${what}”` : (names[key] ?? days[Number(key)] ?? "It")} ${rule}`
