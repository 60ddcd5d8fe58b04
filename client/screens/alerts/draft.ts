// An alert while it is written: what the form holds beside its rows, the version that it is, and the proposals that it becomes. Pure. Used by
// alert-form.ts and its parts.
import { platformNames, type PlatformId } from "../../../protocol/addresses.ts"
import type { AlertEntry, AlertItem, AlertVersion, Wording } from "../../../protocol/entries/alert.ts"
import type { Brief, BriefWords } from "../../../protocol/entries/brief.ts"
import { itemsAnEvent } from "../../../protocol/topics/brief.ts"
import { nextNumber } from "../../../protocol/topics/version.ts"
import { namedPlatforms } from "../../../protocol/warnings.ts"
import type { Language, Priority, RequestedAction, Theme } from "../../../protocol/vocabulary.ts"
import type { Draft } from "../../hub/hub.ts"
import type { FromLead } from "../leads/becoming.ts"
import type { RawRow } from "./pasted-rows.ts"
import type { SetAside } from "./rebase.ts"

export interface AlertDraft {
  title: string
  narrative: string
  corridor: string
  conditions: string
  /** platforms that get other words than the rest */
  wordings: { platform: PlatformId; title: string; narrative: string }[]
  priority: Priority
  reason: string
  theme: Theme
  languages: Language[]
  handling: Brief["handling"]
  asked: RequestedAction[]
  source: string
  information: string
  code: string
  /** numbers of the rows that the author has dropped */
  dropped: ReadonlySet<number>
  /** who gets phone numbers, hashtags and hashes */
  ticked: PlatformId[]
  /** whether there is no item, and who is made aware */
  aware: boolean
  awareness: PlatformId[]
  /** the alert that it takes the place of, or empty */
  supersedes: string
  /** whether a platform is asked to restore what it acted on and this names no longer */
  restore: boolean
  /** the lead that it comes from */
  lead?: FromLead
  /** the number that it has once it is submitted: that after the version it was begun from; 0 while that is not known [R215] */
  becomes: number
  /** what gave way to another version's [R217] */
  aside: SetAside[]
}

export const emptyDraft: AlertDraft = {
  title: "",
  narrative: "",
  corridor: "",
  conditions: "",
  wordings: [],
  priority: "P2",
  reason: "advert",
  theme: "boat-crossing",
  languages: [],
  handling: "AMBER",
  asked: ["remove", "preserve"],
  source: "2",
  information: "B",
  code: "P",
  dropped: new Set(),
  ticked: [],
  aware: false,
  awareness: [],
  supersedes: "",
  restore: false,
  becomes: 0,
  aside: [],
}

/** A version opened again: what stands, or what came back. Its rows are judged anew. */
export function draftOf(version: AlertVersion): { draft: AlertDraft; rows: RawRow[] } {
  const { brief, words, wordings, grading, items, awareness, supersedes, restore } = version
  const contacts = items.filter((item) => item.kind === "phone" || item.kind === "hashtag" || item.kind === "hash")
  const draft: AlertDraft = {
    ...words,
    wordings: wordings.map(({ platform, title, narrative }) => ({ platform, title, narrative })),
    ...brief,
    languages: [...brief.languages],
    asked: [...brief.asked],
    ...grading,
    // One that was merged into a row of another alert stands alone now: it stays dropped.
    dropped: new Set(items.flatMap((item, index) => (item.keep ? [] : [index + 1]))),
    ticked: [...new Set(contacts.flatMap((item) => item.platforms))],
    aware: items.length === 0,
    awareness: [...awareness],
    supersedes: supersedes ?? "",
    restore,
    becomes: 0,
    aside: [],
  }
  return { draft, rows: items.map(({ raw, evidence }) => ({ raw, evidence })) }
}

const trimmed = ({ title, narrative, corridor, conditions }: BriefWords): BriefWords => ({
  title: title.trim(),
  narrative: narrative.trim(),
  corridor: corridor.trim(),
  conditions: conditions.trim(),
})

export type DraftVersion = Pick<AlertVersion, "brief" | "words" | "wordings" | "items" | "awareness" | "named">

/** What the draft would be as a version. `items` may be those of one alert of several. */
export function versionOf(draft: AlertDraft, items: readonly AlertItem[]): DraftVersion {
  const { priority, reason, theme, languages, handling, asked } = draft
  const words = trimmed(draft)
  const awareness = draft.aware ? draft.awareness : []
  const gets = new Set<PlatformId>([...awareness, ...items.flatMap((item) => (item.keep ? item.platforms : []))])
  const wordings = draft.wordings.flatMap(({ platform, title, narrative }): Wording[] => {
    if (!gets.has(platform)) return []
    const own = { title: title.trim(), narrative: narrative.trim() }
    return [{ platform, ...own, named: namedPlatforms({ ...words, ...own }) }]
  })
  return {
    brief: { priority, reason, theme, languages, handling, asked },
    words,
    wordings,
    items: draft.aware ? [] : items,
    awareness,
    named: namedPlatforms(words),
  }
}

/** The number that the next version of this alert has; 1 where there is none yet. */
export const numberOf = (alert: AlertEntry | undefined): number =>
  !alert ? 1 : alert.state === "arriving" ? alert.version : nextNumber(alert)

/** What one event of items may weigh, so that a call carries it. [R168] */
const bytesAnEvent = 45_000
const encoder = new TextEncoder()

export function proposalsOf(draft: AlertDraft, version: DraftVersion, subject: string, number: number): Draft[] {
  const drafts = stretches(version.items).map((items): Draft => ({
    type: "items.added",
    subject,
    facts: {
      version: number,
      items: items.map(({ row, kind, platforms, verdict, keep }) => ({ row, kind, platforms, verdict, keep })),
    },
    words: { items: items.map(({ raw, canonical, evidence }) => ({ raw, canonical, evidence })) },
  }))
  const { source, information, code, supersedes, restore } = draft
  const { brief, words, wordings, items, awareness, named } = version
  const others = wordings.length > 0
  drafts.push({
    type: "alert.submitted",
    subject,
    facts: {
      version: number,
      items: items.length,
      brief,
      grading: { source, information, code },
      named,
      ...(others ? { wordings: wordings.map((each) => ({ platform: each.platform, named: each.named })) } : {}),
      ...(items.length === 0 ? { awareness } : {}),
      ...(supersedes ? { supersedes } : {}),
      ...(restore ? { restore } : {}),
      ...(draft.lead ? { lead: draft.lead } : {}),
    },
    words: {
      ...words,
      ...(others ? { wordings: wordings.map(({ title, narrative }) => ({ title, narrative })) } : {}),
    },
  })
  return drafts
}

function stretches(items: readonly AlertItem[]): AlertItem[][] {
  const all: AlertItem[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const item of items) {
    const size = encoder.encode(JSON.stringify(item)).length + 16
    if (bytes + size > bytesAnEvent || all.at(-1)!.length >= itemsAnEvent) {
      all.push([])
      bytes = 0
    }
    all.at(-1)!.push(item)
    bytes += size
  }
  return all
}

/** "Adverts (2 of 5)": the texts of one alert of several. */
export function numbered(version: DraftVersion, at: number, of: number): DraftVersion {
  if (of === 1) return version
  const titled = (title: string) => `${title.slice(0, 185)} (${at} of ${of})`
  return {
    ...version,
    words: { ...version.words, title: titled(version.words.title) },
    wordings: version.wordings.map((each) => ({ ...each, title: titled(each.title) })),
  }
}

export const platformIds = Object.keys(platformNames) as PlatformId[]
