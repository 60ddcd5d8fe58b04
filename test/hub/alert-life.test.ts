// An alert's later life in a real hub: what each platform gets of it, what comes back, and what nobody gets. Rules R124-R141.
import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { AlertEntry } from "../../protocol/entries/alert.ts"
import type { LeadEntry } from "../../protocol/entries/lead.ts"
import { referralState } from "../../protocol/entries/referral.ts"
import { submitted, type DemoAlert } from "../../server/demo/write.ts"
import type { HubPerson } from "./hub-person.ts"
import {
  act,
  agency,
  alert,
  outcome,
  releaseOf,
  ruleOf,
  say,
  startHub,
  submit,
  tiktok,
  type TestHub,
} from "./start-hub.ts"
import { releaseNext } from "./versions.ts"

const youtube = "platform/youtube"
const because = { reason: "because" }

let hub: TestHub
let dara: HubPerson
let sela: HubPerson
let lewis: HubPerson
let mira: HubPerson
let ana: HubPerson
let jonas: HubPerson
let iris: HubPerson

beforeAll(async () => {
  hub = await startHub()
  dara = await hub.person("Dara Karim")
  sela = await hub.person("Sela Brook")
  lewis = await hub.person("Lewis Fenn")
  mira = await hub.person("Mira Okoro")
  ana = await hub.person("Ana Rahimi")
  jonas = await hub.person("Jonas Okafor")
  iris = await hub.person("Iris Vale")
})
afterAll(() => hub[Symbol.asyncDispose]())

const alertOf = (who: HubPerson, subject: string): AlertEntry => {
  const entry = who.held(agency).entries.get(subject)
  if (entry?.kind !== "alert") throw new Error(`no alert ${subject}`)
  return entry
}
const seesAlert = async (who: HubPerson, subject: string, holds: (alert: AlertEntry) => boolean) => {
  await who.fact(() => {
    const entry = who.held(agency).entries.get(subject)
    return entry?.kind === "alert" && holds(entry)
  }, `alert ${subject}`)
  return alertOf(who, subject)
}
const typesOf = (room: string, subject: string): string[] =>
  hub.log(room).flatMap((row) => (row.subject === subject ? [row.type] : []))

/** Released, and received by TikTok and YouTube. */
async function live(changes: Partial<DemoAlert> = {}) {
  const written = alert(changes)
  const subject = await submit(dara, written)
  await releaseNext(lewis, written, subject)
  const { parts } = await seesAlert(lewis, subject, (each) => each.state === "released")
  const referral = (platform: string) => parts.find((each) => each.platform === platform)!.referral
  await ana.seesReferral(tiktok, referral("tiktok"))
  await iris.seesReferral(youtube, referral("youtube"))
  return { written, subject, tt: referral("tiktok"), yt: referral("youtube") }
}

/** Resolves when everything released before has been brought to this platform: what comes from an alert comes in the order of the log. */
async function allTold(platform: "tiktok" | "youtube", who: HubPerson): Promise<void> {
  const written = alert({ rows: "", awareness: [platform] })
  const subject = await submit(dara, written)
  await releaseNext(mira, written, subject)
  await who.seesReferral(`platform/${platform}`, alertOf(mira, subject).parts[0]!.referral)
}

test("[R125][R126] an amendment reaches the platform whose part changed; the other gets no event, and its versions are its own", async () => {
  const { written, subject, tt, yt } = await live()
  const more = "https://www.tiktok.com/@boat.added"
  const rows = [...written.rows.split("\n").slice(1), more].join("\n")
  const second = { ...written, version: 2, rows, evidence: ["Shows the price"] }
  await sela.accepted(agency, ...submitted(second, subject))
  await seesAlert(lewis, subject, (each) => each.next?.state === "submitted")
  expect(alertOf(lewis, subject)).toMatchObject({ state: "released", version: 1, items: { length: 3 } })
  await allTold("tiktok", ana)
  expect(ana.referral(tiktok, tt).version).toBe(1)
  await releaseNext(mira, second, subject)
  const amended = await ana.seesReferral(tiktok, tt, (each) => each.version === 2)
  expect(amended.items.map((item) => [item.n, item.state, item.evidence])).toEqual([
    [1, "withdrawn", ""],
    [2, "open", "Shows the price"],
    [3, "open", ""],
  ])
  expect(amended.items[2]!.address).toBe(more.replace("www.", ""))
  const third = { ...second, version: 3, words: { ...written.words, title: "Another title" } }
  await dara.accepted(agency, ...submitted(third, subject))
  await releaseNext(mira, third, subject)
  const told = await iris.seesReferral(youtube, yt, (each) => each.version > 1)
  expect([told.version, told.words.title]).toEqual([2, "Another title"])
  expect(typesOf(youtube, yt)).toEqual(["items.added", "referral.received", "referral.amended"])
  await ana.seesReferral(tiktok, tt, (each) => each.version === 3)
  expect(typesOf(tiktok, tt).slice(2)).toEqual(["items.added", "referral.amended", "referral.amended"])
  expect(iris.bytes.join("\n")).not.toContain("boat.added")
})

