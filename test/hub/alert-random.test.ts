// Random lives of some alerts, by people of two hubs on one store, whose reactions then run all over again: each platform has heard each
// change of its own part exactly once, in order, and nothing else. Rule R138. The seed is printed; SEED runs it again.
import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, expect, test } from "vitest"
import type { AlertEntry } from "../../protocol/entries/alert.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { submitted, type DemoAlert } from "../../server/demo/write.ts"
import type { HubPerson } from "./hub-person.ts"
import { random } from "./random.ts"
import { act, agency, alert, startHub, type TestHub } from "./start-hub.ts"
import { releaseNext } from "./versions.ts"

const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1e9))
const chance = random(seed)
const platforms = ["tiktok", "youtube"] as const
type Platform = (typeof platforms)[number]
const roomOf = (platform: string) => `platform/${platform}`
const because = { reason: "because" }

/** What a platform must have heard of one referral. */
interface Heard {
  platform: Platform
  told: string[]
  addresses: string[]
  title: string
}
/** One alert as it was meant: what stands of it, and the referral that each platform has. */
interface Meant {
  subject: string
  version: number
  gone: boolean
  has: Map<Platform, string>
}

const heard = new Map<string, Heard>()
const hubs: TestHub[] = []
afterAll(async () => {
  for (const hub of hubs.reverse()) await hub[Symbol.asyncDispose]()
})

const rowOf = (platform: Platform, n: number): string =>
  platform === "tiktok" ? `https://www.tiktok.com/@boat.${n}` : `https://www.youtube.com/@boat${n}`
const seqOf = (answers: object[]): number => (answers.at(-1) as { seq: number }).seq

function wording(): Pick<DemoAlert, "rows" | "words" | "awareness" | "restore"> {
  const words = { ...alert().words, title: chance.pick(["One title", "One title", "Another title"]) }
  const rows = platforms.flatMap((platform) =>
    [1, 2, 3].filter(() => chance.whole(0, 2) > 0).map((n) => rowOf(platform, n)),
  )
  return rows.length > 0
    ? { rows: rows.join("\n"), words, restore: chance.pick([true, false]) }
    : { rows: "", words, awareness: [chance.pick(platforms)] }
}

/** What this release must tell: worked out from what was said before, without the log. */
function mean(meant: Meant, written: DemoAlert, parts: AlertEntry["parts"]): void {
  for (const platform of platforms) {
    const addresses = written.rows
      .split("\n")
      .filter((row) => row.includes(platform))
      .sort()
    const part = addresses.length > 0 || written.awareness?.includes(platform)
    const known = meant.has.get(platform)
    const before = known ? heard.get(known)! : undefined
    if (!part) {
      before?.told.push("referral.withdrawn")
      meant.has.delete(platform)
      continue
    }
    const { title } = written.words
    if (!before) {
      const { referral } = parts.find((each) => each.platform === platform && each.state === "live")!
      meant.has.set(platform, referral)
      heard.set(referral, { platform, told: ["referral.received"], addresses, title })
      continue
    }
    if (before.title !== title || before.addresses.join() !== addresses.join()) before.told.push("referral.amended")
    Object.assign(before, { title, addresses })
  }
}

function ends(meant: Meant): void {
  meant.gone = true
  for (const referral of meant.has.values()) heard.get(referral)!.told.push("referral.withdrawn")
}

const telling = ["referral.received", "referral.amended", "referral.withdrawn"]
const ownRows = (hub: TestHub, room: string) => hub.log(room).filter((row) => heard.has(row.subject))

function agrees(hub: TestHub, people: Record<Platform, HubPerson>): void {
  for (const platform of platforms) {
    const room = roomOf(platform)
    const rows = hub.log(room).filter((row) => telling.includes(row.type) && heard.has(row.subject))
    for (const [referral, each] of heard) {
      const told = rows.filter((row) => row.subject === referral).map((row) => row.type)
      expect([seed, platform, referral, told]).toEqual([
        seed,
        platform,
        referral,
        each.platform === platform ? each.told : [],
      ])
      if (each.platform !== platform) continue
      const entry = people[platform].held(room).entries.get(referral) as ReferralEntry
      expect([entry.version, entry.words.title, entry.arriving.length]).toEqual([
        1 + told.filter((type) => type === "referral.amended").length,
        each.title,
        0,
      ])
      if (entry.withdrawn) continue
      const live = entry.items
        .filter((item) => !item.withdrawn)
        .map((item) => item.address.replace("https://", "https://www."))
      expect(live.sort()).toEqual(each.addresses)
    }
  }
}

