// The inbox with the real client: what concerns whom, read on every machine, what rings and when. Rules R190-R195, R146-R149, R236, R237.
import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { silent, usual, type Wishes } from "../../client/notices/own-notices.ts"
import { placeOf } from "../../client/notices/place.ts"
import { repeatMs } from "../../client/notices/ringer.ts"
import { Desk } from "./notice-desk.ts"
import { act, alert, personId, say, startHub, tiktok, type TestHub } from "./start-hub.ts"

const p1 = { brief: { ...alert().brief, priority: "P1" as const, reason: "departure" } }

test("[R190][R191] what concerns a person stands in their inbox, is read on every machine of theirs, and stays read after a reload", async () => {
  await using hub = await startHub()
  const jonas = await hub.person("Jonas Okafor")
  const subject = (await hub.referral()).referrals["tiktok"]!
  using ana = await Desk.open(hub, "Ana Rahimi")
  using elsewhere = await Desk.open(hub, "Ana Rahimi")
  using ruth = await Desk.open(hub, "Ruth Amsel")
  await ana.has("delivered", subject)
  await jonas.accepted(tiktok, act("claim.made", subject))
  await jonas.accepted(
    tiktok,
    act(
      "claim.handed",
      subject,
      { to: { id: ana.tab.hub.person!.id, name: "Ana Rahimi", organisation: "tiktok" } },
      { note: "Yours." },
    ),
  )
  for (const desk of [ana, elsewhere]) await desk.has("handed", subject)
  expect([ana.unread, ruth.unread]).toEqual([["handed"], []])
  await ana.inbox.read(ana.inbox.items[0]!)
  await elsewhere.tab.fact(() => elsewhere.inbox.unread === 0, "read elsewhere")
  await jonas.accepted(tiktok, say(subject, "Do look at the second one."))
  for (const desk of [ana, elsewhere]) await desk.has("message", subject)
  expect(ana.unread).toEqual(["message"])
  // Whoever reads the thread has read the notice.
  await elsewhere.tab.hub.mark(tiktok, subject, elsewhere.tab.referral(tiktok, subject)!.seq)
  await ana.tab.fact(() => ana.inbox.unread === 0, "the thread read elsewhere")

  await jonas.accepted(tiktok, say(subject, "And the third."))
  await ana.tab.fact(() => ana.inbox.unread === 1, "a new one")
  await ana.inbox.readAll()
  await elsewhere.tab.fact(() => elsewhere.inbox.unread === 0, "all read elsewhere")
  using again = await Desk.open(hub, "Ana Rahimi")
  expect([again.inbox.unread, again.inbox.items.map(({ notice }) => notice.kind).sort()]).toEqual([
    0,
    ["handed", "message"],
  ])
  expect(await jonas.call("mark", { room: tiktok, subject: "notices-made-up", seq: 1 })).toMatchObject({
    refusal: { rule: "no-such-subject" },
  })
})

test("[R193][R194] what was there rings only if it is a P1 that waits; what comes rings once; a P1 again every 30 s until somebody acknowledges", async () => {
  await using hub = await startHub()
  const jonas = await hub.person("Jonas Okafor")
  const calm = (await hub.referral()).referrals["tiktok"]!
  await jonas.seesReferral(tiktok, calm)
  using ana = await Desk.open(hub, "Ana Rahimi")
  using dara = await Desk.open(hub, "Dara Karim")
  await ana.has("delivered", calm)
  expect(ana.sounds).toEqual([])
  const burning = (await hub.referral(p1)).referrals["tiktok"]!
  await ana.tab.fact(() => ana.sounds.length > 0, "a sound")
  const { number } = ana.tab.referral(tiktok, burning)!
  expect(ana.shown.map(({ text }) => text)).toEqual([`TT-${String(number).padStart(4, "0")} P1: New referral`])
  ana.ringer.look()
  ana.clock.aheadMs += repeatMs - 5_000
  ana.ringer.look()
  expect(ana.sounds).toEqual(["P1"])
  ana.clock.aheadMs += 5_000
  ana.ringer.look()
  expect([ana.sounds, ana.shown.at(-1)!.text.split(": ")[1]]).toEqual([["P1", "P1"], "Waits for an acknowledgement"])
  using mai = await Desk.open(hub, "Mai Lund")
  expect(mai.sounds).toEqual(["P1"])
  expect(mai.ringer.runningOut()[0]).toMatchObject({ kind: "alarm" })
  const { deadline } = ana.tab.referral(tiktok, burning)!.clocks.decide
  await jonas.accepted(tiktok, act("referral.acknowledged", burning, { estimate: deadline }, { comment: "" }))
  for (const desk of [ana, mai]) await desk.tab.fact(() => desk.ringer.runningOut().length === 0, "no alarm")
  for (const desk of [ana, mai]) {
    desk.clock.aheadMs += repeatMs
    desk.ringer.look()
  }
  expect([ana.sounds.length, mai.sounds.length, dara.sounds]).toEqual([2, 1, []])
})

