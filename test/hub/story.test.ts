// The way through: from an alert to its outcomes and its thread, by real people of a real hub.
import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, expect, test } from "vitest"
import { referralState } from "../../protocol/entries/referral.ts"
import { submitted } from "../../server/demo/write.ts"
import type { HubPerson } from "./hub-person.ts"
import {
  act,
  agency,
  alert,
  outcome,
  release,
  releaseOf,
  ruleOf,
  say,
  startHub,
  submit,
  tiktok,
  type TestHub,
} from "./start-hub.ts"

let hub: TestHub
let dara: HubPerson
let lewis: HubPerson
let ana: HubPerson
let jonas: HubPerson

beforeAll(async () => {
  hub = await startHub()
  dara = await hub.person("Dara Karim")
  lewis = await hub.person("Lewis Fenn")
  ana = await hub.person("Ana Rahimi")
  jonas = await hub.person("Jonas Okafor")
})
afterAll(() => hub[Symbol.asyncDispose]())

const newReferral = async () => {
  const { referrals } = await hub.referral()
  return ana.seesReferral(tiktok, referrals["tiktok"]!)
}

test("[R31] a submitted alert is complete and locked, and rows that the hub reads otherwise are refused", async () => {
  const written = alert()
  const subject = await submit(dara, written)
  await lewis.fact(() => lewis.held(agency).entries.get(subject)?.open === true)
  const more = act(
    "items.added",
    subject,
    { version: 1, items: [{ row: 9, kind: null, platforms: [], verdict: "refused", keep: false }] },
    { items: [{ raw: "nothing", canonical: "", evidence: "" }] },
  )
  expect(ruleOf((await dara.propose(agency, more))[0])).toBe("already-exists")
  const lie = act(
    "items.added",
    crypto.randomUUID(),
    { version: 1, items: [{ row: 1, kind: "account", platforms: ["tiktok"], verdict: "ready", keep: true }] },
    { items: [{ raw: "https://x.com/somebody", canonical: "https://www.tiktok.com/@somebody", evidence: "" }] },
  )
  expect(await dara.refused(agency, lie)).toMatchObject({ code: "malformed", field: "facts.items.0" })
})

test("[R31] an alert whose items have not all arrived, or of which nothing goes to a platform, is not submitted", async () => {
  const subject = randomUUID()
  const [items, submission] = submitted(alert(), subject)
  expect(ruleOf((await dara.propose(agency, submission))[0])).toBe("incomplete")
  await dara.accepted(agency, items!)
  const facts = submission!.body.facts as { items: number }
  const short = { ...submission!, id: randomUUID(), body: { ...submission!.body, facts: { ...facts, items: 2 } } }
  expect(ruleOf((await dara.propose(agency, short))[0])).toBe("incomplete")
  await dara.accepted(agency, { ...submission!, id: randomUUID() })
  const [nowhere, alone] = submitted(alert({ rows: "seats on Friday" }), randomUUID())
  await dara.accepted(agency, nowhere!)
  expect(ruleOf((await dara.propose(agency, alone))[0])).toBe("no-items")
})

test("[R32] only a releaser who is not its author releases an alert, at the exact version, with each warning confirmed", async () => {
  const written = alert({
    words: { title: "Also on Facebook", narrative: "Seen there.", corridor: "", conditions: "" },
  })
  const subject = await submit(dara, written)
  const { parts: _, ...proposal } = releaseOf(written, subject)
  expect(await dara.refused(agency, proposal)).toEqual({ code: "forbidden" })
  const own = alert()
  const { parts: __, ...ownRelease } = releaseOf(own, await submit(lewis, own))
  expect(ruleOf((await lewis.propose(agency, ownRelease))[0])).toBe("own-alert")
  const facts = proposal.body.facts as { version: number; confirmed: unknown[]; parts: unknown[] }
  expect(facts.confirmed.length).toBeGreaterThan(0)
  const changed = (change: object) => act("alert.released", subject, { ...facts, ...change })
  expect(ruleOf((await lewis.propose(agency, changed({ confirmed: facts.confirmed.slice(1) })))[0])).toBe(
    "unconfirmed-warning",
  )
  expect(ruleOf((await lewis.propose(agency, changed({ version: 2 })))[0])).toBe("version-changed")
  expect(ruleOf((await lewis.propose(agency, changed({ parts: facts.parts.slice(1) })))[0])).toBe("wrong-platforms")
  await lewis.accepted(agency, changed({}))
})

