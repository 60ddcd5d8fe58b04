// How search reads: every language's words in all their writings, numbers, addresses, references, operators; and that an index by terms
// can lose nothing. Rules R155-R158.
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  askedTerms,
  excerptOf,
  holds,
  indexTerms,
  operators,
  parseQuery,
  queryLongest,
  said,
  standings,
  type SearchQuery,
} from "../../protocol/search.ts"
import { fold, pieces, withAsciiDigits } from "../../protocol/search/words.ts"

const runs = { numRuns: 2_000 }

function read(text: string): SearchQuery {
  const query = parseQuery(text)
  if ("error" in query) throw new Error(`${text}: ${query.error.rule}`)
  return query
}

/** Whether the query finds the text, by the words themselves and by the terms of an index, which must agree. */
function finds(query: string, text: string, from: readonly string[] = [], facts: readonly string[] = []): boolean {
  const { clauses } = read(query)
  const says = said([text], from, facts)
  const found = clauses.length > 0 && clauses.every((clause) => holds(clause, says))
  const terms = new Set(indexTerms(says))
  const proposed = askedTerms(clauses).every((term) => terms.has(term))
  if (found && !proposed) throw new Error(`the index would not propose "${text}" for "${query}"`)
  return found
}

const sameWords: readonly [string, string, string][] = [
  ["Arabic harakat", "قارب", "قَارِبٌ في الليل"],
  ["Arabic tatweel", "قارب", "قـــارب"],
  ["Arabic alef maqsura", "على", "علي"],
  ["Arabic ta marbuta", "رحلة", "رحله"],
  ["Farsi and Arabic yeh", "قایق", "قايق"],
  ["Farsi and Arabic kaf", "کمک", "كمك"],
  ["a Farsi joiner", "می‌خواهم", "میخواهم"],
  ["the half behind a Farsi joiner", "خواهم", "می‌خواهم"],
  ["Dari", "قاچاقبر", "قاچاق‌بر"],
  ["Sorani in two writings", "بەلەم", "به‌له‌م"],
  ["Sorani vowels", "ڕۆژ", "روژ"],
  ["Pashto yeh", "کښتۍ", "کښتي"],
  ["Turkish dotted capital", "ingiltere", "İNGİLTERE"],
  ["Turkish dotless i", "ışık", "ISIK"],
  ["Turkish typed without its letters", "isik", "ışık"],
  ["Vietnamese tones", "thuyen", "chiếc thuyền"],
  ["Vietnamese đ", "duong", "Đường"],
  ["Albanian", "varke", "varkë"],
  ["French", "traversee", "TRAVERSÉE"],
  ["English case, and a beginning", "cross", "Crossing"],
  ["digits of Farsi", "۲۵۰۰", "2500 pounds"],
  ["a hidden character within", "boat", "bo\u200bat"],
]

test.each(sameWords)("[R155] the same word is found in its other writing: %s", (_what, one, other) => {
  expect(finds(one, `x ${other} y`)).toBe(true)
  expect(finds(other.split(" ")[0]!, `x ${other} y`)).toBe(true)
})

test("[R155] another word is not found", () => {
  for (const [query, text] of [
    ["boats", "boat"],
    ["oat", "boat"],
    ["قارب", "قریب"],
    ["thuyen", "thuê"],
    ["boat price", "boat"],
  ] as const)
    expect([query, finds(query, text)]).toEqual([query, false])
})

test("[R155] folding is stable, and digits of every script keep their places", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      expect(fold(fold(text))).toBe(fold(text))
      expect(withAsciiDigits(text).length).toBe(text.length)
      for (const { from, to } of pieces(text)) expect(0 <= from && from < to && to <= text.length).toBe(true)
    }),
    runs,
  )
})

const letters = [..."abzçşıİIđëéÀß", ..."قاربيىیكکگهةەھۆڕٱۍېń", ..."thuyềnườ", ..."٠۷9_", "\u200c", "\u064e", "\u0640"]
const word = fc
  .string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 12 })
  .filter((each) => [...fold(each).replaceAll(/[^\p{L}\p{N}]/gu, "")].length >= 2)

