// Outcomes: what a platform did about each item, or why nothing was done. Shaped like an EU DSA statement of reasons. [R38]-[R41]
import * as v from "valibot"
import { itemClass } from "../addresses.ts"
import type { Decision, ReferralItem } from "../entries/item.ts"
import type { ReferralEntry } from "../entries/referral.ts"
import { notNow, type Refusal } from "../errors.ts"
import { hasRole } from "../permissions.ts"
import { oneOf, text, time, topic, uuid, whole, type AnyTopic } from "../topic.ts"
import { actions, grounds, noActionReasons, userTold } from "../vocabulary.ts"
import { itemsAnEvent, itemsAtMost } from "./brief.ts"
import { referralOf, untilClosed, whileLive } from "./referral.ts"
import { later, withItems } from "./settle.ts"

const everyAction = [...new Set(Object.values(actions).flatMap((each) => Object.keys(each)))]
const count = v.nullable(whole(0, 1_000_000_000))

const outcome = v.pipe(
  v.strictObject({
    items: v.pipe(
      v.array(v.strictObject({ n: whole(1, 100_000), seq: whole(1, Number.MAX_SAFE_INTEGER) })),
      v.minLength(1, "needs at least one item"),
      v.maxLength(itemsAnEvent, `has at most ${itemsAnEvent} items`),
    ),
    action: v.picklist(everyAction, `must be one of ${everyAction.join(", ")}`),
    reason: v.nullable(oneOf(noActionReasons)),
    ground: v.nullable(oneOf(grounds)),
    territory: v.pipe(
      v.string(),
      v.regex(/^([A-Z]{2}(,[A-Z]{2}){0,48})?$/, "is country codes such as GB,FR, or empty"),
    ),
    decidedAt: time,
    actedAt: v.nullable(time),
    automated: v.boolean(),
    preservedUntil: v.nullable(time),
    userTold: v.nullable(oneOf(userTold)),
    found: count,
    actedOn: count,
    original: v.optional(v.nullable(uuid)),
  }),
  v.forward(
    v.check(
      ({ action, reason }) => (action === "none") === (reason !== null),
      "is given exactly when the action is none",
    ),
    ["reason"],
  ),
  v.forward(
    v.check(
      ({ action, ground }) => (action === "none") === (ground === null),
      "is given exactly when something was done",
    ),
    ["ground"],
  ),
  v.forward(
    v.check(
      ({ action, territory }) => action !== "blocked-in-territory" || territory !== "",
      "names where it is blocked",
    ),
    ["territory"],
  ),
  v.forward(
    v.check(({ reason, original }) => !original || reason === "duplicate-of", "is for a duplicate only"),
    ["original"],
  ),
  v.forward(
    v.check(({ found, actedOn }) => (actedOn ?? 0) <= (found ?? 0), "cannot be more than were found"),
    ["actedOn"],
  ),
)

export const outcomeWords = v.strictObject({
  outcomes: v.array(
    v.strictObject({ rule: text(0, 300), preserved: text(0, 120), sweep: text(0, 1_000), duplicateOf: text(0, 32) }),
  ),
})
const blankWords = { rule: "", preserved: "", sweep: "", duplicateOf: "" }

export const outcomeFacts = v.pipe(
  v.strictObject({
    outcomes: v.pipe(v.array(outcome), v.minLength(1, "needs at least one outcome"), v.maxLength(itemsAnEvent)),
  }),
  v.check(({ outcomes }) => {
    const all = outcomes.flatMap((each) => each.items.map((item) => item.n))
    return all.length <= itemsAnEvent && new Set(all).size === all.length
  }, `names each item once and at most ${itemsAnEvent}`),
)
export type OutcomeFacts = v.InferOutput<typeof outcomeFacts>
export type OutcomeWords = v.InferOutput<typeof outcomeWords>

export const blankOutcomes = ({ outcomes }: OutcomeFacts): OutcomeWords => ({
  outcomes: outcomes.map(() => blankWords),
})

/** What an outcome must say in words because of its facts. [R39] */
export function checkOutcomes(facts: OutcomeFacts, words: OutcomeWords): { field: string; rule: string } | undefined {
  if (facts.outcomes.length !== words.outcomes.length)
    return { field: "words.outcomes", rule: "must have as many outcomes as facts.outcomes" }
  for (const [index, { reason, ground }] of facts.outcomes.entries()) {
    const { rule, duplicateOf } = words.outcomes[index]!
    const field = `words.outcomes.${index}`
    if ((ground === "terms" || reason === "no-breach") && rule.trim() === "")
      return { field: `${field}.rule`, rule: "names the rule that was looked at" }
    if (reason === "duplicate-of" && duplicateOf.trim() === "")
      return { field: `${field}.duplicateOf`, rule: "names an own reference" }
  }
  return undefined
}

/** By item, what these outcomes decide. */
export function decisions(
  facts: OutcomeFacts,
  words: OutcomeWords,
  stamp: Pick<Decision, "by" | "at" | "version">,
): Map<number, Decision> {
  const decided = new Map<number, Decision>()
  for (const [index, { items, ...rest }] of facts.outcomes.entries())
    for (const { n } of items) decided.set(n, { ...rest, ...(words.outcomes[index] ?? blankWords), ...stamp })
  return decided
}

export const wrongAction = (item: ReferralItem, action: string): Refusal | undefined =>
  Object.hasOwn(actions[itemClass(item.kind)], action) ? undefined : notNow("wrong-action")

