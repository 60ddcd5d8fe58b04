// A mention in an organisation's own notes: in the inbox of whoever is named, and nobody else's. Rules R232, R236.
import { expect, test } from "vitest"
import { placeOf } from "../../client/notices/place.ts"
import { agencyRoom } from "../../protocol/event.ts"
import { Desk } from "./notice-desk.ts"
import { act, personId, startHub, tiktok } from "./start-hub.ts"

const notes = agencyRoom("tiktok")
const naming = (name: string, subject: string) =>
  act(
    "message.sent",
    subject,
    { kind: "message", mentions: [{ person: personId(name), at: 0, length: name.length + 1 }] },
    { text: `@${name} look at the second one` },
  )

test("[R232][R236] a mention in notes stands in the inbox of whoever is named, leads there, and goes when it is read or redacted; the other side hears nothing", async () => {
  await using hub = await startHub()
  const ana = await hub.person("Ana Rahimi")
  const subject = (await hub.referral()).referrals["tiktok"]!
  await ana.seesReferral(tiktok, subject)
  using mai = await Desk.open(hub, "Mai Lund")
  using elsewhere = await Desk.open(hub, "Mai Lund")
  using jonas = await Desk.open(hub, "Jonas Okafor")
  using dara = await Desk.open(hub, "Dara Karim")
  for (const desk of [mai, elsewhere, jonas]) await desk.has("delivered", subject)
  const heard = [mai, jonas, dara].map((desk) => desk.unread.length)
  await ana.accepted(notes, act("notes.opened", subject, { platform: "tiktok" }))
  const [seq] = await ana.accepted(notes, naming("Mai Lund", subject))
  await mai.has("mention", subject)
  const [item] = mai.inbox.items
  expect([item!.notice.kind, item!.unread, item!.entry.subject]).toEqual(["mention", true, subject])
  expect(placeOf(item!, item!.notice)).toMatchObject({
    screen: "feed",
    organisation: "tiktok",
    subject,
    notes: true,
    message: seq,
  })
  await mai.tab.fact(() => mai.shown.some(({ text }) => text.includes("You are mentioned")), "a notice")
  expect([mai, jonas, dara].map((desk) => desk.unread.length)).toEqual([heard[0]! + 1, heard[1], heard[2]])

  await mai.inbox.read(item!)
  for (const desk of [mai, elsewhere]) await desk.tab.fact(() => !desk.unread.includes("mention"), "it was read")
  const [again] = await ana.accepted(notes, naming("Mai Lund", subject))
  await mai.has("mention", subject)
  await ana.accepted(notes, act("message.redacted", subject, { reason: "other" }, {}, again))
  await mai.tab.fact(() => !mai.unread.includes("mention"), "it was taken back")
  expect(jonas.unread.includes("mention") || dara.unread.includes("mention")).toBe(false)
})
