// One in five answers gets lost or comes late, and with it whatever the hub sends then: in the end the page shows what the log says, and
// nothing of what was accepted was ever shown as failed. Rules R3, R26, R167. SEED runs it again, SENT=2000 makes it longer.
import { expect, test } from "vitest"
import { expectHeld, expectThread, folded } from "./folded.ts"
import { random } from "./random.ts"
import { startHub, tiktok } from "./start-hub.ts"
import { hurried, Tab } from "./tab.ts"

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)
const count = Number(process.env["SENT"] ?? 120)

test(
  `[R3][R26][R167] one in five answers lost or late: each message is in the log once, in order, and the screen equals the log (SEED=${seed})`,
  { timeout: 300_000 },
  async () => {
    const luck = random(seed)
    await using hub = await startHub()
    const subject = (await hub.referral()).referrals["tiktok"]!
    using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
    using jonas = await Tab.open(hub, "Jonas Okafor", { clock: hurried })
    const text = (n: number) => `message ${n}`
    const answers: Promise<object[]>[] = []
    const fates = { lost: 0, late: 0 }
    const stored = async (n: number) => {
      const room = await hub.real.rooms.room(tiktok)
      const entry = () => room.entries.get(subject)
      const there = () => {
        const found = entry()
        return found?.kind === "referral" && found.thread.messages >= n
      }
      const done = Promise.withResolvers<void>()
      hub.real.rooms.onCommit(() => there() && done.resolve())
      if (there()) done.resolve()
      await done.promise
    }
    for (let n = 1; n <= count; n++) {
      const fate = luck.whole(0, 9)
      // One call is in flight at a time: the one that meets with bad luck is this one.
      if (fate <= 1) await ana.fact(() => ana.hub.waiting === 0, "what went before")
      if (fate === 0) (ana.line.loseAnswers(), (fates.lost += 1))
      if (fate === 1) (ana.line.hold(), (fates.late += 1))
      answers.push(
        ana.hub.propose(tiktok, [
          { type: "message.sent", subject, facts: { kind: "message" }, words: { text: text(n) } },
        ]),
      )
      if (fate > 1) continue
      // The hub has it on its disk, and the page does not know.
      await stored(n)
      expect(ana.hub.pending(tiktok, subject).length).toBeGreaterThan(0)
      if (fate === 0) ana.line.cut()
      else ana.line.release()
    }
    await ana.fact(() => ana.hub.waiting === 0, "an empty outbox")
    expect((await Promise.all(answers)).flat().filter((each) => "refusal" in each)).toEqual([])
    const log = folded(hub, tiktok)
    const said = log.events.filter((event) => event.type === "message.sent" && event.subject === subject)
    expect(said.map((event) => (event.words as { text: string }).text)).toEqual(
      Array.from({ length: count }, (_none, index) => text(index + 1)),
    )
    for (const tab of [ana, jonas]) {
      await tab.fact(() => tab.room(tiktok).live && tab.room(tiktok).position.seq === log.seq, "all of it")
      const view = tab.hub.thread(tiktok, subject)
      await tab.fact(() => view.loaded, "the thread")
      expectHeld(tab, tiktok, log)
      expectThread(tab, tiktok, subject, log)
    }
    console.info(`lost answers: ${JSON.stringify(fates)} of ${count}`)
    expect(fates.lost + fates.late).toBeGreaterThan(count / 12)
  },
)
