// Several people with the real client hub do what they please while their lines are cut, held and lose answers, pages are loaded anew and
// the room never rests. In the end every client holds what the log says. Rules R3, R26, R28. HUB_FUZZ_RUNS=200 for a long run, SEED=n for one.
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Draft } from "../../client/hub/hub.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import type { Answer } from "../../protocol/wire.ts"
import { random, type Random } from "./random.ts"
import { expectHeld, expectThread, folded } from "./folded.ts"
import { outcome, personId, say, startHub, tiktok, type TestHub } from "./start-hub.ts"
import { hurried, Tab } from "./tab.ts"

const first = Number(process.env["SEED"] ?? Date.now() % 1_000_000)
const runs = Number(process.env["HUB_FUZZ_RUNS"] ?? (process.env["SEED"] ? 1 : 4))
const runMs = 3_000
const people = ["Ana Rahimi", "Mai Lund", "Jonas Okafor", "Dara Karim", "Mira Okoro"]
const newcomers = ["Ruth Amsel", "Sela Brook"]

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

let said = 0
const soon = () => new Date(Date.now() + 3_600_000).toISOString()

/** Something that a person may want to do about a referral as they see it; much of it is refused, as between people. */
function wish(tab: Tab, entry: ReferralEntry, { whole, pick }: Random): Draft | undefined {
  const { subject } = entry
  const draft = (type: string, facts: unknown = {}, words: unknown = {}, target?: number): Draft => ({
    type,
    subject,
    facts,
    words,
    ...(target === undefined ? {} : { target }),
  })
  const message = (kind: string, target?: number) =>
    draft("message.sent", { kind }, { text: `${kind} ${(said += 1)}` }, target)
  const me = tab.hub.person?.id
  const messages = tab.hub.thread(tiktok, subject).lines.filter((line) => line.kind === "message")
  const own = messages.filter((line) => line.event.by.id === me && !line.redacted)
  // Mostly what is allowed as far as this page knows, now and then what is not.
  const one = own.length > 0 && whole(1, 8) > 1 ? pick(own) : messages.length > 0 ? pick(messages) : undefined
  const items = entry.items.map((item) => item.n)
  const open = entry.items.filter((item) => item.state === "open")
  const kind = pick([
    "say",
    "say",
    "ask",
    "answer",
    "reply",
    "edit",
    "edit",
    "redact",
    "translate",
    "redact-translation",
    "acknowledge",
    "claim",
    "claim",
    "rest",
  ])
  switch (kind) {
    case "ask":
      return message("question")
    case "answer":
      return entry.thread.openQuestions.length > 0 ? message("answer", pick(entry.thread.openQuestions)) : undefined
    case "reply":
      return messages.length > 0
        ? message(pick(["message", "disagree", "seen-here"]), pick(messages).event.seq)
        : message("seen-here")
    case "translate":
      return draft(
        "message.translated",
        { from: "en", language: pick(["ar", "ckb", "fr"]) },
        { text: `in other words ${(said += 1)}` },
        one?.event.seq,
      )
    case "edit":
      return one ? draft("message.edited", {}, { text: `edited ${(said += 1)}` }, one.event.seq) : undefined
    case "redact-translation":
      return one?.translations[0]
        ? draft("translation.redacted", { reason: "other" }, {}, pick(one.translations).seq)
        : undefined
    case "redact":
      return one ? draft("message.redacted", { reason: "other" }, {}, one.event.seq) : undefined
    case "acknowledge":
      return pick([
        draft("referral.acknowledged", { estimate: soon() }, { comment: "" }),
        draft("referral.unacknowledged"),
        draft("referral.seen"),
      ])
    case "claim": {
      if (entry.closed) return draft("referral.reopened", { items }, { reason: "again" })
      if (open.length === 0) return draft("outcome.undone", { items })
      if (entry.claim?.by.id !== me)
        return entry.claim && whole(1, 3) === 1 ? draft("claim.taken", {}, { note: "mine now" }) : draft("claim.made")
      const { type, body } = outcome(subject, open.slice(0, pick([1, 9])))
      return pick([
        draft(type, body.facts, body.words),
        draft("information.needed", { items: [open[0]!.n] }, { question: "Which one?" }),
        draft("information.cancelled"),
        draft("claim.released"),
      ])
    }
    case "rest":
      return entry.closed || whole(1, 3) === 1
        ? draft("referral.reopened", { items }, { reason: "again" })
        : pick([
            draft("referral.closed", {}, { reason: "enough" }),
            draft("referral.escalated", {}, { reason: "slow" }),
            draft("information.answered", {}, { answer: "The first." }),
            draft("hold.placed", { items, until: soon() }, { owner: "NCA", reason: "evidence" }),
            draft("hold.ended", { items }),
          ])
    default:
      return message("message")
  }
}

interface Sent {
  id: string
  type: string
  answer: Answer | undefined
}