test("[R193] one's own deadline, claim and estimate are told as they run out, once each", async () => {
  await using hub = await startHub()
  using ana = await Desk.open(hub, "Ana Rahimi")
  const subject = (await hub.referral()).referrals["tiktok"]!
  await ana.has("delivered", subject)
  const estimate = new Date(Date.now() + 60_000).toISOString()
  await ana.tab.hub.propose(tiktok, [
    { type: "referral.acknowledged", subject, facts: { estimate }, words: { comment: "" } },
    { type: "claim.made", subject, facts: {}, words: {} },
  ])
  await ana.tab.fact(() => ana.tab.referral(tiktok, subject)?.claim != null, "claimed")
  const kinds = () => ana.ringer.runningOut().map(({ kind }) => kind)
  expect(kinds()).toEqual([])
  const before = ana.sounds.length
  ana.clock.aheadMs += 61_000
  ana.ringer.look()
  ana.ringer.look()
  expect([kinds(), ana.sounds.length - before]).toEqual([["estimate-passed"], 1])
  ana.clock.aheadMs += 12 * 60_000
  expect(kinds().sort()).toEqual(["claim-ending", "estimate-passed"])
  await ana.own.save({ ...usual, nearMinutes: 240 })
  ana.clock.aheadMs += 21 * 3_600_000
  expect(kinds()).toContain("deadline-near")
})

test("[R195] muted priorities and quiet hours silence, and hide nothing; P1 goes through quiet hours unless told otherwise; another machine reads the same", async () => {
  const at = (time: string) => new Date(`2026-11-25T${time}:00`)
  const quiet = (change: Partial<Wishes["quiet"]> = {}): Wishes => ({
    ...usual,
    quiet: { on: true, from: "22:00", to: "07:00", p1: false, ...change },
  })
  const hours = ["21:59", "22:00", "03:00", "06:59", "07:00"]
  expect(hours.map((time) => silent(quiet(), "P2", at(time)))).toEqual([false, true, true, true, false])
  expect(hours.map((time) => silent(quiet({ from: "03:00", to: "07:00" }), "P3", at(time)))).toEqual([
    false,
    false,
    true,
    true,
    false,
  ])
  expect([silent(quiet(), "P1", at("03:00")), silent(quiet({ p1: true }), "P1", at("03:00"))]).toEqual([false, true])
  expect([
    silent(quiet({ on: false }), "P2", at("03:00")),
    silent({ ...usual, muted: ["P1"] }, "P1", at("12:00")),
  ]).toEqual([false, true])

  await using hub = await startHub()
  using ana = await Desk.open(hub, "Ana Rahimi")
  await ana.own.save({ ...usual, muted: ["P1", "P2"] })
  using elsewhere = await Desk.open(hub, "Ana Rahimi")
  await elsewhere.tab.fact(() => elsewhere.own.wishes.muted.length === 2, "the wishes on another machine")
  const subject = (await hub.referral(p1)).referrals["tiktok"]!
  for (const desk of [ana, elsewhere]) {
    await desk.has("delivered", subject)
    desk.clock.aheadMs += repeatMs
    desk.ringer.look()
    expect([desk.sounds, desk.shown, desk.unread]).toEqual([[], [], ["delivered"]])
  }
})

const leadBrief = { priority: "P1", reason: "departure", theme: "lorry", languages: ["vi"] }
const tells = async (hub: TestHub, brief: object = leadBrief): Promise<string> => {
  const ana = await hub.person("Ana Rahimi")
  const subject = randomUUID()
  const words = { title: "canary-lead", narrative: "canary-lead", items: [] }
  await ana.accepted(tiktok, act("lead.sent", subject, { brief, items: 0 }, words))
  return subject
}

