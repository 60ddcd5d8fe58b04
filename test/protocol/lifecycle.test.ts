// The life of a referral and its items, act by act: what each does, and what refuses it. Rules R80-R104.
import { expect, test } from "vitest"
import { referralBadges, runningClock } from "../../protocol/entries/referral.ts"
import { later } from "../../protocol/topics/settle.ts"
import { OneReferral, outcome, said } from "./one-referral.ts"
import { person } from "./one-subject.ts"

const reason = { reason: "because" }
const hours = (count: number) => count * 60
const note = { note: "taking this" }
const to = (id: string) => {
  const { name, organisation } = person(id)
  return { to: { id, name, organisation } }
}

test("[R84] a claim ends 15 minutes after its holder's last act, and filling the form keeps it", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  expect(referral.later(14).does("ana", "claim.kept")).toBe("accepted")
  expect(referral.does("mai", "claim.kept")).toBe("not-your-claim")
  expect(referral.later(14).look()).toEqual([])
  expect(referral.later(1).look()).toEqual(["claim.expired"])
  expect([referral.state, referral.entry.claim]).toEqual(["acknowledged", null])
  expect(referral.does("ana", "claim.kept")).toBe("not-claimed")
  referral.does("ana", "claim.made")
  expect(referral.does("hub", "claim.expired", { endsAt: referral.entry.claim!.endsAt })).toBe("deadline-moved")
})

test("[R85][R87] anybody takes a claim over with a note, and the acknowledgement stays", () => {
  const referral = new OneReferral()
  expect(referral.does("mai", "claim.taken", {}, note)).toBe("not-claimed")
  referral.does("ana", "claim.made")
  expect(referral.does("ana", "claim.taken", {}, note)).toBe("yours-already")
  expect(referral.does("mai", "claim.taken", {}, { note: " " })).toBe("words.note")
  expect(referral.does("mai", "claim.taken", {}, note)).toBe("accepted")
  expect([referral.entry.claim?.by.id, referral.entry.acknowledged?.by.id]).toEqual(["mai", "ana"])
  expect(referral.records("ana", [1])).toBe("not-your-claim")
})

test("[R86][R87] the claimant or a supervisor hands over, to a moderator of the same platform", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  expect(referral.does("mai", "claim.handed", to("mai"), note)).toBe("not-your-claim")
  expect(referral.does("ana", "claim.handed", to("ruth"), note)).toBe("no-such-moderator")
  expect(referral.does("ana", "claim.handed", to("dara"), note)).toBe("no-such-moderator")
  expect(referral.does("ana", "claim.handed", { to: { ...to("mai").to, name: "Somebody" } }, note)).toBe(
    "no-such-moderator",
  )
  expect(referral.does("ana", "claim.handed", to("ana"), note)).toBe("already-claimed")
  expect(referral.does("ana", "claim.handed", to("mai"), note)).toBe("accepted")
  expect(referral.does("jonas", "claim.handed", to("jonas"), note)).toBe("accepted")
  expect(referral.entry.claim?.by).toEqual({ id: "jonas", name: "jonas", organisation: "tiktok" })
})

test("[R88][R89][R81] a request for information pauses the deciding clock, and the answer gives the time back", () => {
  const referral = new OneReferral()
  const ask = (who: string, items = [1, 2]) =>
    referral.does(who, "information.needed", { items }, { question: "Which account?" })
  expect(ask("ana")).toBe("not-claimed")
  referral.does("ana", "claim.made")
  expect(ask("mai")).toBe("not-your-claim")
  expect(ask("ana", [9])).toBe("unknown-item")
  expect(ask("ana")).toBe("accepted")
  expect(ask("ana")).toBe("already-asked")
  const before = referral.entry.clocks.decide.deadline
  expect([referral.state, runningClock(referral.entry)?.name]).toEqual(["needs-information", "answer"])
  expect(referral.later(30).does("ana", "information.answered", {}, { answer: "no" })).toBe("forbidden")
  expect(referral.records("ana", [3])).toBe("accepted")
  expect(referral.does("dara", "information.answered", {}, { answer: "The first." })).toBe("accepted")
  expect(referral.entry.clocks.decide.deadline).toBe(later(before, 30 * 60_000))
  expect([referral.state, referral.entry.clocks.answer?.stoppedAt]).toEqual(["in-review", referral.at])
  expect(referral.does("dara", "information.answered", {}, { answer: "again" })).toBe("nothing-asked")
})

