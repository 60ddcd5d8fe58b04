// What an outcome must say, and who may record it in which state. Rules R38, R39.
import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { emptySlice } from "../../protocol/entries.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import type { Actor } from "../../protocol/event.ts"
import { parseProposal } from "../../protocol/fold.ts"
import { topics } from "../../protocol/topics.ts"
import { sampleItem, sampleReferral } from "./samples.ts"

const at = "2026-11-25T14:07:31.000Z"
const good = {
  items: [{ n: 1, seq: 4 }],
  action: "removed",
  reason: null,
  ground: "terms",
  territory: "",
  decidedAt: at,
  actedAt: at,
  automated: false,
  preservedUntil: null,
  userTold: "later",
  found: null,
  actedOn: null,
}
const goodWords = { rule: "4.2", preserved: "", sweep: "", duplicateOf: "" }

function parsed(facts: object, words: object = {}): string {
  const answer = parseProposal({
    id: randomUUID(),
    type: "outcome.recorded",
    subject: "r1",
    seen: 4,
    body: { facts: { outcomes: [{ ...good, ...facts }] }, words: { outcomes: [{ ...goodWords, ...words }] } },
  })
  if (!("refusal" in answer)) return "fits"
  return answer.refusal.code === "malformed" ? answer.refusal.field : answer.refusal.code
}

test("[R39] an action carries its ground, none its reason, and a duplicate an own reference", () => {
  expect(parsed({})).toBe("fits")
  expect(parsed({ ground: null })).toBe("facts.outcomes.0.ground")
  expect(parsed({ action: "none", ground: null })).toBe("facts.outcomes.0.reason")
  expect(parsed({ action: "none", ground: null, reason: "news-research-advocacy" }, { rule: "" })).toBe("fits")
  expect(parsed({ action: "none", ground: null, reason: "no-breach" }, { rule: " " })).toBe("words.outcomes.0.rule")
  expect(parsed({ action: "none", ground: null, reason: "duplicate-of" })).toBe("words.outcomes.0.duplicateOf")
  expect(parsed({ reason: "not-found" })).toBe("facts.outcomes.0.reason")
  expect(parsed({ action: "blocked-in-territory" })).toBe("facts.outcomes.0.territory")
  expect(parsed({ action: "blocked-in-territory", territory: "GB,FR" })).toBe("fits")
  expect(parsed({ action: "vaporised" })).toBe("facts.outcomes.0.action")
  expect(parsed({ found: 2, actedOn: 3 })).toBe("facts.outcomes.0.actedOn")
  expect(parsed({}, { rule: "" })).toBe("words.outcomes.0.rule")
})

const ana: Actor = { id: "ana", name: "Ana", organisation: "tiktok", kind: "platform", roles: ["moderator"] }
const stamp = { by: { id: "ana", name: "Ana", organisation: "tiktok" }, at }
const entry = sampleReferral({
  subject: "r1",
  seq: 9,
  seen: stamp,
  acknowledged: { ...stamp, estimate: at, comment: "", seq: 5 },
  claim: { ...stamp, seq: 6, endsAt: at },
  items: [sampleItem({ kind: "video", seq: 4 }), sampleItem({ n: 2, seq: 8 })],
})

function judged(change: Partial<ReferralEntry>, by: Actor, facts: object = {}): string {
  const body = { outcomes: [{ ...good, ...facts }] }
  const proposed = {
    id: "i",
    subject: "r1",
    target: null,
    seen: 9,
    by,
    at,
    facts: body as never,
    words: { outcomes: [goodWords] } as never,
  }
  const refusal = topics
    .get("outcome.recorded")!
    .refusal(
      { slice: emptySlice, entry: { ...entry, ...change }, target: undefined, member: () => undefined },
      proposed,
    )
  return !refusal ? "accepted" : refusal.code === "not-now" ? refusal.rule : refusal.code
}

test("[R38] only the claimant records, on each item's current version, and a change to another item refuses nothing", () => {
  expect(judged({}, ana)).toBe("accepted")
  expect(judged({}, { ...ana, id: "mai" })).toBe("not-your-claim")
  expect(judged({ claim: null }, ana)).toBe("not-claimed")
  expect(judged({}, ana, { items: [{ n: 1, seq: 3 }] })).toBe("stale")
  expect(judged({}, ana, { items: [{ n: 7, seq: 4 }] })).toBe("unknown-item")
  expect(judged({}, ana, { items: [{ n: 2, seq: 8 }] })).toBe("wrong-action")
  const other = { ...entry.items[1]!, state: "decided" as const, seq: 9 }
  expect(judged({ items: [entry.items[0]!, other] }, ana)).toBe("accepted")
  expect(judged({ items: [{ ...entry.items[0]!, state: "decided", outcome: null }, other] }, ana)).toBe(
    "already-decided",
  )
})