test("[R146][R147][R148] a P1 lead rings at the agency until an analyst acknowledges it; its sender and followers hear what becomes of it, and no other platform anything", async () => {
  await using hub = await startHub()
  using dara = await Desk.open(hub, "Dara Karim")
  using ana = await Desk.open(hub, "Ana Rahimi")
  using mai = await Desk.open(hub, "Mai Lund")
  using iris = await Desk.open(hub, "Iris Vale")
  const sam = await hub.person("Sam Oduya")
  const subject = await tells(hub)
  await dara.has("lead", subject)
  mai.tab.hub.own.choose(tiktok, subject, "yes")
  await dara.tab.fact(() => dara.sounds.length > 0, "a sound")
  expect(dara.shown.map(({ text }) => text)).toEqual(["TT-L-0001 P1: New lead"])
  expect(placeOf(dara.shown[0]!.at, dara.shown[0]!.at.notice)).toEqual({ screen: "leads", subject })
  expect(dara.ringer.runningOut()).toMatchObject([{ kind: "alarm" }])
  dara.clock.aheadMs += repeatMs
  dara.ringer.look()
  expect([dara.sounds, ana.sounds, mai.sounds]).toEqual([["P1", "P1"], [], []])

  const lead = () => dara.inbox.items.find(({ entry }) => entry.subject === subject)!.entry
  const { deadline } = lead().clocks!.decide
  const [answer] = await dara.tab.hub.propose(tiktok, [
    { type: "lead.acknowledged", subject, facts: { estimate: deadline }, words: { comment: "" } },
  ])
  expect(answer).toMatchObject({ seq: expect.any(Number) as number })
  for (const desk of [ana, mai]) await desk.has("lead-acknowledged", subject)
  await dara.tab.fact(() => dara.ringer.runningOut().length === 0, "no alarm")
  const kinds = (desk: Desk) => desk.inbox.items.map(({ notice }) => notice.kind)
  expect([kinds(dara), kinds(ana), kinds(mai)]).toEqual([[], ["lead-acknowledged"], ["lead-acknowledged"]])
  // A word in its own room, after which whatever was to reach another platform has reached it.
  const words = { title: "Seen here", narrative: "Seen here", items: [] }
  const [own] = await iris.tab.hub.propose("platform/youtube", [
    {
      type: "lead.sent",
      subject: randomUUID(),
      facts: { brief: { ...leadBrief, priority: "P2", reason: "advert" }, items: 0 },
      words,
    },
  ])
  expect(own).toMatchObject({ seq: 1 })
  await sam.reaches("platform/youtube", 2)
  expect(sam.bytes.join("\n")).toContain("Seen here")
  for (const told of ["canary-lead", subject, "TT-L"]) expect(sam.bytes.join("\n")).not.toContain(told)
  expect([iris.inbox.items, iris.sounds, iris.tab.hub.rooms.has(tiktok)]).toEqual([[], [], false])
})

test("[R149] what a decided lead's notices tell stands in the inbox for a week, and until it is read", async () => {
  await using hub = await startHub()
  using ana = await Desk.open(hub, "Ana Rahimi")
  const subject = await tells(hub, { ...leadBrief, priority: "P2", reason: "advert" })
  const dara = await hub.person("Dara Karim")
  await dara.fact(() => dara.held(tiktok).entries.get(subject)?.open === true)
  await dara.accepted(tiktok, act("lead.decided", subject, { decision: "noted" }, { reason: "" }))
  await ana.has("lead-decided", subject)
  const look = () => {
    ana.tab.room(tiktok).touched(subject)
    return ana.inbox.items.map(({ unread }) => unread)
  }
  ana.clock.aheadMs += 8 * 86_400_000
  expect(look()).toEqual([true])
  await ana.inbox.read(ana.inbox.items[0]!)
  expect(look()).toEqual([])
  ana.clock.aheadMs -= 2 * 86_400_000
  expect(look()).toEqual([false])
})

test("[R236][R237] a mention comes first and goes when it is read; whoever does not follow hears of nothing else that is said", async () => {
  await using hub = await startHub()
  const dara = await hub.person("Dara Karim")
  const subject = (await hub.referral()).referrals["tiktok"]!
  using ana = await Desk.open(hub, "Ana Rahimi")
  using phone = await Desk.open(hub, "Ana Rahimi")
  using mai = await Desk.open(hub, "Mai Lund")
  await ana.has("delivered", subject)
  await ana.tab.hub.propose(tiktok, [{ type: "claim.made", subject, facts: {}, words: {} }])
  await ana.tab.fact(() => ana.tab.referral(tiktok, subject)?.claim != null, "claimed")
  const named = { kind: "message", mentions: [{ person: personId("Ana Rahimi"), at: 0, length: 4 }] }
  await dara.accepted(tiktok, act("message.sent", subject, named, { text: "@Ana do look" }))
  await dara.accepted(tiktok, say(subject, "It is urgent."))
  for (const desk of [ana, phone]) await desk.has("message", subject)
  expect(ana.inbox.items.map(({ notice }) => notice.kind)).toEqual(["mention", "message"])
  expect(ana.shown.map(({ text }) => text.split(": ")[1])).toContain("You are mentioned")

  ana.tab.hub.own.choose(tiktok, subject, "no")
  mai.tab.hub.own.choose(tiktok, subject, "yes")
  await phone.tab.fact(() => phone.inbox.items.length === 1, "silence on the other machine")
  expect(phone.unread).toEqual(["mention"])
  const rung = ana.sounds.length
  const [last] = await dara.accepted(tiktok, say(subject, "Still urgent."))
  await mai.tab.fact(() => mai.inbox.items.some(({ notice }) => notice.seq === last), "what is followed")
  await ana.tab.fact(() => ana.tab.room(tiktok).position.seq >= last!, "the message itself")
  ana.ringer.look()
  expect([ana.unread, ana.sounds.length - rung]).toEqual([["mention"], 0])
  await ana.inbox.read(ana.inbox.items[0]!)
  for (const desk of [ana, phone]) await desk.tab.fact(() => desk.inbox.items.length === 0, "the mention gone")
})