test("[R33][R34] each platform gets one sealed referral of its own items, its own number, and clocks from its delivery", async () => {
  const iris = await hub.person("Iris Vale")
  const written = alert()
  const subject = await submit(dara, written)
  const { referrals } = await release(lewis, written, subject)
  const tt = await ana.seesReferral(tiktok, referrals["tiktok"]!)
  const yt = await iris.seesReferral("platform/youtube", referrals["youtube"]!)
  expect(tt.items.map((item) => [item.n, item.state])).toEqual([
    [1, "open"],
    [2, "open"],
  ])
  expect(yt.items.map((item) => item.n)).toEqual([1])
  const received = [...ana.held(tiktok).entries.values()].filter((entry) => entry.kind === "referral" && entry.received)
  expect(tt.number).toBe(received.length)
  expect(ana.bytes.join("\n")).not.toContain("youtube")
  expect(iris.bytes.join("\n")).not.toMatch(/tiktok/i)
  expect(ana.bytes.join("\n")).not.toContain(subject)
  expect(
    [tt.clocks.acknowledge, tt.clocks.decide].map((clock) => [
      clock.startedAt === tt.deliveredAt,
      Date.parse(clock.deadline) - Date.parse(clock.startedAt),
    ]),
  ).toEqual([
    [true, 30 * 60_000],
    [true, 1_440 * 60_000],
  ])
  const before = hub.log(tiktok).length
  await hub.restart()
  for (const person of [dara, lewis, ana, jonas]) await person.connect()
  await ana.accepted(tiktok, act("referral.seen", referrals["tiktok"]!))
  expect(hub.log(tiktok).length).toBe(before + 1)
})

test("[R11][R30][R35]-[R40] delivered, seen, acknowledged, in review, decided", async () => {
  const { subject } = await newReferral()
  const entry = () => ana.referral(tiktok, subject)
  const state = () => referralState(entry())
  expect(state()).toBe("delivered")
  expect(await dara.refused(tiktok, act("referral.seen", subject))).toEqual({ code: "forbidden" })
  const clocks = entry().clocks
  await ana.accepted(tiktok, act("referral.seen", subject))
  expect([state(), entry().clocks]).toEqual(["seen", clocks])
  expect(await jonas.refused(tiktok, act("referral.seen", subject))).toMatchObject({
    code: "not-now",
    rule: "already-seen",
    by: { id: ana.id },
    at: entry().seen!.at,
  })
  await ana.accepted(
    tiktok,
    act("referral.acknowledged", subject, { estimate: entry().clocks.decide.deadline }, { comment: "" }),
  )
  expect([state(), entry().clocks.acknowledge.stoppedAt === null]).toEqual(["acknowledged", false])
  const mai = await hub.person("Mai Lund")
  expect(ruleOf((await mai.propose(tiktok, act("referral.unacknowledged", subject)))[0])).toBe("not-yours-to-undo")
  await ana.accepted(tiktok, act("referral.unacknowledged", subject))
  expect([state(), entry().clocks.acknowledge]).toEqual(["seen", clocks.acknowledge])
  await mai.accepted(tiktok, act("claim.made", subject))
  await ana.seesReferral(tiktok, subject, (each) => each.claim !== null)
  expect([state(), entry().acknowledged?.by.id]).toEqual(["in-review", mai.id])
  expect(await ana.refused(tiktok, act("claim.made", subject))).toMatchObject({
    rule: "already-claimed",
    by: { id: mai.id },
  })
  const [first, second] = entry().items
  expect(ruleOf((await ana.propose(tiktok, outcome(subject, [second!])))[0])).toBe("not-your-claim")
  await jonas.accepted(tiktok, act("claim.released", subject))
  await ana.accepted(tiktok, act("claim.made", subject))
  expect(entry().acknowledged?.by.id).toBe(mai.id)
  expect(ruleOf((await ana.propose(tiktok, outcome(subject, [{ n: 2, seq: 1 }])))[0])).toBe("stale")
  expect(ruleOf((await ana.propose(tiktok, outcome(subject, [first!])))[0])).toBe("wrong-action")
  expect(await ana.refused(tiktok, outcome(subject, [second!], { ground: null }))).toMatchObject({ code: "malformed" })
  expect(await ana.refused(tiktok, outcome(subject, [first!], { action: "none", ground: null }))).toMatchObject({
    code: "malformed",
  })
  expect(
    await ana.refused(tiktok, outcome(subject, [first!], { action: "none", reason: "duplicate-of", ground: null })),
  ).toMatchObject({ field: "words.outcomes.0.duplicateOf" })
  await ana.accepted(tiktok, outcome(subject, [second!]), outcome(subject, [first!], { action: "suspended" }))
  expect([state(), entry().claim, entry().open, entry().clocks.decide.stoppedAt]).toEqual([
    "decided",
    null,
    true,
    entry().decidedAt,
  ])
  expect(ruleOf((await ana.propose(tiktok, act("claim.made", subject)))[0])).toBe("nothing-open")
})

