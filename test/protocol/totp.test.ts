// Codes by time against the RFC's own vectors, and the window in which they are taken. Rule R181.
import { expect, test } from "vitest"
import { base32, matchingStep, otpauthAddress, stepOf, totp } from "../../server/identity/totp.ts"

const digits = "1234567890"
const seed = (length: number) => Buffer.from(digits.repeat(7).slice(0, length))

test("[R181] RFC 6238, appendix B: every vector of the three algorithms", () => {
  const vectors: [number, string, string, string][] = [
    [59, "94287082", "46119246", "90693936"],
    [1_111_111_109, "07081804", "68084774", "25091201"],
    [1_111_111_111, "14050471", "67062674", "99943326"],
    [1_234_567_890, "89005924", "91819424", "93441116"],
    [2_000_000_000, "69279037", "90698825", "38618901"],
    [20_000_000_000, "65353130", "77737706", "47863826"],
  ]
  for (const [seconds, one, two, five] of vectors) {
    const step = stepOf(seconds * 1_000)
    expect(totp(seed(20), step, 8, "sha1")).toBe(one)
    expect(totp(seed(32), step, 8, "sha256")).toBe(two)
    expect(totp(seed(64), step, 8, "sha512")).toBe(five)
  }
})

test("[R181] RFC 4226, appendix D: every vector", () => {
  const codes = "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split(" ")
  expect(codes.map((_code, counter) => totp(seed(20), counter))).toEqual(codes)
})

test("[R181] a code is taken one step early to one step late, and at no other time", () => {
  const [secret, nowMs] = [seed(20), 1_700_000_015_000]
  const now = stepOf(nowMs)
  const taken = [-3, -2, -1, 0, 1, 2, 3].map((n) => matchingStep(secret, totp(secret, now + n), nowMs))
  expect(taken).toEqual([undefined, undefined, now - 1, now, now + 1, undefined, undefined])
  for (const wrong of ["", "12345", `${totp(secret, now)}0`, totp(secret, now).slice(1), "abcdef", "１２３４５６"])
    expect(matchingStep(secret, wrong, nowMs)).toBeUndefined()
})

test("[R181] the secret is written as RFC 4648's base 32, in an address that apps read", () => {
  const written = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map((each) => base32(Buffer.from(each)))
  expect(written).toEqual(["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"])
  const address = new URL(otpauthAddress("dara@nca.example", seed(20)))
  expect([address.protocol, address.host, decodeURIComponent(address.pathname)]).toEqual([
    "otpauth:",
    "totp",
    "/Joint Action Hub:dara@nca.example",
  ])
  expect(Object.fromEntries(address.searchParams)).toEqual({
    secret: base32(seed(20)),
    issuer: "Joint Action Hub",
  })
})