test("[R124] several alerts are released in one act, and those left out are named by their answers", async () => {
  const written = [alert(), alert(), alert()]
  const subjects = [await submit(dara, written[0]!), await submit(lewis, written[1]!), await submit(dara, written[2]!)]
  await lewis.fact(() => subjects.every((each) => lewis.held(agency).entries.get(each)?.open === true))
  await mira.accepted(agency, act("alert.checked", subjects[2]!, { version: 1 }))
  const proposals = written.map((each, index) => {
    const { parts: _, ...proposal } = releaseOf(each, subjects[index]!)
    return proposal
  })
  const answers = await lewis.propose(agency, ...proposals)
  expect(answers.map((answer) => [answer.id, ruleOf(answer)])).toEqual([
    [proposals[0]!.id, undefined],
    [proposals[1]!.id, "own-alert"],
    [proposals[2]!.id, undefined],
  ])
})

test("[R129][R132][R133][R134] withdrawn in the middle of an outcome: one tombstone each, facts alone are recorded, and restoring is asked", async () => {
  const { subject, tt, yt } = await live()
  await ana.accepted(tiktok, act("claim.made", tt))
  const { items } = ana.referral(tiktok, tt)
  await ana.accepted(tiktok, outcome(tt, items.slice(1)))
  const actedAt = new Date().toISOString()
  const facts = { restore: true, named: [], confirmed: [] }
  expect(await dara.refused(agency, act("alert.withdrawn", subject, facts, because))).toEqual({ code: "forbidden" })
  await lewis.accepted(agency, act("alert.withdrawn", subject, facts, { reason: "An error of ours" }))
  const gone = await ana.seesReferral(tiktok, tt, (each) => each.withdrawn !== null)
  expect([referralState(gone), gone.withdrawn?.reason, gone.claim, gone.open]).toEqual([
    "withdrawn",
    "An error of ours",
    null,
    true,
  ])
  expect(await ana.refused(tiktok, outcome(tt, items.slice(0, 1), { action: "suspended" }))).toMatchObject({
    code: "not-now",
    rule: "withdrawn",
    at: gone.withdrawn?.at,
  })
  await ana.accepted(
    tiktok,
    outcome(tt, items.slice(0, 1), { action: "suspended", actedAt }),
    say(tt, "Done before that"),
  )
  await jonas.accepted(
    tiktok,
    act("outcome.kept", tt, { items: [1] }, because),
    act("outcome.restored", tt, { items: [2] }, because),
  )
  expect(jonas.referral(tiktok, tt).open).toBe(false)
  const other = await iris.seesReferral(youtube, yt, (each) => each.withdrawn !== null)
  expect([other.items[0]!.state, other.open]).toEqual(["withdrawn", false])
  for (const [room, referral] of [[tiktok, tt] as const, [youtube, yt] as const])
    expect(typesOf(room, referral).filter((type) => type === "referral.withdrawn")).toEqual(["referral.withdrawn"])
})

