// An alert while it is written: what the form holds, what is still missing, and the proposals that it becomes. Pure. Used by alert-form.ts.
import { platformNames, readRows, type PlatformId, type Row } from "../../../protocol/addresses.ts"
import type { AlertItem, Brief, BriefWords } from "../../../protocol/entries.ts"
import { canonicalOf } from "../../../protocol/topics/items.ts"
import {
  priorityReasons,
  type Language,
  type Priority,
  type RequestedAction,
  type Theme,
} from "../../../protocol/vocabulary.ts"
import { namedPlatforms, warningsFor } from "../../../protocol/warnings.ts"
import type { Draft } from "../../hub/hub.ts"
import type { FromLead } from "../leads/becoming.ts"

export interface AlertDraft {
  title: string
  narrative: string
  corridor: string
  conditions: string
  priority: Priority
  reason: string
  theme: Theme
  languages: Language[]
  handling: Brief["handling"]
  asked: RequestedAction[]
  source: string
  information: string
  code: string
  /** the paste, as it came; rows are read from it */
  rows: string
  /** rows that the author has dropped, by number */
  dropped: number[]
  ticked: PlatformId[]
  evidence: Record<number, string>
  /** the lead that it comes from */
  lead?: FromLead
}

export const emptyDraft: AlertDraft = {
  title: "",
  narrative: "",
  corridor: "",
  conditions: "",
  priority: "P2",
  reason: "advert",
  theme: "boat-crossing",
  languages: [],
  handling: "AMBER",
  asked: ["remove", "preserve"],
  source: "2",
  information: "B",
  code: "P",
  rows: "",
  dropped: [],
  ticked: [],
  evidence: {},
}

export interface JudgedRow extends Row {
  keep: boolean
  platforms: PlatformId[]
}

export function judged(draft: AlertDraft): JudgedRow[] {
  return readRows(draft.rows).map((row) => {
    const { verdict } = row
    const address = "address" in verdict ? verdict.address : undefined
    const able = verdict.kind === "ready" || verdict.kind === "look" || verdict.kind === "stays"
    const keep = able && !draft.dropped.includes(row.row)
    const platforms = !keep || !address ? [] : address.platform ? [address.platform] : draft.ticked
    return { ...row, keep, platforms }
  })
}

export function byPlatform(rows: readonly JudgedRow[]): Map<PlatformId, JudgedRow[]> {
  const map = new Map<PlatformId, JudgedRow[]>()
  for (const platform of Object.keys(platformNames) as PlatformId[]) {
    const own = rows.filter((row) => row.platforms.includes(platform))
    if (own.length > 0) map.set(platform, own)
  }
  return map
}

export const wordsOf = ({ title, narrative, corridor, conditions }: AlertDraft): BriefWords => ({
  title: title.trim(),
  narrative: narrative.trim(),
  corridor: corridor.trim(),
  conditions: conditions.trim(),
})

export interface Point {
  text: string
  state: "good" | "missing" | "look"
}

/** What makes an alert complete; `missing` stands in the way of submitting, `look` does not. */
export function completeness(draft: AlertDraft, rows: readonly JudgedRow[]): Point[] {
  const platforms = [...byPlatform(rows).keys()]
  const needsTick = rows.some(
    (row) =>
      row.keep && "address" in row.verdict && row.verdict.address.platform === null && row.platforms.length === 0,
  )
  const warnings = warningsFor(platforms, namedPlatforms(wordsOf(draft)))
  const point = (good: boolean, yes: string, no: string, otherwise: Point["state"] = "missing"): Point => ({
    text: good ? yes : no,
    state: good ? "good" : otherwise,
  })
  return [
    point(draft.title.trim() !== "", "It has a title", "Give it a title"),
    point(draft.narrative.trim() !== "", "The platforms are told what this is", "Tell the platforms what this is"),
    point(
      Object.hasOwn(priorityReasons[draft.priority], draft.reason),
      "The priority has its reason",
      "Give the priority its reason",
    ),
    point(draft.asked.length > 0, "It says what is asked for", "Say what is asked for"),
    point(draft.languages.length > 0, "Languages are named", "Name at least one language"),
    point(
      platforms.length > 0,
      `${platforms.length === 1 ? "One platform gets" : `${platforms.length} platforms get`} a referral`,
      "Paste at least one address of a platform",
    ),
    point(!needsTick, "Contacts have their platforms", "Tick who gets phone numbers, hashtags and hashes"),
    point(
      warnings.length === 0,
      "No text names another platform",
      `The text names ${[...new Set(warnings.map((each) => platformNames[each.names]))].join(" and ")}: another platform would learn of it`,
      "look",
    ),
  ]
}

const itemsAnEvent = 200

export function proposalsOf(draft: AlertDraft, rows: readonly JudgedRow[], subject: string): Draft[] {
  const drafts: Draft[] = []
  for (let from = 0; from < rows.length; from += itemsAnEvent) {
    const stretch = rows.slice(from, from + itemsAnEvent)
    drafts.push({
      type: "items.added",
      subject,
      facts: {
        version: 1,
        items: stretch.map(({ row, verdict, keep, platforms }) => ({
          row,
          kind: "address" in verdict ? verdict.address.kind : null,
          platforms,
          verdict: verdict.kind,
          keep,
        })),
      },
      words: {
        items: stretch.map(({ row, raw, verdict }): Pick<AlertItem, "raw" | "canonical" | "evidence"> => ({
          raw,
          canonical: canonicalOf(verdict),
          evidence: draft.evidence[row] ?? "",
        })),
      },
    })
  }
  const { priority, reason, theme, languages, handling, asked, source, information, code } = draft
  const words = wordsOf(draft)
  drafts.push({
    type: "alert.submitted",
    subject,
    facts: {
      version: 1,
      items: rows.length,
      brief: { priority, reason, theme, languages, handling, asked },
      grading: { source, information, code },
      named: namedPlatforms(words),
      ...(draft.lead ? { lead: draft.lead } : {}),
    },
    words,
  })
  return drafts
}
