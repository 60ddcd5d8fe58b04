// What a person has sent off is kept until the hub has answered, whatever becomes of line, page and answers. Rules R3, R61, R167, R168.
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Draft } from "../../client/hub/hub.ts"
import type { Proposal } from "../../protocol/event.ts"
import { protocolNumber } from "../../protocol/wire.ts"
import { act, personId, ruleOf, say, startHub, tiktok, type TestHub } from "./start-hub.ts"
import { hurried, StillClock, Tab } from "./tab.ts"

let hub: TestHub
let subject: string
beforeAll(async () => {
  hub = await startHub()
  subject = (await hub.referral()).referrals["tiktok"]!
})
afterAll(() => hub[Symbol.asyncDispose]())

const message = (text: string, about = subject): Draft => ({
  type: "message.sent",
  subject: about,
  facts: { kind: "message" },
  words: { text },
})

/** How often each text is in the log, in its order. */
const inLog = (texts: readonly string[], room = tiktok): string[] =>
  hub.log(room).flatMap((row) => texts.filter((text) => row.words?.includes(`"${text}"`)))

/** The proposals of each call that the page has made for a room. */
const sent = (tab: Tab, room = tiktok): Proposal[][] =>
  tab.calls.flatMap(({ name, value }) => {
    const call = value as { room: string; proposals: Proposal[] }
    return name === "propose" && call.room === room ? [call.proposals] : []
  })

const turn = () => new Promise(setImmediate)

test("[R167] what waits outlives the page and is sent once, in order", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  ana.line.down()
  await ana.fact(() => ana.hub.status.kind === "offline", "offline")
  const texts = ["kept 1", "kept 2", "kept 3"]
  const ids = texts.flatMap((text) => ana.sends(tiktok, message(text)))
  await ana.reload()
  expect(ana.hub.pending(tiktok, subject).map((each) => each.proposal.id)).toEqual(ids)
  expect(inLog(texts)).toEqual([])
  ana.line.up()
  await ana.fact(() => ana.hub.waiting === 0 && ana.hub.status.kind === "live", "an empty outbox")
  await ana.reload()
  await ana.live()
  expect(inLog(texts)).toEqual(texts)
})

test("[R61] a page of another number is told that it is outdated, keeps its outbox over the reload, and the new page sends it", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  ana.line.down()
  await ana.fact(() => ana.hub.status.kind === "offline", "offline")
  const text = "written before the new version"
  ana.sends(tiktok, message(text))
  await ana.reload({ protocol: protocolNumber - 1 })
  ana.line.up()
  await ana.fact(() => ana.hub.status.kind === "outdated", "outdated")
  expect(ana.hub.waiting).toBe(1)
  expect(inLog([text])).toEqual([])
  await ana.reload({ protocol: protocolNumber })
  await ana.fact(() => ana.hub.waiting === 0, "an empty outbox")
  expect(inLog([text])).toEqual([text])
})

test("[R167] one call is in flight per room, what comes meanwhile goes with the next, and another room does not wait", async () => {
  const { referrals } = await hub.referral()
  using dara = await Tab.open(hub, "Dara Karim", { clock: hurried })
  const [mine, other] = [referrals["tiktok"]!, referrals["youtube"]!]
  await dara.fact(() => dara.referral("platform/youtube", other) !== undefined, "the other referral")
  dara.line.hold()
  const texts = Array.from({ length: 5 }, (_, index) => `in flight ${index}`)
  for (const text of texts) dara.sends(tiktok, message(text, mine))
  dara.sends("platform/youtube", message("meanwhile", other))
  expect(sent(dara).map((each) => each.length)).toEqual([1])
  expect(sent(dara, "platform/youtube").length).toBe(1)
  dara.line.release()
  await dara.fact(() => dara.hub.waiting === 0, "an empty outbox")
  expect(sent(dara).map((each) => each.length)).toEqual([1, 4])
  expect(inLog(texts)).toEqual(texts)
  expect(inLog(["meanwhile"], "platform/youtube")).toEqual(["meanwhile"])
})

test("[R3][R167] without an answer in 5 s the same ids are sent again, and each is in the log once", async () => {
  const clock = new StillClock()
  using ana = await Tab.open(hub, "Ana Rahimi", { clock })
  ana.line.hold()
  const texts = ["unanswered 1", "unanswered 2"]
  const answers = ana.hub.propose(
    tiktok,
    texts.map((text) => message(text)),
  )
  clock.move(4_999)
  await turn()
  clock.move(1)
  expect(sent(ana).length).toBe(1)
  await turn()
  clock.move(1_500)
  const [first, again] = sent(ana)
  expect(again).toEqual(first)
  ana.line.release()
  expect((await answers).map(ruleOf)).toEqual([undefined, undefined])
  await ana.fact(() => ana.hub.waiting === 0, "an empty outbox")
  expect(inLog(texts)).toEqual(texts)
})

