// Writing an alert as a person would: rows judged, items first, then the alert, then the release. Called by play.ts and other-side.ts.
import { randomUUID } from "node:crypto"
import { readRows, type PlatformId } from "../../protocol/addresses.ts"
import type { AlertEntry, Wording } from "../../protocol/entries/alert.ts"
import type { Brief, BriefWords } from "../../protocol/entries/brief.ts"
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
  /** 1, or that of a later version */
  version?: number
  /** platforms that get other words than the rest */
  wordings?: readonly Pick<Wording, "platform" | "title" | "narrative">[]
  /** who is made aware, when there is no row */
  awareness?: PlatformId[]
  /** the alert that it takes the place of */
  supersedes?: string
  /** whether to ask for what was acted on and is named no longer to be restored */
  restore?: boolean
  /** what a platform told, which it comes from */
  lead?: AlertEntry["lead"]
}

const given = (wanted: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))

const namedIn = (alert: DemoAlert): Pick<Wording, "platform" | "named">[] =>
  (alert.wordings ?? []).map(({ platform, ...texts }) => ({
    platform,
    named: namedPlatforms({ ...alert.words, ...texts }),
  }))

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
  const { version = 1, brief, awareness, supersedes, restore, lead } = alert
  const wordings = alert.wordings && namedIn(alert)
  const texts = alert.wordings?.map(({ title, narrative }) => ({ title, narrative }))
  const facts = {
    version,
    items: items.length,
    brief,
    grading,
    named: namedPlatforms(alert.words),
    ...given({
      wordings,
      awareness,
      supersedes,
      restore,
      lead,
    }),
  }
  const submission = propose(id("submitted"), "alert.submitted", subject, facts, {
    ...alert.words,
    ...given({ wordings: texts }),
  })
  if (items.length === 0) return [submission]
  return [propose(id("items"), "items.added", subject, { version, items }, { items: words }), submission]
}

export function platformsOf(alert: DemoAlert): PlatformId[] {
  const own = readRows(alert.rows).flatMap(({ verdict }) => {
    if (!("address" in verdict) || verdict.kind === "merged") return []
    return verdict.address.platform ? [verdict.address.platform] : alert.ticked
  })
  return [...new Set([...own, ...(alert.awareness ?? [])])]
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
    namedIn(alert),
  )
  return propose(id, "alert.released", subject, { version: alert.version ?? 1, parts, confirmed }, {})
}
