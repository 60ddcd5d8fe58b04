// What people paste: every row gets a verdict, one thing has one address, and what is shown can be read again. Rules R70-R72.
import fc from "fast-check"
import { expect, test } from "vitest"
import { defang, readAddress, readRows, verdictText, type Address, type Verdict } from "../../protocol/addresses.ts"

const addressOf = (verdict: Verdict): Address | undefined => ("address" in verdict ? verdict.address : undefined)
const canonicalOf = (raw: string): string | undefined => {
  const verdict = readAddress(raw)
  return addressOf(verdict)?.canonical ?? (verdict.kind === "stays" ? verdict.canonical : undefined)
}

const hosts = [
  "www.tiktok.com",
  "m.tiktok.com",
  "vm.tiktok.com",
  "facebook.com",
  "m.facebook.com",
  "fb.watch",
  "www.instagram.com",
  "youtu.be",
  "www.youtube.com",
  "m.youtube.com",
  "x.com",
  "mobile.twitter.com",
  "t.me",
  "example.org",
  "tiktok.com.evil.example",
  "xn--tktok-3va.com",
]
const pieces = [
  "@boat.man",
  "@Boat_MAN",
  "video",
  "7300000000000000001",
  "watch",
  "?v=abc-DEF_123",
  "reel",
  "p",
  "status",
  "groups",
  "posts",
  "#",
  "%",
  "%F0%9F%9A%A2",
  "é",
  "?",
  "&",
  "utm_source=x",
  "..",
  "//",
  ":8080",
  "profile.php?id=1000",
  "stories",
  "shorts",
  "hashtag",
  "tag",
  "\u200b",
  " ",
]
const pasted = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc
    .tuple(
      fc.constantFrom("", "https://", "http://", "hxxps://", "HTTPS://", "//", "javascript:", "- ", "1. ", "«"),
      fc.constantFrom(...hosts),
      fc.array(fc.constantFrom(...pieces), { maxLength: 6 }),
    )
    .map(([start, host, path]) => `${start}${host}/${path.join("/")}`),
  fc
    .tuple(
      fc.constantFrom("+44", "0", "00", "tel:+", "(0)", "#"),
      fc.string({ unit: fc.constantFrom(..."0123456789 ()-."), maxLength: 16 }),
    )
    .map((parts) => parts.join("")),
)
const runs = { numRuns: 5_000 }

test("[R70] any text gets a verdict with a sentence, and reading never throws", () => {
  fc.assert(
    fc.property(pasted, (raw) => {
      expect(verdictText(readAddress(raw)).length).toBeGreaterThan(0)
    }),
    runs,
  )
})

test("[R70] every row of a paste that is not blank gets a verdict, numbered in order", () => {
  fc.assert(
    fc.property(fc.array(pasted), fc.constantFrom("\n", "\r\n", "\t", "\u2028"), (raws, line) => {
      const text = raws.join(line)
      const rows = readRows(text)
      expect(rows.map((row) => row.row)).toEqual(rows.map((_, index) => index + 1))
      const kept = (from: string) => from.replace(/[\s,;]/g, "")
      expect(kept(rows.map((row) => row.raw).join(""))).toBe(kept(text))
      for (const { verdict } of rows)
        if (verdict.kind === "merged")
          expect(addressOf(rows[verdict.row - 1]!.verdict)?.canonical).toBe(verdict.address.canonical)
    }),
    { numRuns: 1_000 },
  )
})

test("[R71] a canonical address is a fixed point", () => {
  fc.assert(
    fc.property(pasted, (raw) => {
      const canonical = canonicalOf(raw)
      if (canonical === undefined || canonical.length > 2_048) return
      expect([raw, canonicalOf(canonical)]).toEqual([raw, canonical])
      expect(addressOf(readAddress(canonical))?.kind).toBe(addressOf(readAddress(raw))?.kind)
    }),
    runs,
  )
})