test("[R3][R167] what was accepted while its answer got lost is never shown as failed, nor sent again after the event has come", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  ana.line.loseAnswers()
  const answers = ana.hub.propose(tiktok, [message("answer lost")])
  while (inLog(["answer lost"]).length === 0) await turn()
  ana.line.cut()
  expect((await answers).map(ruleOf)).toEqual([undefined])
  await ana.live()
  expect(ana.hub.pending(tiktok, subject)).toEqual([])
  expect(sent(ana).length).toBe(1)
})

test("[R167] what was typed into a thread and refused is kept with its refusal, also over a reload, until it is dismissed", async () => {
  const [answer] = await hub.real.rooms.propose(personId("Mai Lund"), tiktok, [say(subject, "hers")])
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  const edit: Draft = {
    type: "message.edited",
    subject,
    target: (answer as { seq: number }).seq,
    facts: {},
    words: { text: "typed with care" },
  }
  const [refused] = await ana.hub.propose(tiktok, [edit])
  expect(ruleOf(refused)).toBe("not-your-message")
  await ana.reload()
  await ana.live()
  const [kept] = ana.hub.pending(tiktok, subject)
  expect(kept).toMatchObject({ refusal: { rule: "not-your-message" }, proposal: { body: { words: edit.words } } })
  expect(ana.hub.waiting).toBe(0)
  ana.hub.dismiss(kept!.proposal.id)
  await ana.reload()
  await ana.live()
  expect(ana.hub.pending(tiktok, subject)).toEqual([])
})

test("[R167] the next person in the same tab neither reads nor sends what the one before has left", async () => {
  using tab = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  tab.line.down()
  await tab.fact(() => tab.hub.status.kind === "offline", "offline")
  tab.sends(tiktok, message("left behind by Ana"))
  await tab.hub.signOut()
  tab.line.up()
  await tab.hub.signIn({ person: personId("Mai Lund") })
  await tab.live()
  expect(tab.hub.waiting).toBe(0)
  expect(tab.hub.pending(tiktok, subject)).toEqual([])
  await tab.hub.propose(tiktok, [message("said by Mai")])
  expect(inLog(["left behind by Ana", "said by Mai"])).toEqual(["said by Mai"])
  await tab.hub.signOut()
  await tab.hub.signIn({ person: personId("Ana Rahimi") })
  await tab.fact(() => tab.hub.waiting === 0 && tab.hub.status.kind === "live", "an empty outbox")
  const row = hub.log(tiktok).find((each) => each.words?.includes("left behind by Ana"))
  expect(row && (JSON.parse((row as unknown as { by: string }).by) as { id: string }).id).toBe(personId("Ana Rahimi"))
})

test("[R168] what is too large for any call is refused here and keeps what was typed; the rest goes on", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  ana.line.down()
  await ana.fact(() => ana.hub.status.kind === "offline", "offline")
  const many = Array.from({ length: 70 }, (_, index) => `${index} ${"x".repeat(2_000)}`)
  ana.sends(tiktok, message("y".repeat(70_000)), ...many.map((text) => message(text)))
  ana.line.up()
  await ana.fact(() => ana.hub.waiting === 0, "an empty outbox")
  expect(inLog(many)).toEqual(many)
  expect(ana.hub.pending(tiktok, subject).map((each) => each.refusal?.code)).toEqual(["malformed"])
  expect(ana.calls.filter((call) => call.name === "propose").length).toBeGreaterThan(2)
})

test("[R167] what is meant for a room that was lost is answered at once", async () => {
  using ana = await Tab.open(hub, "Ruth Amsel", { clock: hurried })
  ana.line.down()
  await ana.fact(() => ana.hub.status.kind === "offline", "offline")
  const answers = ana.hub.propose(tiktok, [message("too late")])
  await hub.real.rooms.proposeAsHub("access", [
    act("membership.removed", personId("Ruth Amsel"), { organisation: "tiktok" }),
  ])
  ana.line.up()
  expect((await answers).map(ruleOf)).toEqual(["gone"])
  expect((await ana.hub.propose(tiktok, [message("later still")])).map(ruleOf)).toEqual(["gone"])
  expect(ana.hub.waiting).toBe(0)
})
