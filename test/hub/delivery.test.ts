// Accepted once, delivered exactly once and in order, whatever is cut or sent again. Rules R1-R5, R12, R13, R26, R27.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Answer } from "../../protocol/wire.ts"
import type { HubPerson } from "./hub-person.ts"
import { random } from "./random.ts"
import { act, ruleOf, say, startHub, tiktok, type TestHub } from "./start-hub.ts"

let hub: TestHub
let ana: HubPerson
let jonas: HubPerson
let subject: string

beforeAll(async () => {
  hub = await startHub()
  ana = await hub.person("Ana Rahimi")
  jonas = await hub.person("Jonas Okafor")
  subject = (await hub.referral()).referrals["tiktok"]!
  await ana.seesReferral(tiktok, subject)
  await jonas.seesReferral(tiktok, subject)
})
afterAll(() => hub[Symbol.asyncDispose]())

const seqOf = (answer: Answer | undefined): number | undefined => (answer && "seq" in answer ? answer.seq : undefined)

test("[R3] the same id sent again answers the same event: again, at once, from another device, in one call, after a restart", async () => {
  const proposal = say(subject, "once")
  const [first] = await ana.propose(tiktok, proposal)
  const phone = await hub.person("Ana Rahimi")
  const again = [
    ...(await ana.propose(tiktok, proposal)),
    ...(await phone.propose(tiktok, proposal)),
    ...(await ana.propose(tiktok, proposal, proposal)),
  ]
  await hub.restart()
  for (const person of [ana, jonas]) await person.connect()
  again.push(...(await ana.propose(tiktok, proposal)))
  expect(again).toEqual(again.map(() => first))
  const racing = say(subject, "raced")
  const second = await hub.person("Ana Rahimi")
  const answers = (await Promise.all([ana, second, ana, second].map((person) => person.propose(tiktok, racing)))).flat()
  expect(new Set(answers.map(seqOf)).size).toBe(1)
  expect(hub.log(tiktok).filter((row) => row.id === proposal.id || row.id === racing.id).length).toBe(2)
})

test("[R3][R4] the same id with another body, type or target, or by another person, is a conflict without content", async () => {
  const proposal = say(subject, "mine alone")
  await ana.accepted(tiktok, proposal)
  const others = [
    { ...proposal, body: { ...proposal.body, words: { text: "another" } } },
    { ...proposal, subject: randomUUID() },
    { ...proposal, body: { facts: { kind: "question" }, words: proposal.body.words } },
    { ...act("message.edited", subject, {}, { text: "mine alone" }, 1), id: proposal.id },
  ]
  for (const other of others)
    expect(await ana.propose(tiktok, other)).toEqual([{ id: proposal.id, refusal: { code: "conflict" } }])
  expect(await jonas.propose(tiktok, proposal)).toEqual([{ id: proposal.id, refusal: { code: "conflict" } }])
  const id = randomUUID()
  const race = await Promise.all([
    ana.propose(tiktok, { ...act("claim.made", subject), id }),
    ana.propose(tiktok, { ...act("referral.seen", subject), id }),
  ])
  expect(race.map(([answer]) => ruleOf(answer))).toEqual([undefined, "conflict"])
})

test("[R4] an id used in another room is judged as if new", async () => {
  const dara = await hub.person("Dara Karim")
  const { referrals } = await hub.referral()
  await dara.seesReferral("platform/youtube", referrals["youtube"]!)
  await dara.seesReferral(tiktok, referrals["tiktok"]!)
  const one = say(referrals["tiktok"]!, "one")
  const answers = [
    ...(await dara.propose(tiktok, one)),
    ...(await dara.propose("platform/youtube", { ...one, subject: referrals["youtube"]! })),
  ]
  expect(answers.map(ruleOf)).toEqual([undefined, undefined])
})

test("[R12] one call carries at most 64 proposals and answers one answer each, in order", async () => {
  const proposals = Array.from({ length: 64 }, (_, index) =>
    index % 3 === 2 ? { id: randomUUID() } : say(subject, `n ${index}`),
  )
  const answers = await ana.propose(tiktok, ...proposals)
  expect(answers.map((each) => each.id)).toEqual(proposals.map((each) => each.id))
  expect(answers.map(ruleOf)).toEqual(proposals.map((_, index) => (index % 3 === 2 ? "malformed" : undefined)))
  const seqs = answers.flatMap((each) => seqOf(each) ?? [])
  expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index))
  expect(await ana.call("propose", { room: tiktok, proposals: [...proposals, say(subject, "65")] })).toMatchObject({
    refusal: { code: "malformed", field: "proposals" },
  })
})

