// What an alert's later life does to a platform's referral, act by act. Rules R126-R128, R132-R135.
import { expect, test } from "vitest"
import { dues } from "../../protocol/due.ts"
import { asksToRestore } from "../../protocol/entries/item.ts"
import { referralBadges, referralState, type ReferralEntry } from "../../protocol/entries/referral.ts"
import { later } from "../../protocol/topics/settle.ts"
import { Amended, because, brief, estimate, fast, minute, slow } from "./amended-referral.ts"
import { outcome } from "./one-referral.ts"

test("[R126] nothing of an amendment is seen before all of it has come, and it counts in the referral's own versions", () => {
  const referral = new Amended()
  const before = referral.entry.items
  expect(referral.amend({ added: 1 })).toBe("incomplete")
  expect(referral.brings()).toBe("accepted")
  expect([referral.entry.items, referral.entry.version, referral.state]).toEqual([before, 1, "delivered"])
  expect(referral.does("ana", "outcome.recorded", { outcomes: [] }, { outcomes: [] })).toBe("facts.outcomes")
  expect(referral.amend()).toBe("incomplete")
  expect(referral.amend({ added: 1, removed: [9] })).toBe("unknown-item")
  expect(referral.amend({ added: 1, evidenced: [1] })).toBe("words.evidences")
  expect(referral.amend({ added: 1, evidenced: [1] }, ["a new picture"])).toBe("accepted")
  expect([referral.entry.version, referral.entry.arriving, referral.item(1).evidence]).toEqual([2, [], "a new picture"])
  expect([referral.item(4).n, referral.item(4).state, referralBadges(referral.entry)]).toEqual([4, "open", ["amended"]])
})

test("[R127] added items have a deadline of their own, and decided ones keep the version that they were decided on", () => {
  const referral = new Amended()
  referral.does("ana", "claim.made")
  referral.records("ana", [1])
  const { deadline } = referral.clocks.decide
  referral.later(30).brings()
  referral.amend({ added: 1 })
  expect([referral.item(4).deadline, referral.clocks.decide.deadline]).toEqual([
    later(referral.at, 120 * minute),
    deadline,
  ])
  expect([referral.item(1).state, referral.item(1).outcome?.version]).toEqual(["decided", 1])
  expect(referral.entry.claim?.by.id).toBe("ana")
  expect(referral.records("ana", [2, 3])).toBe("accepted")
  // The earliest open item's, which is the added one's now.
  expect(referral.clocks.decide.deadline).toBe(referral.item(4).deadline)
  expect(referral.records("ana", [4], { action: "suspended" })).toBe("accepted")
  expect([referral.state, referral.item(4).outcome?.version]).toEqual(["decided", 2])
})

test("[R127] a decided referral with new items is live again and unclaimed, and a closed one needs a new acknowledgement", () => {
  const decided = new Amended().decided()
  decided.brings()
  decided.amend({ added: 1 })
  expect([decided.entry.decidedAt, decided.entry.claim, decided.state]).toEqual([null, null, "acknowledged"])
  expect(decided.clocks.decide).toMatchObject({ stoppedAt: null, deadline: decided.item(4).deadline })
  const closed = new Amended().decided()
  closed.does("mira", "referral.closed", {}, because)
  closed.later(60).amend()
  expect([closed.state, closed.entry.open]).toEqual(["closed", false])
  closed.brings()
  closed.amend({ added: 1 })
  expect([closed.entry.closed, closed.entry.acknowledged, closed.entry.open, closed.state]).toEqual([
    null,
    null,
    true,
    "seen",
  ])
  expect(closed.clocks.acknowledge).toMatchObject({ deadline: later(closed.at, 30 * minute), stoppedAt: null })
})

test("[R127] who wrote a later version that the platform was told of verifies as little as the first's author", () => {
  const referral = new Amended()
  referral.amend()
  referral.decided()
  const verified = { items: [{ n: 1, finding: "gone" }] }
  expect(referral.does("sela", "items.verified", verified)).toBe("own-referral")
  expect(referral.does("dara", "items.verified", verified)).toBe("accepted")
})

