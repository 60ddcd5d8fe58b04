// What a person may type into the search: words, addresses, handles, numbers, references and operators; and what each is looked up
// by. Parsed by the hub; the client shows the operators and the errors. Rules R155-R158.
import { languages, priorities, themes } from "./vocabulary.ts"
import {
  addressIn,
  exactOf,
  fold,
  numberDigits,
  pieces,
  referenceForms,
  referenceWritten,
  withAsciiDigits,
  wordForms,
  type Piece,
} from "./search/words.ts"

export const foundKinds = {
  referral: "Referrals",
  lead: "Leads",
  item: "Items",
  message: "Messages",
  note: "Notes",
  alert: "Alerts",
} as const
export type FoundKind = keyof typeof foundKinds

/** What somebody wrote in a thread: for both sides, or as an organisation's own note. */
export const isWritten = (kind: FoundKind): boolean => kind === "message" || kind === "note"

/** What `is:` asks of a referral or lead as it stands now. `sent`: an item of a released alert. */
export const standings = {
  open: "not decided yet",
  decided: "every item decided",
  overdue: "a clock has run out",
  claimed: "somebody has it",
  unclaimed: "open, and nobody has it",
  mine: "you have it",
  sent: "items of released alerts",
} as const
export type Standing = keyof typeof standings
/** What is asked of leads too. */
const ofLeads: ReadonlySet<Standing> = new Set(["open", "decided", "overdue"])

/** The operators, with what a hint says and offers. */
export const operators = {
  from: { what: "who wrote it", example: "from:ana" },
  theme: { what: "theme of the referral, lead or alert", example: "theme:lorry" },
  lang: { what: "language of the content", example: "lang:ar" },
  is: { what: "how the referral or lead stands", example: "is:overdue" },
  priority: { what: "P1, P2 or P3", example: "priority:P1" },
  kind: { what: "only one kind", example: "kind:message" },
  before: { what: "until the day before", example: "before:2026-11-01" },
  after: { what: "from that day on", example: "after:2026-11-01" },
} as const
export type Operator = keyof typeof operators

/** One thing that must be so of whatever is found. */
export type Clause =
  | { kind: "word"; start: string }
  | { kind: "from"; start: string }
  | { kind: "contains"; text: string }
  | { kind: "exact"; text: string }

export interface SearchQuery {
  clauses: Clause[]
  standings: Standing[]
  kinds: FoundKind[]
  /** ms since 1970: only what is older, and only what is this old or newer */
  before: number | null
  after: number | null
}

export interface QueryError {
  /** what was typed */
  at: string
  rule: string
}

export const queryLongest = 300
const mostClauses = 12

/** Reads a query, or says what is wrong with it in a sentence. Total: never throws. [R157] */
export function parseQuery(text: string): SearchQuery | { error: QueryError } {
  const query: SearchQuery = { clauses: [], standings: [], kinds: [], before: null, after: null }
  if (text.length > queryLongest) return wrong(text.slice(0, 20), `a search has at most ${queryLongest} characters`)
  let error: QueryError | undefined
  const rest = withAsciiDigits(text).replace(
    /(?<=^|\s)([a-z]+):(?:"([^"]*)"?|([^\s"/][^\s"]*|))(?=\s|$)/gi,
    (whole, name: string, quoted?: string, plain?: string) => {
      const taken = operate(query, name.toLowerCase(), (quoted ?? plain ?? "").trim(), whole)
      if (taken === "words") return whole
      if (typeof taken === "object") error ??= taken
      return " "
    },
  )
  if (error) return { error }
  query.clauses.push(...freeClauses(rest))
  // How something stands is asked of referrals and leads, and what was sent of items, unless more is said.
  if (query.standings.length > 0 && query.clauses.length === 0 && query.kinds.length === 0)
    if (query.standings.includes("sent")) query.kinds.push("item")
    else query.kinds.push("referral", ...(query.standings.every((each) => ofLeads.has(each)) ? ["lead" as const] : []))
  if (query.clauses.length > mostClauses) return wrong(text.slice(0, 20), `a search has at most ${mostClauses} words`)
  return query
}

const wrong = (at: string, rule: string): { error: QueryError } => ({ error: { at, rule } })

