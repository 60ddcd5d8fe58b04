// A P1 that reached nobody, and the hub's mail: one hub, two hubs on one store, a restart, and a mail server that does not answer at first.
// Rules R190, R196-R198, R147, R238.
import { randomUUID } from "node:crypto"
import { afterEach, expect, inject, test } from "vitest"
import type { LeadEntry } from "../../protocol/entries/lead.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { rotaSubject } from "../../protocol/topics/rota.ts"
import { openStore } from "../../server/store/open.ts"
import { freePort } from "../browser/desk.ts"
import { freshDatabase } from "../mongod.ts"
import type { HubPerson } from "./hub-person.ts"
import { closeSinks, mailEnv, sinkOn } from "./mail-sink.ts"
import { act, alert, personId, startHub, tiktok, type TestHub } from "./start-hub.ts"

const p1 = { brief: { ...alert().brief, priority: "P1" as const, reason: "departure" } }
const minutes = (count: number) => count * 60_000

async function soon<T>(look: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> {
  for (const until = Date.now() + 15_000; ;) {
    const found = await look()
    if (found) return found
    if (Date.now() > until) throw new Error(`${what} did not happen within 15 s`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const typesOf = (person: HubPerson, subject: string): string[] =>
  person
    .held(tiktok)
    .events.filter((event) => event.subject === subject)
    .map((event) => event.type)

/** The store of these hubs as one more process, for what only the command line does or a test looks up. */
async function withStore<T>(
  hub: TestHub,
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
  env = {},
) {
  const { MONGODB_URI: mongoUri } = env as { MONGODB_URI?: string }
  const store = await openStore({ ...(mongoUri ? { mongoUri } : {}), folder: hub.folder, mode: "evaluation" })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Resolves once some process has vouched that it reached this person. */
const vouched = (hub: TestHub, subject: string, name: string, env = {}) =>
  withStore(
    hub,
    (store) =>
      soon(async () => {
        const leases = await store.leases(`reached ${subject} `, Date.now())
        return leases.some(({ owner }) => owner === personId(name)) || undefined
      }, `${name} reached`),
    env,
  )

const stores = [
  { name: "SQLite", env: () => ({}) },
  { name: "MongoDB", env: () => ({ MONGODB_URI: freshDatabase(inject("mongoUri")!) }) },
]

for (const { name, env: fresh } of stores)
  test(`${name}: [R196] a P1 that reached no moderator is unattended once, by two processes; one who is connected to either is enough`, async () => {
    const env = fresh()
    await using hub = await startHub({ env })
    await using second = await startHub(name === "SQLite" ? { beside: hub } : { env })
    const dara = await hub.person("Dara Karim")
    const none = (await hub.referral(p1)).referrals["tiktok"]!
    await dara.seesReferral(tiktok, none)
    // Who decides challenges but claims nothing is not whom it has to reach.
    await second.person("Ruth Amsel")
    for (const each of [hub, second]) each.later(11_000)
    await dara.seesReferral(tiktok, none, (entry) => entry.notices.some(({ kind }) => kind === "unattended"))

    await second.person("Ana Rahimi")
    const some = (await hub.referral(p1)).referrals["tiktok"]!
    await vouched(hub, some, "Ana Rahimi", env)
    for (const each of [hub, second]) each.later(minutes(6))
    for (const subject of [none, some])
      await dara.seesReferral(tiktok, subject, (entry) => entry.clocks.acknowledge.breachedAt !== null)
    expect(typesOf(dara, none)).toEqual(["items.added", "referral.received", "referral.unattended", "clock.breached"])
    expect(typesOf(dara, some)).toEqual(["items.added", "referral.received", "clock.breached"])
  })

test("[R196] what nobody looked at because the hub was down is judged after its restart", async () => {
  await using hub = await startHub()
  const { referrals } = await hub.referral(p1)
  hub.later(minutes(1))
  await hub.restart()
  const dara = await hub.person("Dara Karim")
  await dara.seesReferral(tiktok, referrals["tiktok"]!, (entry) =>
    entry.notices.some(({ kind }) => kind === "unattended"),
  )
})

afterEach(closeSinks)

const logins: Record<string, string> = {
  "Ana Rahimi": "ana@tiktok.example",
  "Jonas Okafor": "jonas@tiktok.example",
  "Mai Lund": "mai",
  "Dara Karim": "dara@nca.example",
  "Mira Okoro": "mira@nca.example",
}
const signUp = (hub: TestHub) =>
  withStore(hub, async (store) => {
    for (const [name, login] of Object.entries(logins))
      await store.addAccount({ person: personId(name), login, passwordHash: null })
  })

test("[R197][R198][R190] a P1 is mailed to the moderators whom it did not reach, an escalation to whom it names; once by two hubs; reference, priority and address only", async () => {
  const port = await freePort()
  const inbox = await sinkOn(port)
  const env = mailEnv(port)
  await using hub = await startHub({ env })
  await using second = await startHub({ beside: hub, env })
  await signUp(hub)
  const jonas = await second.person("Jonas Okafor")
  const words = { title: "heron-title", narrative: "heron-story", corridor: "", conditions: "" }
  const subject = (await hub.referral({ ...p1, words })).referrals["tiktok"]!
  const { number } = await jonas.seesReferral(tiktok, subject)
  await vouched(hub, subject, "Jonas Okafor")
  for (const each of [hub, second]) each.later(11_000)
  const letter = await soon(() => inbox.to("ana@tiktok.example")[0], "mail")
  const said = `TT-${String(number).padStart(4, "0")} P1`
  expect(letter.text).toContain(`Subject: ${said}\r\n`)
  expect(
    letter.text
      .split("\r\n\r\n")
      .slice(1)
      .join("\n")
      .trim()
      .split(/\s*\n\s*/),
  ).toEqual([said, expect.stringMatching(`^(${hub.url}|${second.url})/?$`)])

  await jonas.accepted(tiktok, act("referral.escalated", subject, {}, { reason: "heron-reason" }))
  await soon(() => inbox.to("mira@nca.example")[0], "mail of the escalation")
  // Whoever escalated is not told of it, and the next breach shows that both hubs have looked again.
  for (const each of [hub, second]) each.later(minutes(6))
  await jonas.seesReferral(tiktok, subject, (entry) => entry.clocks.acknowledge.steps === 1)
  for (const each of [hub, second]) each.later(minutes(5))
  await soon(() => inbox.to("jonas@tiktok.example")[0], "mail of the overdue escalation")
  expect(inbox.letters.map(({ to }) => to.join()).sort()).toEqual([
    "ana@tiktok.example",
    "jonas@tiktok.example",
    "mira@nca.example",
  ])
  expect(inbox.letters.map(({ text }) => text).join()).not.toContain("heron")
})

test("[R198] mail that could not be sent is tried again, what is refused for good is not, and the feed waits for neither", async () => {
  const port = await freePort()
  await using hub = await startHub({ env: mailEnv(port) })
  await signUp(hub)
  const subject = (await hub.referral(p1)).referrals["tiktok"]!
  const dara = await hub.person("Dara Karim")
  hub.later(11_000)
  // Nobody listens there yet.
  await dara.seesReferral(tiktok, subject, (entry) => entry.notices.some(({ kind }) => kind === "unattended"))
  await withStore(hub, (store) =>
    soon(async () => (await store.leases(`mail ${subject} `, 0))[1] && true, "both mails tried"),
  )
  const sink = await sinkOn(port)
  let asked = 0
  sink.refuse = (address) => (address === "jonas@tiktok.example" ? ((asked += 1), "550") : undefined)
  hub.later(minutes(1))
  await soon(() => sink.to("ana@tiktok.example")[0], "mail after the second try")
  await soon(() => asked || undefined, "the refusal")
  hub.later(minutes(2))
  // Its mail is sent after both of the older letters were looked at again.
  await dara.accepted(tiktok, act("referral.escalated", subject, {}, { reason: "Nobody answers." }))
  await soon(() => sink.to("mira@nca.example")[0], "mail of the escalation")
  expect([asked, sink.to("ana@tiktok.example").length]).toEqual([1, 1])
})

const lead = (priority: "P1" | "P2", reason: string) => {
  const brief = { priority, reason, theme: "lorry", languages: ["vi"] }
  const words = { title: "heron-title", narrative: "heron-story", items: [] }
  return act("lead.sent", randomUUID(), { brief, items: 0 }, words)
}
const leadOf = (person: HubPerson, subject: string): LeadEntry | undefined => {
  const entry = person.held(tiktok).entries.get(subject)
  return entry?.kind === "lead" ? entry : undefined
}

test("[R147][R197] a P1 lead that reached no analyst is unattended once, by two hubs, and mailed to those whom it did not reach; a calm one to nobody", async () => {
  const port = await freePort()
  const inbox = await sinkOn(port)
  const env = mailEnv(port)
  await using hub = await startHub({ env })
  await using second = await startHub({ beside: hub, env })
  await signUp(hub)
  const ana = await second.person("Ana Rahimi")
  const [calm, burning] = [lead("P2", "advert"), lead("P1", "departure")]
  await ana.accepted(tiktok, calm, burning)
  for (const { subject } of [calm, burning]) await ana.fact(() => leadOf(ana, subject)?.open === true)
  for (const each of [hub, second]) each.later(11_000)
  await ana.fact(() => leadOf(ana, burning.subject)?.notices.some(({ kind }) => kind === "lead-unattended") === true)
  const letter = await soon(() => inbox.to("dara@nca.example")[0], "mail to an analyst")
  await soon(() => inbox.to("mira@nca.example")[0], "mail to the duty officer")
  expect(letter.text).toContain("Subject: TT-L-0002 P1\r\n")

  const dara = await hub.person("Dara Karim")
  const again = lead("P1", "departure")
  await ana.accepted(tiktok, again)
  await dara.fact(() => leadOf(dara, again.subject)?.open === true)
  await vouched(hub, again.subject, "Dara Karim")
  for (const each of [hub, second]) each.later(11_000)
  await soon(() => inbox.to("mira@nca.example")[1], "mail of the second")
  // The breach shows that both hubs have looked at all of them.
  for (const each of [hub, second]) each.later(minutes(6))
  for (const { subject } of [burning, again])
    await ana.fact(() => leadOf(ana, subject)?.clocks?.acknowledge.breachedAt != null)
  expect(typesOf(ana, burning.subject)).toEqual(["lead.sent", "lead.received", "lead.unattended", "clock.breached"])
  expect(typesOf(ana, again.subject)).toEqual(["lead.sent", "lead.received", "clock.breached"])
  expect(inbox.letters.map(({ to }) => to.join()).sort()).toEqual([
    "dara@nca.example",
    "mira@nca.example",
    "mira@nca.example",
  ])
  expect(inbox.letters.map(({ text }) => text).join()).not.toContain("heron")
})

test("[R238] the mail of an escalation goes to the supervisor on duty alone, and to every supervisor when nobody is", async () => {
  const port = await freePort()
  const inbox = await sinkOn(port)
  await using hub = await startHub({ env: { ...mailEnv(port), HUB_CLOCKS: "P2=2/120/10/2" } })
  const granted = { organisation: "tiktok", kind: "platform", roles: ["supervisor"] }
  await hub.real.rooms.proposeAsHub("access", [act("membership.granted", personId("Ana Rahimi"), granted)])
  await signUp(hub)
  const jonas = await hub.person("Jonas Okafor")
  const late = async () => {
    const subject = (await hub.referral()).referrals["tiktok"]!
    await jonas.seesReferral(tiktok, subject)
    for (const steps of [1, 2]) {
      hub.later(minutes(2))
      await jonas.seesReferral(tiktok, subject, (entry) => entry.clocks.acknowledge.steps === steps)
    }
    return jonas.referral(tiktok, subject)
  }
  const people = ({ notices }: ReferralEntry) => notices.find(({ kind }) => kind === "overdue-supervisors")!.people
  expect(people(await late())).toEqual([])
  for (const each of ["ana", "jonas"]) await soon(() => inbox.to(`${each}@tiktok.example`)[0], `mail to ${each}`)

  const [from, to] = [0, 86_400_000].map((ms) => new Date(Date.now() + ms).toISOString())
  const onDuty = { id: personId("Jonas Okafor"), name: "Jonas Okafor", organisation: "tiktok" }
  await jonas.accepted("org/tiktok", act("shift.added", rotaSubject, { shift: randomUUID(), person: onDuty, from, to }))
  expect(people(await late())).toEqual([personId("Jonas Okafor")])
  await soon(() => inbox.to("jonas@tiktok.example")[1], "mail to who is on duty")
  // The step after that has been looked at as well.
  hub.later(minutes(2))
  await soon(() => inbox.to("mira@nca.example")[1], "mail of the next step")
  expect(inbox.to("ana@tiktok.example")).toHaveLength(1)
})
