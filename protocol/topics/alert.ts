// Alerts, in the agency's own room: a version is submitted complete, sent back or recalled, and submitted again. [R31][R120]-[R122][R135][R136]
import * as v from "valibot"
import { platformNames, type PlatformId } from "../addresses.ts"
import type { AlertEntry, AlertVersion, NextVersion, Wording } from "../entries/alert.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, oneOf, text, topic, uuid, whole } from "../topic.ts"
import { handlingCodes, informations, sources } from "../vocabulary.ts"
import { namedPlatforms } from "../warnings.ts"
import { blankBriefWords, briefSchema, briefWordsSchema, itemsAtMost } from "./brief.ts"
import {
  alertOf,
  emptyAlert,
  emptyVersion,
  keptByPlatform,
  mayBegin,
  mayFollow,
  writesAlerts,
  waiting,
  withWaiting,
} from "./version.ts"

const platform = v.picklist(Object.keys(platformNames) as PlatformId[])
const platformList = v.pipe(
  v.array(platform),
  v.check((list) => new Set(list).size === list.length, "names each platform once"),
)
const atVersion = v.strictObject({ version: whole(1, 1_000) })

const facts = v.strictObject({
  version: whole(1, 1_000),
  items: whole(0, itemsAtMost),
  brief: briefSchema,
  grading: v.strictObject({ source: oneOf(sources), information: oneOf(informations), code: oneOf(handlingCodes) }),
  named: platformList,
  /** platforms that get other words than the rest, and whom those name */
  wordings: v.optional(
    v.pipe(
      v.array(v.strictObject({ platform, named: platformList })),
      v.check((list) => new Set(list.map((each) => each.platform)).size === list.length, "names each platform once"),
    ),
  ),
  /** platforms that are made aware, when there is no item */
  awareness: v.optional(v.pipe(platformList, v.minLength(1, "needs at least one platform"))),
  supersedes: v.optional(uuid),
  restore: v.optional(v.boolean()),
  /** what a platform told, which it comes from: this room alone knows of both [R145] */
  lead: v.optional(v.strictObject({ platform, subject: uuid })),
})
const words = v.strictObject({
  ...briefWordsSchema.entries,
  wordings: v.optional(v.array(v.strictObject({ title: text(1, 200), narrative: text(1, 8_000) }))),
})
type Facts = v.InferOutput<typeof facts>
type Words = v.InferOutput<typeof words>

/** What a submitted version says, apart from its items. Also read from the log by the reactions. */
export function versionOf(facts: Facts, words: Words): Omit<AlertVersion, "author" | "items" | "submittedAt"> {
  const { version, brief, grading, named, awareness = [], supersedes = null, restore = false } = facts
  const { wordings: texts = [], ...common } = words
  const wordings = (facts.wordings ?? []).map((each, index): Wording => ({ ...each, ...texts[index]! }))
  return {
    version,
    brief,
    grading,
    named,
    awareness,
    supersedes,
    restore,
    words: common,
    wordings,
    checked: null,
    returned: null,
  }
}

/** The list of named platforms is worked out by the client, and must be what the hub reads. [R32] */
function misnamed(field: string, named: readonly PlatformId[], text: Parameters<typeof namedPlatforms>[0]) {
  const found = namedPlatforms(text)
  const same = found.length === named.length && found.every((each) => named.includes(each))
  return same
    ? undefined
    : { field, rule: `must list the platforms that the text names: ${found.join(", ") || "none"}` }
}

/** The version whose rows have come and wait for this, or undefined. */
const arrived = (alert: AlertEntry | undefined): AlertVersion | undefined =>
  alert?.state === "arriving" ? alert : alert?.next?.state === "arriving" ? alert.next : undefined