/** One person at one tab for a while: acts, loads anew, and has bad luck with the line. */
async function misuse(
  tab: Tab,
  subjects: readonly string[],
  sent: Sent[],
  luck: Random,
  untilMs: number,
): Promise<void> {
  const { whole, pick } = luck
  while (Date.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, whole(1, 40)))
    const fate = whole(1, 100)
    if (fate <= 6) tab.line.cut()
    else if (fate <= 9) tab.line.loseAnswers()
    else if (fate <= 11) tab.line.hold()
    else if (fate <= 16) tab.line.release()
    else if (fate <= 18) await tab.reload()
    else if (fate <= 20) {
      tab.line.down()
      setTimeout(() => tab.line.up(), whole(1, 400))
    } else if (fate <= 30) void tab.hub.thread(tiktok, pick(subjects)).older()
    else {
      const entry = tab.referral(tiktok, pick(subjects))
      const draft = entry && wish(tab, entry, luck)
      if (!draft) continue
      const before = new Set(tab.hub.pending(tiktok, draft.subject).map((each) => each.proposal.id))
      const answers = tab.hub.propose(tiktok, [draft])
      const made = tab.hub.pending(tiktok, draft.subject).find((each) => !before.has(each.proposal.id))
      const one: Sent = { id: made!.proposal.id, type: draft.type, answer: undefined }
      sent.push(one)
      void answers.then(([answer]) => (one.answer = answer))
    }
  }
}

/** The room never rests: an event every few ms, now and then more than a page of them, and new referrals. */
async function traffic(subjects: string[], { whole, pick }: Random, untilMs: number): Promise<void> {
  const ruth = personId("Ruth Amsel")
  while (Date.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, whole(1, 6)))
    const many = whole(1, 150) === 1 ? whole(130, 450) : 1
    const lines = Array.from({ length: many }, () => say(pick(subjects), `traffic ${(said += 1)}`))
    await hub.real.rooms.propose(ruth, tiktok, lines)
    if (whole(1, 60) === 1) subjects.push((await hub.referral()).referrals["tiktok"]!)
  }
}

for (let run = 0; run < runs; run += 1) {
  const seed = first + run
  test(`[R3][R26][R28] whatever is cut, lost or loaded anew, every client ends with what the log says, and all that was sent is there once (SEED=${seed})`, async () => {
    const luck = random(seed)
    const own = () => random(luck.whole(1, 1_000_000_000))
    const made = [await hub.referral(), await hub.referral(), await hub.referral()]
    const subjects = made.map(({ referrals }) => referrals["tiktok"]!)
    const tabs = await Promise.all(people.map((name) => Tab.open(hub, name, { clock: hurried })))
    const sent: Sent[] = []
    try {
      const untilMs = Date.now() + runMs
      await Promise.all([
        ...tabs.map((tab) => misuse(tab, subjects, sent, own(), untilMs)),
        traffic(subjects, own(), untilMs),
      ])
      for (const tab of tabs) {
        tab.line.release()
        tab.line.up()
        // An answer that was lost would never come: only a cut line is opened again.
        tab.line.cut()
      }
      // Who comes only now holds the same as who was there all the time.
      tabs.push(...(await Promise.all(newcomers.map((name) => Tab.open(hub, name, { clock: hurried })))))
      await Promise.all(tabs.map((tab) => tab.fact(() => tab.hub.waiting === 0, "an empty outbox")))
      await check(tabs, subjects, sent)
    } finally {
      for (const tab of tabs) tab[Symbol.dispose]()
    }
  })
}

async function check(tabs: readonly Tab[], subjects: readonly string[], sent: readonly Sent[]): Promise<void> {
  const rooms = new Set(tabs.flatMap((tab) => [...tab.hub.rooms.keys()]))
  const logs = new Map([...rooms].map((room) => [room, folded(hub, room)]))
  const log = logs.get(tiktok)!
  for (const [room, each] of logs) {
    expect(each.events.map((event) => event.seq)).toEqual(each.events.map((_, index) => index + 1))
    for (const tab of tabs.filter((one) => one.hub.rooms.has(room))) {
      await tab.fact(() => tab.room(room).live && tab.room(room).position.seq === each.seq, `${room} ${each.seq}`)
      expectHeld(tab, room, each)
    }
  }
  const found = Map.groupBy(log.events, (event) => event.id)
  for (const { id, type, answer } of sent) {
    const events = found.get(id) ?? []
    if (answer && "seq" in answer) expect(events.map((event) => event.seq)).toEqual([answer.seq])
    else if (answer) expect(events).toEqual([])
    // The page that asked is no more. Writing is never refused here but for an answer that came too late.
    else expect(events.length).toBeLessThanOrEqual(1)
    if (type === "message.sent" && !answer) expect(events.length).toBe(1)
  }
  expect(sent.length).toBeGreaterThan(20)
  for (const tab of tabs)
    for (const subject of subjects) {
      const view = tab.hub.thread(tiktok, subject)
      await tab.fact(() => view.loaded, `the thread of ${subject}`)
      expectThread(tab, tiktok, subject, log)
      while (view.more) await view.older()
      expectThread(tab, tiktok, subject, log)
      expect(view.lines[0]?.event.type).toBe("referral.received")
    }
}