/** More context is asked for first: it is a reason once the agency has answered, or has let its own clock run out. [R106] */
export function askFirst({ request, answeredAt, clocks }: ReferralEntry, facts: OutcomeFacts, at: string) {
  const overdue = request !== null && clocks.answer !== null && clocks.answer.deadline < at
  const needs = facts.outcomes.some(({ reason }) => reason === "needs-context")
  return needs && !answeredAt && !overdue ? notNow("ask-first") : undefined
}

/** What comes too late is refused, but for what had been done already: that is a fact. [R133] */
function tooLate({ withdrawn, outcome }: ReferralItem, action: string, actedAt: string | null): Refusal | undefined {
  if (outcome) return notNow("already-decided", outcome.by, outcome.at)
  const acted = withdrawn && action !== "none" && actedAt !== null && actedAt <= withdrawn.at
  return acted ? undefined : notNow("withdrawn", null, withdrawn?.at ?? null)
}

function notClaimant({ claim, decidedAt, items }: ReferralEntry, person: string): Refusal | undefined {
  if (!claim) return decidedAt ? notNow("nothing-open", lastDecider(items), decidedAt) : notNow("not-claimed")
  return claim.by.id === person ? undefined : notNow("not-your-claim", claim.by, claim.at)
}

const recorded = untilClosed(
  topic({
    type: "outcome.recorded",
    facts: outcomeFacts,
    words: outcomeWords,
    blank: blankOutcomes,
    check: checkOutcomes,
    refusal: ({ entry }, { by, at, facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      if (facts.outcomes.some(({ original }) => original === referral.subject)) return notNow("no-such-subject")
      const named = facts.outcomes.flatMap(({ items }) => items.map(({ n }) => referral.items[n - 1]))
      // What is withdrawn cannot be claimed: facts about it are anybody's. [R133]
      const refused = named.every((item) => item?.withdrawn) ? undefined : notClaimant(referral, by.id)
      if (refused) return refused
      const early = askFirst(referral, facts, at)
      if (early) return early
      for (const { items, action, actedAt } of facts.outcomes)
        for (const { n, seq } of items) {
          const item = referral.items[n - 1]
          if (!item) return notNow("unknown-item")
          if (item.withdrawn) {
            const late = tooLate(item, action, actedAt) ?? wrongAction(item, action)
            if (late) return late
            continue
          }
          if (item.state === "held") return notNow("item-held", item.hold?.by ?? null, item.hold?.at ?? null)
          if (item.state !== "open")
            return notNow("already-decided", item.outcome?.by ?? null, item.outcome?.at ?? null)
          if (item.seq !== seq) return { code: "stale", seq: item.seq, by: null, type: "outcome.undone" }
          const wrong = wrongAction(item, action)
          if (wrong) return wrong
        }
      return undefined
    },
    apply: (entry, { by, at, seq, facts, words }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const decided = decisions(facts, words, { by, at, version: referral.version })
      const change = (item: ReferralItem): ReferralItem => {
        const outcome = decided.get(item.n)!
        if (item.state === "withdrawn") return { ...item, seq, outcome }
        return { ...item, state: outcome.reason === "duplicate-of" ? "duplicate" : "decided", seq, outcome }
      }
      return withItems(referral, [...decided.keys()], change, at)
    },
  }),
)

const undone = whileLive(
  topic({
    type: "outcome.undone",
    facts: v.strictObject({
      items: v.pipe(v.array(whole(1, 100_000)), v.minLength(1, "needs at least one item"), v.maxLength(itemsAtMost)),
    }),
    words: v.strictObject({}),
    blank: () => ({}),
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      for (const n of facts.items) {
        const item = referral.items[n - 1]
        if (!item) return notNow("unknown-item")
        if (item.withdrawn) return notNow("withdrawn", null, item.withdrawn.at)
        if (!item.outcome || (item.state !== "decided" && item.state !== "duplicate")) return notNow("not-decided")
        const decider = item.outcome.by
        if (decider.id !== by.id && !hasRole(by, "supervisor"))
          return notNow("not-yours-to-undo", decider, item.outcome.at)
        // A challenge, and its answer, have moved the item's own seq on.
        const reviewed = item.challenge?.answer ?? item.challenge
        if (reviewed) return notNow("acted-upon", reviewed.by, reviewed.at)
        const acted = referral.acts.find((act) => act.seq > item.seq && act.by.id !== decider.id)
        if (acted) return notNow("acted-upon", acted.by, acted.at)
      }
      return undefined
    },
    // The claim goes back to whoever decided, so that the work can go on where it was left.
    apply: (entry, { at, seq, facts }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const decider = referral.items[facts.items[0]! - 1]?.outcome?.by
      const open = (item: ReferralItem): ReferralItem => ({
        ...item,
        state: "open",
        seq,
        outcome: null,
        challenge: null,
        verified: null,
      })
      const undone = withItems(referral, facts.items, open, at)
      const endsAt = later(at, referral.limits.claimMs)
      return { ...undone, claim: referral.claim ?? (decider ? { by: decider, at, seq, endsAt } : null) }
    },
  }),
)

export const outcomeTopics: AnyTopic[] = [recorded, undone]

const lastDecider = (items: readonly ReferralItem[]) =>
  items.reduce<ReferralItem | undefined>((last, item) => (item.seq > (last?.seq ?? 0) ? item : last), undefined)
    ?.outcome?.by ?? null
