// What the feed can be filtered by: one table, from which chips, address, saved views and counts are made. A new state or kind of
// filter joins here. Pure; used by feed-index.ts, the list and its chips. [R153]
import {
  mayVerify,
  referralState,
  runningClock,
  type ReferralEntry,
  type ReferralState,
} from "../../../protocol/entries/referral.ts"
import { waitsFor, waitsForOthers, type Side } from "../../../protocol/waiting.ts"
import { filterKeys, sorts, type Filter, type FilterKey, type Sort } from "../../../protocol/filter.ts"
import { languages, priorities, themes } from "../../../protocol/vocabulary.ts"
import { states } from "../../parts/states.ts"

export type { Filter, FilterKey, Sort }

/** A referral as a filter sees it. */
export interface Filtered {
  entry: ReferralEntry
  organisation: string
  unread: number
  /** as whom its reader acts there */
  side: Side
}

export interface Asker {
  me: string
  now: number
}

interface Dimension {
  /** by value, the words that chips show; platforms are known to the screen alone */
  options: Readonly<Record<string, string>>
  values(filtered: Filtered, asker: Asker): readonly string[]
  /** beside the list at once, or behind "More" */
  main: boolean
  /** true where the answer changes with time alone */
  moves: boolean
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The states a filter offers; the compiler asks for each new one here, its word stands in states.ts. */
const offered: Record<ReferralState, true> = {
  delivered: true,
  seen: true,
  acknowledged: true,
  "in-review": true,
  "needs-information": true,
  "on-hold": true,
  decided: true,
  verified: true,
  duplicate: true,
  closed: true,
  withdrawn: true,
}
const stateOptions = Object.fromEntries(Object.keys(offered).map((state) => [state, states[state]?.word ?? state]))

const left = (entry: ReferralEntry, now: number): number => {
  const running = runningClock(entry)
  return running ? Date.parse(running.clock.deadline) - now : Number.POSITIVE_INFINITY
}

export const dimensions: Record<FilterKey, Dimension> = {
  state: {
    options: { ...stateOptions, all: "All, older too" },
    values: ({ entry }) => [referralState(entry), "all"],
    main: true,
    moves: false,
  },
  platform: { options: {}, values: ({ organisation }) => [organisation], main: true, moves: false },
  priority: {
    options: Object.fromEntries(priorities.map((priority) => [priority, priority])),
    values: ({ entry }) => [entry.brief.priority],
    main: true,
    moves: false,
  },
  theme: { options: themes, values: ({ entry }) => [entry.brief.theme], main: true, moves: false },
  language: { options: languages, values: ({ entry }) => entry.brief.languages, main: true, moves: false },
  who: {
    options: { me: "Mine", nobody: "Unclaimed", others: "Others’", verify: "Mine to verify" },
    values: ({ entry }, { me }) => {
      const { claim, open } = entry
      const has = claim ? [claim.by.id === me ? "me" : "others"] : open ? ["nobody"] : []
      return mayVerify(entry, me) ? [...has, "verify"] : has
    },
    main: false,
    moves: false,
  },
  due: {
    options: { overdue: "Overdue", hour: "Due within 1 h" },
    values: ({ entry }, { now }) => [
      ...(left(entry, now) < 0 ? ["overdue"] : []),
      ...(left(entry, now) <= hourMs ? ["hour"] : []),
    ],
    main: false,
    moves: true,
  },
  unread: {
    options: { yes: "Unread messages" },
    values: ({ unread }) => (unread > 0 ? ["yes"] : []),
    main: false,
    moves: false,
  },
  waiting: {
    options: { us: "For us", others: "For the other side" },
    values: ({ entry, side }) => [
      ...(waitsFor(entry, side) ? ["us"] : []),
      ...(waitsForOthers(entry, side) ? ["others"] : []),
    ],
    main: false,
    moves: false,
  },
}

/** Decided, and this analyst may verify it; offered to the agency alone. */
export const toVerify: Filter = { state: ["decided"], who: ["verify"] }

const keys = Object.keys(filterKeys) as FilterKey[]

/** Without a state: what is open, or was decided within a day. */
export const isRecent = ({ entry }: Pick<Filtered, "entry">, now: number): boolean =>
  entry.decidedAt === null || now - Date.parse(entry.decidedAt ?? entry.deliveredAt) < dayMs

/** Whether a referral fits every key of the filter. */
export function matcher(filter: Filter, asker: Asker): (filtered: Filtered) => boolean {
  const tests = keys.flatMap((key) => {
    const wanted = filter[key]
    if (!wanted) return []
    const { values } = dimensions[key]
    return [(filtered: Filtered) => values(filtered, asker).some((value) => wanted.includes(value))]
  })
  if (!filter.state) tests.push((filtered) => isRecent(filtered, asker.now))
  const [only] = tests
  return tests.length === 1 && only ? only : (filtered) => tests.every((each) => each(filtered))
}

/** Whether what matches changes by the clock alone. */
export const moves = (filter: Filter): boolean =>
  !filter.state || keys.some((key) => filter[key] && dimensions[key].moves)

/** Whether closed referrals of any age may match, so that older pages are worth asking for. */
export const reachesBack = (filter: Filter): boolean =>
  !filter.due && (filter.state?.some((state) => state === "all" || state === "closed") ?? false)

export function readFilter(query: string): { filter: Filter; sort: Sort } {
  const search = new URLSearchParams(query)
  const filter: Filter = {}
  for (const key of keys) {
    const values = [...new Set((search.get(key) ?? "").split(","))].filter((value) =>
      /^[A-Za-z0-9-]{1,32}$/.test(value),
    )
    if (values.length > 0) filter[key] = values.slice(0, 16)
  }
  const sort = search.get("sort") ?? ""
  return { filter, sort: Object.hasOwn(sorts, sort) ? (sort as Sort) : "clock" }
}

/** The same filter always gives the same text, whatever the order in which it was chosen. */
export function writeFilter(filter: Filter, sort: Sort): string {
  const parts = keys.flatMap((key) => (filter[key]?.length ? [`${key}=${[...filter[key]].sort().join(",")}`] : []))
  if (sort !== "clock") parts.push(`sort=${sort}`)
  return parts.join("&")
}
