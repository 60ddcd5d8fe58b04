// What the real client holds where there is much: more rooms than one handshake carries, and alerts and leads that are over. Rules R241, R245.
import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { closedHeld } from "../../client/hub/held-entries.ts"
import { OlderEntries } from "../../client/hub/older-entries.ts"
import { LeadIndex } from "../../client/screens/leads/lead-index.ts"
import type { Proposal } from "../../protocol/event.ts"
import { limits } from "../../protocol/wire.ts"
import { folded } from "./folded.ts"
import { act, agency, alert, personId, releaseOf, say, startHub, tiktok, type TestHub } from "./start-hub.ts"
import { submitted } from "../../server/demo/write.ts"
import { hurried, Tab } from "./tab.ts"

const brief = { priority: "P3", reason: "network", theme: "lorry", languages: ["en"] }
const lead = (subject: string, title: string): Proposal =>
  act("lead.sent", subject, { brief, items: 0 }, { title, narrative: "Seen by us", items: [] })

async function accepted(hub: TestHub, person: string, room: string, ...proposals: Proposal[]): Promise<void> {
  for (const answer of await hub.real.rooms.propose(personId(person), room, proposals))
    if ("refusal" in answer) throw new Error(`${person} in ${room}: ${JSON.stringify(answer.refusal)}`)
}

test("[R241] an agency with more platforms than one handshake carries rooms follows all of them, also after the line was cut", async () => {
  await using hub = await startHub()
  const platforms = Array.from({ length: 70 }, (_none, n) => `platform-${n}`)
  const added = (id: string) => act("organisation.added", id, { organisation: "platform", prefix: "PP" }, { name: id })
  await hub.real.rooms.proposeAsHub("access", platforms.map(added))
  const join = (organisation: string) =>
    act("membership.granted", personId("Jonas Okafor"), { organisation, kind: "platform", roles: ["supervisor"] })
  await hub.real.rooms.proposeAsHub("access", platforms.map(join))
  using dara = await Tab.open(hub, "Dara Karim", { clock: hurried })
  const { rooms } = dara.hub
  expect(rooms.size).toBeGreaterThan(limits.rooms + 7)
  const writes = (title: string) =>
    Promise.all(platforms.map((id) => accepted(hub, "Jonas Okafor", `platform/${id}`, lead(randomUUID(), title))))
  const told = (title: string) =>
    platforms.every((id) =>
      [...rooms.get(`platform/${id}`)!.entries.values()].some(
        (entry) => entry.kind === "lead" && entry.words.title === title && entry.clocks,
      ),
    )
  await writes("live")
  await dara.fact(() => told("live"), "a lead of every platform")
  for (const title of ["missed", "missed again"]) {
    dara.line.down()
    await dara.fact(() => dara.hub.status.kind === "offline", "offline")
    const before = dara.calls.length
    const positions = new Map([...rooms].map(([name, { position }]) => [name, position]))
    await writes(title)
    dara.line.up()
    await dara.live()
    await dara.fact(() => told(title), "what every platform told meanwhile")
    const opened = dara.calls.slice(before).flatMap(({ name, value }) => (name === "open" ? [value] : [])) as {
      room: string
      position: object
    }[]
    // Those that the handshake does not carry, each once and from where it stood.
    expect(opened.length).toBe(rooms.size - limits.rooms)
    for (const { room, position } of opened) expect(position).toEqual(positions.get(room))
  }
  for (const [name, held] of rooms) expect([name, held.live, held.broken]).toEqual([name, true, false])
})