test("[R128] raising the priority asks for a fresh acknowledgement and takes the earlier deadlines", () => {
  const referral = new Amended()
  referral.does("ana", "referral.acknowledged", estimate(referral), { comment: "" })
  const { deadline } = referral.item(1)
  referral.later(10).amend({ brief: { ...brief, priority: "P1", reason: "departure" }, clocks: fast })
  expect([referral.entry.acknowledged, referral.clocks.acknowledge]).toMatchObject([
    null,
    { deadline: later(referral.at, 5 * minute), stoppedAt: null },
  ])
  expect([referral.item(1).deadline, referral.clocks.decide.deadline]).toEqual(
    Array(2).fill(later(referral.at, 60 * minute)),
  )
  expect(referral.does("mai", "referral.acknowledged", estimate(referral), { comment: "" })).toBe("accepted")
  // What was promised earlier is not put off.
  const late = new Amended().later(100)
  late.amend({ brief: { ...brief, priority: "P1", reason: "departure" }, clocks: fast })
  expect(late.item(1).deadline).toBe(deadline)
})

test("[R128] lowering the priority counts the deadlines again from where they began, and forgives what is in time then", () => {
  const referral = new Amended({ brief: { ...brief, priority: "P1", reason: "departure" } as ReferralEntry["brief"] })
  referral.later(31)
  expect(referral.look()).toEqual(["clock.breached"])
  referral.amend({ clocks: { acknowledgeMs: 240 * minute, decideMs: 4_320 * minute } })
  const { deliveredAt } = referral.entry
  expect(referral.clocks.acknowledge).toMatchObject({
    deadline: later(deliveredAt, 240 * minute),
    breachedAt: null,
    steps: 0,
  })
  expect(referral.clocks.decide.deadline).toBe(later(deliveredAt, 4_320 * minute))
})

test("[R128] a referral that is decided gets no new acknowledgement for a priority alone", () => {
  const referral = new Amended().decided()
  const { acknowledged } = referral.entry
  referral.amend({ brief: { ...brief, priority: "P1", reason: "departure" }, clocks: fast })
  expect([referral.entry.acknowledged, referral.state]).toEqual([acknowledged, "decided"])
})

test("[R132] items that an amendment removes end with their evidence cut, and what was decided stays", () => {
  const referral = new Amended()
  referral.does("ana", "claim.made")
  referral.records("ana", [1])
  referral.does("dara", "outcome.challenged", { items: [1] }, because)
  const until = later(referral.at, 600 * minute)
  referral.does("dara", "hold.placed", { items: [2], until }, { reason: "because", owner: "Dara" })
  expect(referral.amend({ removed: [1, 2] })).toBe("accepted")
  expect([1, 2, 3].map((n) => referral.item(n).state)).toEqual(["decided", "withdrawn", "open"])
  expect([referral.item(1).evidence, referral.item(2).hold, referral.item(2).evidence]).toEqual(["", null, ""])
  expect(referral.records("ana", [2])).toBe("withdrawn")
  expect(referral.does("jonas", "challenge.kept", { items: [1] }, because)).toBe("wrong-state")
  expect(referral.records("ana", [3])).toBe("accepted")
  expect([referral.state, referral.entry.claim]).toEqual(["decided", null])
  expect(referral.does("dara", "referral.reopened", { items: [2] }, because)).toBe("wrong-state")
  expect(referral.does("dara", "items.verified", { items: [{ n: 1, finding: "gone" }] })).toBe("wrong-state")
})