test("[R13] what waits beyond 4,096 is busy, and a resend of a waiting id is judged once", async () => {
  const proposals = Array.from({ length: 4_296 }, (_, index) => say(subject, `flood ${index}`))
  const rooms = hub.real.rooms
  const [first, again] = await Promise.all([
    rooms.propose(ana.id, tiktok, proposals),
    rooms.propose(ana.id, tiktok, proposals.slice(0, 5)),
  ])
  const busy = first.filter((answer) => ruleOf(answer) === "busy").length
  expect(busy).toBe(200)
  expect(again).toEqual(first.slice(0, 5))
  const retried = await rooms.propose(ana.id, tiktok, proposals.slice(4_096))
  expect(retried.every((answer) => seqOf(answer) !== undefined)).toBe(true)
  expect(hub.log(tiktok).filter((row) => row.words?.includes("flood ")).length).toBe(4_296)
})

test("[R1][R2][R5] every member gets the same log, numbered from 1, durable before anybody hears of it, and time never runs back", async () => {
  const heard: boolean[] = []
  const listen = (frame: { events: { seq: number }[] }) => {
    const stored = new Set(hub.log(tiktok).map((row) => row.seq))
    heard.push(frame.events.every((event) => stored.has(event.seq)))
  }
  jonas.socket.on("events", listen)
  hub.later(-3_600_000)
  const calls = Array.from({ length: 20 }, (_, index) => ana.propose(tiktok, say(subject, `d ${index}`)))
  for (const call of calls) {
    const [answer] = await call
    expect(hub.log(tiktok).at(-1)!.seq).toBeGreaterThanOrEqual(seqOf(answer)!)
  }
  hub.later(3_600_000)
  const [seq] = await ana.accepted(tiktok, say(subject, "last"))
  await jonas.reaches(tiktok, seq!)
  jonas.socket.off("events", listen)
  expect(heard.length).toBeGreaterThan(0)
  expect(heard).not.toContain(false)
  const log = hub.log(tiktok)
  expect(log.map((row) => row.seq)).toEqual(log.map((_, index) => index + 1))
  expect(log.map((row) => row.at)).toEqual(log.map((row) => row.at).sort())
  expect(log.every((row) => new Date(row.at).toISOString() === row.at)).toBe(true)
})

test("[R26] a position gets exactly the events after it, however far back it lies", async () => {
  const log = hub.log(tiktok)
  for (const seq of [log.length, log.length - 1, log.length - 128, log.length - 129, log.length - 700, 1]) {
    const reader = await hub.person("Ruth Amsel")
    const held = await reader.openFrom(tiktok, { seq, hash: log[seq - 1]!.hash })
    expect(held.events.map((event) => event.seq)).toEqual(log.slice(seq).map((row) => row.seq))
    expect(held.snapshots).toBe(0)
    reader.leave()
  }
})

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)
test(`[R26] cuts at any moment lose and repeat nothing (SEED=${seed})`, async () => {
  const { whole, pick } = random(seed)
  const reader = await hub.person("Mai Lund")
  const from = reader.held(tiktok).position.seq
  const seenBefore = reader.held(tiktok).events.length
  let writing = true
  const traffic = (async () => {
    for (let n = 0; n < 60; n++)
      await jonas.accepted(tiktok, ...Array.from({ length: whole(1, 12) }, () => say(subject, `cut ${n}`)))
    writing = false
  })()
  let cuts = 0
  while (writing) {
    const next = reader.held(tiktok).position.seq + whole(0, 9)
    // The last of it may have come before its writer knows.
    await Promise.race([traffic, reader.fact(() => reader.held(tiktok).position.seq >= next)])
    pick([
      () => reader.leave(),
      () => void reader.socket.io.engine.close(),
      () => (reader.socket.io.engine.transport as unknown as { ws: { terminate(): void } }).ws.terminate(),
    ])()
    await reader.connect()
    cuts += 1
  }
  await traffic
  const log = hub.log(tiktok)
  await reader.reaches(tiktok, log.length)
  const got = reader.held(tiktok).events.slice(seenBefore)
  expect(got.map((event) => `${event.seq} ${event.id}`)).toEqual(log.slice(from).map((row) => `${row.seq} ${row.id}`))
  expect(cuts).toBeGreaterThan(5)
  expect(reader.held(tiktok).snapshots).toBe(1)
  await jonas.reaches(tiktok, log.length)
  expect(reader.referral(tiktok, subject)).toEqual(jonas.referral(tiktok, subject))
  expect((await reader.call("entry", { room: tiktok, subject })) as object).toMatchObject({
    entry: reader.referral(tiktok, subject),
  })
})

test("[R27] a position of a fork, or beyond the log, gets one snapshot and no partial recovery", async () => {
  const log = hub.log(tiktok)
  const foreign = [
    { seq: log.length, hash: log[0]!.hash },
    { seq: log.length + 5, hash: log.at(-1)!.hash },
    { seq: 3, hash: "" },
    { seq: 0, hash: "" },
  ]
  for (const position of foreign) {
    const reader = await hub.person("Ruth Amsel")
    const held = await reader.openFrom(tiktok, position)
    expect([held.snapshots, held.events, held.position.seq]).toEqual([1, [], log.length])
    reader.leave()
  }
})
