// Rooms as the real client holds them: gaps, snapshots, lost rooms, and the window of what is held. Rules R22, R26-R28, R165, R166.
import { afterAll, beforeAll, expect, test } from "vitest"
import { closedHeld } from "../../client/hub/held-entries.ts"
import { threadsHeld } from "../../client/hub/threads.ts"
import type { Answer, Pushes } from "../../protocol/wire.ts"
import { expectHeld, expectThread, folded } from "./folded.ts"
import { act, personId, say, startHub, tiktok, type TestHub } from "./start-hub.ts"
import { hurried, StillClock, Tab } from "./tab.ts"

let hub: TestHub
let subject: string
beforeAll(async () => {
  hub = await startHub()
  subject = (await hub.referral()).referrals["tiktok"]!
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Colleagues at other machines. */
const writes = async (text: string, about = subject): Promise<number> => {
  const [answer] = await hub.real.rooms.propose(personId("Jonas Okafor"), tiktok, [say(about, text)])
  return (answer as Extract<Answer, { seq: number }>).seq
}
const acts = (person: string, ...proposals: ReturnType<typeof act>[]) =>
  hub.real.rooms.propose(personId(person), tiktok, proposals)

const opens = (tab: Tab): number[] =>
  tab.calls.flatMap(({ name, value }) => {
    const call = value as { room: string; position: { seq: number } }
    return name === "open" && call.room === tiktok ? [call.position.seq] : []
  })

/** The tab holds all of the room as its log says. */
async function whole(tab: Tab): Promise<void> {
  const log = folded(hub, tiktok)
  await tab.fact(() => tab.room(tiktok).live && tab.room(tiktok).position.seq === log.seq, `${tiktok} ${log.seq}`)
  expectHeld(tab, tiktok, log)
}

const carries = (seq: number, name: string, push: Pushes["events"]): boolean =>
  (name === "events" || name === "page") && push.room === tiktok && push.events.some((event) => event.seq === seq)

test("[R165] a gap is closed by opening the room again from where it stands", async () => {
  let lost = 0
  const passes = (name: string, push: never) => !(name === "events" && carries(lost, name, push))
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried, passes })
  const { seq } = ana.room(tiktok).position
  lost = seq + 1
  await writes("lost on the way")
  await writes("shows the gap")
  await whole(ana)
  expect(opens(ana)).toEqual([0, seq])
  expect(ana.hub.broken).toEqual([])
})

test("[R165] three openings that do not help are followed by a snapshot, which does", async () => {
  let lost = 0
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried, passes: (name, push) => !carries(lost, name, push) })
  const { seq } = ana.room(tiktok).position
  lost = seq + 1
  await writes("never comes by event")
  await writes("shows the gap")
  await whole(ana)
  expect(opens(ana)).toEqual([0, seq, seq, seq, 0])
  expect(ana.hub.broken).toEqual([])
  expect(ana.hub.status.kind).toBe("live")
})

test("[R165] when a snapshot does not help either, the client says so, keeps what it holds, and a new page is whole again", async () => {
  let lost = 0
  const passes = (name: string, push: never) =>
    lost === 0 || (!carries(lost, name, push) && !(name === "snapshot" && (push as Pushes["snapshot"]).room === tiktok))
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried, passes })
  const { seq } = ana.room(tiktok).position
  lost = seq + 1
  await writes("never comes")
  await writes("shows the gap")
  await ana.fact(() => ana.hub.broken.length > 0, "a visible error")
  expect(ana.hub.broken.map((info) => info.room)).toEqual([tiktok])
  expect(opens(ana)).toEqual([0, seq, seq, seq, 0])
  expect(ana.referral(tiktok, subject)).toBeDefined()
  // The other rooms go on, and what is typed waits for the new page.
  expect(ana.hub.status.kind).toBe("live")
  ana.sends(tiktok, { type: "message.sent", subject, facts: { kind: "message" }, words: { text: "waits" } })
  expect(ana.hub.waiting).toBe(1)
  lost = 0
  await ana.reload()
  await ana.fact(() => ana.hub.waiting === 0, "an empty outbox")
  await whole(ana)
  expect(ana.hub.broken).toEqual([])
})

const snapshots = (frames: readonly { name: string; push: unknown }[]): number =>
  frames.filter(({ name, push }) => {
    const part = push as Pushes["snapshot"]
    return name === "snapshot" && part.room === tiktok && part.first
  }).length

test("[R27] a position that is not in the log, or lies far back, gets one snapshot and no page; threads are read anew", async () => {
  const frames: { name: string; push: unknown }[] = []
  const passes = (name: string, push: never) => frames.push({ name, push }) > 0
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried, passes })
  const view = ana.hub.thread(tiktok, subject)
  await ana.fact(() => view.loaded, "the thread")
  for (const make of ["forked", "far behind", "ahead"]) {
    ana.line.down()
    await ana.fact(() => ana.hub.status.kind === "offline", "offline")
    frames.length = 0
    const held = ana.room(tiktok)
    if (make === "forked") held.position = { ...held.position, hash: "f".repeat(64) }
    if (make === "ahead") held.position = { ...held.position, seq: held.position.seq + 10 }
    const missed = make === "far behind" ? 20_100 : 1
    const lines = Array.from({ length: missed }, (_, index) => say(subject, `${make} ${index}`))
    for (let from = 0; from < missed; from += 4_000) await acts("Jonas Okafor", ...lines.slice(from, from + 4_000))
    ana.line.up()
    await whole(ana)
    expect(snapshots(frames)).toBe(1)
    expect(frames.filter(({ name, push }) => name === "page" && (push as { room: string }).room === tiktok)).toEqual([])
    await ana.fact(() => view.loaded && view.lines.at(-1)?.event.seq === held.position.seq, "the thread's end")
    expectThread(ana, tiktok, subject, folded(hub, tiktok))
  }
})

