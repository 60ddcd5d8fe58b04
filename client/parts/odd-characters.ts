// Finds what hides in a text: control, zero-width and direction-overriding characters. Pure; used by person-text and by forms that warn.
// What Arabic script and emoji need to be written rightly stays as it is.

export type TextPart = { kind: "plain"; text: string } | { kind: "odd"; code: string; name: string }

const odd = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u
const joinable = /[\p{Script=Arabic}\p{Script=Devanagari}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u

const names: Record<string, string> = {
  "00AD": "soft hyphen", "200B": "zero-width space", "200C": "zero-width non-joiner", "200D": "zero-width joiner",
  "200E": "left-to-right mark", "200F": "right-to-left mark", "061C": "Arabic letter mark", "202A": "left-to-right embedding",
  "202B": "right-to-left embedding", "202C": "end of direction", "202D": "left-to-right override", "202E": "right-to-left override",
  "2066": "left-to-right isolate", "2067": "right-to-left isolate", "2068": "first strong isolate", "2069": "end of isolate",
  "2060": "word joiner", FEFF: "zero-width no-break space", "2028": "line separator", "2029": "paragraph separator",
} // prettier-ignore

/** The text in pieces, each odd character apart with its code and name. Line ends become "\n". */
export function textParts(raw: string): TextPart[] {
  const text = raw.replace(/\r\n?/g, "\n")
  const hasRightToLeft = rightToLeft.test(text)
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(odd)) {
    const [character] = match
    if (belongs(text, match.index, character, hasRightToLeft)) continue
    if (match.index > from) parts.push({ kind: "plain", text: text.slice(from, match.index) })
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")
    parts.push({ kind: "odd", code: `U+${code}`, name: names[code] ?? "invisible character" })
    from = match.index + character.length
  }
  if (from < text.length) parts.push({ kind: "plain", text: text.slice(from) })
  return parts
}

/** Line ends and tabs; joiners and variants that letters and emoji need; direction marks in a text that has right-to-left letters. */
function belongs(text: string, at: number, character: string, hasRightToLeft: boolean): boolean {
  if (character === "\n" || character === "\t") return true
  if (/[\ufe00-\ufe0f]/.test(character)) return at > 0
  if (/[\u{e0020}-\u{e007f}]/u.test(character)) return /\u{1f3f4}[\u{e0020}-\u{e007f}]*$/u.test(text.slice(0, at)) // flags of nations
  if (/[\u200c\u200d]/.test(character)) {
    const before = /.$/su.exec(text.slice(0, at))?.[0] ?? ""
    const after = /^./su.exec(text.slice(at + 1))?.[0] ?? ""
    return joinable.test(before) && (after === "" || /[\s♀♂⚕]/u.test(after) || joinable.test(after))
  }
  return hasRightToLeft && /[\u200e\u200f\u061c]/.test(character)
}
