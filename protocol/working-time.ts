// Working time: durations counted in an organisation's hours alone. Pure arithmetic: a calendar carries the rules of its zone, so that every
// machine works out the same deadline from the same log, whatever its own tables of zones say. Used by topics and screens. [R201]-[R203]

/** Minutes from local midnight. A `to` of more than 1440 lies in the next day. */
export interface Span {
  from: number
  to: number
}

/** As an organisation sets them. */
export interface WorkingHours {
  /** IANA name, for example "Europe/London" */
  zone: string
  /** Monday first; null: nobody works */
  week: readonly (Span | null)[]
  /** local dates such as "2026-12-25": what would begin on them does not */
  holidays: readonly string[]
}

/** Hours with their zone's distances from UTC written out; the first one also holds before, the last one after. */
/** Whether all time counts: the same as having set no hours. */
export const isAlways = ({ week, holidays }: WorkingHours): boolean =>
  holidays.length === 0 && week.every((span) => span?.from === 0 && span.to === 1_440)

export interface Calendar extends WorkingHours {
  offsets: readonly { from: string; minutes: number }[]
}

const minute = 60_000
const day = 1_440 * minute

/** The earliest moment at which `durationMs` of working time have gone by since `startMs`. Without a calendar all time is. */
export function addWorkingTime(startMs: number, durationMs: number, calendar: Calendar | null): number {
  if (!calendar || durationMs <= 0) return startMs + Math.max(0, durationMs)
  let left = durationMs
  for (const { fromMs, toMs } of stretches(startMs, calendar)) {
    if (left <= toMs - fromMs) return fromMs + left
    left -= toMs - fromMs
  }
  throw new Error("a calendar has no end")
}

/** How much working time lies between two moments; 0 when the second is not later. */
export function workingTimeBetween(startMs: number, endMs: number, calendar: Calendar | null): number {
  if (endMs <= startMs) return 0
  if (!calendar) return endMs - startMs
  let sum = 0
  for (const { fromMs, toMs } of stretches(startMs, calendar)) {
    if (fromMs >= endMs) break
    sum += Math.min(toMs, endMs) - fromMs
  }
  return sum
}

/** The moment itself in working hours, or when the next ones begin. */
export function nextWorkingTime(atMs: number, calendar: Calendar | null): number {
  if (!calendar) return atMs
  for (const { fromMs } of stretches(atMs, calendar)) return fromMs
  return atMs
}

/** Stretches of working time from a moment on, in order, none empty, without end. */
function* stretches(
  startMs: number,
  { week, holidays, offsets }: Calendar,
): Generator<{ fromMs: number; toMs: number }> {
  const zone = offsets.map(({ from, minutes }) => ({ fromMs: Date.parse(from), offsetMs: minutes * minute }))
  const free = new Set(holidays)
  // What began two dates before by UTC may go on: the local date is another one, and it may have begun the evening before.
  let before = startMs
  for (let date = Math.floor(startMs / day) - 2; ; date += 1) {
    const span = week[(((date + 3) % 7) + 7) % 7]
    if (!span || free.has(new Date(date * day).toISOString().slice(0, 10))) continue
    const fromMs = Math.max(before, instant(date * day + span.from * minute, zone))
    const toMs = instant(date * day + span.to * minute, zone)
    if (toMs <= fromMs) continue
    before = toMs
    yield { fromMs, toMs }
  }
}

/**
 * When a local time is. One that a change of the clock leaves out is the moment of that change, one that comes twice is the first:
 * so later local times never come earlier, and a day that ends at 24:00 ends where the next begins.
 */
function instant(localMs: number, zone: readonly { fromMs: number; offsetMs: number }[]): number {
  for (const [index, { fromMs, offsetMs }] of zone.entries()) {
    const next = zone[index + 1]
    const at = localMs - offsetMs
    if (!next || at < next.fromMs) return index === 0 ? at : Math.max(at, fromMs)
  }
  return localMs
}

const backDays = 8
const aheadDays = 3 * 366

/** The calendar of these hours from a moment on: the zone's changes of three years, and the holidays to come. */
export function calendarOf({ zone, week, holidays }: WorkingHours, atMs: number): Calendar {
  const fromMs = atMs - backDays * day
  const firstDay = new Date(fromMs).toISOString().slice(0, 10)
  return {
    zone,
    week,
    holidays: holidays.filter((date) => date >= firstDay),
    offsets: offsetsOf(zone, fromMs, atMs + aheadDays * day),
  }
}

function offsetsOf(zone: string, fromMs: number, toMs: number): Calendar["offsets"] {
  const at = (ms: number) => new Date(ms).toISOString()
  const start = Math.floor(fromMs / day) * day
  const found = [{ from: at(start), minutes: offsetAt(zone, start) }]
  // No zone changes twice within four days.
  for (let ms = start; ms < toMs; ms += 4 * day) {
    const minutes = offsetAt(zone, ms + 4 * day)
    if (minutes === found.at(-1)!.minutes) continue
    let [early, late] = [ms, ms + 4 * day]
    while (late - early > minute) {
      const middle = Math.floor((early + late) / 2 / minute) * minute
      if (offsetAt(zone, middle) === minutes) late = middle
      else early = middle
    }
    found.push({ from: at(late), minutes })
  }
  return found
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Minutes east of UTC. Throws a RangeError for a zone that does not exist. */
export function offsetAt(zone: string, ms: number): number {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset", year: "numeric" })
  formats.set(zone, format)
  const name = format.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value ?? ""
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return hours ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0
}

export function zoneExists(zone: string): boolean {
  try {
    offsetAt(zone, 0)
    return true
  } catch {
    return false
  }
}
