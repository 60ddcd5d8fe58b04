// What a version changes for each platform, beside the one that stands: its own words, what is asked, its items. Pure. Used by the form before
// it is submitted and by the check. It says what server/reactions/standing.ts tells the platforms. [R126]
import type { PlatformId } from "../../../protocol/addresses.ts"
import type { AlertItem, AlertVersion } from "../../../protocol/entries/alert.ts"
import type { BriefWords } from "../../../protocol/entries/brief.ts"
import { keptByPlatform, recipients, wordsFor } from "../../../protocol/topics/version.ts"
import { languages, priorityReasonName, requestedActions, themes } from "../../../protocol/vocabulary.ts"

/** As much of a version as its platforms learn of. */
export type Told = Pick<AlertVersion, "brief" | "words" | "wordings" | "items" | "awareness">

export interface Change {
  what: string
  before: string
  after: string
}

export interface PlatformDifference {
  platform: PlatformId
  /** `same`: it hears nothing of this version. [R126] */
  kind: "new" | "withdrawn" | "changed" | "same"
  changes: Change[]
  added: AlertItem[]
  removed: AlertItem[]
  /** items whose evidence is worded otherwise */
  evidenced: AlertItem[]
}

export function differences(before: Told, after: Told): PlatformDifference[] {
  const [earlier, later] = [recipients(before), recipients(after)]
  return [...new Set([...earlier, ...later])].map((platform) => {
    if (!later.includes(platform)) return { ...nothing, platform, kind: "withdrawn" }
    if (!earlier.includes(platform)) return { ...nothing, platform, kind: "new" }
    const changes = [
      ...wordChanges(wordsFor(before, platform), wordsFor(after, platform)),
      ...briefChanges(before.brief, after.brief),
    ]
    const items = itemChanges(keptByPlatform(before).get(platform) ?? [], keptByPlatform(after).get(platform) ?? [])
    const changed = changes.length + items.added.length + items.removed.length + items.evidenced.length > 0
    return { platform, kind: changed ? "changed" : "same", changes, ...items }
  })
}

const nothing = { changes: [], added: [], removed: [], evidenced: [] }

const wordNames: Record<keyof BriefWords, string> = {
  title: "Title",
  narrative: "What it is told",
  corridor: "Corridor",
  conditions: "Conditions",
}

function wordChanges(before: BriefWords, after: BriefWords): Change[] {
  return (Object.keys(wordNames) as (keyof BriefWords)[]).flatMap((key) =>
    before[key] === after[key] ? [] : [{ what: wordNames[key], before: before[key], after: after[key] }],
  )
}

function briefChanges(before: Told["brief"], after: Told["brief"]): Change[] {
  const shown = (brief: Told["brief"]): [string, string][] => [
    ["Priority", `${brief.priority} ${priorityReasonName(brief.priority, brief.reason)}`],
    ["Theme", themes[brief.theme]],
    ["Languages", brief.languages.map((each) => languages[each]).join(", ")],
    ["Handling", `TLP:${brief.handling}`],
    ["Asked for", brief.asked.map((each) => requestedActions[each]).join(", ")],
  ]
  const earlier = new Map(shown(before))
  return shown(after).flatMap(([what, text]) =>
    earlier.get(what) === text ? [] : [{ what, before: earlier.get(what) ?? "", after: text }],
  )
}

/** Items are the same by kind and address, as often as they are there. */
function itemChanges(before: readonly AlertItem[], after: readonly AlertItem[]) {
  const known = Map.groupBy(before, ({ kind, canonical }) => `${kind} ${canonical}`)
  const added: AlertItem[] = []
  const evidenced: AlertItem[] = []
  for (const item of after) {
    const earlier = known.get(`${item.kind} ${item.canonical}`)?.shift()
    if (!earlier) added.push(item)
    else if (earlier.evidence !== item.evidence) evidenced.push(item)
  }
  return { added, removed: [...known.values()].flat(), evidenced }
}