test("[R88][R89] the asker or a supervisor cancels; deciding the last item cancels by itself", () => {
  const referral = new OneReferral()
  const ask = () => referral.does("ana", "information.needed", { items: [1] }, { question: "Which?" })
  referral.does("ana", "claim.made")
  ask()
  expect(referral.does("mai", "information.cancelled")).toBe("not-yours-to-undo")
  expect(referral.does("jonas", "information.cancelled")).toBe("accepted")
  expect(referral.does("ana", "information.cancelled")).toBe("nothing-asked")
  ask()
  referral.records("ana", [1, 2, 3])
  expect([referral.state, referral.entry.request]).toEqual(["decided", null])
})

test("[R90] an overdue answer escalates at the agency while the deciding clock stays paused", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  referral.does("ana", "information.needed", { items: [1] }, { question: "Which?" })
  expect(referral.later(hours(3)).look()).toContain("clock.breached")
  const { decide, answer } = referral.entry.clocks
  expect([decide.pausedAt !== null, decide.breachedAt, answer?.breachedAt]).toEqual([true, null, referral.at])
})

test("[R91][R92][R82] items are held with an end within 72 hours, and a hold ends by itself", () => {
  const referral = new OneReferral()
  const hold = (who: string, items: number[], hoursOn = 2) =>
    referral.does(
      who,
      "hold.placed",
      { items, until: later(referral.at, hoursOn * 3_600_000) },
      { ...reason, owner: "Dara" },
    )
  expect(hold("ana", [1])).toBe("forbidden")
  expect(hold("dara", [1], 73)).toBe("hold-too-long")
  expect(hold("dara", [1], -1)).toBe("hold-too-long")
  expect(hold("dara", [1])).toBe("accepted")
  expect([referral.state, referral.entry.clocks.decide.pausedAt]).toEqual(["delivered", null])
  expect(hold("dara", [2, 3])).toBe("accepted")
  expect([referral.state, referral.entry.clocks.decide.pausedAt]).toEqual(["on-hold", referral.at])
  referral.does("ana", "referral.acknowledged", { estimate: later(referral.at, 3_600_000) }, { comment: "" })
  expect(referral.does("ana", "claim.made")).toBe("nothing-open")
  const before = referral.item(1).deadline
  expect(referral.later(hours(2)).look()).toEqual(["hold.expired"])
  expect([referral.state, referral.item(1).deadline]).toEqual(["acknowledged", later(before, 2 * 3_600_000)])
  referral.decided()
  expect(hold("dara", [1])).toBe("item-not-open")
})

test("[R93][R92] the platform gives a receipt, a supervisor refuses, an analyst ends the hold", () => {
  const referral = new OneReferral()
  const until = later(referral.at, 3_600_000)
  referral.does("dara", "hold.placed", { items: [1, 2], until }, { ...reason, owner: "Dara" })
  expect(referral.does("ana", "hold.receipted", { items: [1] }, { receipt: "PR-1" })).toBe("accepted")
  expect(referral.item(1).hold?.receipt).toBe("PR-1")
  expect(referral.does("ana", "hold.refused", { items: [1] }, reason)).toBe("forbidden")
  expect(referral.does("jonas", "hold.refused", { items: [1] }, reason)).toBe("accepted")
  expect(referral.does("dara", "hold.ended", { items: [1] })).toBe("not-held")
  referral.does("mai", "claim.made")
  expect(referral.records("mai", [2])).toBe("item-held")
  expect(referral.does("dara", "hold.ended", { items: [2] })).toBe("accepted")
  expect(referral.records("mai", [1, 2, 3])).toBe("accepted")
})

