// Alerts, in the agency's own room: submitted complete, checked and released by a second person. [R31][R32]
import * as v from "valibot"
import { platformNames, type PlatformId } from "../addresses.ts"
import type { AlertEntry, Entry } from "../entries.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, oneOf, slug, topic, uuid, whole } from "../topic.ts"
import { handlingCodes, informations, sources } from "../vocabulary.ts"
import { namedPlatforms, warningsFor } from "../warnings.ts"
import { blankBriefWords, briefSchema, briefWordsSchema, itemsAtMost } from "./brief.ts"

const platformList = v.array(v.picklist(Object.keys(platformNames) as PlatformId[]))

/** Kept items of each platform, in the order of the paste. */
export function keptByPlatform(alert: Pick<AlertEntry, "items">): Map<PlatformId, AlertEntry["items"][number][]> {
  const kept = new Map<PlatformId, AlertEntry["items"][number][]>()
  for (const item of alert.items)
    if (item.keep) for (const platform of item.platforms) kept.set(platform, [...(kept.get(platform) ?? []), item])
  return kept
}

const alertOf = (entry: Entry | undefined): AlertEntry | undefined => (entry?.kind === "alert" ? entry : undefined)

export const alertTopics = [
  topic({
    type: "alert.submitted",
    facts: v.strictObject({
      version: whole(1, 1_000),
      items: whole(1, itemsAtMost),
      brief: briefSchema,
      grading: v.strictObject({ source: oneOf(sources), information: oneOf(informations), code: oneOf(handlingCodes) }),
      named: platformList,
    }),
    words: briefWordsSchema,
    blank: blankBriefWords,
    check: ({ named }, words) => {
      const found = namedPlatforms(words)
      const same = found.length === named.length && found.every((each) => named.includes(each))
      return same
        ? undefined
        : { field: "facts.named", rule: `must list the platforms that the text names: ${found.join(", ") || "none"}` }
    },
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const alert = alertOf(entry)
      if (!alert) return notNow(entry ? "no-such-subject" : "incomplete")
      if (alert.author.id !== by.id) return notNow("not-the-author", alert.author)
      if (alert.state !== "arriving") return notNow("already-exists", alert.author, alert.submittedAt)
      if (alert.items.length !== facts.items || alert.version !== facts.version) return notNow("incomplete")
      return keptByPlatform(alert).size === 0 ? notNow("no-items") : undefined
    },
    apply: (entry, { at, facts: { version, brief, grading, named }, words }, slice): AlertEntry | undefined => {
      const alert = alertOf(entry)
      if (!alert) return undefined
      return {
        ...alert,
        state: "submitted",
        number: slice.numbered + 1,
        version,
        submittedAt: at,
        brief,
        grading,
        named,
        words,
      }
    },
    applySlice: (slice) => ({ ...slice, numbered: slice.numbered + 1 }),
  }),
  topic({
    type: "alert.released",
    facts: v.strictObject({
      version: whole(1, 1_000),
      parts: v.pipe(
        v.array(v.strictObject({ platform: slug, referral: uuid })),
        v.minLength(1, "needs at least one platform"),
        v.maxLength(100),
      ),
      confirmed: v.pipe(v.array(v.strictObject({ platform: slug, names: slug })), v.maxLength(500)),
    }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const alert = alertOf(entry)
      if (!alert || alert.state === "arriving") return notNow("no-such-subject")
      if (alert.state === "released")
        return notNow("not-submitted", alert.released?.by ?? null, alert.released?.at ?? null)
      if (alert.author.id === by.id) return notNow("own-alert", alert.author)
      if (alert.version !== facts.version) return notNow("version-changed", alert.author, alert.submittedAt)
      const platforms = [...keptByPlatform(alert).keys()]
      const named = new Set(facts.parts.map((each) => each.platform))
      const distinct =
        named.size === facts.parts.length &&
        new Set(facts.parts.map((each) => each.referral)).size === facts.parts.length
      if (!distinct || named.size !== platforms.length || !platforms.every((each) => named.has(each)))
        return notNow("wrong-platforms")
      const confirmed = new Set(facts.confirmed.map((each) => `${each.platform} ${each.names}`))
      const open = warningsFor(platforms, alert.named).filter(
        (each) => !confirmed.has(`${each.platform} ${each.names}`),
      )
      return open.length > 0 ? notNow("unconfirmed-warning") : undefined
    },
    apply: (entry, { by, at, facts }): AlertEntry | undefined => {
      const alert = alertOf(entry)
      if (!alert) return undefined
      const kept = keptByPlatform(alert)
      const parts = facts.parts.map(({ platform, referral }) => ({
        platform,
        referral,
        items: kept.get(platform as PlatformId)?.length ?? 0,
        undelivered: null,
      }))
      return { ...alert, state: "released", parts, released: { by, at } }
    },
  }),
  topic({
    type: "alert.undelivered",
    facts: v.strictObject({ platform: slug, reason: v.pipe(v.string(), v.maxLength(64)) }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }) => (alertOf(entry)?.state === "released" ? undefined : notNow("no-such-subject")),
    apply: (entry, { facts }) => {
      const alert = alertOf(entry)
      if (!alert) return undefined
      const parts = alert.parts.map((each) =>
        each.platform === facts.platform ? { ...each, undelivered: facts.reason } : each,
      )
      return { ...alert, parts }
    },
  }),
]