test("[R72] a shown address is defanged, and reading it again gives the same canonical address", () => {
  fc.assert(
    fc.property(pasted, (raw) => {
      const canonical = canonicalOf(raw)
      if (canonical === undefined || canonical.length > 2_000) return
      const shown = defang(canonical)
      expect(shown).not.toMatch(/https?:/i)
      expect([raw, canonicalOf(shown)]).toEqual([raw, canonical])
    }),
    runs,
  )
})

test("[R71] mobile hosts, tracking parameters and the letter case of hosts make no difference", () => {
  const same = [
    [
      "https://www.tiktok.com/@boat.man",
      "https://m.tiktok.com/@Boat.Man?lang=en&_t=1",
      "HTTPS://TIKTOK.COM/@boat.man/",
      "tiktok[.]com/@boat.man",
      "- hxxps://www.tiktok.com/@boat.man?utm_source=a,",
    ],
    [
      "https://www.youtube.com/watch?v=abcDEF123_-",
      "https://youtu.be/abcDEF123_-?si=x",
      "https://m.youtube.com/watch?v=abcDEF123_-&t=10",
      "youtube.com/embed/abcDEF123_-",
    ],
    [
      "https://x.com/boatman/status/1700000000000000001",
      "https://twitter.com/BoatMan/status/1700000000000000001?s=20",
      "https://mobile.twitter.com/boatman/status/1700000000000000001",
    ],
    [
      "https://www.facebook.com/boat.man",
      "https://m.facebook.com/Boat.Man?mibextid=x",
      "https://mbasic.facebook.com/boat.man",
      "fb.com/boat.man",
    ],
    [
      "https://www.instagram.com/reel/Cabc_-123/",
      "instagram.com/reels/Cabc_-123?igsh=x",
      "https://www.instagram.com/boatman/reel/Cabc_-123",
    ],
    ["+447700900219", "07700 900219", "+44 (0)7700 900219", "0044 7700-900219", "tel:+447700900219"],
  ]
  for (const [first, ...others] of same)
    for (const other of others) expect([other, canonicalOf(other)]).toEqual([other, canonicalOf(first!)])
})

