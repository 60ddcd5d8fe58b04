// Outcomes pasted back: every line gets a verdict, the forms of addresses do not matter, and what most lines say is the common outcome.
// Rules R34, R38, R70, R168.
import fc from "fast-check"
import * as v from "valibot"
import { expect, test } from "vitest"
import { bodiesOf, emptyChoice, type Work } from "../../client/screens/outcome/choice.ts"
import { readPasted, taken } from "../../client/screens/outcome/pasted.ts"
import { outcomeFacts } from "../../protocol/topics/outcome.ts"
import { limits } from "../../protocol/wire.ts"
import { sampleItem } from "../protocol/samples.ts"

const items = [
  sampleItem({ n: 1, kind: "account", address: "https://tiktok.com/@demo.one" }),
  sampleItem({ n: 2, kind: "account", address: "https://tiktok.com/@demo.two" }),
  sampleItem({ n: 3, kind: "video", address: "https://tiktok.com/@demo.one/video/729" }),
  sampleItem({ n: 4, kind: "phone", address: "+447700900219" }),
  sampleItem({ n: 5, kind: "account", address: "https://tiktok.com/@demo.done", state: "decided" }),
]
const read = (text: string) => readPasted(text, items, emptyChoice, Date.parse("2026-11-25T14:00:00Z"))

test("[R70] the address of a pasted line may be raw, defanged, mobile or a number with spaces; cells or words follow it", () => {
  const lines = read(
    [
      "https://www.tiktok.com/@demo.one\tterminated\t4.2",
      "hxxps://m[.]tiktok[.]com/@demo.two suspended",
      "https://tiktok.com/@demo.one/video/729?is_from=web | Removed | 4.3",
      "07700 900 219 searched and acted",
    ].join("\n"),
  )
  expect(lines.map(({ item, choice, why }) => [item?.n, Object.values(choice?.actions ?? {})[0], why])).toEqual([
    [1, "terminated", ""],
    [2, "suspended", ""],
    [3, "removed", ""],
    [4, "searched-and-acted", ""],
  ])
  expect(lines[0]!.choice!.rule).toBe("4.2")
  expect(lines[1]!.still).toBe("Name the rule of your terms that it breaks.")
})

test("[R70] what cannot be taken says why, and a reason is an outcome too", () => {
  expect(
    read(
      "@stranger removed\nhttps://www.tiktok.com/@demo.done terminated\nhttps://www.tiktok.com/@demo.one\nhttps://www.tiktok.com/@demo.two exploded",
    ).map(({ why }) => why),
  ).toEqual([
    "Not an item of this referral",
    "It is not open",
    "What was done about it?",
    "“exploded” is no outcome here: terminated, suspended, feature-limited, or a reason",
  ])
  const [gone, again] = read("https://www.tiktok.com/@demo.one gone\nhttps://www.tiktok.com/@demo.one terminated")
  expect(gone!.choice).toMatchObject({ actions: { account: "none" }, reason: "gone-before" })
  expect(again!.why).toBe("The same item as in line 1")
})

test("[R34] what most lines say becomes the common outcome, the exceptions their own", () => {
  const lines = read(
    "https://www.tiktok.com/@demo.one terminated\nhttps://www.tiktok.com/@demo.two terminated\nhttps://www.tiktok.com/@demo.one/video/729 news",
  )
  const before: Work = { together: [1, 2, 3], common: emptyChoice, own: {} }
  const work = taken(before, lines)
  expect(work.together).toEqual([1, 2])
  expect(work.common.actions).toEqual({ account: "terminated" })
  expect(work.own[3]).toMatchObject({ actions: { content: "none" }, reason: "news-research-advocacy" })
  // Item 4 is in no line and stays in the common outcome: then that outcome is left alone.
  const kept = taken({ ...before, together: [1, 2, 3, 4] }, lines)
  expect(kept.together).toEqual([4])
  expect(kept.common).toEqual(emptyChoice)
  expect(Object.keys(kept.own)).toEqual(["1", "2", "3"])
})

test("[R70] every line that is not blank has one verdict, and no item is taken twice", () => {
  const address = fc.constantFrom(...items.map((item) => item.address), "https://example.example/x", "nonsense")
  const word = fc.constantFrom("terminated", "removed", "news", "", "exploded", "blocked from search")
  const line = fc.tuple(address, fc.constantFrom(" ", "\t", " | ", ", "), word).map((parts) => parts.join(""))
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 30 }), (raws) => {
      const text = raws.join("\n")
      const lines = read(text)
      const full = text.split(/\r\n|[\n\r\u2028\u2029]/).filter((each) => each.trim() !== "")
      expect(lines.map((each) => each.raw)).toEqual(full.map((each) => each.trim()))
      for (const each of lines) expect(Boolean(each.choice) !== Boolean(each.why)).toBe(true)
      const numbers = lines.flatMap((each) => (each.choice ? [each.item!.n] : []))
      expect(new Set(numbers).size).toBe(numbers.length)
    }),
  )
})

test("[R38][R168] outcomes of two thousand items go into as many events as it takes: each item once, none too large for a call", () => {
  const many = Array.from({ length: 2_000 }, (_, index) =>
    sampleItem({ n: index + 1, kind: "account", address: `https://tiktok.com/@demo.${index}` }),
  )
  const together = {
    ...emptyChoice,
    actions: { account: "terminated" as const, content: "removed" as const },
    rule: "4.2",
  }
  const own = (n: number) => ({ ...together, sweep: "x".repeat(1_000), rule: `Rule ${n}` })
  for (const choiceOf of [() => together, own]) {
    const bodies = bodiesOf(
      many.map((item) => ({ item, choice: choiceOf(item.n) })),
      "2026-11-25T14:00:00.000Z",
      new Map(),
    )
    const named = bodies.map(({ facts }) => facts.outcomes.flatMap((each) => each.items.map(({ n }) => n)))
    expect(named.flat()).toEqual(many.map(({ n }) => n))
    for (const [index, body] of bodies.entries()) {
      expect(v.safeParse(outcomeFacts, body.facts).issues).toBeUndefined()
      expect(named[index]!.length).toBeLessThanOrEqual(200)
      expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(limits.messageBytes * 0.75)
    }
  }
})
