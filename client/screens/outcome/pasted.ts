// Outcomes pasted back from a moderator's own tools: one line an address and what was done about it, perhaps with the rule. Every line gets a
// verdict; nothing is dropped in silence. Pure. Used by paste-outcomes.ts.
import { itemClass, readAddress, type ItemClass } from "../../../protocol/addresses.ts"
import type { ReferralItem } from "../../../protocol/entries/item.ts"
import { actions, noActionReasons } from "../../../protocol/vocabulary.ts"
import { complete, type Choice, type Work } from "./choice.ts"

export interface PastedLine {
  line: number
  raw: string
  item: ReferralItem | undefined
  choice: Choice | undefined
  /** why it is not taken; empty when it is */
  why: string
  /** what the form will still ask for; empty when nothing */
  still: string
}

/** What people write for an action beside its own words. */
const alsoCalled: Record<string, string> = {
  deleted: "removed",
  "taken down": "removed",
  banned: "terminated",
  closed: "terminated",
  geoblocked: "blocked-in-territory",
  "age gated": "age-gated",
  restricted: "interaction-limited",
}
const reasonAlso: Record<string, string> = {
  gone: "gone-before",
  "no breach": "no-breach",
  duplicate: "duplicate-of",
  news: "news-research-advocacy",
  "not found": "not-found",
  "404": "not-found",
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim()

function named(list: Readonly<Record<string, string>>, also: Record<string, string>, word: string): string | undefined {
  const asked = plain(word)
  const found = Object.entries(list).find(([key, text]) => plain(key) === asked || plain(text) === asked)
  const other = also[asked]
  return found?.[0] ?? (other !== undefined && other in list ? other : undefined)
}

/** Address, outcome, rule: cells of a table, or words behind the address. */
function cellsOf(raw: string): string[] {
  const cells = raw.split(/\t|[;|]|,(?=\s)|\s(?:=|->|→|–|—|-)\s/).map((cell) => cell.trim())
  if (cells.length > 1) return cells
  const space = raw.search(/\s+(?=[^\s\d(])/)
  return space < 0 ? [raw] : [raw.slice(0, space), raw.slice(space).trim()]
}

/** One verdict for every line that is not blank. `common` fills in what a line does not say; `nowMs`: the hub's time. */
export function readPasted(text: string, items: readonly ReferralItem[], common: Choice, nowMs: number): PastedLine[] {
  const byAddress = new Map(items.map((item) => [item.address, item]))
  const before = new Map<number, number>()
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/)
  return lines.flatMap((raw, index) => {
    if (raw.trim() === "") return []
    const read = readLine(raw.trim(), byAddress, common)
    const first = read.item && before.get(read.item.n)
    if (read.item && first === undefined) before.set(read.item.n, index + 1)
    const why = read.why || (first === undefined ? "" : `The same item as in line ${first}`)
    const choice = why ? undefined : read.choice
    const still = (choice && read.item && complete(choice, itemClass(read.item.kind), nowMs)) ?? ""
    return [{ line: index + 1, raw: raw.trim(), item: read.item, choice, why, still }]
  })
}

function readLine(
  raw: string,
  byAddress: ReadonlyMap<string, ReferralItem>,
  common: Choice,
): { item?: ReferralItem; choice?: Choice; why: string } {
  const [where = "", word = "", rule = ""] = cellsOf(raw)
  const verdict = readAddress(where)
  const item = "address" in verdict ? byAddress.get(verdict.address.canonical) : undefined
  if (!item) return { why: "Not an item of this referral" }
  if (item.state !== "open") return { item, why: "It is not open" }
  if (word === "") return { item, why: "What was done about it?" }
  const kind = itemClass(item.kind)
  const choice = choiceOf(kind, word, rule, common)
  if (!choice) {
    const { none: _none, ...offered }: Record<string, string> = actions[kind]
    return {
      item,
      why: `“${word}” is no outcome here: ${Object.values(offered).join(", ").toLowerCase()}, or a reason`,
    }
  }
  return { item, choice, why: "" }
}

function choiceOf(kind: ItemClass, word: string, rule: string, common: Choice): Choice | undefined {
  const said = rule ? { ...common, rule } : common
  const action = named(actions[kind], alsoCalled, word)
  if (action && action !== "none") return { ...said, actions: { [kind]: action }, reason: null }
  const reason = named(noActionReasons, reasonAlso, word) as Choice["reason"] | undefined
  if (!reason) return undefined
  const duplicateOf = reason === "duplicate-of" ? { duplicateOf: rule, rule: common.rule } : {}
  return { ...said, actions: { [kind]: "none" }, reason, ...duplicateOf }
}

/** What most lines say becomes the common outcome, the others their own; items that no line names stay as they were. */
export function taken(work: Work, lines: readonly PastedLine[]): Work {
  const good = lines.filter((line) => line.item && line.choice)
  const named = new Set(good.map((line) => line.item!.n))
  const own = Object.fromEntries(Object.entries(work.own).filter(([n]) => !named.has(Number(n))))
  const together = work.together.filter((n) => !named.has(n))
  const groups = Map.groupBy(good, (line) => JSON.stringify({ ...line.choice, actions: {} }))
  const [most = []] = [...groups.values()].sort((one, other) => other.length - one.length)
  // Only when nothing else is in the common outcome may it change.
  if (together.length > 0 || most.length === 0) return { ...work, together, own: { ...own, ...ownOf(good) } }
  const common = { ...most[0]!.choice!, actions: mostActions(most) }
  const inCommon = most.filter((line) => {
    const kind = itemClass(line.item!.kind)
    return common.actions[kind] === line.choice!.actions[kind]
  })
  const rest = good.filter((line) => !inCommon.includes(line))
  return { common, together: inCommon.map((line) => line.item!.n), own: { ...own, ...ownOf(rest) } }
}

const ownOf = (lines: readonly PastedLine[]): Record<number, Choice> =>
  Object.fromEntries(lines.map((line) => [line.item!.n, line.choice!]))

/** By class, the action that most of these lines name. */
function mostActions(lines: readonly PastedLine[]): Choice["actions"] {
  const actionsOf: Choice["actions"] = {}
  for (const [kind, group] of Map.groupBy(lines, (line) => itemClass(line.item!.kind))) {
    const counts = Map.groupBy(group, (line) => line.choice!.actions[kind]!)
    actionsOf[kind] = [...counts].sort(([, one], [, other]) => other.length - one.length)[0]![0]
  }
  return actionsOf
}