test("[R94][R95] a decision is challenged once, answered by somebody else, and its history kept", () => {
  const referral = new OneReferral()
  const challenge = () => referral.does("dara", "outcome.challenged", { items: [1] }, reason)
  expect(challenge()).toBe("wrong-state")
  referral.decided().later(60)
  expect(referral.does("ana", "outcome.challenged", { items: [1] }, reason)).toBe("forbidden")
  expect(challenge()).toBe("accepted")
  expect([referral.entry.decidedAt, referral.item(1).deadline]).toEqual([null, later(referral.at, 7_200_000)])
  expect(referralBadges(referral.entry)).toEqual(["challenged"])
  expect(referral.does("mai", "challenge.kept", { items: [1] }, reason)).toBe("forbidden")
  expect(referral.does("ruth", "challenge.kept", { items: [2] }, reason)).toBe("wrong-state")
  expect(referral.does("ruth", "challenge.kept", { items: [1] }, reason)).toBe("accepted")
  expect([referral.state, referral.item(1).challenge?.answer?.kept]).toEqual(["decided", true])
  expect(challenge()).toBe("challenged-before")
})

test("[R95] changed means another outcome; whoever decided first does not answer", () => {
  const referral = new OneReferral()
  referral.does("jonas", "claim.made")
  referral.records("jonas", [1, 2, 3])
  referral.does("dara", "outcome.challenged", { items: [1] }, reason)
  const change = (who: string, action: string) =>
    referral.does(
      who,
      "challenge.changed",
      { outcomes: [{ ...outcome, items: [{ n: 1, seq: 0 }].map(({ n }) => ({ n, seq: 1 })), action }] },
      { outcomes: [said], ...reason },
    )
  expect(change("jonas", "terminated")).toBe("own-decision")
  expect(change("ruth", "removed")).toBe("wrong-action")
  expect(change("ruth", "terminated")).toBe("accepted")
  const { outcome: now, earlier, state } = referral.item(1)
  expect([state, now?.action, now?.by.id, earlier.map((each) => each.action)]).toEqual([
    "decided",
    "terminated",
    "ruth",
    ["suspended"],
  ])
})

test("[R96] a restored item counts as decided and may be challenged once more", () => {
  const referral = new OneReferral().decided()
  expect(referral.does("ana", "outcome.restored", { items: [1] }, reason)).toBe("forbidden")
  expect(referral.does("ruth", "outcome.restored", { items: [1] }, reason)).toBe("accepted")
  expect([referral.state, referral.item(1).state, referralBadges(referral.entry)]).toEqual([
    "decided",
    "restored",
    ["restored"],
  ])
  expect(referral.does("dara", "outcome.challenged", { items: [1] }, reason)).toBe("accepted")
  expect(referral.does("jonas", "challenge.kept", { items: [1] }, reason)).toBe("accepted")
  expect(referral.item(1).state).toBe("restored")
})

const verify = (referral: OneReferral, who: string, finding: string, items = [1, 2, 3]) =>
  referral.does(who, "items.verified", { items: items.map((n) => ({ n, finding })) })

test("[R97] an analyst who did not write the alert verifies what is decided", () => {
  const referral = new OneReferral({ author: "mira" })
  expect(verify(referral, "dara", "gone")).toBe("not-decided")
  referral.decided()
  expect(verify(referral, "mira", "gone")).toBe("own-referral")
  expect(verify(referral, "ana", "gone")).toBe("forbidden")
  expect(verify(referral, "dara", "gone", [1])).toBe("accepted")
  expect(referral.state).toBe("decided")
  expect(verify(referral, "dara", "cannot-see", [2, 3])).toBe("accepted")
  expect([referral.state, referral.entry.verifiedAt]).toEqual(["verified", referral.at])
})

test("[R98] what is still up is open again with a fresh deadline, and its history is kept", () => {
  const referral = new OneReferral().decided().later(hours(1))
  expect(verify(referral, "dara", "still-up", [2])).toBe("accepted")
  const { state, attempt, earlier, deadline, outcome: none } = referral.item(2)
  expect([state, attempt, earlier.length, deadline, none]).toEqual(["open", 2, 1, later(referral.at, 7_200_000), null])
  expect([referral.state, referralBadges(referral.entry)]).toEqual(["acknowledged", ["reopened"]])
})