export const alertTopics = [
  topic<Facts, Words>({
    type: "alert.submitted",
    facts,
    words,
    blank: ({ wordings }) => ({
      ...blankBriefWords(),
      ...(wordings ? { wordings: wordings.map(() => ({ title: "", narrative: "" })) } : {}),
    }),
    check: ({ named, wordings = [], items, awareness }, { wordings: texts = [], ...common }) => {
      if ((items === 0) !== (awareness !== undefined))
        return { field: "facts.awareness", rule: "names who is made aware, exactly when there is no item" }
      if (wordings.length !== texts.length)
        return { field: "words.wordings", rule: "must have as many texts as facts.wordings" }
      const wrong = misnamed("facts.named", named, common)
      if (wrong) return wrong
      for (const [index, each] of wordings.entries()) {
        const found = misnamed(`facts.wordings.${index}.named`, each.named, { ...common, ...texts[index]! })
        if (found) return found
      }
      return undefined
    },
    refusal: ({ entry, member }, { subject, by, facts }): Refusal | undefined => {
      const alert = alertOf(entry)
      if (entry && !alert) return notNow("no-such-subject")
      if (facts.supersedes === subject) return notNow("no-such-subject")
      const refused = alert && (mayBegin(alert, by.id, writesAlerts(member)) ?? mayFollow(alert, facts.version))
      if (refused) return refused
      if (facts.items === 0) return alert || facts.version === 1 ? undefined : notNow("version-changed")
      const rows = arrived(alert)
      if (!rows || rows.author.id !== by.id || rows.items.length !== facts.items || rows.version !== facts.version)
        return notNow("incomplete")
      return keptByPlatform(rows).size === 0 ? notNow("no-items") : undefined
    },
    apply: (entry, { subject, seq, by, at, facts, words }, slice): AlertEntry | undefined => {
      const alert = entry ? alertOf(entry) : emptyAlert(subject, seq, by)
      if (!alert) return undefined
      const items = facts.items === 0 ? [] : (arrived(alert)?.items ?? [])
      const version: NextVersion = {
        ...emptyVersion(by),
        ...versionOf(facts, words),
        submittedAt: at,
        items,
        state: "submitted",
      }
      const writers = alert.writers.includes(by.id) ? alert.writers : [...alert.writers, by.id]
      const number = alert.number || slice.numbered + 1
      const lead = alert.lead ?? facts.lead
      const known = { ...alert, writers, ...(lead ? { lead } : {}) }
      // The old version stands until the new one is released. [R125]
      return alert.released ? { ...known, next: version } : { ...known, ...version, number, next: null }
    },
    // Its first version alone takes a number of the series.
    applySlice: (slice, { facts }) => (facts.version === 1 ? { ...slice, numbered: slice.numbered + 1 } : slice),
  }),
  topic({
    type: "alert.returned",
    facts: atVersion,
    words: v.strictObject({ reason: text(1, 1_000) }),
    blank: () => ({ reason: "" }),
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const alert = alertOf(entry)
      if (!alert || alert.state === "arriving") return notNow("no-such-subject")
      const version = waiting(alert)
      if (!version) return notNow("not-submitted", alert.returned?.by ?? alert.released?.by ?? null)
      if (version.author.id === by.id) return notNow("own-alert", version.author)
      return version.version === facts.version
        ? undefined
        : notNow("version-changed", version.author, version.submittedAt)
    },
    apply: (entry, { by, at, words }) => {
      const alert = alertOf(entry)
      const returned = { by, at, reason: words.reason, recalled: false }
      return alert && withWaiting(alert, { state: "returned", checked: null, returned })
    },
  }),
  topic({
    type: "alert.recalled",
    facts: atVersion,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const alert = alertOf(entry)
      if (!alert || alert.state === "arriving") return notNow("no-such-subject")
      const version = waiting(alert)
      if (!version) return notNow("not-submitted", alert.returned?.by ?? alert.released?.by ?? null)
      if (version.author.id !== by.id) return notNow("not-the-author", version.author)
      return version.version === facts.version ? undefined : notNow("version-changed", version.author)
    },
    apply: (entry, { by, at }) => {
      const alert = alertOf(entry)
      const returned = { by, at, reason: "", recalled: true }
      return alert && withWaiting(alert, { state: "returned", checked: null, returned })
    },
  }),
]
