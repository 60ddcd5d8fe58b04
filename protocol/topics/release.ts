// The second person: a version is checked and released, or one checks it and another releases it. [R32][R123]-[R125]
import * as v from "valibot"
import type { AlertEntry, AlertPart, AlertVersion } from "../entries/alert.ts"
import { notNow, type Refusal } from "../errors.ts"
import { hubActor } from "../event.ts"
import { nothing, slug, topic, uuid, whole } from "../topic.ts"
import { allConfirmed } from "../warnings.ts"
import { alertOf, keptByPlatform, recipients, versionWarnings, waiting, withWaiting } from "./version.ts"

export const confirmedSchema = v.pipe(v.array(v.strictObject({ platform: slug, names: slug })), v.maxLength(500))

const partList = v.pipe(
  v.array(v.strictObject({ platform: slug, referral: uuid })),
  v.minLength(1, "needs at least one platform"),
  v.maxLength(100),
)

/** The version that a person who wrote nothing of it names, or why it cannot be that one. [R123] */
function secondPerson(alert: AlertEntry | undefined, person: string, number: number): AlertVersion | Refusal {
  if (!alert || alert.state === "arriving") return notNow("no-such-subject")
  const version = waiting(alert)
  if (!version) {
    const last = alert.withdrawn ?? alert.superseded ?? alert.next?.returned ?? alert.returned ?? alert.released
    return notNow("not-submitted", last?.by ?? null, last?.at ?? null)
  }
  if (alert.writers.includes(person)) return notNow("own-alert", version.author)
  return version.version === number ? version : notNow("version-changed", version.author, version.submittedAt)
}

/** Each platform once, each with its own referral: the one that it has, or a new one. [R125] */
function partsFit(alert: AlertEntry, version: AlertVersion, parts: v.InferOutput<typeof partList>): boolean {
  const platforms = recipients(version)
  const named = new Set(parts.map((each) => each.platform))
  const referrals = new Set(parts.map((each) => each.referral))
  const distinct = named.size === parts.length && referrals.size === parts.length
  if (!distinct || named.size !== platforms.length || !platforms.every((each) => named.has(each))) return false
  return parts.every(({ platform, referral }) => {
    const known = alert.parts.find((each) => each.platform === platform && each.state !== "withdrawn")
    return known ? known.referral === referral : alert.parts.every((each) => each.referral !== referral)
  })
}

/** The parts after a release: what the version has nothing for is withdrawn, the others stay as they are. */
function partsAfter(alert: AlertEntry, version: AlertVersion, parts: v.InferOutput<typeof partList>): AlertPart[] {
  const kept = keptByPlatform(version)
  const counts = new Map<string, number>([...kept].map(([platform, items]) => [platform, items.length]))
  const left = alert.parts.filter((part) => parts.every((each) => each.referral !== part.referral))
  return [
    ...parts.map(({ platform, referral }): AlertPart => {
      const known = alert.parts.find((each) => each.referral === referral)
      const items = counts.get(platform) ?? 0
      return known ? { ...known, items } : { platform, referral, items, undelivered: null, state: "live" }
    }),
    ...left.map((part): AlertPart => ({ ...part, items: 0, state: "withdrawn" })),
  ]
}

/** A released alert is closed by the hub when none of its referrals is live. [R131] */
export function closedIfEnded(alert: AlertEntry, at: string): AlertEntry {
  if (alert.state !== "released" || alert.parts.some((part) => part.state === "live")) return alert
  const { id, name, organisation } = hubActor
  return { ...alert, state: "closed", closed: { by: { id, name, organisation }, at, reason: "" } }
}

export const releaseTopics = [
  topic({
    type: "alert.checked",
    facts: v.strictObject({ version: whole(1, 1_000) }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const version = secondPerson(alertOf(entry), by.id, facts.version)
      if ("code" in version) return version
      return version.checked ? notNow("already-checked", version.checked.by, version.checked.at) : undefined
    },
    apply: (entry, { by, at }) => {
      const alert = alertOf(entry)
      return alert && withWaiting(alert, { state: "checked", checked: { by, at } })
    },
  }),
  topic({
    type: "alert.released",
    facts: v.strictObject({ version: whole(1, 1_000), parts: partList, confirmed: confirmedSchema }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const alert = alertOf(entry)
      const version = secondPerson(alert, by.id, facts.version)
      if ("code" in version) return version
      if (!partsFit(alert!, version, facts.parts)) return notNow("wrong-platforms")
      return allConfirmed(versionWarnings(version), facts.confirmed) ? undefined : notNow("unconfirmed-warning")
    },
    apply: (entry, { by, at, facts }): AlertEntry | undefined => {
      const alert = alertOf(entry)
      const version = alert && (alert.released ? alert.next : alert)
      if (!alert || !version) return undefined
      const parts = partsAfter(alert, version, facts.parts)
      const released = { ...alert, ...version, closed: null, next: null, parts, released: { by, at } }
      return closedIfEnded({ ...released, state: "released" }, at)
    },
  }),
  topic({
    type: "alert.undelivered",
    facts: v.strictObject({ platform: slug, reason: v.pipe(v.string(), v.maxLength(64)) }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }) => (alertOf(entry)?.released ? undefined : notNow("no-such-subject")),
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