test("[R132] a tombstone stops the clocks, ends claim and question, cuts the evidence, and refuses every other act", () => {
  const referral = new Amended()
  referral.does("ana", "claim.made")
  referral.records("ana", [1])
  referral.does("ana", "information.needed", { items: [2] }, { question: "which?" })
  expect(referral.withdraw()).toBe("accepted")
  const { entry } = referral
  expect([referral.state, entry.open, entry.claim, entry.request, entry.dueAt]).toEqual([
    "withdrawn",
    false,
    null,
    null,
    null,
  ])
  for (const clock of Object.values(entry.clocks))
    expect([clock!.stoppedAt !== null, clock!.pausedAt]).toEqual([true, null])
  expect(entry.items.map((item) => [item.state, item.evidence])).toEqual([
    ["decided", ""],
    ["withdrawn", ""],
    ["withdrawn", ""],
  ])
  expect(dues(referral.later(100_000).entry)).toEqual([])
  const acts: [string, string, object, object][] = [
    ["hub", "referral.withdrawn", { restore: false, replacedBy: null }, because],
    ["ana", "claim.made", {}, {}],
    ["ana", "referral.acknowledged", estimate(referral), { comment: "" }],
    ["ana", "outcome.undone", { items: [1] }, {}],
    ["dara", "hold.placed", { items: [2], until: later(referral.at, minute) }, { reason: "because", owner: "Dara" }],
    ["dara", "outcome.challenged", { items: [1] }, because],
    ["jonas", "outcome.restored", { items: [1] }, because],
    ["dara", "items.verified", { items: [{ n: 1, finding: "gone" }] }, {}],
    ["mira", "referral.closed", {}, because],
    ["dara", "referral.reopened", { items: [1] }, because],
    ["ana", "referral.escalated", {}, because],
    ["ana", "information.cancelled", {}, {}],
    ["ana", "referral.noted", {}, {}],
  ]
  for (const [who, type, facts, words] of acts)
    expect([type, referral.does(who, type, facts, words)]).toEqual([type, "withdrawn"])
  expect(referral.amend()).toBe("withdrawn")
  expect(referral.brings()).toBe("withdrawn")
  expect(referral.does("ana", "message.sent", { kind: "message" }, { text: "Why?" })).toBe("accepted")
})

test("[R133] a late outcome is refused but for what had been done before, by anybody and without a claim", () => {
  const referral = new Amended()
  referral.does("ana", "claim.made")
  const actedAt = referral.at
  referral.later(1).withdraw()
  expect(referral.records("ana", [1])).toBe("withdrawn")
  expect(referral.records("ana", [1], { actedAt: later(referral.at, minute) })).toBe("withdrawn")
  expect(referral.records("ana", [1], { action: "none", reason: "not-found", ground: null, actedAt })).toBe("withdrawn")
  expect(referral.records("ana", [1], { action: "removed", actedAt })).toBe("wrong-action")
  expect(referral.later(5).records("mai", [1], { actedAt })).toBe("accepted")
  expect([referral.state, referral.item(1).state, referral.item(1).outcome?.by.id]).toEqual([
    "withdrawn",
    "withdrawn",
    "mai",
  ])
  expect(referral.records("ana", [1], { actedAt })).toBe("already-decided")
})

test("[R133] of an item that an amendment removed, what was done before is recorded though another holds the claim", () => {
  const referral = new Amended()
  referral.does("ana", "claim.made")
  const actedAt = referral.at
  referral.later(1).amend({ removed: [1] })
  const both = [1, 2].map((n) => ({
    ...outcome,
    items: [
      {
        n,
        seq: referral.item(n).seq,
      },
    ],
    action: n === 1 ? "suspended" : "removed",
    actedAt,
  }))
  const said = { rule: "4.2", preserved: "", sweep: "", duplicateOf: "" }
  expect(referral.does("mai", "outcome.recorded", { outcomes: both }, { outcomes: [said, said] })).toBe(
    "not-your-claim",
  )
  expect(referral.records("mai", [1], { actedAt })).toBe("accepted")
  expect([referral.entry.claim?.by.id, referral.state]).toEqual(["ana", "in-review"])
})