test("[R155][R156] every word is found by every beginning of two letters or more, whatever stands around it", () => {
  fc.assert(
    fc.property(word, word, word, fc.nat(), (one, two, three, cut) => {
      const folded = [...fold(two.split("_")[0]!)]
      fc.pre(folded.length >= 2)
      const beginning = folded.slice(0, 2 + (cut % (folded.length - 1))).join("")
      fc.pre(!("error" in parseQuery(beginning)) && read(beginning).clauses.length > 0)
      expect([beginning, finds(beginning, `${one} ${two.split("_")[0]!} ${three}`)]).toEqual([beginning, true])
    }),
    runs,
  )
})

test("[R156] an index by terms proposes whatever fits: no query of any text loses a find to it", () => {
  const part = fc.oneof(
    word,
    fc.constantFrom(
      "@boat.man",
      "+44 7700 900219",
      "07700900219",
      "https://m.tiktok.com/@boat.man",
      "TT-0412",
      "t.me/x",
    ),
  )
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.array(part, { maxLength: 8 }), (asked, around) => {
      const query = parseQuery(asked.join(" "))
      fc.pre(!("error" in query))
      // `finds` throws where the two disagree.
      finds(asked.join(" "), [...around, ...asked].join(" "))
    }),
    runs,
  )
})

const numbers = [
  "+44 7700 900219",
  "+447700900219",
  "07700 900 219",
  "07700900219",
  "0044 7700 900219",
  "+44 (0)7700 900219",
  "(07700) 900-219",
  "٠٧٧٠٠٩٠٠٢١٩",
  "۰۷۷۰۰ ۹۰۰۲۱۹",
]

test("[R156] a phone number is found in all its writings by all of them, and by any part", () => {
  for (const one of numbers)
    for (const other of numbers) expect([one, other, finds(one, `ring ${other} tonight`)]).toEqual([one, other, true])
  expect(finds("7700900219", "ring +44 7700 900219")).toBe(true)
  expect(finds("0555 123 45 67", "+90 555 123 4567")).toBe(true)
  expect(finds("+44 7700 900218", "ring +44 7700 900219")).toBe(false)
})

const addresses = [
  "https://www.tiktok.com/@boat.man",
  "https://m.tiktok.com/@boat.man?lang=ar",
  "hxxps://www[.]tiktok[.]com/@boat.man",
  "tiktok[.]com/@Boat.Man",
  "www.tiktok.com/@boat.man",
]

test("[R156] an address is found in all its forms by all of them; an account finds its posts, a post only itself", () => {
  for (const one of addresses)
    for (const other of addresses) expect([one, other, finds(one, `see ${other} now`)]).toEqual([one, other, true])
  const post = "https://www.tiktok.com/@boat.man/video/7300000000000000001"
  expect(finds(addresses[1]!, post)).toBe(true)
  expect(finds(post, addresses[0]!)).toBe(false)
  expect(finds("@boat.man", post)).toBe(true)
  expect(finds("@oat.m", `write to @boat.man`)).toBe(true)
  expect(finds("hxxps://t[.]me/boats", "https://t.me/boats")).toBe(true)
})

test("[R156] a reference is found with and without zeros, a hash with and without its kind, and who wrote is not what was written", () => {
  for (const query of ["TT-0412", "tt-412", "tt0412"])
    for (const text of ["see TT-0412", "see tt-412"]) expect([query, finds(query, text)]).toEqual([query, true])
  const hash = "ab".repeat(32)
  expect(finds(`sha256:${hash.toUpperCase()}`, `sha256:${hash}`)).toBe(true)
  expect(finds(hash, `sha256:${hash}`)).toBe(true)
  expect(finds("from:ana", "boat", ["Ana Rahimi", "tiktok"])).toBe(true)
  expect(finds(`from:"ana rahimi" boat`, "boat", ["Ana Rahimi", "tiktok"])).toBe(true)
  expect(finds("from:ana", "ana", ["Ben", "tiktok"])).toBe(false)
  expect(finds("theme:lorry", "x", [], ["theme lorry"])).toBe(true)
  expect(finds(`theme:"Boat crossing"`, "x", [], ["theme boat-crossing"])).toBe(true)
  expect(finds("lang:arabic priority:p1", "x", [], ["lang ar", "priority P1"])).toBe(true)
  expect(finds("lang:ar", "x", [], ["lang fa"])).toBe(false)
})

