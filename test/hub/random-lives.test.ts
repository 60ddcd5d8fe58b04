// Random lives of alerts and their referrals: people of two platforms and the agency do what they please at two hubs on one store, while the
// clock leaps. The log must hold to the lifecycle whatever comes of it. Rules R1, R28, R30, R37, R42, R84, R92, R95, R97, R104, R123.
// The seed is printed; SEED runs it again, LIVES=1000 makes it longer.
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { dues } from "../../protocol/due.ts"
import type { AlertEntry } from "../../protocol/entries/alert.ts"
import type { Entry } from "../../protocol/entries.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { retryCodes } from "../../protocol/errors.ts"
import type { Proposal } from "../../protocol/event.ts"
import type { Answer } from "../../protocol/wire.ts"
import { verify } from "../../server/engine/verify.ts"
import { openStore } from "../../server/store/open.ts"
import { demoPeople } from "../../server/demo/people.ts"
import { folded } from "./folded.ts"
import { checkLog } from "./lifecycle-check.ts"
import { referralsIn, someAlert, wishOfAgency, wishOfAlert, wishOfPlatform, type Actor } from "./lives.ts"
import { random } from "./random.ts"
import { agency, startHub, type TestHub } from "./start-hub.ts"

const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1e9))
const rounds = Number(process.env["LIVES"] ?? 160)
const luck = random(seed)
const minute = 60_000
/** what falls due while this is looked at may be written a moment later */
const lookMs = 10_000

const actorOf = (name: string): Actor => {
  const { id, memberships } = demoPeople.find((each) => each.name === name)!
  return { id, name, organisation: memberships[0]!.organisation }
}
const desks: Record<string, readonly Actor[]> = {
  tiktok: ["Ana Rahimi", "Mai Lund", "Jonas Okafor", "Ruth Amsel"].map(actorOf),
  youtube: ["Iris Vale", "Sam Oduya", "Nils Berg"].map(actorOf),
}
const analysts = ["Dara Karim", "Sela Brook", "Lewis Fenn", "Mira Okoro"].map(actorOf)
const rooms = Object.keys(desks).map((platform) => `platform/${platform}`)

const hubs: TestHub[] = []
afterAll(async () => {
  for (const hub of hubs.reverse()) await hub[Symbol.asyncDispose]()
})

let offsetMs = 0
const now = () => Date.now() + offsetMs
const leap = (ms: number) => {
  offsetMs += ms
  for (const hub of hubs) hub.later(ms)
}

