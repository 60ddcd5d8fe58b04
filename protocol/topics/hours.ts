// An organisation's working hours: a platform's in the room that it shares with the agency, the agency's in its own. What is delivered from
// then on goes by them; what was delivered before keeps its own. [R200][R201]
import * as v from "valibot"
import type { HoursEntry } from "../entries/organisation.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, time, topic, whole } from "../topic.ts"
import { zoneExists } from "../working-time.ts"

/** The one subject that a room's working hours are about. */
export const hoursSubject = "hours"
const leastMinutesAWeek = 300
export const holidaysAtMost = 100

const day = 1_440
const span = v.pipe(
  v.strictObject({ from: whole(0, day - 1), to: whole(1, 2 * day) }),
  v.check(({ from, to }) => to > from && to - from <= day, "ends after it begins, within 24 hours"),
)
const date = v.pipe(
  v.string("must be a date"),
  v.regex(/^20\d\d-\d\d-\d\d$/, "is a date such as 2026-12-25"),
  v.check((value) => {
    const at = new Date(`${value}T00:00:00.000Z`)
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
  }, "must be a date that exists"),
)

export const zoneSchema = v.pipe(
  v.string("must be a time zone"),
  v.regex(/^[A-Za-z][A-Za-z0-9_+-]{0,31}(\/[A-Za-z0-9_+-]{1,31}){0,2}$/, "is a time zone such as Europe/London"),
  v.check(zoneExists, "is no time zone that is known here; write for example Europe/London"),
)
export const weekSchema = v.pipe(
  v.array(v.nullable(span)),
  v.length(7, "has seven days, Monday first"),
  // Deadlines are counted in what a week offers: with next to nothing they would lie years ahead.
  v.check(
    (week) => week.reduce((sum, each) => sum + (each ? each.to - each.from : 0), 0) >= leastMinutesAWeek,
    `has at least ${leastMinutesAWeek / 60} hours`,
  ),
)
export const holidaysSchema = v.pipe(
  v.array(date),
  v.maxLength(holidaysAtMost, `has at most ${holidaysAtMost} dates`),
  v.check((dates) => new Set(dates).size === dates.length, "names a date twice"),
)
export const workingHoursSchema = v.strictObject({ zone: zoneSchema, week: weekSchema, holidays: holidaysSchema })
/** As a delivery carries them: with the distances of their zone written out. [R202] */
export const calendarSchema = v.strictObject({
  ...workingHoursSchema.entries,
  offsets: v.pipe(
    v.array(v.strictObject({ from: time, minutes: whole(-day, day) })),
    v.minLength(1, "needs a distance from UTC"),
    v.maxLength(64, "has at most 64 changes"),
  ),
})

export const hoursTopics = [
  topic({
    type: "hours.set",
    facts: workingHoursSchema,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { subject, seen, by }): Refusal | undefined => {
      if (subject !== hoursSubject) return { code: "malformed", field: "subject", rule: `is "${hoursSubject}"` }
      // All of it is set at once: what a colleague set meanwhile must not be lost unseen. [R11]
      const unseen = entry?.kind === "hours" && seen < entry.seq && entry.by.id !== by.id
      return unseen ? notNow("hours-changed", entry.by, entry.at) : undefined
    },
    apply: (_, { seq, by, at, facts }): HoursEntry => ({
      kind: "hours",
      subject: hoursSubject,
      seq,
      open: true,
      dueAt: null,
      hours: facts,
      by,
      at,
    }),
  }),
]
