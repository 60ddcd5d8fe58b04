// One reading of text for search, whatever the store: letters of all ten languages folded, digits of every script made ASCII, and
// the addresses, handles and numbers that stand in it. Used by search.ts and by the hub's search. Rules R155-R157.
import { readAddress, type Address } from "../addresses.ts"

/** What search reads at one place of a text. `from` and `to` are offsets of the text as it was written. */
export interface Piece {
  from: number
  to: number
  /** folded words: a query's word finds what begins with it */
  words: readonly string[]
  /** a handle, or the digits of a number: found by any three characters or more of it */
  string?: string
  /** canonical address, and the account that it belongs to */
  exact?: readonly string[]
}

const longestWord = 64

// Letters that Unicode does not take apart, or that one language writes differently from the next.
const alike: Record<string, string> = {
  ı: "i",
  đ: "d",
  ð: "d",
  ø: "o",
  ł: "l",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ې: "ي",
  ۍ: "ي",
  ێ: "ي",
  ے: "ي",
  ك: "ک",
  ڪ: "ک",
  ګ: "گ",
  ة: "ه",
  ە: "ه",
  ھ: "ه",
  ہ: "ه",
  ۆ: "و",
  ڕ: "ر",
  ڵ: "ل",
}
const alikeLetters = new RegExp(`[${Object.keys(alike).join("")}]`, "gu")

/** The same letters for the same word: case, accents, harakat, tatweel and hidden characters make no difference. [R155] */
export function fold(text: string): string {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.toLowerCase()
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}\u0640]/gu, "")
    .replace(alikeLetters, (letter) => alike[letter]!)
    .replace(/(?![0-9])\p{Nd}/gu, digit)
}

/** Every decimal digit stands in a run of ten, zero first. */
function digit(character: string): string {
  let value = 0
  for (let code = character.codePointAt(0)! - 1; value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code)); code--)
    value += 1
  return String(value)
}

const compound = /[\p{L}\p{N}\p{M}\p{Cf}]+(?:[-._'’][\p{L}\p{N}\p{M}\p{Cf}]+)*/gu

/** The folded words of one written word: its parts, and `tt0412` and `tt412` for a reference, whether written TT-0412 or TT-412. */
export function wordForms(written: string): string[] {
  const forms = written.split(/[-._'’]/).flatMap((part) => {
    const whole = fold(part)
    // Persian and Sorani write one word in two with a joiner between; others leave it out.
    return part.includes("\u200c") ? [whole, ...part.split("\u200c").map(fold)] : [whole]
  })
  const reference = referenceWritten.exec(written)
  if (reference) forms.push(...referenceForms(reference[1]!, reference[2]!))
  return forms.flatMap((form) => (form === "" ? [] : [form.slice(0, longestWord)]))
}

/** A referral's or an alert's, `TT-0412`, or a lead's, `TT-L-0007`. */
export const referenceWritten = /^(\p{L}{1,6}(?:-\p{L})?)-(\d{1,7})$/u

export function referenceForms(series: string, number: string): string[] {
  const plain = String(Number(number))
  return [number, plain, plain.padStart(4, "0")].map((written) => fold(series).replace("-", "") + written)
}

const number = /(?<![\p{L}\p{N}])[+(]?\d(?:[\s().-]{0,2}\d){6,18}(?![\p{L}\p{N}])/gu
const handle = /(?<![\p{L}\p{N}.])@([\p{L}\p{N}_](?:[\p{L}\p{N}._-]{0,48}[\p{L}\p{N}_])?)/gu
const spaced = /\S{4,2048}/gu

/** Digits as they are kept: international, without plus and zeros before. */
export function numberDigits(written: string): string {
  const digits = fold(written)
    .replace(/\(0\)/, "")
    .replace(/[^\d+]/g, "")
  const bare = digits.replace(/\D/g, "")
  if (digits.startsWith("+")) return bare
  if (bare.startsWith("00")) return bare.slice(2)
  return bare.startsWith("0") ? `44${bare.slice(1)}` : bare
}

/** `address` as people paste it, if it is one: with a scheme, a path, defanged, or of a platform that is known. */
export function addressIn(written: string): Address | { canonical: string } | undefined {
  if (!/\.|\[dot\]|\(dot\)/i.test(written)) return undefined
  const verdict = readAddress(written)
  if ("address" in verdict) return verdict.address.kind === "phone" ? undefined : verdict.address
  const meant = /\/|\[\.\]|\(\.\)|\[dot\]|^www\./i.test(written)
  return verdict.kind === "stays" && meant ? { canonical: verdict.canonical } : undefined
}

/** What an address is found by: itself, and the account that it is of. */
export function exactOf(address: Address | { canonical: string }): string[] {
  const of = [address.canonical]
  if ("handle" in address && address.handle && address.platform)
    of.push(`${address.platform} @${address.handle.toLowerCase()}`)
  return of
}

/** Reads a whole text. Pieces may overlap: the handle inside an address is both. [R155][R156] */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  const add = (match: RegExpExecArray, piece: Omit<Piece, "from" | "to">) =>
    found.push({ from: match.index, to: match.index + match[0].length, ...piece })
  for (const match of text.matchAll(compound)) add(match, { words: wordForms(match[0]) })
  if (text.includes("@")) for (const match of text.matchAll(handle)) add(match, { words: [], string: fold(match[1]!) })
  const ascii = withAsciiDigits(text)
  if (/\d/.test(ascii))
    for (const match of ascii.matchAll(number)) add(match, { words: [], string: numberDigits(match[0]) })
  if (/\.|dot/i.test(text))
    for (const match of text.matchAll(spaced)) {
      const address = addressIn(match[0])
      if (!address) continue
      const name = "handle" in address ? address.handle : null
      add(match, { words: [], exact: exactOf(address), ...(name ? { string: fold(name) } : {}) })
    }
  return found
}

/** Digits of all scripts as ASCII ones, and everything else at its place. */
export const withAsciiDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (each) => (each.length === 1 ? digit(each) : each))