/** Takes an operator in; "words" when it is none; or why its value does not fit. */
function operate(query: SearchQuery, name: string, value: string, whole: string): QueryError | "words" | "taken" {
  const at = whole
  const oneOf = (list: readonly string[]): QueryError => ({ at, rule: `${name}: takes ${list.join(", ")}` })
  if (!Object.hasOwn(operators, name)) {
    if (value === "" || /^(?:https?|hxxps?|tel|md5|sha1|sha256)$/.test(name)) return "words"
    return { at, rule: `there is no "${name}:"; there are ${Object.keys(operators).join(":, ")}:` }
  }
  const key = fold(value)
  switch (name as Operator) {
    case "from": {
      const words = wordsOf(value)
      if (words.length === 0) return { at, rule: "from: takes a name or an organisation" }
      query.clauses.push(...words.map((start): Clause => ({ kind: "from", start })))
      return "taken"
    }
    case "theme": {
      const theme = named(themes, key)
      if (!theme) return oneOf(Object.keys(themes))
      query.clauses.push({ kind: "exact", text: `theme ${theme}` })
      return "taken"
    }
    case "lang": {
      const language = named(languages, key)
      if (!language) return oneOf(Object.keys(languages))
      query.clauses.push({ kind: "exact", text: `lang ${language}` })
      return "taken"
    }
    case "priority": {
      const priority = priorities.find((each) => each.toLowerCase() === key)
      if (!priority) return oneOf(priorities)
      query.clauses.push({ kind: "exact", text: `priority ${priority}` })
      return "taken"
    }
    case "is":
      if (!Object.hasOwn(standings, key)) return oneOf(Object.keys(standings))
      query.standings.push(key as Standing)
      return "taken"
    case "kind": {
      const kind = (Object.keys(foundKinds) as FoundKind[]).find((each) => each === key || `${each}s` === key)
      if (!kind) return oneOf(Object.keys(foundKinds))
      query.kinds.push(kind)
      return "taken"
    }
    case "before":
    case "after": {
      const day = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00.000Z`) : Number.NaN
      if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== value)
        return { at, rule: `${name}: takes a day such as 2026-11-01` }
      if (name === "before") query.before = Math.min(day, query.before ?? day)
      else query.after = Math.max(day, query.after ?? day)
      return "taken"
    }
  }
}

/** A key of the list by itself or by the words that screens show for it. */
function named<K extends string>(list: Record<K, string>, key: string): K | undefined {
  const asKey = key.replaceAll(" ", "-")
  return (Object.keys(list) as K[]).find((each) => each === asKey || fold(list[each]) === key)
}

// A number begins with +, 00 or 0 and may be written in groups; anything else of seven digits or more is one too.
const typedNumber = /(?<![\p{L}\p{N}./@_-])(?:\+\s?\d|\(?0\)?)[\d\s().-]{4,22}\d(?![\p{L}\p{N}./@_])/gu

function freeClauses(text: string): Clause[] {
  const clauses: Clause[] = []
  const rest = text.replace(typedNumber, (whole) => {
    const digits = numberDigits(whole)
    if (digits.length < 7) return whole
    // Local numbers of other countries: what follows the zero stands in the international number too.
    const local = /^\(?0(?!0)/.test(whole) ? digits.slice(2) : digits
    clauses.push({ kind: "contains", text: local })
    return " "
  })
  // A hash is found by its digits, with the name of its kind or without.
  const plain = rest.replaceAll('"', " ").replace(/(?<=^|\s)(?:md5|sha1|sha256):(?=[0-9a-f])/gi, "")
  for (const token of plain.split(/\s+/).filter(Boolean)) {
    const address = addressIn(token)
    // An account finds what it has posted too; anything else finds itself.
    if (address) {
      const [canonical, account] = exactOf(address)
      const whole = "kind" in address && address.kind === "account" && account !== undefined
      clauses.push({ kind: "exact", text: whole ? account : canonical! })
    } else if (/^@.{3,}/u.test(token)) clauses.push({ kind: "contains", text: fold(token.slice(1)) })
    else if (/^\+?\d{7,}$/.test(token)) clauses.push({ kind: "contains", text: token.replace("+", "") })
    else clauses.push(...wordsOf(token).map((start): Clause => ({ kind: "word", start })))
  }
  return clauses
}

/** The words that a typed token asks for: each must be there. One letter alone asks for nothing. */
function wordsOf(typed: string): string[] {
  return [...typed.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}]+(?:[-._'’][\p{L}\p{N}\p{M}\p{Cf}]+)*/gu)].flatMap(([written]) => {
    const reference = referenceWritten.exec(written)
    if (reference) return referenceForms(reference[1]!, reference[2]!).slice(0, 1)
    // What is joined in one writing and apart in another is asked for as one.
    return written
      .split(/[-._'’]/)
      .map((part) => wordForms(part)[0] ?? "")
      .filter((word) => [...word].length > 1)
  })
}

/** Everything that one found thing says: what clauses are judged by, and what stands in the index. */
export interface Said {
  words: ReadonlySet<string>
  from: ReadonlySet<string>
  strings: ReadonlySet<string>
  exact: ReadonlySet<string>
}

/** `texts` are a person's; `facts` such as `theme lorry` and canonical addresses are exact. */
export function said(texts: readonly string[], from: readonly string[], facts: readonly string[]): Said {
  const [words, strings, exact] = [new Set<string>(), new Set<string>(), new Set(facts)]
  for (const text of texts)
    for (const piece of pieces(text)) {
      for (const word of piece.words) words.add(word)
      if (piece.string !== undefined) strings.add(piece.string)
      for (const each of piece.exact ?? []) exact.add(each)
    }
  return { words, strings, exact, from: new Set(from.flatMap((each) => pieces(each).flatMap((piece) => piece.words))) }
}

const some = (set: ReadonlySet<string>, holds: (text: string) => boolean): boolean => {
  for (const each of set) if (holds(each)) return true
  return false
}

/** Whether it is so of what is said. The index only proposes; this decides. [R156] */
export function holds(clause: Clause, { words, from, strings, exact }: Said): boolean {
  switch (clause.kind) {
    case "word":
      return words.has(clause.start) || some(words, (word) => word.startsWith(clause.start))
    case "from":
      return some(from, (word) => word.startsWith(clause.start))
    case "contains":
      return some(strings, (text) => text.includes(clause.text))
    case "exact":
      return exact.has(clause.text)
  }
}

/** Whether a clause points at this piece of a text. */
export const marks = (clause: Clause, { words, string, exact }: Piece): boolean =>
  holds(clause, {
    words: new Set(words),
    from: new Set(),
    strings: new Set(string === undefined ? [] : [string]),
    exact: new Set(exact ?? []),
  })

const excerptLongest = 160

/** A stretch of a text, and what in it was asked for: `marks` are offsets from and to, ascending and apart. */
export interface Excerpt {
  text: string
  marks: readonly (readonly [number, number])[]
}

/** Of the first text that a clause points at, the stretch around that; otherwise the beginning of the first text. [R158] */
export function excerptOf(texts: readonly string[], clauses: readonly Clause[]): Excerpt {
  const pointed = clauses.filter(({ kind }) => kind !== "from")
  for (const text of texts) {
    const found = pieces(text).filter((piece) => pointed.some((clause) => marks(clause, piece)))
    if (found.length > 0) return stretchOf(text, together(found))
  }
  return stretchOf(texts.find((text) => text !== "") ?? "", [])
}

/** Pieces that overlap are one mark. */
function together(found: readonly Piece[]): [number, number][] {
  const apart: [number, number][] = []
  for (const { from, to } of [...found].sort((one, other) => one.from - other.from || other.to - one.to)) {
    const last = apart.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else apart.push([from, to])
  }
  return apart
}

function stretchOf(text: string, found: readonly [number, number][]): Excerpt {
  let start = Math.max(0, (found[0]?.[0] ?? 0) - 40)
  // Not in the middle of a word, nor of a pair of surrogates.
  const space = text.indexOf(" ", start)
  if (start > 0 && space >= 0 && space < found[0]![0]) start = space + 1
  if (/[\udc00-\udfff]/.test(text[start] ?? "")) start += 1
  let end = Math.min(text.length, start + excerptLongest)
  if (/[\ud800-\udbff]/.test(text[end - 1] ?? "")) end -= 1
  const [before, after] = [start > 0 ? "… " : "", end < text.length ? " …" : ""]
  const marks = found
    .filter(([from]) => from < end)
    .map(([from, to]) => [from - start + before.length, Math.min(to, end) - start + before.length] as const)
  return { text: before + text.slice(start, end) + after, marks }
}

const starts = [2, 3, 4, 6, 9]

/** The terms by which an index finds it: beginnings of words, threes and sixes of strings, and the rest whole. */
export function indexTerms({ words, from, strings, exact }: Said): string[] {
  const terms = new Set([everything])
  const begin = (space: string, word: string) => {
    for (const length of starts) if (word.length >= length) terms.add(`${space}${word.slice(0, length)}*`)
  }
  for (const word of words) begin("", word)
  for (const word of from) begin("from=", word)
  for (const text of strings) for (const gram of [...grams(text, 3), ...grams(text, 6)]) terms.add(gram)
  for (const text of exact) terms.add(`=${text}`)
  return [...terms]
}

/** What everything in the index has. */
export const everything = "*"

/** The terms that whatever fits the clauses must have. */
export function askedTerms(clauses: readonly Clause[]): string[] {
  const terms = new Set<string>()
  for (const clause of clauses) {
    if (clause.kind === "exact") terms.add(`=${clause.text}`)
    else if (clause.kind === "contains") for (const gram of covering(clause.text)) terms.add(gram)
    else {
      const length = starts.findLast((each) => each <= clause.start.length)
      if (length) terms.add(`${clause.kind === "from" ? "from=" : ""}${clause.start.slice(0, length)}*`)
    }
  }
  return terms.size === 0 ? [everything] : [...terms]
}

/** As few as cover the text: those in between say nothing more, and each one costs a look. */
function covering(text: string): string[] {
  const length = text.length < 6 ? 3 : 6
  const all = grams(text, length)
  return all.filter((_gram, at) => at % length === 0 || at === all.length - 1)
}

/** Threes find what is short; sixes of something longer are rare, where each three of it is in every number. */
function grams(text: string, length: 3 | 6): string[] {
  const plain = text.replaceAll(/[^\p{L}\p{N}]/gu, ".")
  return Array.from(
    { length: Math.max(0, plain.length - length + 1) },
    (_none, at) => `~${plain.slice(at, at + length)}`,
  )
}
