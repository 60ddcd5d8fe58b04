// The query as it is typed: which operator is being written, what may be offered for it, and chips that write into it. Pure. Used by
// search-screen.ts.
import { foundKinds, operators, standings, type FoundKind, type Operator } from "../../../protocol/search.ts"
import { languages, priorities, themes } from "../../../protocol/vocabulary.ts"

export interface Hint {
  /** what a press writes */
  write: string
  text: string
  what: string
}

const values: Partial<Record<Operator, Record<string, string>>> = {
  theme: themes,
  lang: languages,
  is: standings,
  priority: Object.fromEntries(priorities.map((each) => [each, each])),
}

const kindWord = /(?:^|\s)kind:\S*/gi

/** The one kind that the query asks for. */
export function kindOf(query: string): FoundKind | undefined {
  const asked = [...query.matchAll(/(?:^|\s)kind:(\w+)(?=\s|$)/gi)].map((match) =>
    match[1]!.toLowerCase().replace(/s$/, ""),
  )
  return asked.length === 1 && Object.hasOwn(foundKinds, asked[0]!) ? (asked[0] as FoundKind) : undefined
}

export function withKind(query: string, kind: FoundKind | undefined): string {
  const others = query.replace(kindWord, "").trim()
  return kind ? `${others} kind:${kind}`.trim() : others
}

/** The operator that stands unfinished at the end, and what is written of its value. */
function unfinished(query: string): { operator: Operator; written: string } | undefined {
  const match = /(?:^|\s)([a-z]+):(\S*)$/i.exec(query)
  const operator = match?.[1]?.toLowerCase()
  if (operator === undefined || !Object.hasOwn(operators, operator)) return undefined
  return { operator: operator as Operator, written: match![2]!.toLowerCase() }
}

/** What may be written next: the values of an operator that is begun, otherwise the operators. */
export function hintsFor(query: string, agency: boolean): Hint[] {
  const begun = unfinished(query)
  const list = begun && values[begun.operator]
  if (begun && list) {
    const fitting = Object.entries(list)
      .filter(([value]) => agency || begun.operator !== "is" || value !== "sent")
      .filter(([value, what]) => `${value} ${what}`.toLowerCase().includes(begun.written) && value !== begun.written)
    if (fitting.length > 0)
      return fitting.map(([value, what]) => ({ write: `${begun.operator}:${value} `, text: value, what }))
  }
  return (Object.keys(operators) as Operator[])
    .filter((each) => each !== "kind")
    .map((each) => ({
      write: `${each}:`,
      text: `${each}:`,
      what: `${operators[each].what}, such as ${operators[each].example}`,
    }))
}

/** The query with a hint written in place of what was begun. */
export function withHint(query: string, { write }: Hint): string {
  const begun = unfinished(query)
  const name = write.slice(0, write.indexOf(":"))
  const before =
    begun?.operator === name ? query.slice(0, query.length - begun.written.length - name.length - 1) : query
  return `${before.trimEnd()} ${write}`.trimStart()
}

/** Nothing is looked for yet: an operator that still waits for its value is no mistake while somebody types. */
export const isBegun = (query: string): boolean => /(?:^|\s)[a-z]+:$/i.test(query)