test("[R130] a released alert that names another supersedes it: who is in both is shown the new one, the others a withdrawal", async () => {
  const { subject, tt, yt } = await live()
  const next = alert({ supersedes: subject, rows: "https://www.tiktok.com/@boat.superseding" })
  const newer = await submit(dara, next)
  await allTold("youtube", iris)
  expect(alertOf(lewis, subject).state).toBe("released")
  await releaseNext(lewis, next, newer)
  const old = await seesAlert(lewis, subject, (each) => each.state === "superseded")
  expect(old.superseded?.alert).toBe(newer)
  const replacedBy = alertOf(lewis, newer).parts[0]!.referral
  expect((await ana.seesReferral(tiktok, tt, (each) => each.withdrawn !== null)).withdrawn?.replacedBy).toBe(replacedBy)
  await ana.seesReferral(tiktok, replacedBy)
  const other = await iris.seesReferral(youtube, yt, (each) => each.withdrawn !== null)
  expect(other.withdrawn).toMatchObject({ replacedBy: null, reason: "", restore: false })
  expect(iris.bytes.join("\n")).not.toContain(replacedBy)
})

test("[R131] the last referral that closes closes the alert, one that is opened again opens it, and the other platform hears nothing", async () => {
  const { subject, tt, yt } = await live()
  await mira.accepted(tiktok, act("referral.closed", tt, {}, because))
  await seesAlert(dara, subject, (each) => each.parts.some((part) => part.referral === tt && part.state === "ended"))
  const before = hub.log(youtube).length
  // It had not ended, so that it is opened again says nothing about the alert.
  await iris.accepted(youtube, act("claim.made", yt))
  const { items } = iris.referral(youtube, yt)
  await iris.accepted(youtube, outcome(yt, items, { action: "terminated" }))
  await dara.accepted(youtube, act("referral.reopened", yt, { items: [1] }, because))
  await mira.accepted(youtube, act("referral.closed", yt, {}, because))
  const closed = await seesAlert(dara, subject, (each) => each.state === "closed")
  expect(closed.closed?.by.id).toBe("hub")
  await mira.accepted(tiktok, act("referral.reopened", tt, { items: [1] }, because))
  await seesAlert(dara, subject, (each) => each.state === "released")
  expect(typesOf(agency, subject).slice(-4)).toEqual(["alert.released", "part.ended", "part.ended", "part.reopened"])
  // A reaction that runs again must not take what was never an end, and what has been overtaken, for news.
  const database = new DatabaseSync(join(hub.folder, "hub.sqlite"), { timeout: 5_000 })
  database.exec("DELETE FROM cursors")
  database.close()
  const closing = await live()
  await mira.accepted(youtube, act("referral.closed", closing.yt, {}, because))
  await mira.accepted(tiktok, act("referral.closed", closing.tt, {}, because))
  await seesAlert(dara, closing.subject, (each) => each.state === "closed")
  expect(typesOf(agency, subject).slice(-4)).toEqual(["alert.released", "part.ended", "part.ended", "part.reopened"])
  const own = hub
    .log(youtube)
    .slice(before)
    .filter((row) => row.subject === yt)
  expect(own.map((row) => row.type)).toEqual(["claim.made", "outcome.recorded", "referral.reopened", "referral.closed"])
  expect(JSON.stringify(own)).not.toContain(tt)
})

test("[R127][R131] new items open what was closed, and with it the alert", async () => {
  const { written, subject, tt, yt } = await live()
  await mira.accepted(tiktok, act("referral.closed", tt, {}, because))
  await mira.accepted(youtube, act("referral.closed", yt, {}, because))
  await seesAlert(dara, subject, (each) => each.state === "closed")
  const second = { ...written, version: 2, rows: `${written.rows}\nhttps://www.tiktok.com/@boat.again` }
  await dara.accepted(agency, ...submitted(second, subject))
  await releaseNext(lewis, second, subject)
  await seesAlert(dara, subject, (each) => each.state === "released")
  expect((await ana.seesReferral(tiktok, tt, (each) => each.version === 2)).closed).toBeNull()
  expect(alertOf(dara, subject).parts.map((part) => part.state)).toEqual(["live", "ended"])
})

test("[R135] an alert for awareness comes without items, is noted, and ends with that", async () => {
  const written = alert({ rows: "", awareness: ["tiktok"] })
  const subject = await submit(dara, written)
  await releaseNext(lewis, written, subject)
  const { referral } = alertOf(lewis, subject).parts[0]!
  expect((await ana.seesReferral(tiktok, referral)).items).toEqual([])
  await ana.accepted(tiktok, act("referral.noted", referral))
  const { closed } = await seesAlert(dara, subject, (each) => each.state === "closed")
  expect([closed?.by.id, typesOf(tiktok, referral)]).toEqual(["hub", ["referral.received", "referral.noted"]])
})

