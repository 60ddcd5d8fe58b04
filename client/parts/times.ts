// Times and durations as people read them: counts of clocks, words for spans, moments with and without zone. Pure; Intl does the calendar.
// Used by the parts that show time and by every screen. A `zone` is an IANA name; without it, the reader's own.
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const locale = "en-GB"

/** What is left, rounded up so that 0:00 means gone: "38:49", "1:54:39", over a day "2 d 3 h"; past the end "+16:11". */
export function countdown(leftMs: number): string {
  if (leftMs < 0) return `+${count(Math.floor(-leftMs / second))}`
  return count(Math.ceil(leftMs / second))
}

/** What is left of working time: a day of it is no day of the calendar, so "52 h" and never "2 d 4 h". */
export function workingCount(leftMs: number): string {
  return leftMs > day ? `${Math.floor(leftMs / hour)} h` : countdown(leftMs)
}

/** Time gone by, rounded down: "4:12", "1:12:05", over a day "2 d 3 h". */
export function elapsed(ms: number): string {
  return count(Math.floor(Math.max(0, ms) / second))
}

function count(seconds: number): string {
  if (Number.isNaN(seconds)) return ""
  if (seconds > day / second) {
    const hours = Math.floor(seconds / 3600)
    return `${Math.floor(hours / 24)} d ${hours % 24} h`
  }
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

function two(value: number): string {
  return String(value).padStart(2, "0")
}

/** A span in few words: "19 s", "18 min", "1 h 54 min", "2 d 3 h". */
export function span(ms: number): string {
  return units(ms, (value, unit) => `${value} ${{ day: "d", hour: "h", minute: "min", second: "s" }[unit]}`)
}

/** A span for a screen reader: "1 hour 54 minutes". */
export function spokenSpan(ms: number): string {
  return units(ms, (value, unit) =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value),
  )
}

type Unit = "day" | "hour" | "minute" | "second"

function units(ms: number, write: (value: number, unit: Unit) => string): string {
  const all = Math.floor(Math.abs(ms) / second)
  if (Number.isNaN(all)) return ""
  if (all < 60) return write(all, "second")
  const parts: [number, Unit][] =
    all < 3600
      ? [[Math.floor(all / 60), "minute"]]
      : all < 86_400
        ? [[Math.floor(all / 3600), "hour"], [Math.floor(all / 60) % 60, "minute"]] // prettier-ignore
        : [[Math.floor(all / 86_400), "day"], [Math.floor(all / 3600) % 24, "hour"]] // prettier-ignore
  return parts
    .filter(([value], index) => index === 0 || value > 0)
    .map(([value, unit]) => write(value, unit))
    .join(" ")
}

/** "now", "3 min ago", "in 22 min", "2 h ago"; further than a day away, the moment itself: "Wed 16:02". */
export function relative(at: string, nowMs: number, zone?: string): string {
  const apart = Date.parse(at) - nowMs
  const size = Math.abs(apart)
  if (size < 45 * second) return "now"
  if (size >= day) return moment(at, nowMs, zone)
  const words = size < hour ? `${Math.round(size / minute)} min` : `${Math.floor(size / hour)} h`
  return apart < 0 ? `${words} ago` : `in ${words}`
}

/** As short as is clear: today "14:07", within six days "Wed 16:02", else "24 Nov 16:02", another year "24 Nov 2025". */
export function moment(at: string, nowMs: number, zone?: string): string {
  const then = new Date(at)
  if (Number.isNaN(then.getTime())) return ""
  if (dayOf(then, zone) === dayOf(new Date(nowMs), zone)) return clock(at, zone)
  if (Math.abs(then.getTime() - nowMs) < 6 * day)
    return `${format(then, { weekday: "short" }, zone)} ${clock(at, zone)}`
  if (year(then, zone) === year(new Date(nowMs), zone)) return `${format(then, dayMonth, zone)} ${clock(at, zone)}`
  return date(at, zone)
}

/** "14:07". */
export function clock(at: string, zone?: string): string {
  return format(new Date(at), { hour: "2-digit", minute: "2-digit" }, zone)
}

/** "14:07:31". */
export function clockSeconds(at: string, zone?: string): string {
  return format(new Date(at), { hour: "2-digit", minute: "2-digit", second: "2-digit" }, zone)
}

/** "24 Feb 2027". */
export function date(at: string, zone?: string): string {
  return format(new Date(at), { ...dayMonth, year: "numeric" }, zone)
}

/** Everything, for timelines, exports and what stands behind a relative time: "Wed 25 Nov 2026, 14:07:31 GMT". */
export function exact(at: string, zone?: string): string {
  const then = new Date(at)
  if (Number.isNaN(then.getTime())) return ""
  const name = parts(then, { timeZoneName: "short" }, zone).find((part) => part.type === "timeZoneName")?.value ?? ""
  return `${format(then, { weekday: "short" }, zone)} ${date(at, zone)}, ${clockSeconds(at, zone)} ${name}`.trim()
}

/** As an `<input type="datetime-local">` has it: the reader's own time, without seconds. */
export const localInput = (ms: number): string =>
  new Date(ms - new Date(ms).getTimezoneOffset() * minute).toISOString().slice(0, 16)

const dayMonth = { day: "numeric", month: "short" } as const
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(options: Intl.DateTimeFormatOptions, zone?: string): Intl.DateTimeFormat {
  const key = JSON.stringify([options, zone]) // making a DateTimeFormat costs 50 times its use
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { hourCycle: "h23", timeZone: zone, ...options })
  formats.set(key, made)
  return made
}

function format(at: Date, options: Intl.DateTimeFormatOptions, zone?: string): string {
  if (Number.isNaN(at.getTime())) return ""
  return formatOf(options, zone).format(at).replace("Sept", "Sep")
}

function parts(at: Date, options: Intl.DateTimeFormatOptions, zone?: string): Intl.DateTimeFormatPart[] {
  return formatOf(options, zone).formatToParts(at)
}

function dayOf(at: Date, zone?: string): string {
  return format(at, { ...dayMonth, year: "numeric" }, zone)
}

function year(at: Date, zone?: string): string {
  return format(at, { year: "numeric" }, zone)
}
