// The duty rota: who is on duty when, in the organisation's own room. The escalation of a clock names who is. [R204][R205]
import * as v from "valibot"
import type { Entry } from "../entries.ts"
import type { RotaEntry, Shift } from "../entries/organisation.ts"
import { notNow, type Refusal } from "../errors.ts"
import type { Actor, Role } from "../event.ts"
import { nothing, text, time, topic, uuid } from "../topic.ts"

/** The one subject that a room's rota is about. */
export const rotaSubject = "rota"
export const shiftsAtMost = 500
const longestMs = 31 * 86_400_000
/** Shifts that ended stay on the rota for this long; the log keeps them all. */
const keptMs = 7 * 86_400_000

/** Who may be put on it: the agency's duty officers, a platform's supervisors. */
const dutyRole: Partial<Record<Actor["kind"], Role>> = { agency: "duty", platform: "supervisor" }
export const mayBeOnDuty = (actor: Pick<Actor, "kind" | "roles">): boolean => {
  const role = dutyRole[actor.kind]
  return role !== undefined && actor.roles.includes(role)
}

export const shiftsOf = (entry: Entry | undefined): readonly Shift[] => (entry?.kind === "rota" ? entry.shifts : [])

/** Who is on duty at a moment, who began first first. A shift ends before its `to`. */
export const onDuty = (shifts: readonly Shift[], at: string): Shift[] =>
  shifts.filter(({ from, to }) => from <= at && at < to)

const entryOf = (entry: Entry | undefined, seq: number, at: string, shifts: readonly Shift[]): RotaEntry => {
  const oldest = new Date(Date.parse(at) - keptMs).toISOString()
  return {
    ...(entry?.kind === "rota" ? entry : { kind: "rota", subject: rotaSubject, open: true, dueAt: null }),
    seq,
    shifts: shifts
      .filter(({ to }) => to > oldest)
      .toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0)),
  }
}

export const rotaTopics = [
  topic({
    type: "shift.added",
    // The name stays a fact as every `by` does: the log must say who was on duty.
    facts: v.pipe(
      v.strictObject({
        shift: uuid,
        person: v.strictObject({ id: text(1, 64), name: text(1, 120), organisation: text(1, 32) }),
        from: time,
        to: time,
      }),
      v.forward(
        v.check(({ from, to }) => to > from, "must be later than its beginning"),
        ["to"],
      ),
      v.forward(
        v.check(({ from, to }) => Date.parse(to) - Date.parse(from) <= longestMs, "is at most 31 days on"),
        ["to"],
      ),
    ),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry, member }, { subject, at, facts: { shift, person, from, to } }): Refusal | undefined => {
      if (subject !== rotaSubject) return { code: "malformed", field: "subject", rule: `is "${rotaSubject}"` }
      if (to <= at) return notNow("shift-past")
      const named = member(person.id)
      const same = named && named.organisation === person.organisation && named.name === person.name
      if (!same || !mayBeOnDuty(named)) return notNow("no-such-officer")
      const shifts = entryOf(entry, 0, at, shiftsOf(entry)).shifts
      if (shifts.length >= shiftsAtMost) return notNow("too-many-shifts")
      if (shifts.some(({ id }) => id === shift)) return notNow("already-exists")
      const own = shifts.find((each) => each.person.id === person.id && each.from < to && from < each.to)
      return own ? notNow("shift-overlaps", own.person, own.from) : undefined
    },
    apply: (entry, { seq, at, by, facts: { shift: id, person, from, to } }) =>
      entryOf(entry, seq, at, [...shiftsOf(entry), { id, person, from, to, by, at }]),
  }),
  topic({
    type: "shift.removed",
    facts: v.strictObject({ shift: uuid }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { facts }): Refusal | undefined =>
      shiftsOf(entry).some(({ id }) => id === facts.shift) ? undefined : notNow("no-such-subject"),
    apply: (entry, { seq, at, facts }) =>
      entryOf(
        entry,
        seq,
        at,
        shiftsOf(entry).filter(({ id }) => id !== facts.shift),
      ),
  }),
]
