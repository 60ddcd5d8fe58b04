// Two hubs on one store: one log, one answer for an id, one breach, and a right that ends on both. Rules R1, R3, R22, R33, R42, R53.
import { afterAll, beforeAll, expect, test } from "vitest"
import type { HubPerson } from "./hub-person.ts"
import { act, alert, ruleOf, say, startHub, tiktok, type TestHub } from "./start-hub.ts"

let hub: TestHub
let second: TestHub
let ana: HubPerson
let jonas: HubPerson
let subject: string

beforeAll(async () => {
  hub = await startHub()
  second = await startHub({ beside: hub })
  ana = await hub.person("Ana Rahimi")
  jonas = await second.person("Jonas Okafor")
  subject = (await hub.referral()).referrals["tiktok"]!
  await jonas.seesReferral(tiktok, subject)
})
afterAll(async () => {
  await second[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})

test("[R1][R53] both hubs' members get the same log while both write at once", async () => {
  const writing = Array.from({ length: 40 }, (_, index) =>
    (index % 2 ? ana : jonas).accepted(tiktok, say(subject, `n ${index}`)),
  )
  await Promise.all(writing)
  const log = hub.log(tiktok)
  expect(log.map((row) => row.seq)).toEqual(log.map((_, index) => index + 1))
  expect(log.map((row) => row.at)).toEqual(log.map((row) => row.at).sort())
  for (const person of [ana, jonas]) await person.reaches(tiktok, log.length)
  expect(ana.held(tiktok).position).toEqual(jonas.held(tiktok).position)
  expect(ana.referral(tiktok, subject)).toEqual(jonas.referral(tiktok, subject))
})

test("[R3] the same id sent to both hubs at once is one event", async () => {
  const phone = await second.person("Ana Rahimi")
  for (let n = 0; n < 20; n++) {
    const proposal = say(subject, `both ${n}`)
    const [one, other] = await Promise.all([ana.propose(tiktok, proposal), phone.propose(tiktok, proposal)])
    expect(one).toEqual(other)
    expect(hub.log(tiktok).filter((row) => row.id === proposal.id).length).toBe(1)
  }
})

test("[R37] of two claims on two hubs one wins, and the other is told by whom", async () => {
  const answers = await Promise.all([
    ana.propose(tiktok, act("claim.made", subject)),
    jonas.propose(tiktok, act("claim.made", subject)),
  ])
  expect(new Set(answers.flat().map(ruleOf))).toEqual(new Set(["already-claimed", undefined]))
})

test("[R33][R42] a release is delivered once and a breach is written once, though both hubs react", async () => {
  const brief = { ...alert().brief, priority: "P1" as const, reason: "departure" }
  const { referrals } = await hub.referral({ brief })
  for (const each of [hub, second]) each.later(6 * 60_000)
  const late = referrals["tiktok"]!
  for (const person of [ana, jonas])
    await person.seesReferral(tiktok, late, (each) => each.clocks.acknowledge.breachedAt !== null)
  await ana.accepted(tiktok, say(late, "after the breach"))
  const types = hub
    .log(tiktok)
    .filter((row) => row.subject === late)
    .map((row) => row.type)
    // To a clock that leaps minutes it looks as if nobody had been connected: unattended.test.ts tells what is so.
    .filter((type) => type !== "referral.unattended")
  expect(types).toEqual(["items.added", "referral.received", "clock.breached", "message.sent"])
})

test("[R7] a redaction on one hub blanks what the other hub pages", async () => {
  const [message] = await ana.accepted(tiktok, say(subject, "heron-words"))
  await jonas.reaches(tiktok, message!)
  await jonas.accepted(tiktok, act("message.redacted", subject, { reason: "other" }, {}, message))
  const before = hub.log(tiktok)[message! - 2]!
  await ana.sees((event) => event.type === "message.redacted" && event.target === message)
  const mai = await hub.person("Mai Lund")
  const held = await mai.openFrom(tiktok, { seq: before.seq, hash: before.hash })
  expect(held.events.find((event) => event.seq === message)?.words).toBeNull()
  expect(mai.bytes.join("\n")).not.toContain("heron-words")
})

test("[R22][R23] a right, and a session, that ends on one hub ends on the other", async () => {
  const mai = await second.person("Mai Lund")
  await hub.real.rooms.proposeAsHub("access", [act("membership.removed", mai.id, { organisation: "tiktok" })])
  await mai.seesFrame("gone", ({ room }: { room: string }) => room === tiktok)
  await ana.accepted(tiktok, say(subject, "canary-elsewhere"))
  expect(await mai.call("entry", { room: tiktok, subject })).toEqual({ refusal: { code: "gone" } })
  expect(mai.bytes.join("\n")).not.toContain("canary-elsewhere")
  const { session, cookie } = jonas.grant
  const ended = await fetch(`${hub.url}/api/session/${session}`, {
    method: "DELETE",
    headers: { origin: hub.url, cookie },
  })
  expect(ended.status).toBe(200)
  await jonas.fact(() => !jonas.connected)
  expect(jonas.ended).toBe("signed-out")
})