test("[R99] an item that duplicates an own referral is a duplicate, and so is the referral when all are", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  const none = { action: "none", reason: "duplicate-of", ground: null }
  expect(referral.records("ana", [1, 2, 3], none)).toBe("words.outcomes.0.duplicateOf")
  expect(referral.records("ana", [1, 2, 3], none, { duplicateOf: "TT-0001" })).toBe("accepted")
  expect([referral.state, referral.item(1).state]).toEqual(["duplicate", "duplicate"])
  expect(referral.does("ana", "outcome.undone", { items: [1, 2, 3] })).toBe("accepted")
  expect(referral.state).toBe("in-review")
})

test("[R100][R101] an analyst closes what is verified, a duty officer anything, and a closed referral takes no act", () => {
  const referral = new OneReferral().decided()
  expect(referral.does("dara", "referral.closed", {}, reason)).toBe("not-verified")
  verify(referral, "dara", "gone")
  const silent = { unexplained: true }
  expect(referral.does("dara", "referral.closed", {}, { reason: "" })).toBe("words.reason")
  expect(referral.does("dara", "referral.closed", silent, reason)).toBe("words.reason")
  expect(referral.does("dara", "referral.closed", silent, { reason: "" })).toBe("accepted")
  expect([referral.state, referral.entry.open, referral.entry.dueAt]).toEqual(["closed", false, null])
  expect(referral.does("dara", "referral.closed", {}, reason)).toBe("closed")
  for (const [who, type, facts, words] of [
    ["ana", "claim.made", {}, {}],
    ["ana", "referral.acknowledged", { estimate: referral.at }, { comment: "" }],
    ["ana", "outcome.undone", { items: [1] }, {}],
    ["dara", "outcome.challenged", { items: [1] }, reason],
    ["dara", "referral.escalated", {}, reason],
  ] as const)
    expect([type, referral.does(who, type, facts, words)]).toEqual([type, "closed"])
  const other = new OneReferral()
  other.does("ana", "claim.made")
  expect(other.does("mira", "referral.closed", silent, { reason: " " })).toBe("not-verified")
  expect(other.does("mira", "referral.closed", {}, reason)).toBe("accepted")
  expect([other.state, other.entry.claim]).toEqual(["closed", null])
})

test("[R101] the hub closes a verified referral after seven days", () => {
  const referral = new OneReferral().decided()
  verify(referral, "dara", "accepted")
  expect(referral.later(hours(7 * 24) - 1).look()).toEqual([])
  expect(referral.later(1).look()).toEqual(["referral.expired"])
  expect(referral.state).toBe("closed")
})

test("[R105] an original knows its duplicates, and they are open again with it; others stay as they are", () => {
  const original = "7d0c7a4e-0000-4000-8000-000000000001"
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  const none = { action: "none", reason: "duplicate-of", ground: null }
  expect(referral.records("ana", [1], { original })).toBe("facts.outcomes.0.original")
  expect(referral.records("ana", [1, 2], { ...none, original }, { duplicateOf: "TT-0001" })).toBe("accepted")
  expect(referral.records("ana", [3], none, { duplicateOf: "MOD-77" })).toBe("accepted")
  expect(referral.state).toBe("duplicate")
  expect(referral.does("jonas", "duplicate.reopened", { original })).toBe("forbidden")
  expect(referral.does("hub", "duplicate.reopened", { original: "7d0c7a4e-0000-4000-8000-000000000002" })).toBe(
    "wrong-state",
  )
  expect(referral.does("hub", "duplicate.reopened", { original })).toBe("accepted")
  expect([1, 2, 3].map((n) => referral.item(n).state)).toEqual(["open", "open", "duplicate"])
  expect([referral.item(1).attempt, referral.entry.decidedAt, referral.entry.reopened]).toEqual([2, null, 1])
  expect(referral.does("hub", "duplicate.reopened", { original })).toBe("wrong-state")
  for (let n = 0; n < 2; n++)
    expect(referral.does("hub", "referral.duplicated", { duplicate: original })).toBe("accepted")
  expect(referral.entry.duplicates).toEqual([original])
})