test("[R41] a decision is undone by its decider until somebody else has acted, and the deciding clock runs on", async () => {
  const { subject, items, clocks } = await newReferral()
  await ana.accepted(
    tiktok,
    act("claim.made", subject),
    outcome(subject, items.slice(1)),
    outcome(subject, items.slice(0, 1), { action: "suspended" }),
  )
  const mai = await hub.person("Mai Lund")
  expect(ruleOf((await mai.propose(tiktok, act("outcome.undone", subject, { items: [1] })))[0])).toBe(
    "not-yours-to-undo",
  )
  await ana.accepted(tiktok, act("outcome.undone", subject, { items: [2] }))
  const undone = ana.referral(tiktok, subject)
  expect([undone.open, undone.clocks.decide, undone.claim?.by.id]).toEqual([true, clocks.decide, ana.id])
  await jonas.seesReferral(tiktok, subject, (each) => each.items[1]!.state === "open")
  await jonas.accepted(tiktok, act("claim.released", subject))
  expect(await ana.refused(tiktok, act("outcome.undone", subject, { items: [1] }))).toMatchObject({
    rule: "acted-upon",
    by: { id: jonas.id },
  })
})

test("[R7][R43][R44] question, answer, edit; a redaction blanks the words in the store, in pages, lists and snapshots", async () => {
  const { subject } = await newReferral()
  await dara.seesReferral(tiktok, subject)
  const [question] = await ana.accepted(
    tiktok,
    act("message.sent", subject, { kind: "question" }, { text: "Whose is it?" }),
  )
  await dara.seesReferral(tiktok, subject, (each) => each.thread.openQuestions.includes(question!))
  expect(
    ruleOf(
      (await dara.propose(tiktok, act("message.sent", subject, { kind: "answer" }, { text: "x" }, question! - 1)))[0],
    ),
  ).toBe("not-a-question")
  await dara.accepted(tiktok, act("message.sent", subject, { kind: "answer" }, { text: "The organiser's" }, question))
  await ana.seesReferral(tiktok, subject, (each) => each.thread.openQuestions.length === 0)
  const [message] = await ana.accepted(tiktok, say(subject, "kestrel-one"))
  expect(ruleOf((await dara.propose(tiktok, act("message.edited", subject, {}, { text: "x" }, message)))[0])).toBe(
    "not-your-message",
  )
  const [edit] = await ana.accepted(tiktok, act("message.edited", subject, {}, { text: "kestrel-two" }, message))
  const redaction = () => act("message.redacted", subject, { reason: "personal-data" }, {}, message)
  expect(ruleOf((await dara.propose(tiktok, redaction()))[0])).toBe("not-your-message")
  // Listing what is closed saves the room's state first, with the words that are about to go.
  await jonas.call("entries", { room: tiktok, before: 0, limit: 1 })
  const [first, second, late] = await jonas.propose(
    tiktok,
    redaction(),
    redaction(),
    act("message.edited", subject, {}, { text: "x" }, message),
  )
  expect([ruleOf(first), ruleOf(second), ruleOf(late)]).toEqual([undefined, "already-redacted", "already-redacted"])
  const stored = hub.log(tiktok).filter((row) => row.seq === message || row.seq === edit)
  expect(stored.map((row) => row.words)).toEqual([null, null])
  expect(
    new DatabaseSync(join(hub.folder, "hub.sqlite"), { readOnly: true })
      .prepare("SELECT entry FROM entries")
      .all()
      .map((row) => JSON.stringify(row))
      .join(),
  ).not.toContain("kestrel")
  const later = await hub.person("Mai Lund")
  const list = await later.call("list", { room: tiktok, subject, list: "thread", before: 0, limit: 200 })
  expect(JSON.stringify(list)).toContain("Whose is it?")
  const held = await later.openFrom(tiktok, { seq: question! - 1, hash: hub.log(tiktok)[question! - 2]!.hash })
  expect(later.bytes.join("\n")).not.toContain("kestrel")
  expect(held.events.find((event) => event.seq === message)?.words).toBeNull()
})