test("[R138] each platform gets each change of its part exactly once, in order, by two hubs whose reactions run again", async () => {
  console.info(`alert-random seed ${seed}`)
  const hub = await startHub()
  const second = await startHub({ beside: hub })
  hubs.push(hub, second)
  const dara = await hub.person("Dara Karim")
  const sela = await second.person("Sela Brook")
  const lewis = await hub.person("Lewis Fenn")
  const mira = await second.person("Mira Okoro")
  const people = { tiktok: await hub.person("Ana Rahimi"), youtube: await second.person("Iris Vale") }
  const alertOf = (subject: string) => mira.held(agency).entries.get(subject) as AlertEntry
  const all: Meant[] = []

  const writes = async (meant: Meant, changes: Partial<DemoAlert> = {}): Promise<void> => {
    const written = alert({ ...wording(), version: meant.version + 1, ...changes })
    const author = chance.pick([dara, sela])
    const seq = seqOf(await author.propose(agency, ...submitted(written, meant.subject)))
    const releaser = chance.pick([lewis, mira])
    await releaser.reaches(agency, seq)
    const answers = await releaseNext(releaser, written, meant.subject)
    expect([seed, answers.filter((each) => "refusal" in each)]).toEqual([seed, []])
    await Promise.all([dara, sela, lewis, mira].map((each) => each.reaches(agency, seqOf(answers))))
    meant.version += 1
    mean(meant, written, alertOf(meant.subject).parts)
  }
  const begins = async (changes: Partial<DemoAlert> = {}): Promise<void> => {
    const meant = { subject: randomUUID() as string, version: 0, gone: false, has: new Map<Platform, string>() }
    all.push(meant)
    await writes(meant, changes)
  }
  /** Comes and ends after all else, since reactions go by the order of the logs. */
  const allTold = async (): Promise<void> => {
    const written = alert({ rows: "", awareness: [...platforms] })
    const subject = randomUUID()
    await dara.accepted(agency, ...submitted(written, subject))
    await releaseNext(mira, written, subject)
    for (const { platform, referral } of alertOf(subject).parts) {
      await people[platform as Platform].seesReferral(roomOf(platform), referral)
      await people[platform as Platform].accepted(roomOf(platform), act("referral.noted", referral))
    }
    await mira.fact(() => alertOf(subject).state === "closed", "all told")
  }

  await begins()
  for (let step = 0; step < 40; step++) {
    const live = all.filter((each) => !each.gone)
    const meant = live.length > 0 ? chance.pick(live) : undefined
    const kind = chance.whole(0, 9)
    if (!meant || kind < 2) await begins()
    else if (kind === 2) {
      const facts = { restore: chance.pick([true, false]), named: [], confirmed: [] }
      await mira.accepted(agency, act("alert.withdrawn", meant.subject, facts, because))
      ends(meant)
    } else if (kind === 3) {
      await begins({ supersedes: meant.subject })
      ends(meant)
      await Promise.all(
        [lewis, mira].map((each) =>
          each.fact(
            () =>
              each.held(agency).entries.get(meant.subject) !== undefined &&
              (each.held(agency).entries.get(meant.subject) as AlertEntry).state === "superseded",
          ),
        ),
      )
    } else if (kind === 4 && meant.has.size > 0) {
      // Closed once it has come, and opened again by new items if the next version brings any.
      const [platform, referral] = chance.pick([...meant.has])
      await mira.seesReferral(roomOf(platform), referral)
      await mira.propose(roomOf(platform), act("referral.closed", referral, {}, because))
    } else await writes(meant)
  }
  await allTold()
  agrees(hub, people)
  const before = platforms.map((platform) => ownRows(hub, roomOf(platform)).length)
  const inAgency = hub.log(agency).length

  // As if no reaction had ever run: with the next event both begin again at the first.
  const database = new DatabaseSync(join(hub.folder, "hub.sqlite"), { timeout: 5_000 })
  database.exec("DELETE FROM cursors")
  database.close()
  await allTold()
  agrees(hub, people)
  expect(platforms.map((platform) => ownRows(hub, roomOf(platform)).length)).toEqual(before)
  // What allTold itself wrote: an alert, its release, and for each of its two referrals that it is there and that it ended.
  expect(hub.log(agency).length - inAgency).toBe(6)
})
