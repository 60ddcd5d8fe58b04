// A slow reader loses nothing and costs others nothing; a stuck one is cut off. Rule R29.
import { expect, test } from "vitest"
import { say, startHub, tiktok } from "./start-hub.ts"

test("[R29] a reader that does not say how far it got is served by confirmed pages, and loses and repeats nothing", async () => {
  await using hub = await startHub()
  const subject = (await hub.referral()).referrals["tiktok"]!
  const [ana, slow] = [await hub.person("Ana Rahimi"), await hub.person("Mai Lund")]
  const from = slow.held(tiktok).position.seq
  const lives = () =>
    slow.frames.filter(({ event, data }) => event === "live" && (data as { room: string }).room === tiktok).length
  slow.confirms = false
  let demoted = false
  const waiting = slow.fact(() => lives() > 1).then(() => (demoted = true))
  while (!demoted) await ana.accepted(tiktok, say(subject, "on and on"))
  await waiting
  const [last] = await ana.accepted(tiktok, say(subject, "the last"))
  await slow.reaches(tiktok, last!)
  expect(
    slow
      .held(tiktok)
      .events.slice(-(last! - from))
      .map((event) => event.seq),
  ).toEqual(
    hub
      .log(tiktok)
      .slice(from)
      .map((row) => row.seq),
  )
})

test("[R29] a stuck reader is cut off after 30 s, and the others do not wait for it", async () => {
  await using hub = await startHub()
  const subject = (await hub.referral()).referrals["tiktok"]!
  const [ana, stuck] = [await hub.person("Ana Rahimi"), await hub.person("Mai Lund")]
  stuck.acknowledges = false
  const startedMs = performance.now()
  const cut = new Promise((resolve) => stuck.socket.once("disconnect", resolve))
  stuck.socket.emit("open", { room: tiktok, position: { seq: 0, hash: "" } }, () => undefined)
  for (let n = 0; n < 50; n++) {
    const askedMs = performance.now()
    await ana.accepted(tiktok, say(subject, `n ${n}`))
    expect(performance.now() - askedMs).toBeLessThan(2_000)
  }
  await cut
  expect(performance.now() - startedMs).toBeGreaterThan(29_000)
  expect(performance.now() - startedMs).toBeLessThan(35_000)
  expect(ana.connected).toBe(true)
})
