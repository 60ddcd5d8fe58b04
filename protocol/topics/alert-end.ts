// The end of an alert: withdrawn by a person, superseded by another alert, closed when all its referrals ended. What happens to one
// platform's referral comes here as a fact without words, and goes from here to nobody else. [R129]-[R131]
import * as v from "valibot"
import type { AlertEntry, AlertPart } from "../entries/alert.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, slug, text, topic, uuid } from "../topic.ts"
import { platformNames, type PlatformId } from "../addresses.ts"
import { allConfirmed, namedPlatforms, warningsFor } from "../warnings.ts"
import { closedIfEnded, confirmedSchema } from "./release.ts"
import { alertOf } from "./version.ts"

/** There, and neither withdrawn nor superseded; or why not. */
function notGone(alert: AlertEntry | undefined): Refusal | undefined {
  if (!alert || alert.state === "arriving") return notNow("no-such-subject")
  const gone = alert.withdrawn ?? alert.superseded
  return gone ? notNow("alert-ended", gone.by, gone.at) : undefined
}

const standing = (alert: AlertEntry | undefined): Refusal | undefined =>
  notGone(alert) ?? (alert?.released ? undefined : notNow("not-released"))

/** The platforms that a withdrawal reaches. */
export const reached = (alert: Pick<AlertEntry, "parts">): AlertPart[] =>
  alert.parts.filter((part) => part.state !== "withdrawn")

const ofReferral = v.strictObject({ referral: uuid, platform: slug })

function withPart(alert: AlertEntry, referral: string, state: AlertPart["state"]): AlertEntry {
  const parts = alert.parts.map((part) => (part.referral === referral ? { ...part, state } : part))
  return { ...alert, parts }
}

export const alertEndTopics = [
  topic({
    type: "alert.withdrawn",
    facts: v.strictObject({
      restore: v.boolean(),
      /** the platforms that the reason names: it is read by each of them */
      named: v.array(v.picklist(Object.keys(platformNames) as PlatformId[])),
      confirmed: confirmedSchema,
    }),
    words: v.strictObject({ reason: text(1, 1_000) }),
    blank: () => ({ reason: "" }),
    check: ({ named }, words) => {
      const found = namedPlatforms(words)
      const same = found.length === named.length && found.every((each) => named.includes(each))
      const rule = `must list the platforms that the reason names: ${found.join(", ") || "none"}`
      return same ? undefined : { field: "facts.named", rule }
    },
    refusal: ({ entry }, { facts }): Refusal | undefined => {
      const alert = alertOf(entry)
      const refused = standing(alert)
      if (refused || !alert) return refused
      const warnings = warningsFor(
        reached(alert).map((part) => part.platform),
        facts.named,
      )
      return allConfirmed(warnings, facts.confirmed) ? undefined : notNow("unconfirmed-warning")
    },
    apply: (entry, { by, at, facts, words }): AlertEntry | undefined => {
      const alert = alertOf(entry)
      const withdrawn = { by, at, reason: words.reason, restore: facts.restore }
      return alert && { ...alert, state: "withdrawn", withdrawn, next: null }
    },
  }),
  topic({
    type: "alert.superseded",
    facts: v.strictObject({
      alert: uuid,
      /** the referrals that take the place of this alert's, where there are any */
      parts: v.pipe(v.array(ofReferral), v.maxLength(100)),
      /** whether platforms that get none are asked to restore what they acted on */
      restore: v.boolean(),
    }),
    words: nothing,
    blank: () => ({}),
    // Also one that was not released yet: it cannot be any more, and so whether it was makes no difference in what order. [R130]
    refusal: ({ entry }) => notGone(alertOf(entry)),
    apply: (entry, { by, at, facts }): AlertEntry | undefined => {
      const alert = alertOf(entry)
      return alert && { ...alert, state: "superseded", superseded: { by, at, alert: facts.alert }, next: null }
    },
  }),
  topic({
    type: "alert.closed",
    facts: nothing,
    words: v.strictObject({ reason: text(1, 1_000) }),
    blank: () => ({ reason: "" }),
    refusal: ({ entry }): Refusal | undefined => {
      const alert = alertOf(entry)
      const closed = alert?.closed
      return standing(alert) ?? (closed ? notNow("alert-ended", closed.by, closed.at) : undefined)
    },
    apply: (entry, { by, at, words }): AlertEntry | undefined => {
      const alert = alertOf(entry)
      return alert && { ...alert, state: "closed", closed: { by, at, reason: words.reason } }
    },
  }),
  // Its subject is the referral: so the alert of a referral is found without the platform's room knowing of it. [R131]
  topic({
    type: "alert.referred",
    facts: v.strictObject({ alert: uuid, platform: slug }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }) => (entry ? notNow("already-exists") : undefined),
    apply: () => undefined,
  }),
  topic({
    type: "part.ended",
    facts: ofReferral,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { facts }): Refusal | undefined => {
      const part = alertOf(entry)?.parts.find((each) => each.referral === facts.referral)
      return part?.state === "live" ? undefined : notNow("no-such-subject")
    },
    apply: (entry, { at, facts }): AlertEntry | undefined => {
      const alert = alertOf(entry)
      return alert && closedIfEnded(withPart(alert, facts.referral, "ended"), at)
    },
  }),
  topic({
    type: "part.reopened",
    facts: ofReferral,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { facts }): Refusal | undefined => {
      const part = alertOf(entry)?.parts.find((each) => each.referral === facts.referral)
      return part?.state === "ended" ? undefined : notNow("no-such-subject")
    },
    apply: (entry, { facts }): AlertEntry | undefined => {
      const alert = alertOf(entry)
      if (!alert) return undefined
      const after = withPart(alert, facts.referral, "live")
      return after.state === "closed" ? { ...after, state: "released", closed: null } : after
    },
  }),
]
