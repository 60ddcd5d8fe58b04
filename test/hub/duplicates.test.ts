// A duplicate stands with its original, over real sockets. Rule R105.
import { expect, test } from "vitest"
import { act, alert, release, startHub, submit, tiktok } from "./start-hub.ts"

const none = { action: "none", reason: "duplicate-of", ground: null, territory: "", actedAt: null, automated: false }
const rest = { preservedUntil: null, userTold: null, found: null, actedOn: null }
const said = { rule: "", preserved: "", sweep: "", duplicateOf: "TT-0001" }

test("[R105] an outcome that names a referral of the room makes that one know it, and opening that one again opens the duplicate once", async () => {
  await using hub = await startHub()
  const [dara, lewis, ana, jonas] = [
    await hub.person("Dara Karim"),
    await hub.person("Lewis Fenn"),
    await hub.person("Ana Rahimi"),
    await hub.person("Jonas Okafor"),
  ]
  const send = async () => {
    const written = alert()
    const { referrals } = await release(lewis, written, await submit(dara, written))
    await ana.seesReferral(tiktok, referrals["tiktok"]!)
    return referrals["tiktok"]!
  }
  const [original, copy] = [await send(), await send()]
  const decide = async (subject: string, outcomes: (items: object[]) => object, words: object) => {
    await ana.accepted(tiktok, act("claim.made", subject))
    const { items } = ana.referral(tiktok, subject)
    const facts = { outcomes: items.map(({ n, seq }) => outcomes([{ n, seq }])) }
    await ana.accepted(tiktok, act("outcome.recorded", subject, facts, { outcomes: items.map(() => words) }))
  }
  const decidedAt = new Date().toISOString()
  await decide(original, (items) => ({ ...none, reason: "not-found", items, decidedAt, ...rest }), {
    ...said,
    duplicateOf: "",
  })
  await decide(copy, (items) => ({ ...none, items, decidedAt, ...rest, original }), said)
  await ana.fact(() => ana.referral(tiktok, original).duplicates.includes(copy), "the original knows it")
  expect(ana.referral(tiktok, copy).decidedAt).not.toBeNull()

  const items = ana.referral(tiktok, original).items.map(({ n }) => n)
  await jonas.accepted(tiktok, act("referral.reopened", original, { items }, { reason: "It is back." }))
  await ana.fact(() => ana.referral(tiktok, copy).decidedAt === null, "the duplicate is open again")
  expect(ana.referral(tiktok, copy).items.map(({ state, attempt }) => [state, attempt])).toEqual(
    items.map(() => ["open", 2]),
  )
})
