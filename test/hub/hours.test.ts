// Working hours and the duty rota by real people of real hubs: who sees them, what they do to clocks, and that each step of an escalation is
// written once and names who is on duty. Two hubs on one store. Rules R200, R201, R204-R206.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { hoursSubject } from "../../protocol/topics/hours.ts"
import { rotaSubject } from "../../protocol/topics/rota.ts"
import type { HubPerson } from "./hub-person.ts"
import { act, agency, alert, personId, ruleOf, say, startHub, tiktok, type TestHub } from "./start-hub.ts"

let hub: TestHub
let second: TestHub
let jonas: HubPerson
let mira: HubPerson
let dara: HubPerson
let iris: HubPerson

beforeAll(async () => {
  hub = await startHub()
  second = await startHub({ beside: hub })
  jonas = await hub.person("Jonas Okafor")
  mira = await second.person("Mira Okoro")
  dara = await hub.person("Dara Karim")
  iris = await hub.person("Iris Vale")
})
afterAll(async () => {
  await second[Symbol.asyncDispose]()
  await hub[Symbol.asyncDispose]()
})

const dayMs = 86_400_000
/** Open on one weekday alone, from 9 to 17 UTC: three days from now, or so many. */
const inDays = (days: number) => {
  const at = new Date(Date.now() + days * dayMs)
  const weekday = (at.getUTCDay() + 6) % 7
  const week = Array.from({ length: 7 }, (_, day) => (day === weekday ? { from: 540, to: 1_020 } : null))
  return { date: at.toISOString().slice(0, 10), facts: { zone: "UTC", week, holidays: [] } }
}
const set = (facts: object) => act("hours.set", hoursSubject, facts)
const hoursAt = (person: HubPerson, room: string) => {
  const entry = person.held(room).entries.get(hoursSubject)
  return entry?.kind === "hours" ? entry.hours : undefined
}
const urgent = { ...alert().brief, priority: "P1" as const, reason: "departure" }

test("[R200] a platform's supervisor sets its hours, both sides see them, and another platform learns nothing", async () => {
  const { facts } = inDays(3)
  const holiday = "2031-04-01"
  const ana = await hub.person("Ana Rahimi")
  for (const person of [ana, mira]) expect(ruleOf((await person.propose(tiktok, set(facts)))[0])).toBe("forbidden")
  expect(ruleOf((await dara.propose(agency, set(facts)))[0])).toBe("forbidden")
  expect(ruleOf((await jonas.propose("org/tiktok", set(facts)))[0])).toBe("forbidden")
  await jonas.accepted(tiktok, set({ ...facts, holidays: [holiday] }))
  await dara.fact(() => hoursAt(dara, tiktok)?.holidays[0] === holiday)
  await iris.call("people", { room: "platform/youtube" })
  expect(iris.bytes.join("\n")).not.toContain(holiday)
})

test("[R201] what is delivered waits for working hours, P1 does not, and hours set later move nothing, also after a restart", async () => {
  const [platform, other] = [inDays(3), inDays(5)]
  await jonas.accepted(tiktok, set(platform.facts))
  await mira.accepted(agency, set(other.facts))
  const calm = (await hub.referral()).referrals
  const entry = await jonas.seesReferral(tiktok, calm["tiktok"]!)
  expect(entry.clocks.acknowledge.deadline).toBe(`${platform.date}T09:30:00.000Z`)
  // A day of work is three such days.
  expect(Date.parse(entry.clocks.decide.deadline)).toBe(Date.parse(`${platform.date}T17:00:00.000Z`) + 14 * dayMs)
  expect(entry.hours?.agency?.week).toEqual(other.facts.week)
  const elsewhere = await iris.seesReferral("platform/youtube", calm["youtube"]!)
  expect(elsewhere.clocks.acknowledge.deadline).toBe(
    new Date(Date.parse(elsewhere.deliveredAt) + 1_800_000).toISOString(),
  )
  expect(elsewhere.hours?.platform).toBeUndefined()
  const late = (await hub.referral({ brief: urgent })).referrals["tiktok"]!
  const { clocks, deliveredAt } = await jonas.seesReferral(tiktok, late)
  expect(Date.parse(clocks.acknowledge.deadline) - Date.parse(deliveredAt)).toBe(300_000)

  await jonas.accepted(tiktok, set(inDays(1).facts))
  await jonas.accepted(tiktok, act("claim.made", calm["tiktok"]!))
  const asked = act("information.needed", calm["tiktok"]!, { items: [1] }, { question: "Which?" })
  await jonas.accepted(tiktok, asked)
  const asking = await dara.seesReferral(tiktok, calm["tiktok"]!, (each) => each.request !== null)
  expect(asking.clocks.answer?.deadline).toBe(`${other.date}T11:00:00.000Z`)
  await hub.restart()
  const mai = await hub.person("Mai Lund")
  expect(await mai.seesReferral(tiktok, calm["tiktok"]!)).toEqual(asking)
})