test("[R25][R45] a mark only grows, counts the messages up to it, and reaches the person's other devices alone", async () => {
  const { subject } = await newReferral()
  const phone = await hub.person("Ana Rahimi")
  const seqs = await ana.accepted(tiktok, say(subject, "1"), say(subject, "2"), say(subject, "3"))
  const { mark } = (await ana.call("mark", { room: tiktok, subject, seq: seqs[1]! })) as { mark: object }
  expect(mark).toEqual({ subject, seq: seqs[1], messages: 2 })
  await phone.seesFrame("mark", ({ mark: each }: { mark: { messages: number } }) => each.messages === 2)
  expect(await phone.call("mark", { room: tiktok, subject, seq: seqs[0]! })).toEqual({ mark })
  await phone.call("keep", { key: "draft", text: "unsent words" })
  expect(await ana.call("kept", { prefix: "dr" })).toMatchObject({ rows: [{ key: "draft", text: "unsent words" }] })
  expect(await jonas.call("kept", { prefix: "" })).toEqual({ rows: [] })
  expect(jonas.frames.filter((frame) => frame.event === "mark")).toEqual([])
})

test("[R46] typing and presence reach the room's others and are never stored", async () => {
  const { subject } = await newReferral()
  const before = hub.log(tiktok).length
  await ana.call("signal", { room: tiktok, subject, signal: "typing" })
  await ana.call("signal", { room: tiktok, subject, signal: "here" })
  await dara.seesFrame(
    "signal",
    (each: { signal: string; subject: string }) => each.signal === "here" && each.subject === subject,
  )
  const mai = await hub.person("Mai Lund")
  const live = (await mai.seesFrame("live", ({ room }: { room: string }) => room === tiktok)) as {
    here: { subject: string }[]
  }
  expect(live.here.map((each) => each.subject)).toContain(subject)
  ana.leave()
  await dara.seesFrame(
    "signal",
    (each: { signal: string; subject: string }) => each.signal === "away" && each.subject === subject,
  )
  await ana.connect()
  expect(hub.log(tiktok).length).toBe(before)
})

test("[R42] a running clock that passes its deadline is written as breached once, also after a restart", async () => {
  const brief = { ...alert().brief, priority: "P1" as const, reason: "departure" }
  const { referrals } = await hub.referral({ brief })
  const subject = referrals["tiktok"]!
  await dara.seesReferral(tiktok, subject)
  hub.later(6 * 60_000)
  await dara.seesReferral(tiktok, subject, (each) => each.clocks.acknowledge.breachedAt !== null)
  await hub.restart()
  hub.later(61 * 60_000)
  // Sessions end after half an hour without an act: she signs in anew.
  const mai = await hub.person("Mai Lund")
  await mai.seesReferral(tiktok, subject, (each) => each.clocks.decide.breachedAt !== null)
  await mai.accepted(tiktok, say(subject, "after both"))
  const breaches = hub
    .log(tiktok)
    .filter((row) => row.type === "clock.breached" && JSON.stringify(row).includes(subject))
  expect(breaches.map((row) => (JSON.parse(row.facts) as { clock: string }).clock)).toEqual(["acknowledge", "decide"])
})
