// Writing an alert as a person would: rows judged, items first, then the alert, then the release. Called by play.ts and other-side.ts.
import { randomUUID } from "node:crypto"
import { readRows, type PlatformId } from "../../protocol/addresses.ts"
import type { Brief, BriefWords } from "../../protocol/entries.ts"
import type { Proposal } from "../../protocol/event.ts"
import { canonicalOf } from "../../protocol/topics/items.ts"
import { namedPlatforms, warningsFor } from "../../protocol/warnings.ts"

export interface DemoAlert {
  brief: Brief
  words: BriefWords
  /** one row a line, as it is pasted */
  rows: string
  /** who gets phone numbers, hashtags and hashes */
  ticked: PlatformId[]
  evidence: readonly string[]
}

const propose = (id: string, type: string, subject: string, facts: unknown, words: unknown): Proposal => ({
  id,
  type,
  subject,
  seen: 0,
  body: { facts, words },
})

/** `id` gives an id for each part of it, so that demo content can be written again without harm. */
export function submitted(
  alert: DemoAlert,
  subject: string,
  id: (what: string) => string = () => randomUUID(),
): Proposal[] {
  const rows = readRows(alert.rows)
  const items = rows.map(({ row, verdict }) => {
    const address = "address" in verdict ? verdict.address : undefined
    const keep = verdict.kind !== "refused" && verdict.kind !== "merged"
    const platforms = keep && address ? (address.platform ? [address.platform] : alert.ticked) : []
    return { row, kind: address?.kind ?? null, platforms, verdict: verdict.kind, keep }
  })
  const words = rows.map(({ raw, verdict }, index) => ({
    raw,
    canonical: canonicalOf(verdict),
    evidence: alert.evidence[index] ?? "",
  }))
  const grading = { source: "2", information: "B", code: "P" }
  const facts = { version: 1, items: items.length, brief: alert.brief, grading, named: namedPlatforms(alert.words) }
  return [
    propose(id("items"), "items.added", subject, { version: 1, items }, { items: words }),
    propose(id("submitted"), "alert.submitted", subject, facts, alert.words),
  ]
}

export function platformsOf(alert: DemoAlert): PlatformId[] {
  const own = readRows(alert.rows).flatMap(({ verdict }) => {
    if (!("address" in verdict) || verdict.kind === "merged") return []
    return verdict.address.platform ? [verdict.address.platform] : alert.ticked
  })
  return [...new Set(own)]
}

export function released(
  alert: DemoAlert,
  subject: string,
  parts: { platform: string; referral: string }[],
  id = randomUUID() as string,
): Proposal {
  const confirmed = warningsFor(
    parts.map((each) => each.platform),
    namedPlatforms(alert.words),
  )
  return propose(id, "alert.released", subject, { version: 1, parts, confirmed }, {})
}