test("[R157] any text is a query or says what is wrong in a sentence; nothing throws", () => {
  const named = fc.constantFrom(...Object.keys(operators), "nonsense", "https", "constructor", "__proto__")
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: queryLongest + 20 }),
    fc
      .array(fc.tuple(named, fc.string({ unit: "grapheme", maxLength: 12 })), { maxLength: 5 })
      .map((all) => all.map(([name, value]) => `${name}:${value}`).join(" ")),
  )
  fc.assert(
    fc.property(text, (each) => {
      const query = parseQuery(each)
      if ("error" in query) expect(query.error.rule.length).toBeGreaterThan(10)
      else for (const term of askedTerms(query.clauses)) expect(term).not.toBe("")
    }),
    { numRuns: 5_000 },
  )
})

test("[R157] what does not fit an operator says what would", () => {
  const rule = (text: string) => {
    const query = parseQuery(text)
    return "error" in query ? query.error.rule : "none"
  }
  expect(rule("is:late")).toBe(`is: takes ${Object.keys(standings).join(", ")}`)
  expect(rule("before:2026-02-30")).toBe("before: takes a day such as 2026-11-01")
  expect(rule("before:yesterday")).toBe("before: takes a day such as 2026-11-01")
  expect(rule("from:")).toBe("from: takes a name or an organisation")
  expect(rule("form:ana")).toContain(`there is no "form:"; there are from:`)
  expect(rule("theme:boat")).toContain("theme: takes boat-crossing, lorry")
  expect(rule("x".repeat(queryLongest + 1))).toContain(`at most ${queryLongest} characters`)
  expect(rule("ab ".repeat(13))).toContain("at most 12 words")
  expect(read("is:overdue").kinds).toEqual(["referral", "lead"])
  expect(read("is:open is:claimed").kinds).toEqual(["referral"])
  expect(read("is:sent").kinds).toEqual(["item"])
  expect(read("before:2026-11-02 after:2026-11-01")).toMatchObject({
    before: Date.parse("2026-11-02T00:00:00Z"),
    after: Date.parse("2026-11-01T00:00:00Z"),
  })
})

test("[R158] marks lie within the excerpt, ascending and apart, and the excerpt is a stretch of the text", () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 80 }), fc.nat(), (words, pick) => {
      const text = words.join(" ")
      const query = parseQuery(words[pick % words.length]!)
      fc.pre(!("error" in query) && query.clauses.length > 0)
      const excerpt = excerptOf([text], query.clauses)
      expect(text).toContain(excerpt.text.replace(/^… /, "").replace(/ …$/, ""))
      let before = 0
      for (const [from, to] of excerpt.marks) {
        expect(before <= from && from < to && to <= excerpt.text.length).toBe(true)
        before = to + 1
      }
    }),
    runs,
  )
})

test("[R158] of a long text the stretch around what was asked for is shown, and that is marked", () => {
  const text = `${"الكلام ".repeat(60)}call 07700 900219 for the قارب ${"then ".repeat(60)}`
  const { text: shown, marks } = excerptOf([text], read("قَارب +447700900219").clauses)
  expect(marks.map(([from, to]) => shown.slice(from, to))).toEqual(["07700 900219", "قارب"])
  expect(shown.startsWith("… ") && shown.endsWith(" …")).toBe(true)
  expect(excerptOf(["", "the first"], []).text).toBe("the first")
  expect(shown.isWellFormed()).toBe(true)
})
