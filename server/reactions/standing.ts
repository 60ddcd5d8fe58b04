// What an alert said to each platform, release by release: read from the log and folded by the one `apply`, so that whatever is made of it is
// the same for every process. Used by deliver.ts and withdraw.ts.
import type { AlertEntry, AlertItem } from "../../protocol/entries/alert.ts"
import type { Brief, BriefWords } from "../../protocol/entries/brief.ts"
import { emptySlice } from "../../protocol/entries.ts"
import type { RoomEvent } from "../../protocol/event.ts"
import { applyEvent } from "../../protocol/fold.ts"
import { alertOf, keptByPlatform, wordsFor } from "../../protocol/topics/version.ts"
import type { PlatformId } from "../../protocol/addresses.ts"
import { readRow } from "../engine/chain.ts"
import type { Store } from "../store/store.ts"

/** What decides who gets what; checks, and what becomes of the parts, do not. */
const telling = ["items.added", "alert.submitted", "alert.returned", "alert.recalled", "alert.released"]

/** The alert as it stood after each of its releases up to this event, oldest first. */
export async function standings({ room, subject, seq }: RoomEvent, log: Store): Promise<AlertEntry[]> {
  const rows = []
  for (let before = seq + 1; ; before = rows.at(-1)!.seq) {
    const page = await log.page(room, subject, telling, before, 100)
    rows.push(...page)
    if (page.length < 100) break
  }
  const stood: AlertEntry[] = []
  let alert: AlertEntry | undefined
  for (const row of rows.reverse()) {
    alert = alertOf(applyEvent(alert, emptySlice, readRow(row)).entry)
    if (alert && row.type === "alert.released") stood.push(alert)
  }
  return stood
}

/** The parts that a platform still has. */
export const standingParts = ({ parts }: AlertEntry): AlertEntry["parts"] =>
  parts.filter((part) => part.state !== "withdrawn")

/** What one platform is told. */
export interface Told {
  brief: Brief
  words: BriefWords
  /** by its number in the referral */
  items: ReadonlyMap<number, AlertItem>
  /** how many numbers have been given, those of items that are gone included */
  numbered: number
}

const same = (one: AlertItem, other: AlertItem): boolean => one.kind === other.kind && one.canonical === other.canonical

/** What the platform was told by each release that this referral was a part of, oldest first. Numbers are never given twice. */
export function tellings(stood: readonly AlertEntry[], platform: string, referral: string): Told[] {
  const told: Told[] = []
  for (const alert of stood) {
    if (!standingParts(alert).some((part) => part.referral === referral)) continue
    const items = new Map<number, AlertItem>()
    let { numbered } = told.at(-1) ?? { numbered: 0 }
    const known = [...(told.at(-1)?.items ?? [])]
    for (const item of keptByPlatform(alert).get(platform as PlatformId) ?? []) {
      const found = known.findIndex(([, each]) => same(each, item))
      items.set(found < 0 ? (numbered += 1) : known.splice(found, 1)[0]![0], item)
    }
    told.push({ brief: alert.brief, words: wordsFor(alert, platform), items, numbered })
  }
  return told
}