test("[R134] asked to restore, a supervisor or policy lead restores or keeps each item that was acted on, and it stays on the desk till then", () => {
  const referral = new Amended()
  referral.does("ana", "claim.made")
  referral.records("ana", [1, 2])
  const actedAt = referral.at
  referral.withdraw(true)
  referral.records("ana", [3], { actedAt })
  expect([referral.entry.open, referral.entry.items.map(asksToRestore)]).toEqual([true, [true, true, true]])
  expect(referral.does("ana", "outcome.kept", { items: [1] }, because)).toBe("forbidden")
  expect(referral.does("jonas", "outcome.kept", { items: [1] }, { reason: "" })).toBe("words.reason")
  expect(referral.does("jonas", "outcome.kept", { items: [1] }, because)).toBe("accepted")
  expect(referral.does("ruth", "outcome.restored", { items: [1] }, because)).toBe("withdrawn")
  expect(referral.does("ruth", "outcome.restored", { items: [2, 3] }, because)).toBe("accepted")
  expect(referral.does("ruth", "outcome.kept", { items: [2] }, because)).toBe("not-asked")
  expect(referral.entry.items.map((item) => [item.state, item.withdrawn?.kept !== null])).toEqual([
    ["decided", true],
    ["restored", false],
    ["restored", false],
  ])
  expect([referral.entry.open, referral.state]).toEqual([false, "withdrawn"])
})

test("[R134] what was removed from a referral that is closed is restored or kept all the same, and nothing is asked of what was left alone", () => {
  const referral = new Amended()
  referral.does("ana", "claim.made")
  referral.records("ana", [1], { action: "none", reason: "no-breach", ground: null })
  referral.records("ana", [2, 3])
  referral.does("mira", "referral.closed", {}, because)
  expect(referral.does("jonas", "outcome.restored", { items: [2] }, because)).toBe("closed")
  referral.amend({ removed: [1, 2], restore: true })
  expect([referral.entry.open, referral.entry.items.map(asksToRestore)]).toEqual([true, [false, true, false]])
  expect(referral.does("jonas", "outcome.kept", { items: [1] }, because)).toBe("not-asked")
  expect(referral.does("jonas", "outcome.restored", { items: [2] }, because)).toBe("accepted")
  expect([referral.entry.open, referralState(referral.entry)]).toEqual([false, "closed"])
})

test("[R135] a referral without items ends when a moderator notes it, and one with items does not", () => {
  expect(new Amended().does("ana", "referral.noted")).toBe("has-items")
  const referral = new Amended({ items: [] })
  expect([referral.state, referral.does("ruth", "referral.noted")]).toEqual(["delivered", "forbidden"])
  expect(referral.does("ana", "claim.made")).toBe("nothing-open")
  expect(referral.later(121).look()).toEqual(["clock.breached", "clock.breached"])
  expect(referral.does("ana", "referral.noted")).toBe("accepted")
  const { noted, acknowledged, clocks, open } = referral.entry
  expect([referral.state, noted?.by.id, acknowledged?.by.id, open]).toEqual(["closed", "ana", "ana", false])
  expect([clocks.acknowledge.stoppedAt, clocks.decide.stoppedAt]).toEqual([referral.at, referral.at])
  expect(referral.does("mai", "referral.noted")).toBe("closed")
  referral.brings()
  referral.amend({ added: 1 })
  expect([referral.entry.noted, referral.entry.decidedAt, referral.entry.open]).toEqual([null, null, true])
})

test("[R135][R128] where there is no item the deciding clock is the referral's own, and follows the priority", () => {
  const referral = new Amended({ items: [] })
  referral.later(10).amend({ brief: { ...brief, priority: "P1", reason: "departure" }, clocks: fast })
  expect(referral.clocks.decide.deadline).toBe(later(referral.at, 60 * minute))
  referral.amend({ brief: { ...brief, priority: "P3", reason: "network" }, clocks: slow })
  expect(referral.clocks.decide.deadline).toBe(later(referral.entry.deliveredAt, 120 * minute))
})