const shift = (person: HubPerson, organisation: string, name: string, hours = 24) => {
  const at = (hour: number) => new Date(Date.now() + hour * 3_600_000).toISOString()
  const facts = { shift: randomUUID(), person: { id: person.id, name, organisation }, from: at(-1), to: at(hours) }
  return { ...act("shift.added", rotaSubject, facts), body: { facts, words: {} } }
}

test("[R204] supervisors and duty officers keep their own rota, and the other side does not see it", async () => {
  const again = await hub.person("Jonas Okafor")
  const [theirs, ours] = [shift(jonas, "tiktok", "Jonas Okafor"), shift(mira, "nca", "Mira Okoro")]
  await again.accepted("org/tiktok", theirs)
  await mira.accepted(agency, ours)
  const ana = await hub.person("Ana Rahimi")
  expect(ruleOf((await ana.propose("org/tiktok", shift(jonas, "tiktok", "Jonas Okafor")))[0])).toBe("forbidden")
  const moderator = shift(ana, "tiktok", "Ana Rahimi")
  expect(ruleOf((await again.propose("org/tiktok", moderator))[0])).toBe("no-such-officer")
  expect(ana.held("org/tiktok").entries.get(rotaSubject)).toMatchObject({ shifts: [{ person: { id: jonas.id } }] })
  const removal = act("shift.removed", rotaSubject, { shift: theirs.body.facts.shift })
  expect(await mira.call("propose", { room: "org/tiktok", proposals: [removal] })).toEqual({
    refusal: { code: "gone" },
  })
  expect(mira.bytes.join("\n")).not.toContain(theirs.body.facts.shift)
  expect(ana.bytes.join("\n")).not.toContain(ours.body.facts.shift)
})

test("[R205][R206] each step is written once by two hubs, in order, and names who is on duty, who still may be", async () => {
  const subject = (await hub.referral({ brief: urgent })).referrals["tiktok"]!
  const ana = await hub.person("Ana Rahimi")
  await ana.seesReferral(tiktok, subject)
  for (const step of [1, 2, 3, 4]) {
    for (const each of [hub, second]) each.later(6 * 60_000)
    await ana.seesReferral(tiktok, subject, ({ clocks }) => clocks.acknowledge.steps === step)
    // Whoever loses the role is on duty no more, whatever the rota says.
    if (step === 3) {
      const roles = { organisation: "nca", kind: "agency", roles: ["analyst"] }
      await hub.real.rooms.proposeAsHub("access", [act("membership.granted", personId("Mira Okoro"), roles)])
    }
  }
  await ana.accepted(tiktok, say(subject, "after all steps"))
  const told = hub
    .log(tiktok)
    .filter((row) => row.subject === subject && row.type.startsWith("clock."))
    .map((row) => ({ type: row.type, ...(JSON.parse(row.facts) as { step?: number; onDuty?: object[] }) }))
  const officer = { id: mira.id, name: "Mira Okoro", organisation: "nca" }
  const supervisor = { id: jonas.id, name: "Jonas Okafor", organisation: "tiktok" }
  expect(told.map(({ type, step, onDuty }) => ({ type, step, onDuty }))).toEqual([
    { type: "clock.breached", step: undefined, onDuty: undefined },
    { type: "clock.escalated", step: 1, onDuty: [supervisor] },
    { type: "clock.escalated", step: 2, onDuty: [officer] },
    { type: "clock.escalated", step: 3, onDuty: [supervisor] },
  ])
})
