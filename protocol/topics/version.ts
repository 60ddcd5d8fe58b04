// The versions of an alert: the one that stands, the one that waits, and who gets what of each. Not a topic itself; used by items.ts, alert.ts,
// release.ts, the reactions and the screens. [R120]-[R125]
import type { PlatformId } from "../addresses.ts"
import type { AlertEntry, AlertItem, AlertVersion, NextVersion, Wording } from "../entries/alert.ts"
import type { BriefWords } from "../entries/brief.ts"
import type { Entry } from "../entries.ts"
import { notNow, type Refusal } from "../errors.ts"
import type { By } from "../event.ts"
import { may } from "../permissions.ts"
import type { Judgement } from "../topic.ts"
import { warningsFor, type Warning } from "../warnings.ts"
import { blankBriefWords, itemsAtMost } from "./brief.ts"

export const alertOf = (entry: Entry | undefined): AlertEntry | undefined =>
  entry?.kind === "alert" ? entry : undefined

export const emptyVersion = (author: By): AlertVersion => ({
  version: 1,
  author,
  submittedAt: null,
  brief: { priority: "P3", reason: "network", theme: "boat-crossing", languages: [], handling: "AMBER", asked: [] },
  words: blankBriefWords(),
  wordings: [],
  grading: { source: "2", information: "D", code: "P" },
  named: [],
  items: [],
  awareness: [],
  supersedes: null,
  restore: false,
  checked: null,
  returned: null,
})

/** An alert of which nothing is known yet but that it is on its way. */
export const emptyAlert = (subject: string, seq: number, author: By): AlertEntry => ({
  ...emptyVersion(author),
  kind: "alert",
  subject,
  seq,
  open: false,
  dueAt: null,
  number: 0,
  state: "arriving",
  writers: [],
  next: null,
  parts: [],
  released: null,
  withdrawn: null,
  superseded: null,
  closed: null,
})

/** Once it was released, a version stands until the next one is released. */
const stands = (alert: AlertEntry): boolean => alert.released !== null

/** The version that waits for a check or a release, with its state; undefined when none was submitted that does. */
export function waiting(alert: AlertEntry): (AlertVersion & { state: "submitted" | "checked" }) | undefined {
  const version = stands(alert) ? alert.next : alert
  return version && (version.state === "submitted" || version.state === "checked")
    ? { ...version, state: version.state }
    : undefined
}

/** The alert with its waiting version changed. */
export function withWaiting(
  alert: AlertEntry,
  change: Partial<AlertVersion> & { state: "submitted" | "checked" | "returned" },
): AlertEntry {
  if (!stands(alert)) return { ...alert, ...change }
  return alert.next ? { ...alert, next: { ...alert.next, ...change } } : alert
}

/** Whether somebody writes alerts in the room, of whoever may open it. */
export const writesAlerts =
  (member: Judgement["member"]) =>
  (person: string): boolean => {
    const found = member(person)
    return found !== undefined && may(found, "org", "alert.submitted")
  }

/**
 * Why this person may not begin another version, or undefined. A returned version is its author's, and once they write no more here
 * anybody's; a released one is anybody's. `writes`: whether a person writes alerts here. [R121][R125]
 */
export function mayBegin(alert: AlertEntry, person: string, writes: (person: string) => boolean): Refusal | undefined {
  const yours = ({ author }: AlertVersion) => author.id === person || !writes(author.id)
  const { next, withdrawn, superseded } = alert
  const gone = withdrawn ?? superseded
  if (gone) return notNow("alert-ended", gone.by, gone.at)
  if (stands(alert)) {
    if (!next || next.state === "arriving") return undefined
    if (next.state !== "returned") return notNow("version-waits", next.author, next.submittedAt)
    return yours(next) ? undefined : notNow("not-the-author", next.author)
  }
  if (alert.author.id !== person && !(alert.state === "returned" && yours(alert)))
    return notNow("not-the-author", alert.author)
  return alert.state === "returned" || alert.state === "arriving"
    ? undefined
    : notNow("already-exists", alert.author, alert.submittedAt)
}

/** The number that the next version must have. */
export function nextNumber(alert: AlertEntry): number {
  const { next } = alert
  if (!next) return alert.version + 1
  return next.state === "arriving" ? next.version : next.version + 1
}

/** Why what is written cannot have this number, or undefined: it was begun before another version came, or no such one can follow. [R215] */
export function mayFollow(alert: AlertEntry, number: number): Refusal | undefined {
  const expected = alert.state === "arriving" ? alert.version : nextNumber(alert)
  if (number === expected) return undefined
  const last = alert.next && alert.next.state !== "arriving" ? alert.next : alert
  return notNow(number < expected ? "version-followed" : "version-changed", last.author, last.submittedAt)
}

/** Rows that go on where the same author's last ones ended; otherwise the version is begun anew. */
export function goesOn(
  next: NextVersion,
  person: string,
  facts: { version: number; items: readonly { row: number }[] },
): boolean {
  const last = next.items.at(-1)?.row ?? 0
  return (
    next.state === "arriving" &&
    next.author.id === person &&
    next.version === facts.version &&
    facts.items[0]!.row > last
  )
}

/** Why these rows may not be added, or undefined. [R31] */
export function mayAdd(
  alert: AlertEntry,
  person: string,
  writes: (person: string) => boolean,
  facts: { version: number; items: readonly { row: number }[] },
): Refusal | undefined {
  const refused = mayBegin(alert, person, writes) ?? mayFollow(alert, facts.version)
  if (refused) return refused
  const known =
    alert.state === "arriving"
      ? alert.items.length
      : alert.next && goesOn(alert.next, person, facts)
        ? alert.next.items.length
        : 0
  return known + facts.items.length > itemsAtMost ? notNow("too-many-items") : undefined
}

/** Kept items of each platform, in the order of the paste. */
export function keptByPlatform(version: Pick<AlertVersion, "items">): Map<PlatformId, AlertItem[]> {
  const kept = new Map<PlatformId, AlertItem[]>()
  for (const item of version.items)
    if (item.keep)
      for (const platform of item.platforms) {
        const own = kept.get(platform)
        if (own) own.push(item)
        else kept.set(platform, [item])
      }
  return kept
}

/** The platforms that get a part of it. */
export const recipients = (version: Pick<AlertVersion, "items" | "awareness">): PlatformId[] => [
  ...new Set([...keptByPlatform(version).keys(), ...version.awareness]),
]

/** The text as one platform gets it. [R136] */
export function wordsFor(
  { words, wordings }: { words: BriefWords; wordings: readonly Wording[] },
  platform: string,
): BriefWords {
  const own = wordings.find((each) => each.platform === platform)
  return own ? { ...words, title: own.title, narrative: own.narrative } : words
}

/** Each warning that whoever releases this version confirms by itself. [R32][R136] */
export const versionWarnings = (version: Pick<AlertVersion, "items" | "awareness" | "named" | "wordings">): Warning[] =>
  warningsFor(recipients(version), version.named, version.wordings)
