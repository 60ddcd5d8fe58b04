// Working time by its laws, and against dates that people can check by hand. Rules R201-R203.
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  addWorkingTime,
  calendarOf,
  nextWorkingTime,
  offsetAt,
  workingTimeBetween,
  type Span,
  type WorkingHours,
} from "../../protocol/working-time.ts"

const ms = (at: string) => Date.parse(at)
const iso = (at: number) => new Date(at).toISOString()
const hour = 3_600_000
const nineToFive = { from: 540, to: 1_020 }
const officeIn = (zone: string, holidays: string[] = []): WorkingHours => ({
  zone,
  week: [nineToFive, nineToFive, nineToFive, nineToFive, nineToFive, null, null],
  holidays,
})
const after = (at: string, hours: number, worked: WorkingHours) =>
  iso(addWorkingTime(ms(at), hours * hour, calendarOf(worked, ms(at))))

// At midnight, by half an hour, against the sun, far east and west, none, and two that change in Ramadan and for summer.
const zones = [
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "America/Havana",
  "Asia/Beirut",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Asia/Kathmandu",
  "UTC",
]
const moment = fc.integer({ min: ms("2026-01-01T00:00:00.000Z"), max: ms("2028-06-01T00:00:00.000Z") })
const span: fc.Arbitrary<Span> = fc
  .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 60, max: 1_440 }))
  .map(([from, long]) => ({ from, to: from + long }))
const hours: fc.Arbitrary<WorkingHours> = fc.record({
  zone: fc.constantFrom(...zones),
  week: fc
    .array(fc.option(span, { nil: null }), { minLength: 7, maxLength: 7 })
    .filter((week) => week.some((each) => each !== null)),
  holidays: fc.array(
    moment.map((at) => iso(at).slice(0, 10)),
    { maxLength: 20 },
  ),
})
const duration = fc.integer({ min: 0, max: 100 * hour })
const roundTheClock = Array.from({ length: 7 }, () => ({ from: 0, to: 1_440 }))

test("[R202] a day's work ends in the evening and goes on the next working morning", () => {
  const london = officeIn("Europe/London", ["2026-12-25", "2026-12-28"])
  expect(after("2026-11-25T16:00:00.000Z", 1, london)).toBe("2026-11-25T17:00:00.000Z")
  expect(after("2026-11-25T16:00:00.000Z", 2, london)).toBe("2026-11-26T10:00:00.000Z")
  expect(after("2026-11-27T16:30:00.000Z", 4, london)).toBe("2026-11-30T12:30:00.000Z")
  expect(after("2026-11-28T12:00:00.000Z", 4, london)).toBe("2026-11-30T13:00:00.000Z")
  expect(after("2026-12-24T16:00:00.000Z", 2, london)).toBe("2026-12-29T10:00:00.000Z")
  expect(after("2026-11-25T22:00:00.000Z", 8, officeIn("America/New_York"))).toBe("2026-11-26T22:00:00.000Z")
})

test("[R202] the hours are local ones on both sides of a change of the clock, which falls into a night shift once", () => {
  const london = officeIn("Europe/London")
  expect(after("2026-03-27T16:00:00.000Z", 2, london)).toBe("2026-03-30T09:00:00.000Z")
  expect(after("2026-10-23T15:00:00.000Z", 2, london)).toBe("2026-10-26T10:00:00.000Z")
  const nights = { ...london, week: Array.from({ length: 7 }, () => ({ from: 1_320, to: 1_800 })) }
  const night = (from: string, to: string) => workingTimeBetween(ms(from), ms(to), calendarOf(nights, ms(from))) / hour
  expect(night("2026-03-27T12:00:00.000Z", "2026-03-28T12:00:00.000Z")).toBe(8)
  expect(night("2026-03-28T12:00:00.000Z", "2026-03-29T12:00:00.000Z")).toBe(7)
  expect(night("2026-10-24T12:00:00.000Z", "2026-10-25T12:00:00.000Z")).toBe(9)
})

test("[R202] what would begin on a holiday does not, and a night that began the day before goes on into it", () => {
  const nights = { zone: "UTC", week: roundTheClock.map(() => ({ from: 1_320, to: 1_800 })), holidays: ["2026-11-26"] }
  expect(after("2026-11-25T23:00:00.000Z", 8, nights)).toBe("2026-11-27T23:00:00.000Z")
})

test("[R201] outside working hours it goes on when they begin, and within them now", () => {
  const calendar = calendarOf(officeIn("Europe/London"), ms("2026-11-25T00:00:00.000Z"))
  expect(iso(nextWorkingTime(ms("2026-11-27T17:00:00.000Z"), calendar))).toBe("2026-11-30T09:00:00.000Z")
  expect(iso(nextWorkingTime(ms("2026-11-27T16:59:00.000Z"), calendar))).toBe("2026-11-27T16:59:00.000Z")
})

test("[R202] round the clock, and without a calendar, working time is time", () => {
  fc.assert(
    fc.property(moment, duration, fc.constantFrom(...zones), (start, long, zone) => {
      const calendar = calendarOf({ zone, week: roundTheClock, holidays: [] }, start)
      expect(addWorkingTime(start, long, calendar)).toBe(start + long)
      expect(workingTimeBetween(start, start + long, calendar)).toBe(long)
      expect(addWorkingTime(start, long, null)).toBe(start + long)
    }),
    { numRuns: 2_000 },
  )
})

test("[R201][R202] never before its start, monotone, additive, and what was added lies between", () => {
  fc.assert(
    fc.property(moment, fc.nat(10 * 24 * hour), duration, duration, hours, (start, apart, one, two, worked) => {
      const calendar = calendarOf(worked, start)
      const end = addWorkingTime(start, one, calendar)
      expect(end).toBeGreaterThanOrEqual(start + one)
      expect(addWorkingTime(start, 0, calendar)).toBe(start)
      expect(addWorkingTime(end, two, calendar)).toBe(addWorkingTime(start, one + two, calendar))
      expect(addWorkingTime(start, Math.max(one, two), calendar)).toBeGreaterThanOrEqual(end)
      expect(addWorkingTime(start + apart, one, calendar)).toBeGreaterThanOrEqual(end)
      expect(workingTimeBetween(start, end, calendar)).toBe(one)
      const middle = start + Math.min(apart, end - start)
      expect(workingTimeBetween(start, middle, calendar) + workingTimeBetween(middle, end, calendar)).toBe(one)
      expect(workingTimeBetween(end, start, calendar)).toBe(0)
    }),
    { numRuns: 3_000 },
  )
})

test("[R202] the distances that a calendar carries are those of the zone, for three years", () => {
  fc.assert(
    fc.property(moment, fc.nat(3 * 365 * 24), fc.constantFrom(...zones), (start, ahead, zone) => {
      const { offsets } = calendarOf({ zone, week: roundTheClock, holidays: [] }, start)
      const at = start + ahead * hour
      const carried = offsets.findLast(({ from }) => ms(from) <= at)!
      expect([zone, iso(at), carried.minutes]).toEqual([zone, iso(at), offsetAt(zone, at)])
    }),
    { numRuns: 1_000 },
  )
})