const forms: [string, string, string][] = [
  ["https://www.tiktok.com/@boat.man", "ready account tiktok", "https://tiktok.com/@boat.man"],
  [
    "https://www.tiktok.com/@boat.man/video/7300000000000000001?is_from_webapp=1",
    "ready video tiktok",
    "https://tiktok.com/@boat.man/video/7300000000000000001",
  ],
  ["https://www.tiktok.com/@boat.man/live", "ready live tiktok", "https://tiktok.com/@boat.man/live"],
  [
    "https://www.tiktok.com/@boat.man/photo/7300000000000000001",
    "ready post tiktok",
    "https://tiktok.com/@boat.man/photo/7300000000000000001",
  ],
  ["https://vm.tiktok.com/ZMabc123/", "look post tiktok short-link", "https://vm.tiktok.com/ZMabc123"],
  ["https://www.tiktok.com/tag/boat", "ready hashtag tiktok", "https://tiktok.com/tag/boat"],
  ["https://www.facebook.com/boat.man", "ready page facebook", "https://facebook.com/boat.man"],
  [
    "https://www.facebook.com/profile.php?id=100012345",
    "ready account facebook",
    "https://facebook.com/profile.php?id=100012345",
  ],
  ["https://www.facebook.com/groups/boats", "ready group facebook", "https://facebook.com/groups/boats"],
  [
    "https://www.facebook.com/groups/boats/permalink/123",
    "ready post facebook",
    "https://facebook.com/groups/boats/posts/123",
  ],
  ["https://www.facebook.com/watch/?v=123", "ready video facebook", "https://facebook.com/watch?v=123"],
  ["https://www.facebook.com/reel/123", "ready short facebook", "https://facebook.com/reel/123"],
  ["https://www.facebook.com/ads/library/?id=123", "ready advert facebook", "https://facebook.com/ads/library?id=123"],
  ["https://fb.watch/abc123/", "look post facebook short-link", "https://fb.watch/abc123"],
  [
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.tiktok.com%2F%40boat",
    "ready account tiktok",
    "https://tiktok.com/@boat",
  ],
  ["https://www.instagram.com/boat.man/", "ready account instagram", "https://instagram.com/boat.man"],
  ["https://www.instagram.com/p/Cabc/", "ready post instagram", "https://instagram.com/p/Cabc"],
  ["https://www.instagram.com/reel/Cabc/?igsh=1", "ready short instagram", "https://instagram.com/reel/Cabc"],
  [
    "https://www.instagram.com/stories/boat.man/123/",
    "ready story instagram",
    "https://instagram.com/stories/boat.man/123",
  ],
  ["https://www.youtube.com/@BoatMan", "ready channel youtube", "https://youtube.com/@boatman"],
  ["https://www.youtube.com/channel/UCabcDEF", "ready channel youtube", "https://youtube.com/channel/UCabcDEF"],
  ["https://www.youtube.com/shorts/abc", "ready short youtube", "https://youtube.com/shorts/abc"],
  ["https://www.youtube.com/live/abc", "ready live youtube", "https://youtube.com/live/abc"],
  ["https://youtu.be/abcDEF", "ready video youtube", "https://youtube.com/watch?v=abcDEF"],
  ["https://x.com/boatman", "ready account x", "https://x.com/boatman"],
  [
    "https://twitter.com/boatman/status/1700000000000000001",
    "ready post x",
    "https://x.com/i/status/1700000000000000001",
  ],
  ["https://t.co/abc", "look post x short-link", "https://t.co/abc"],
  ["https://x.com/a_name_that_is_too_long", "look account x handle-too-long", "https://x.com/a_name_that_is_too_long"],
  ["https://www.tiktok.com/something/else", "look post tiktok unknown-form", "https://tiktok.com/something/else"],
  ["https://t.me/boats", "stays", "https://t.me/boats"],
  ["https://boats.example/page?utm_source=x", "stays", "https://boats.example/page"],
  ["#BoatTrip", "look hashtag null tick-platforms", "#boattrip"],
  ["#قارب", "look hashtag null tick-platforms", "#قارب"],
  ["07700 900219", "look phone null tick-platforms", "+447700900219"],
  ["+33 6 12 34 56 78", "look phone null tick-platforms", "+33612345678"],
  ["D41D8CD98F00B204E9800998ECF8427E", "look hash null tick-platforms", "md5:d41d8cd98f00b204e9800998ecf8427e"],
  ["https://tiktok.com.evil.example/@boat", "stays", "https://tiktok.com.evil.example/@boat"],
  ["https://tiktok-login.com/@boat", "refused look-alike", ""],
  ["https://user:pass@www.tiktok.com/@boat", "refused login-in-address", ""],
  ["javascript:alert(1)", "refused scheme", ""],
  ["https://www.tiktok.com/@bo\u202eat", "refused hidden-characters", ""],
  ["a note to myself", "refused not-an-address", ""],
  [`https://x.com/${"a".repeat(3_000)}`, "refused too-long", ""],
]

test.each(forms)("[R70][R71] %s", (raw, expected, canonical) => {
  const verdict = readAddress(raw)
  const address = addressOf(verdict)
  const said = [
    verdict.kind,
    ...(address ? [address.kind, String(address.platform)] : []),
    ...("why" in verdict ? [verdict.why] : []),
  ].join(" ")
  expect([said, canonicalOf(raw) ?? ""]).toEqual([expected, canonical])
})

test("[R71] an unknown form on a host of short links is not turned into what its home would read", () => {
  // It was: YouTube then never received its referral, because the hub read the canonical address as a channel. [R33]
  const address = addressOf(readAddress("https://youtu.be/@boat.man"))!
  expect(addressOf(readAddress(address.canonical))).toEqual(address)
})

test("[R70] the same thing twice is merged into the first row, across pastes too", () => {
  const first = readRows("https://x.com/boat\nhttps://twitter.com/Boat\t#tag")
  expect(first.map((row) => row.verdict.kind)).toEqual(["ready", "merged", "look"])
  const second = readRows("#TAG, https://x.com/other", first)
  expect(second.map(({ row, verdict }) => [row, verdict.kind, verdict.kind === "merged" ? verdict.row : 0])).toEqual([
    [4, "merged", 3],
    [5, "ready", 0],
  ])
})