test("[R26] a room that could not be opened while the store was out of reach is opened once it is back", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  // The last contact with the store is longer ago than it may be, until the hub looks again.
  hub.later(6_000)
  ana.line.cut()
  await ana.fact(() => ana.hub.status.kind !== "live", "catching up")
  await writes("meanwhile")
  await whole(ana)
  await ana.live()
})

test("[R26] an opening that is not answered within a minute is tried again on the same line", async () => {
  const clock = new StillClock()
  let held = false
  const tab = await Tab.blank(hub, {
    clock,
    passes: (name) => {
      if (name === "hello" && !held) tab.line.hold()
      held = true
      return true
    },
  })
  using ana = tab
  await ana.hub.signIn({ person: personId("Ana Rahimi") })
  await ana.fact(() => opens(ana).length === 1, "the first opening")
  clock.move(60_000)
  await new Promise(setImmediate)
  clock.move(1_000)
  expect(opens(ana)).toEqual([0, 0])
  ana.line.release()
  await whole(ana)
})

test("[R22] a room that is lost drops all that was held of it, at once and also when it is lost while the line is down", async () => {
  using ruth = await Tab.open(hub, "Ruth Amsel", { clock: hurried })
  const membership = (type: string, roles?: string[]) =>
    hub.real.rooms.proposeAsHub("access", [
      act(type, personId("Ruth Amsel"), { organisation: "tiktok", ...(roles ? { kind: "platform", roles } : {}) }),
    ])
  for (const down of [false, true]) {
    const view = ruth.hub.thread(tiktok, subject)
    await ruth.fact(() => view.loaded && ruth.referral(tiktok, subject) !== undefined, "the referral and its thread")
    if (down) {
      ruth.line.down()
      await ruth.fact(() => ruth.hub.status.kind === "offline", "offline")
      expect(ruth.referral(tiktok, subject)).toBeDefined()
    }
    await membership("membership.removed")
    ruth.line.up()
    await ruth.fact(() => !ruth.hub.rooms.has(tiktok) && ruth.hub.status.kind === "live", "the loss")
    expect(ruth.hub.infos.map((info) => info.room)).not.toContain(tiktok)
    expect(ruth.hub.thread(tiktok, subject)).not.toBe(view)
    expect(ruth.hub.may(tiktok, "message.sent")).toBe(false)
    await membership("membership.granted", ["policy"])
    await ruth.fact(() => ruth.hub.rooms.get(tiktok)?.live === true, "the return")
    await whole(ruth)
  }
})

test("[R166] of what is closed a client holds the last, never lets go of what is shown, and gets back whole what an event is about", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  using mai = await Tab.open(hub, "Mai Lund", { clock: hurried })
  const closed: string[] = []
  for (let each = 0; each < closedHeld + 10; each += 1) {
    const made = (await hub.referral()).referrals["tiktok"]!
    closed.push(made)
    if (each === 1) {
      await mai.fact(() => mai.referral(tiktok, made) !== undefined, "the referral that is looked at")
      mai.hub.look({ room: tiktok, subject: made })
    }
    await acts("Mira Okoro", act("referral.closed", made, {}, { reason: "enough" }))
  }
  const { seq, entries } = folded(hub, tiktok)
  const [unseen, shown, offline, fetched] = closed as [string, string, string, string]
  for (const tab of [ana, mai]) {
    await tab.fact(() => tab.room(tiktok).position.seq === seq, `${tiktok} ${seq}`)
    const held = [...tab.room(tiktok).entries.values()]
    expect(held.filter((entry) => !entry.open).length).toBe(closedHeld)
    for (const entry of held) expect(entry).toEqual(entries.get(entry.subject))
    for (const each of entries.values()) if (each.open) expect(tab.room(tiktok).entries.has(each.subject)).toBe(true)
    expect(tab.referral(tiktok, unseen)).toBeUndefined()
    expect(tab.referral(tiktok, shown) !== undefined).toBe(tab === mai)
  }
  // Live, an event about what was let go of travels with the entry; in pages it is fetched; a look of its own brings it too.
  await writes("about an old one", unseen)
  ana.line.down()
  await ana.fact(() => ana.hub.status.kind === "offline", "offline")
  await writes("while the line is down", offline)
  await acts("Dara Karim", act("referral.reopened", offline, { items: [1] }, { reason: "again" }))
  await writes("and after", offline)
  ana.line.up()
  const last = folded(hub, tiktok)
  await ana.fact(() => ana.referral(tiktok, offline)?.seq === last.seq, "the reopened referral")
  await ana.hub.loadEntry(tiktok, fetched)
  for (const each of [unseen, offline, fetched]) expect(ana.referral(tiktok, each)).toEqual(last.entries.get(each))
  expect(mai.referral(tiktok, offline)).toEqual(last.entries.get(offline))
  expect([...ana.room(tiktok).entries.values()].filter((entry) => !entry.open).length).toBe(closedHeld)
})

test("[R166] of the threads that were looked at a client keeps the last", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  const view = ana.hub.thread(tiktok, subject)
  const others = [...folded(hub, tiktok).entries.keys()].filter((each) => each !== subject)
  for (const other of others.slice(0, threadsHeld - 1)) ana.hub.thread(tiktok, other)
  expect(ana.hub.thread(tiktok, subject)).toBe(view)
  for (const other of others.slice(0, threadsHeld)) ana.hub.thread(tiktok, other)
  expect(ana.hub.thread(tiktok, subject)).not.toBe(view)
})