test("[R245][R166] alerts that are over and leads that were decided beyond the last are asked for by page or by a link, and stay then", async () => {
  await using hub = await startHub()
  const over = closedHeld + 60
  const alerts: string[] = []
  for (let n = 0; n < over; n += 1) {
    const written = alert({ rows: `https://www.tiktok.com/@window.${n}`, ticked: [] })
    const subject: string = randomUUID()
    alerts.push(subject)
    await accepted(hub, "Dara Karim", agency, ...submitted(written, subject))
    const { parts: _parts, ...release } = releaseOf(written, subject)
    await accepted(hub, "Lewis Fenn", agency, release)
    const facts = { restore: false, named: [], confirmed: [] }
    await accepted(hub, "Mira Okoro", agency, act("alert.withdrawn", subject, facts, { reason: "enough" }))
  }
  const leads = Array.from({ length: over }, () => randomUUID() as string)
  const kept = randomUUID()
  for (const subject of [...leads, kept]) await accepted(hub, "Ana Rahimi", tiktok, lead(subject, `Lead ${subject}`))
  const room = await hub.real.rooms.room(tiktok)
  using dara = await Tab.open(hub, "Dara Karim", { clock: hurried })
  const index = new LeadIndex(dara.hub)
  await dara.fact(() => index.undecided === over + 1, "every lead")
  const withdrawn = () => [...room.entries.values()].filter((entry) => entry.kind === "referral" && entry.withdrawn)
  await dara.fact(() => withdrawn().length === over, "every withdrawal")
  for (const subject of leads)
    await accepted(hub, "Lewis Fenn", tiktok, act("lead.decided", subject, { decision: "noted" }, { reason: "" }))

  // Who was there and who comes later hold the same.
  using sela = await Tab.open(hub, "Sela Brook", { clock: hurried })
  for (const tab of [dara, sela]) {
    await tab.fact(() => tab.room(tiktok).position.seq === room.position.seq, "the last decision")
    for (const name of [agency, tiktok]) {
      const closed = [...tab.room(name).entries.values()].filter((entry) => !entry.open)
      expect([name, closed.length]).toEqual([name, closedHeld])
    }
    expect(tab.room(tiktok).entries.has(kept)).toBe(true)
    expect(tab.room(agency).entries.has(alerts[0]!)).toBe(false)
  }
  expect([index.undecided, index.all.length, index.hasOlder]).toEqual([1, closedHeld + 1, true])

  // By a link.
  expect(index.lead(leads[0]!)).toBeUndefined()
  await index.find(leads[0]!)
  expect(index.lead(leads[0]!)?.entry).toEqual(folded(hub, tiktok).entries.get(leads[0]!))
  await dara.hub.loadEntry(agency, alerts[0]!)
  expect(dara.room(agency).entries.get(alerts[0]!)).toEqual(folded(hub, agency).entries.get(alerts[0]!))

  // By page: in the end all of them and nothing else, as the log says it.
  for (const [tab, leadIndex] of [
    [dara, index],
    [sela, new LeadIndex(sela.hub)],
  ] as const) {
    const others = [...tab.room(tiktok).entries.values()].filter((entry) => entry.kind === "referral").length
    while (leadIndex.hasOlder) await leadIndex.older()
    expect(leadIndex.all.map(({ entry }) => entry.subject).sort()).toEqual([...leads, kept].sort())
    expect([...tab.room(tiktok).entries.values()].filter((entry) => entry.kind === "referral").length).toBe(others)
    const older = new OlderEntries(tab.hub, "alert")
    const agencyRoom = [tab.room(agency)]
    while (older.has(agencyRoom)) await older.load(agencyRoom)
    const log = folded(hub, agency)
    for (const subject of alerts) expect(tab.room(agency).entries.get(subject)).toEqual(log.entries.get(subject))
  }

  // What was asked for stays while others come; an event about one that is not held brings it whole.
  await accepted(hub, "Mira Okoro", tiktok, act("lead.decided", kept, { decision: "declined" }, { reason: "Known" }))
  using mira = await Tab.open(hub, "Mira Okoro", { clock: hurried })
  expect(mira.room(tiktok).entries.has(leads[1]!)).toBe(false)
  await accepted(hub, "Ana Rahimi", tiktok, say(leads[1]!, "one more word"))
  const last = folded(hub, tiktok)
  for (const tab of [dara, mira]) {
    await tab.fact(() => tab.room(tiktok).position.seq === last.seq, "the message")
    await tab.fact(() => tab.room(tiktok).entries.has(leads[1]!), "its lead")
    expect(tab.room(tiktok).entries.get(leads[1]!)).toEqual(last.entries.get(leads[1]!))
  }
  for (const subject of leads) expect(dara.room(tiktok).entries.has(subject)).toBe(true)
})