test("[R106] more context is a reason only once the agency has answered, or has not in time", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  const needs = { action: "none", reason: "needs-context", ground: null }
  expect(referral.records("ana", [1], needs)).toBe("ask-first")
  referral.does("ana", "information.needed", { items: [1] }, { question: "Which one?" })
  expect(referral.records("ana", [1], needs)).toBe("ask-first")
  referral.does("ana", "information.cancelled")
  expect(referral.records("ana", [1], needs)).toBe("ask-first")
  referral.does("ana", "information.needed", { items: [1] }, { question: "Which one?" })
  referral.does("dara", "information.answered", {}, { answer: "The first." })
  expect(referral.records("ana", [1], needs)).toBe("accepted")

  const silent = new OneReferral()
  silent.does("ana", "claim.made")
  silent.does("ana", "information.needed", { items: [1, 2, 3] }, { question: "Which one?" })
  silent.later((Date.parse(silent.entry.clocks.answer!.deadline) - Date.parse(silent.at)) / 60_000 + 1)
  silent.does("ana", "claim.made")
  expect(silent.records("ana", [1], needs)).toBe("accepted")
})

test("[R102] a decided or closed referral is reopened; a closed one needs a new acknowledgement", () => {
  const referral = new OneReferral()
  const reopen = (who: string) => referral.does(who, "referral.reopened", { items: [1] }, reason)
  expect(reopen("jonas")).toBe("not-decided")
  referral.decided()
  expect(reopen("ana")).toBe("forbidden")
  expect(reopen("jonas")).toBe("accepted")
  expect([referral.state, referral.entry.acknowledged?.by.id]).toEqual(["acknowledged", "ana"])
  referral.does("mira", "referral.closed", {}, reason)
  expect(reopen("dara")).toBe("accepted")
  expect([referral.entry.acknowledged, runningClock(referral.entry)?.name, referral.entry.reopened]).toEqual([
    null,
    "acknowledge",
    2,
  ])
})

test("[R103] an undecided referral is escalated with a reason", () => {
  const referral = new OneReferral()
  expect(referral.does("ruth", "referral.escalated", {}, reason)).toBe("forbidden")
  expect(referral.does("ana", "referral.escalated", {}, { reason: "" })).toBe("words.reason")
  expect(referral.does("ana", "referral.escalated", {}, reason)).toBe("accepted")
  referral.decided()
  expect(referral.does("dara", "referral.escalated", {}, reason)).toBe("nothing-open")
})

test("[R104][R83] a breach escalates step by step, each once, until the clock stops; a fresh deadline begins anew", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  referral.does("ana", "claim.released")
  expect(referral.later(120).look()).toEqual(["clock.breached"])
  expect(referral.look()).toEqual([])
  for (const step of [1, 2, 3]) {
    expect(referral.later(30).look()).toEqual(["clock.escalated"])
    expect(referral.events.at(-1)?.facts).toMatchObject({ clock: "decide", step })
  }
  expect(referral.later(hours(24)).look()).toEqual([])
  referral.decided()
  referral.does("jonas", "referral.reopened", { items: [1] }, reason)
  const { breachedAt, steps, deadline } = referral.entry.clocks.decide
  expect([breachedAt, steps, deadline]).toEqual([null, 0, later(referral.at, 7_200_000)])
})

test("[R80][R83] the deciding clock is that of the earliest open item, and a pause forgives no breach", () => {
  const referral = new OneReferral().decided().later(60)
  referral.does("jonas", "referral.reopened", { items: [2] }, reason)
  referral.later(10).does("dara", "outcome.challenged", { items: [1] }, reason)
  expect(referral.entry.clocks.decide.deadline).toBe(referral.item(2).deadline)
  referral.later(115)
  expect(referral.look()).toEqual(["clock.breached"])
  referral.does("ruth", "challenge.kept", { items: [1] }, reason)
  referral.does("dara", "hold.placed", { items: [2], until: later(referral.at, 3_600_000) }, { ...reason, owner: "D" })
  referral.later(5).does("dara", "hold.ended", { items: [2] })
  expect(referral.entry.clocks.decide.breachedAt).not.toBeNull()
})
