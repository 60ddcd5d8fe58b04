// What becomes of a claim and of unfinished work when somebody leaves. Rules R24, R121, R260, R261, R262.
import { expect, test } from "vitest"
import { agencyRoom } from "../../protocol/event.ts"
import { alertKey, handedKey, messageKey, newAlertKey, newLeadKey, outcomeKey } from "../../protocol/unfinished.ts"
import type { HubPerson } from "./hub-person.ts"
import { submitted } from "../../server/demo/write.ts"
import { act, agency, alert, personId, ruleOf, say, startHub, submit, tiktok, type TestHub } from "./start-hub.ts"

const day = 86_400_000

interface Left {
  person: string
  organisation: string
  until: string
  work: { kind: string; at: string }[]
}

async function people(hub: TestHub, { grant }: HubPerson, method: string, path = "", body?: unknown) {
  const response = await fetch(`${hub.url}/api/session/${grant.session}/people${path}`, {
    method,
    headers: { origin: hub.url, "content-type": "application/json", cookie: grant.cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}
const leftIn = async (hub: TestHub, admin: HubPerson): Promise<Left[]> =>
  (JSON.parse((await people(hub, admin, "GET")).text) as { left: Left[] }).left

const keep = (who: HubPerson, key: string, text: string) => who.call("keep", { key, text })
const keptBy = async (who: HubPerson) => {
  const answer = await who.call("kept", { prefix: "" })
  if (!("rows" in answer)) throw new Error(JSON.stringify(answer))
  return Object.fromEntries(answer.rows.map(({ key, text }) => [key, text]))
}
/** By the agency's administrator: an invented platform's has none of its own. */
const remove = (hub: TestHub, admin: HubPerson, who: HubPerson, organisation = "tiktok") =>
  people(hub, admin, "DELETE", `/${who.id}/memberships/${organisation}`)

test("[R260] whoever leaves holds no claim from the next second on: written once by two hubs, and what they proposed stays", async () => {
  await using hub = await startHub()
  await using other = await startHub({ beside: hub })
  const [ana, mai, hanne] = [
    await hub.person("Ana Rahimi"),
    await other.person("Mai Lund"),
    await hub.person("Hanne Vold"),
  ]
  const { referrals } = await hub.referral()
  const subject = referrals["tiktok"]!
  await ana.accepted(tiktok, act("claim.made", subject), say(subject, "I look at both now."))
  expect((await remove(hub, hanne, ana)).status).toBe(200)
  const left = await mai.sees("claim.left")
  expect([left.facts, left.by.id]).toEqual([{ person: ana.id }, "hub"])
  await mai.accepted(tiktok, act("claim.made", subject))
  const types = hub
    .log(tiktok)
    .filter((row) => row.subject === subject)
    .map(({ type }) => type)
  expect(types.filter((type) => type === "claim.left")).toHaveLength(1)
  expect(types).toContain("message.sent")
})

test("[R260] a role that claims no more ends the claim as well; a claim of somebody who still may stays", async () => {
  await using hub = await startHub()
  const [ana, mai, hanne] = [
    await hub.person("Ana Rahimi"),
    await hub.person("Mai Lund"),
    await hub.person("Hanne Vold"),
  ]
  const first = (await hub.referral()).referrals["tiktok"]!
  const second = (await hub.referral()).referrals["tiktok"]!
  await ana.accepted(tiktok, act("claim.made", first))
  await mai.accepted(tiktok, act("claim.made", second))
  const changed = await people(hub, hanne, "POST", `/${ana.id}/memberships`, {
    organisation: "tiktok",
    roles: ["policy"],
  })
  expect(changed.status).toBe(200)
  expect((await mai.sees("claim.left")).subject).toBe(first)
  await mai.accepted(tiktok, act("claim.kept", second))
})

test("[R261] what a leaver had not finished is told without a word of it, to administrators of that organisation alone, and read by nobody", async () => {
  await using hub = await startHub()
  const [ana, hanne, sela] = [
    await hub.person("Ana Rahimi"),
    await hub.person("Hanne Vold"),
    await hub.person("Sela Brook"),
  ]
  const subject = (await hub.referral()).referrals["tiktok"]!
  await keep(ana, messageKey(tiktok, subject), "canarydraft in the thread")
  await keep(ana, messageKey(agencyRoom("tiktok"), subject), "canarynote")
  await keep(ana, newLeadKey, "canarylead")
  await keep(ana, "care", "covers on")
  expect(await leftIn(hub, hanne)).toEqual([])
  await remove(hub, hanne, ana)
  const told = await people(hub, hanne, "GET")
  expect(told.text).not.toContain("canary")
  const [left] = await leftIn(hub, hanne)
  expect(left).toMatchObject({ person: ana.id, organisation: "tiktok" })
  expect(left!.work.map(({ kind }) => kind).sort()).toEqual(["lead", "message", "message"])
  expect((await people(hub, sela, "GET")).status).toBe(404)
  expect((await people(hub, sela, "DELETE", `/${ana.id}/left/tiktok`)).status).toBe(404)
})

test("[R261] of somebody of two organisations only what was begun for the one that they left is kept back", async () => {
  await using hub = await startHub()
  const [noor, hanne] = [await hub.person("Noor Blum"), await hub.person("Hanne Vold")]
  const subject = "0f8b8a54-1111-4222-8333-444455556666"
  await keep(noor, messageKey("platform/facebook", subject), "for Facebook")
  await keep(noor, outcomeKey("platform/instagram", subject), "for Instagram")
  await keep(noor, newLeadKey, "for either")
  await remove(hub, hanne, noor, "facebook")
  expect(
    (await leftIn(hub, hanne)).map(({ organisation, work }) => [organisation, work.map(({ kind }) => kind)]),
  ).toEqual([["facebook", ["message"]]])
  // They themselves read no more of it than anybody else, and change nothing of it.
  const again = await hub.person("Noor Blum")
  for (const text of ["", "other words"])
    expect(await keep(again, messageKey("platform/facebook", subject), text)).toEqual({
      refusal: { code: "forbidden" },
    })
  expect(Object.values(await keptBy(again)).sort()).toEqual(["for Instagram", "for either"])
  // Back again, it is theirs again.
  await people(hub, hanne, "POST", `/${noor.id}/memberships`, { organisation: "facebook", roles: ["moderator"] })
  expect(Object.values(await keptBy(again)).sort()).toEqual(["for Facebook", "for Instagram", "for either"])
  expect(await leftIn(hub, hanne)).toEqual([])
})

test("[R262] handed on it waits beside the receiver's own, and goes to nobody of another organisation", async () => {
  await using hub = await startHub()
  const [ana, mai, hanne] = [
    await hub.person("Ana Rahimi"),
    await hub.person("Mai Lund"),
    await hub.person("Hanne Vold"),
  ]
  const subject = (await hub.referral()).referrals["tiktok"]!
  const key = messageKey(tiktok, subject)
  await keep(ana, key, "begun by Ana")
  await keep(mai, key, "begun by Mai")
  await remove(hub, hanne, ana)
  const stranger = await people(hub, hanne, "POST", `/${ana.id}/left/tiktok`, { to: personId("Petra Holm") })
  expect([stranger.status, stranger.text]).toEqual([409, expect.stringContaining("no-such-member")])
  // An administrator opens no content, and not by handing it to themselves either.
  await people(hub, hanne, "POST", `/${hanne.id}/memberships`, { organisation: "tiktok", roles: ["admin"] })
  const herself = await people(hub, hanne, "POST", `/${ana.id}/left/tiktok`, { to: hanne.id })
  expect([herself.status, herself.text]).toEqual([409, expect.stringContaining("no-such-member")])
  expect((await people(hub, hanne, "POST", `/${ana.id}/left/tiktok`, { to: mai.id })).status).toBe(200)
  expect(await keptBy(mai)).toEqual({ [key]: "begun by Mai", [handedKey(ana.id, key)]: "begun by Ana" })
  expect(await leftIn(hub, hanne)).toEqual([])
  // Who leaves with what was handed to them leaves it too, and it keeps the name of who began it.
  await remove(hub, hanne, mai)
  await people(hub, hanne, "POST", `/${mai.id}/left/tiktok`, { to: personId("Jonas Okafor") })
  expect(await keptBy(await hub.person("Jonas Okafor"))).toEqual({
    [handedKey(mai.id, key)]: "begun by Mai",
    [handedKey(ana.id, key)]: "begun by Ana",
  })
})

test("[R261] it is deleted when an administrator says so, and otherwise after 30 days", async () => {
  await using hub = await startHub()
  const [dara, sela, hanne] = [
    await hub.person("Dara Karim"),
    await hub.person("Sela Brook"),
    await hub.person("Hanne Vold"),
  ]
  for (const who of [dara, sela])
    for (const key of [`${newAlertKey} head 000`, `${newAlertKey} rows 000`, `${alertKey("a")} head 000`])
      await keep(who, key, "1\nunfinished")
  for (const who of [dara, sela]) await remove(hub, hanne, who, "nca")
  expect((await leftIn(hub, hanne)).map(({ work }) => work.map(({ kind }) => kind))).toEqual([
    ["alert", "alert"],
    ["alert", "alert"],
  ])
  expect((await people(hub, hanne, "DELETE", `/${dara.id}/left/nca`)).status).toBe(200)
  const [left, ...more] = await leftIn(hub, hanne)
  expect([left?.person, more]).toEqual([sela.id, []])
  hub.later(29 * day)
  await hub.restart()
  expect(await leftIn(hub, await hub.person("Hanne Vold"))).toHaveLength(1)
  hub.later(1 * day + 60_000)
  await hub.restart()
  expect(await leftIn(hub, await hub.person("Hanne Vold"))).toEqual([])
})

test("[R121] an alert that was returned to somebody who writes no more goes on with whoever does", async () => {
  await using hub = await startHub()
  const [dara, sela, hanne] = [
    await hub.person("Dara Karim"),
    await hub.person("Sela Brook"),
    await hub.person("Hanne Vold"),
  ]
  const mira = await hub.person("Mira Okoro")
  const written = alert()
  const subject = await submit(dara, written)
  await mira.accepted(agency, act("alert.returned", subject, { version: 1 }, { reason: "Say which beach." }))
  const again = () => submitted({ ...written, version: 2 }, subject)
  const [rows] = again()
  expect(ruleOf((await sela.propose(agency, rows!))[0])).toBe("not-the-author")
  await remove(hub, hanne, dara, "nca")
  await sela.accepted(agency, ...again())
  expect(
    (await mira.sees(({ type, facts }) => type === "alert.submitted" && (facts as { version: number }).version === 2))
      .by.id,
  ).toBe(sela.id)
})

test("[R24][R262] nobody learns a name by writing into their own scratch that something came from an id", async () => {
  await using hub = await startHub()
  const ana = await hub.person("Ana Rahimi")
  const forged = handedKey(personId("Petra Holm"), newLeadKey)
  expect(await keep(ana, forged, "x")).toEqual({ refusal: { code: "forbidden" } })
  expect(await keep(ana, handedKey("nobody-at-all", newLeadKey), "x")).toEqual({ refusal: { code: "forbidden" } })
  expect(await keptBy(ana)).toEqual({})
  expect(ana.bytes.join("\n")).not.toContain("Petra")
})
