// Which of the hub's languages a text is probably written in: to fill a choice in beforehand, which a person makes, and for the `lang` of
// what nobody has said it of. Pure.
import type { Language } from "../../protocol/vocabulary.ts"

/** Letters that only this language has among those that share its script; the first that is found counts. */
const telling: readonly [Language, RegExp][] = [
  ["ckb", /[\u06b5\u0695\u06c6\u06ce\u06d5]/],
  ["ps", /[\u0681\u0685\u0689\u0693\u0696\u069a\u06bc\u06cd\u06d0\u067c]/],
  ["fa", /[\u067e\u0686\u0698\u06af\u06a9\u06cc]/],
  ["ar", /\p{Script=Arabic}/u],
  ["vi", /[\u01a0\u01a1\u01af\u01b0\u0111\u1ea0-\u1ef9]/],
  ["tr", /[\u011f\u0130\u0131\u015f]/i],
  ["fr", /[\u00e0\u00e8\u00ea\u00f9\u0153]/i],
  ["sq", /\u00eb/i],
]

/** For voice and face of a text that nobody has said the language of; empty where its letters tell nothing. */
export const spokenIn = (text: string): Language | "" => telling.find(([, letters]) => letters.test(text))?.[0] ?? ""

export const guessLanguage = (text: string): Language => spokenIn(text) || "en"
