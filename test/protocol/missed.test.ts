// A missed deadline of which the clock goes on to another item's, and comes back: nothing is forgiven, written twice, or forgotten.
// Rules R42, R83, R104.
import { expect, test } from "vitest"
import { later } from "../../protocol/topics/settle.ts"
import { Amended, because } from "./amended-referral.ts"

/** All of its items missed the deadline, one step was told, and then an item with a deadline of its own came. */
function missed(): Amended {
  const referral = new Amended()
  referral.does("ana", "claim.made")
  expect(referral.later(121).look()).toContain("clock.breached")
  expect(referral.later(30).look()).toEqual(["clock.escalated"])
  referral.brings()
  referral.amend({ added: 1 })
  return referral
}

test("[R83][R104] what was missed is missed still when its outcome is undone: its steps go on where they were", () => {
  const referral = missed()
  const { deadline, breachedAt, steps } = referral.clocks.decide
  referral.does("ana", "claim.made")
  referral.records("ana", [1, 2, 3])
  expect(referral.clocks.decide).toMatchObject({ deadline: referral.item(4).deadline, breachedAt: null, steps: 0 })
  expect(referral.does("ana", "outcome.undone", { items: [1] })).toBe("accepted")
  expect(referral.clocks.decide).toMatchObject({ deadline, breachedAt, steps })
  expect(referral.look()).toEqual([])
  expect(referral.later(30).look()).toContain("clock.escalated")
  const told = referral.events.filter(({ type }) => type === "clock.escalated")
  expect(told.map(({ facts }) => facts)).toMatchObject([{ step: 1 }, { clock: "decide", deadline, step: 2 }])
})

test("[R42][R104] a deadline that was told of comes back after another one was missed too: no step is written a second time", () => {
  const referral = missed()
  const once = () =>
    referral.events.filter(({ type }) => type.startsWith("clock.")).map(({ facts }) => JSON.stringify(facts))
  for (const items of [[1, 2, 3], [1]]) {
    referral.does("ana", "claim.made")
    if (items.length > 1) referral.records("ana", items)
    else referral.does("ana", "outcome.undone", { items })
    for (let looks = 0; looks < 5; looks++) referral.later(60).look()
    expect(new Set(once()).size).toBe(once().length)
    expect(referral.clocks.decide.steps).toBe(4)
  }
})

test("[R83] a hold forgives no breach, also where another item's deadline runs meanwhile", () => {
  const referral = missed()
  const { breachedAt, steps } = referral.clocks.decide
  const until = later(referral.at, 3_600_000)
  referral.does("dara", "hold.placed", { items: [1, 2, 3], until }, { ...because, owner: "Dara" })
  expect(referral.clocks.decide).toMatchObject({ deadline: referral.item(4).deadline, breachedAt: null, steps: 0 })
  referral.later(10).does("dara", "hold.ended", { items: [1, 2, 3] })
  expect(referral.clocks.decide).toMatchObject({ deadline: referral.item(1).deadline, breachedAt, steps })
  expect(referral.look().filter((type) => type === "clock.breached")).toEqual([])
})

test("[R83][R94][R98] a fresh deadline of the same item begins without the old breach", () => {
  const referral = missed()
  referral.does("ana", "claim.made")
  referral.records("ana", [1, 2, 3])
  referral.records("ana", [4], { action: "suspended" })
  referral.later(1).does("dara", "referral.reopened", { items: [1] }, because)
  expect(referral.item(1).missed).toBeUndefined()
  expect(referral.does("dara", "outcome.challenged", { items: [2] }, because)).toBe("accepted")
  expect(referral.item(2).missed).toBeUndefined()
  expect([referral.clocks.decide.breachedAt, referral.look()]).toEqual([null, []])
  expect(referral.later(121).look()).toContain("clock.breached")
})
