// What clocks, times and hidden characters look like: the pure functions under the parts.
import { describe, expect, test } from "vitest"
import { viewClock } from "../../client/parts/clock-view.ts"
import { textParts } from "../../client/parts/odd-characters.ts"
import { Ticker } from "../../client/parts/ticker.ts"
import { countdown, elapsed, exact, moment, relative, span, spokenSpan } from "../../client/parts/times.ts"

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const now = Date.parse("2026-11-25T14:07:31Z")
const at = (apartMs: number) => new Date(now + apartMs).toISOString()

describe("counts", () => {
  test("say what is left, and how far it is past", () => {
    expect(countdown(38 * minute + 49 * second)).toBe("38:49")
    expect(countdown(hour + 54 * minute + 39 * second)).toBe("1:54:39")
    expect(countdown(24 * hour)).toBe("24:00:00")
    expect(countdown(51 * hour)).toBe("2 d 3 h")
    expect(countdown(-16 * minute - 11 * second)).toBe("+16:11")
  })
  test("are rounded so that 0:00 means gone", () => {
    expect(countdown(1)).toBe("0:01")
    expect(countdown(0)).toBe("0:00")
    expect(countdown(-1)).toBe("+0:00")
    expect(elapsed(59_999)).toBe("0:59")
  })
  test("of nothing are empty", () => expect(countdown(Number.NaN)).toBe(""))
})

test("spans are said in few words, and in whole ones to a screen reader", () => {
  expect([19 * second, 18 * minute, hour + 54 * minute, 2 * hour, 51 * hour].map(span)).toEqual([
    "19 s",
    "18 min",
    "1 h 54 min",
    "2 h",
    "2 d 3 h",
  ])
  expect(spokenSpan(hour + 54 * minute)).toBe("1 hour 54 minutes")
})

describe("moments", () => {
  test("are as short as is clear", () => {
    expect(moment(at(-minute), now, "Europe/London")).toBe("14:06")
    expect(moment("2026-11-24T16:02:00Z", now, "Europe/London")).toBe("Tue 16:02")
    expect(moment("2026-09-01T16:02:00Z", now, "UTC")).toBe("1 Sep 16:02")
    expect(moment("2025-11-24T16:02:00Z", now, "UTC")).toBe("24 Nov 2025")
    expect(moment("not a time", now)).toBe("")
  })
  test("relative ones become the moment itself after a day", () => {
    expect(relative(at(-10 * second), now)).toBe("now")
    expect(relative(at(-3 * minute), now)).toBe("3 min ago")
    expect(relative(at(22 * minute), now)).toBe("in 22 min")
    expect(relative(at(-2 * hour), now)).toBe("2 h ago")
    expect(relative("2026-11-23T16:02:00Z", now, "UTC")).toBe("Mon 16:02")
  })
  test("exact ones carry their zone", () => {
    expect(exact("2026-11-25T14:07:31Z", "Europe/London")).toBe("Wed 25 Nov 2026, 14:07:31 GMT")
    expect(exact("2026-07-25T14:07:31Z", "Europe/London")).toBe("Sat 25 Jul 2026, 15:07:31 BST")
  })
})

describe("a clock", () => {
  const facts = {
    startedAt: at(-50 * minute),
    deadline: at(10 * minute),
    doneAt: "",
    pausedAt: "",
    show: "left",
  } as const

  test("is urgent under a fifth and overdue past its end", () => {
    expect(viewClock(facts, now)).toMatchObject({ state: "urgent", count: "10:00" })
    expect(viewClock(facts, now - 30 * minute)).toMatchObject({ state: "running", count: "40:00" })
    expect(viewClock(facts, now + 26 * minute)).toMatchObject({ state: "overdue", count: "+16:00", left: 1 })
  })
  test("stands still while it is paused", () => {
    const paused = { ...facts, pausedAt: at(-20 * minute) }
    expect(viewClock(paused, now)).toEqual(viewClock(paused, now + hour))
    expect(viewClock(paused, now)).toMatchObject({ state: "paused", count: "30:00", left: 0.5 })
  })
  test("says how long its act took, and whether in time", () => {
    expect(viewClock({ ...facts, doneAt: at(0) }, now)).toMatchObject({ state: "in time", count: "50:00" })
    expect(viewClock({ ...facts, doneAt: at(11 * minute) }, now)).toMatchObject({ state: "late" })
  })
})

test("the ticker runs on the server's time and only while somebody listens", () => {
  const ticker = new Ticker(() => now)
  let ticks = 0
  const stop = ticker.listen(() => ticks++)
  ticker.setOffset(2500)
  expect(ticker.now()).toBe(now + 2500)
  expect(ticks).toBe(1)
  stop()
  ticker.tick()
  expect(ticks).toBe(1)
})

describe("hidden characters", () => {
  const shown = (text: string) => textParts(text).map((part) => (part.kind === "plain" ? part.text : `[${part.code}]`)).join("") // prettier-ignore

  test("that turn or hide text are shown", () => {
    expect(shown("a\u202Egnp.exe")).toBe("a[U+202E]gnp.exe")
    expect(shown("pass\u200Bword\u0007")).toBe("pass[U+200B]word[U+0007]")
    expect(shown("a\u200Cb")).toBe("a[U+200C]b")
  })
  test("that scripts and emoji need stay", () => {
    expect(textParts("می\u200cخواهم")).toHaveLength(1)
    expect(textParts("👨\u200d👩\u200d👧 ✔\ufe0f 🏴\u{e0067}\u{e0062}\u{e007f}")).toHaveLength(1)
    expect(textParts("سلام\u200f 300")).toHaveLength(1)
  })
  test("line ends are kept and made one kind", () => expect(shown("a\r\nb\rc\td")).toBe("a\nb\nc\td"))
})