test("[R136] each platform reads its own wording and nobody else's", async () => {
  const wordings = [
    { platform: "tiktok" as const, title: "canary-wording-one", narrative: "For this one." },
    { platform: "youtube" as const, title: "canary-wording-other", narrative: "For that one." },
  ]
  const { tt, yt, subject, written } = await live({ wordings })
  expect([ana.referral(tiktok, tt).words.title, iris.referral(youtube, yt).words.title]).toEqual(
    wordings.map((each) => each.title),
  )
  expect(ana.bytes.join("\n")).not.toContain("canary-wording-other")
  expect(iris.bytes.join("\n")).not.toContain("canary-wording-one")
  // The text that both would get changes, but neither gets it.
  const second = { ...written, version: 2, words: { ...written.words, title: "canary-wording-common" } }
  await dara.accepted(agency, ...submitted(second, subject))
  await releaseNext(lewis, second, subject)
  await allTold("tiktok", ana)
  await allTold("youtube", iris)
  expect([typesOf(tiktok, tt).at(-1), typesOf(youtube, yt).at(-1)]).toEqual(Array(2).fill("referral.received"))
})

test("[R137] a platform that has nothing left gets a tombstone, and a new referral when it has something again", async () => {
  const { written, subject, tt, yt } = await live()
  const [first] = written.rows.split("\n")
  const second = { ...written, version: 2, rows: first!, restore: true }
  await dara.accepted(agency, ...submitted(second, subject))
  await releaseNext(lewis, second, subject)
  const gone = await iris.seesReferral(youtube, yt, (each) => each.withdrawn !== null)
  expect(gone.withdrawn).toMatchObject({ reason: "", restore: true, replacedBy: null })
  const third = { ...written, version: 3 }
  await dara.accepted(agency, ...submitted(third, subject))
  await releaseNext(lewis, third, subject)
  const again = alertOf(lewis, subject).parts.find((part) => part.platform === "youtube" && part.state === "live")!
  const { version, number } = await iris.seesReferral(youtube, again.referral)
  expect([version, number > gone.number, again.referral === yt]).toEqual([1, true, false])
  const items = (await ana.seesReferral(tiktok, tt, (each) => each.version === 3)).items.map((item) => item.state)
  expect(items).toEqual(["open", "withdrawn", "open"])
})

test("[R140]-[R144] a lead: the agency's clocks, acknowledgement, thread and decision, for its own room alone", async () => {
  const subject = randomUUID()
  const leadOf = (who: HubPerson) => who.held(tiktok).entries.get(subject) as LeadEntry | undefined
  const brief = { priority: "P2", reason: "advert", theme: "lorry", languages: ["vi"] }
  const words = { title: "canary-lead", narrative: "Seen by us first.", items: [] }
  await ana.accepted(tiktok, act("lead.sent", subject, { brief, items: 0 }, words))
  await dara.fact(() => leadOf(dara)?.open === true)
  const { clocks, sent, number } = leadOf(dara)!
  expect([number, Date.parse(clocks!.acknowledge.deadline) - Date.parse(sent.at)]).toEqual([1, 30 * 60_000])
  await dara.accepted(
    tiktok,
    act("lead.acknowledged", subject, { estimate: clocks!.decide.deadline }, { comment: "" }),
    act("message.sent", subject, { kind: "question" }, { text: "Since when?" }),
    act("lead.decided", subject, { decision: "declined" }, { reason: "Known to us" }),
  )
  await ana.fact(() => leadOf(ana)?.decided !== null)
  const list = await ana.call("list", { room: tiktok, subject, list: "thread", before: 0, limit: 200 })
  const types = (list as { events: { type: string }[] }).events.map((event) => event.type)
  expect(types.sort()).toEqual(["lead.acknowledged", "lead.decided", "lead.sent", "message.sent"])
  expect(await ana.call("mark", { room: tiktok, subject, seq: ana.held(tiktok).position.seq })).toMatchObject({
    mark: { messages: 1 },
  })
  expect(iris.bytes.join("\n")).not.toMatch(/canary-lead|Known to us/)
})
