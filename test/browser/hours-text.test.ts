// Hours as they are typed and read, what a clock says outside of them, and what a thread says of an escalation: pure functions of screens and parts.
import fc from "fast-check"
import { expect, test } from "vitest"
import { rests, viewClock } from "../../client/parts/clock-view.ts"
import { hoursText, readHours, readSpan, spanText, type HoursText } from "../../client/screens/hours/hours-text.ts"
import { systemText } from "../../client/screens/thread/system-text.ts"
import type { RoomEvent } from "../../protocol/event.ts"
import { calendarOf } from "../../protocol/working-time.ts"

test("[R208] a day is read as people write it, and what cannot be read is not guessed", () => {
  const nine = { from: 540, to: 1_020 }
  for (const text of ["09:00-17:00", "9-17", " 9.00 – 17.00 ", "9 to 17"])
    expect([text, readSpan(text)]).toEqual([text, nine])
  for (const text of ["", " ", "-", "free", "Closed"]) expect([text, readSpan(text)]).toEqual([text, null])
  for (const text of ["9", "nine to five", "25-26", "9:60-17", "24:00-25:00", "9-17-18"])
    expect([text, readSpan(text)]).toEqual([text, undefined])
  expect(readSpan("22:00-06:00")).toEqual({ from: 1_320, to: 1_800 })
  expect(readSpan("00:00-24:00")).toEqual({ from: 0, to: 1_440 })
  expect(readSpan("06:00-06:00")).toEqual({ from: 360, to: 1_800 })
})

const span = fc
  .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_440 }))
  .map(([from, long]) => ({ from, to: from + long }))

test("[R208] what is shown of a day is read back as the same day", () => {
  fc.assert(
    fc.property(span, (each) => {
      expect(readSpan(spanText(each))).toEqual(each)
    }),
  )
})

test("[R208] every fault names its field, and right fields are read whole", () => {
  const office = "09:00-17:00"
  const right: HoursText = {
    zone: " Europe/London ",
    days: [office, office, office, office, office, "", ""],
    holidays: "2026-12-25, 2026-12-28",
  }
  const read = readHours(right)
  expect(read).toMatchObject({ hours: { zone: "Europe/London", holidays: ["2026-12-25", "2026-12-28"] } })
  if ("hours" in read) expect(readHours(hoursText(read.hours))).toEqual(read)
  const faults = (change: Partial<HoursText>) => readHours({ ...right, ...change })
  expect(faults({ zone: "Europe/Londn" })).toEqual({
    faults: { zone: expect.stringMatching(/^The time zone is no time zone/) as string },
  })
  expect(faults({ days: right.days.map(() => "") })).toEqual({ faults: { week: "The week has at least 5 hours" } })
  expect(faults({ days: right.days.map((_, day) => (day === 2 ? "soon" : "")), holidays: "2026-13-01" })).toEqual({
    faults: {
      2: "Wednesday: write for example 09:00-17:00, or nothing when nobody works",
      holidays: "“2026-13-01” must be a date that exists",
    },
  })
})

test("[R201] outside working hours a clock says when it goes on; paused, done or overdue it says nothing of them", () => {
  const week = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? { from: 540, to: 1_020 } : null))
  const friday = Date.parse("2026-11-27T18:00:00.000Z")
  const hours = calendarOf({ zone: "UTC", week, holidays: [] }, friday)
  const clock = {
    startedAt: "2026-11-27T16:00:00.000Z",
    deadline: "2026-11-30T12:00:00.000Z",
    doneAt: "",
    pausedAt: "",
    show: "left",
  } as const
  expect(rests(clock, hours, friday)).toMatch(/^outside working hours, goes on Mon \d\d:00$/)
  expect(rests(clock, hours, friday - 90 * 60_000)).toBe("")
  expect(rests(clock, null, friday)).toBe("")
  expect(rests({ ...clock, pausedAt: clock.startedAt }, hours, friday)).toBe("")
  expect(rests({ ...clock, doneAt: clock.startedAt }, hours, friday)).toBe("")
  expect(rests({ ...clock, deadline: "2026-11-27T17:00:00.000Z" }, hours, friday)).toBe("")
})

test("[R205][R206] the thread says whom each step told, and who was on duty", () => {
  const said = (facts: object, about: "referral" | "lead" = "referral", type = "clock.escalated") =>
    systemText({ type, by: { id: "hub", name: "", organisation: "hub" }, facts, words: {} } as RoomEvent, about)
  const [mira, jonas] = [{ name: "Mira Okoro" }, { name: "Jonas Okafor" }]
  expect(said({ clock: "decide", step: 1 })).toBe("Still overdue: the platform’s supervisors told")
  expect(said({ clock: "decide", step: 2, onDuty: [mira] })).toBe(
    "Still overdue: the duty officer told, on duty Mira Okoro",
  )
  expect(said({ clock: "answer", step: 1, to: "duty", onDuty: [mira] })).toBe(
    "Still overdue: the duty officer told, on duty Mira Okoro",
  )
  expect(said({ clock: "decide", step: 3, onDuty: [jonas, mira] })).toBe(
    "Still overdue: both sides’ supervisors told, on duty Jonas Okafor and Mira Okoro",
  )
  // Of a lead both clocks are the agency's, also where the log says the step alone.
  expect(said({ clock: "decide", step: 1 }, "lead")).toBe("Still overdue: the duty officer told")
  expect(said({ clock: "decide", step: 2, to: "platform-supervisors" }, "lead")).toBe(
    "Still overdue: the platform’s supervisors told",
  )
  expect(said({ clock: "decide" }, "lead", "clock.breached")).toBe("Overdue: not decided by the NCA in time")
})

test("[R201] what is left is counted in working time: it stands still outside the hours, and a day of it is no day", () => {
  const week = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? { from: 540, to: 1_020 } : null))
  const started = Date.parse("2026-11-27T16:00:00.000Z")
  const hours = calendarOf({ zone: "UTC", week, holidays: [] }, started)
  const clock = {
    startedAt: "2026-11-27T16:00:00.000Z",
    deadline: "2026-11-30T12:00:00.000Z",
    doneAt: "",
    pausedAt: "",
    show: "left",
  } as const
  expect(viewClock(clock, started, hours)).toMatchObject({ state: "running", count: "4:00:00", left: 1 })
  const evening = viewClock(clock, Date.parse("2026-11-27T18:00:00.000Z"), hours)
  expect(evening).toMatchObject({ state: "paused", count: "3:00:00", left: 0.75 })
  expect(viewClock(clock, Date.parse("2026-11-29T18:00:00.000Z"), hours)).toEqual(evening)
  expect(viewClock(clock, Date.parse("2026-11-30T11:30:00.000Z"), hours)).toMatchObject({ state: "urgent" })
  expect(viewClock(clock, Date.parse("2026-11-30T12:10:00.000Z"), hours)).toMatchObject({
    state: "overdue",
    count: "+10:00",
  })
  const long = { ...clock, deadline: "2026-12-09T16:00:00.000Z" }
  expect(viewClock(long, started, hours)).toMatchObject({ count: "64 h" })
  expect(viewClock(long, started)).toMatchObject({ count: "12 d 0 h" })
})