/** As a page does it: what says "later, the same again" is sent again. After a leap a hub looks at its store first. [R16] */
async function proposes(who: Actor, room: string, proposals: readonly Proposal[]): Promise<Answer[]> {
  const hub = luck.pick(hubs)
  for (;;) {
    const answers = await hub.real.rooms.propose(who.id, room, proposals)
    if (answers.every((each) => !("refusal" in each) || !retryCodes.has(each.refusal.code))) return answers
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const entriesOf = (hub: TestHub, room: string): Entry[] => [...(hub.real.rooms.loaded(room)?.entries.values() ?? [])]

/** Both hubs have written all that is due, have told each platform all that the alerts say, and stand at the same place. */
function settled(): Promise<void> {
  const done = Promise.withResolvers<void>()
  const holds = () => {
    const at = new Date(now()).toISOString()
    const heads = [...rooms, agency].map((room) => hubs.map((hub) => hub.real.rooms.loaded(room)?.position.seq ?? 0))
    if (!heads.every(([one, other]) => one === other)) return false
    const all = rooms.flatMap((room) => entriesOf(hubs[0]!, room))
    if (all.some((entry) => dues(entry).some((due) => due.at <= at))) return false
    const told = new Map(referralsIn(all).map((entry) => [entry.subject, entry]))
    return entriesOf(hubs[0]!, agency).every((entry) => entry.kind !== "alert" || heard(entry, told))
  }
  const look = () => void (holds() && done.resolve())
  const looking = setInterval(look, 100)
  look()
  return done.promise.finally(() => clearInterval(looking))
}

/** Each part is there, or gone, as the alert says. */
function heard({ released, state, parts, version }: AlertEntry, told: ReadonlyMap<string, ReferralEntry>): boolean {
  if (!released || version === 0) return true
  return parts.every((part) => {
    const referral = told.get(part.referral)
    const gone = part.state === "withdrawn" || state === "withdrawn" || state === "superseded"
    return referral !== undefined && (referral.withdrawn !== null) === gone
  })
}

test("[R1][R28][R30][R42][R104] whatever people do and however the clock leaps, the log holds to the lifecycle, at both hubs", async () => {
  console.info(`random-lives seed ${seed}`)
  const hub = await startHub()
  hubs.push(hub, await startHub({ beside: hub }))
  const answers = { accepted: 0, refused: 0 }
  const count = (each: Answer) => ("refusal" in each ? (answers.refused += 1) : (answers.accepted += 1))
  const act = async () => {
    const side = luck.whole(0, 9)
    if (side < 2) {
      const alerts = entriesOf(luck.pick(hubs), agency).filter((entry): entry is AlertEntry => entry.kind === "alert")
      const known = alerts.length > 2 && luck.whole(0, 5) > 0 ? luck.pick(alerts) : undefined
      const others = known && alerts.filter((each) => each !== known && each.released)
      const replaces = others && others.length > 2 && luck.whole(0, 8) === 0 ? { supersedes: others[0]!.subject } : {}
      const proposals = wishOfAlert(known, someAlert(luck, replaces), luck)
      for (const each of await proposes(luck.pick(analysts), agency, proposals)) count(each)
      return
    }
    const room = luck.pick(rooms)
    const desk = desks[room.slice("platform/".length)]!
    const known = referralsIn(entriesOf(luck.pick(hubs), room))
    if (known.length === 0) return
    // Mostly one of the last few, so that some are led to their end.
    const entry = luck.whole(0, 3) > 0 ? luck.pick(known.slice(-3)) : luck.pick(known)
    const holder = luck.whole(0, 2) > 0 ? desk.find((each) => each.id === entry.claim?.by.id) : undefined
    const who = side < 7 ? (holder ?? luck.pick(desk)) : luck.pick(analysts)
    const wish = side < 7 ? wishOfPlatform(entry, who, desk, now(), luck) : wishOfAgency(entry, now(), luck)
    for (const each of await proposes(who, room, [wish])) count(each)
  }
  for (let round = 0; round < rounds; round++) {
    // Some at once, at any of the hubs.
    await Promise.all(Array.from({ length: 6 }, act))
    if (round % 12 === 5) leap(luck.whole(1, 16) * minute)
    if (round % 40 === 25) leap(luck.whole(1, 30) * 60 * minute)
    if (round % 50 === 49) await settled()
  }
  // Long enough that all steps of all clocks are due, and each hub has had to look at all of it.
  leap(5 * 24 * 60 * minute)
  await settled()
  expect(answers.accepted).toBeGreaterThan(rounds)
  expect(answers.refused).toBeGreaterThan(rounds)

  const found = checkLog(
    [...rooms, agency].map((room) => [room, hub.log(room)] as const),
    seed,
  )
  console.info(`random-lives ${JSON.stringify(answers)} ${JSON.stringify(found)}`)
  for (const room of [...rooms, agency, "access"]) {
    const log = folded(hub, room)
    for (const each of hubs) {
      const { position, entries } = await each.real.rooms.room(room)
      expect([seed, room, position.seq]).toEqual([seed, room, log.seq])
      for (const [subject, entry] of entries)
        expect([seed, room, entry]).toEqual([seed, room, log.entries.get(subject)])
    }
    // Every clock that still runs and is overdue has told everybody whose turn it is: the last leap moves held deadlines on, too.
    const at = now()
    for (const entry of referralsIn(log.entries.values())) {
      if (entry.closed ?? entry.withdrawn) continue
      for (const [name, clock] of Object.entries(entry.clocks)) {
        if (!clock || clock.stoppedAt || clock.pausedAt) continue
        const since = at - lookMs - Date.parse(clock.deadline)
        const due = since < 0 ? 0 : Math.min(4, 1 + Math.floor(since / entry.limits.escalateMs))
        expect([seed, entry.subject, name, clock.steps >= due, clock.steps, due]).toEqual([
          seed,
          entry.subject,
          name,
          true,
          clock.steps,
          due,
        ])
      }
    }
  }
  // Who comes only now holds the same.
  for (const [each, name] of [
    [hubs[0]!, "Dara Karim"],
    [hubs[1]!, "Ana Rahimi"],
  ] as const) {
    const person = await each.person(name)
    for (const room of rooms.filter((one) => person.rooms.has(one))) {
      await person.fact(() => person.held(room).live, `${room} live`)
      const { entries } = folded(hub, room)
      for (const [subject, entry] of person.held(room).entries) expect(entry).toEqual(entries.get(subject))
    }
  }
  const store = await openStore({ folder: hub.folder, mode: "evaluation" })
  expect((await verify(store, join(hub.folder, "heads.log"))).faults).toEqual([])
  await store.close()
}, 60_000)
