// A real hub on a free port with a real store in a temporary folder, and people who sign in and hold its rooms as a client does.
// Used by every test of this folder: `await using hub = await startHub()`, `const ana = await hub.person("Ana Rahimi")`.
import { randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import type { Refusal } from "../../protocol/errors.ts"
import type { Proposal } from "../../protocol/event.ts"
import { platformsOf, released, submitted, type DemoAlert } from "../../server/demo/write.ts"
import { startHub as startRealHub, type Hub } from "../../server/hub.ts"
import { readSettings } from "../../server/settings.ts"
import { HubPerson, signIn } from "./hub-person.ts"

export const agency = "org/nca"
export const tiktok = "platform/tiktok"

/** A proposal as a client makes it. */
export function act(
  type: string,
  subject: string,
  facts: unknown = {},
  words: unknown = {},
  target?: number,
): Proposal {
  return {
    id: randomUUID(),
    type,
    subject,
    seen: 0,
    ...(target === undefined ? {} : { target }),
    body: { facts, words },
  }
}

export const say = (subject: string, text: string): Proposal =>
  act("message.sent", subject, { kind: "message" }, { text })

export function alert(changes: Partial<DemoAlert> = {}): DemoAlert {
  const mark = randomUUID().replaceAll("-", "").slice(0, 10)
  return {
    brief: {
      priority: "P2",
      reason: "advert",
      theme: "boat-crossing",
      languages: ["en"],
      handling: "AMBER",
      asked: ["remove"],
    },
    words: { title: "Crossing offered", narrative: "A seat is offered for a price.", corridor: "", conditions: "" },
    rows: `https://www.tiktok.com/@boat.${mark}\nhttps://www.tiktok.com/@boat.${mark}/video/7300000000000000001\nhttps://www.youtube.com/@boat${mark}`,
    ticked: [],
    evidence: [],
    ...changes,
  }
}

export interface Released {
  subject: string
  /** platform to referral */
  referrals: Record<string, string>
}

/** Submits it as the person; answers the alert's subject. */
export async function submit(person: HubPerson, written: DemoAlert, room = agency): Promise<string> {
  const subject = randomUUID()
  await person.accepted(room, ...submitted(written, subject))
  return subject
}

export function releaseOf(written: DemoAlert, subject: string): Proposal & { parts: Released["referrals"] } {
  const parts = platformsOf(written).map((platform) => ({ platform, referral: randomUUID() as string }))
  const referrals = Object.fromEntries(parts.map(({ platform, referral }) => [platform, referral]))
  return Object.assign(released(written, subject, parts), { parts: referrals })
}

export async function release(person: HubPerson, written: DemoAlert, subject: string): Promise<Released> {
  const { parts, ...proposal } = releaseOf(written, subject)
  await person.accepted(agency, proposal)
  return { subject, referrals: parts }
}

export interface OutcomeChoice {
  action?: string
  reason?: string | null
  ground?: string | null
  actedAt?: string | null
  words?: Partial<Record<"rule" | "preserved" | "sweep" | "duplicateOf", string>>
}

export function outcome(
  subject: string,
  items: readonly { n: number; seq: number }[],
  { action = "removed", reason = null, ground = "terms", actedAt = null, words = {} }: OutcomeChoice = {},
): Proposal {
  const at = new Date().toISOString()
  const facts = {
    items: items.map(({ n, seq }) => ({ n, seq })),
    action,
    reason,
    ground,
    territory: "",
    decidedAt: at,
    actedAt,
    automated: false,
    preservedUntil: null,
    userTold: null,
    found: null,
    actedOn: null,
  }
  const outcomes = [{ rule: "Rule 4", preserved: "", sweep: "", duplicateOf: "", ...words }]
  return act("outcome.recorded", subject, { outcomes: [facts] }, { outcomes })
}

export interface LogRow {
  room: string
  seq: number
  id: string
  type: string
  subject: string
  at: string
  words: string | null
  facts: string
  hash: string
}

export interface TestHub extends AsyncDisposable {
  readonly url: string
  readonly folder: string
  readonly real: Hub
  /** Signs in as a demo person and opens every room that they may open. */
  person(name: string): Promise<HubPerson>
  /** The room's log as it is on the disk. */
  log(room: string): LogRow[]
  /** Moves the hub's clock. */
  later(ms: number): void
  /** Stops and starts again on the same folder. */
  restart(): Promise<void>
  /** A referral in TikTok's room (and where else the alert goes), by way of Dara and Lewis. */
  referral(changes?: Partial<DemoAlert>): Promise<Released>
}

export async function startHub({
  content = false,
  env = {},
  beside,
}: { content?: boolean; env?: Record<string, string>; beside?: TestHub } = {}): Promise<TestHub> {
  // `beside` another hub: on the same store, as a second process would be.
  const folder = beside?.folder ?? (await mkdtemp(join(tmpdir(), "hub-test-")))
  const settings = () => readSettings({ PORT: "0", HUB_DATA: folder, HUB_LOG_LEVEL: "silent", ...env })
  let offsetMs = 0
  const start = () => startRealHub(settings(), { now: () => Date.now() + offsetMs, content })
  let real = await start()
  const people: HubPerson[] = []
  const hub: TestHub = {
    get url() {
      return real.url
    },
    get real() {
      return real
    },
    folder,
    async person(name) {
      const person = new HubPerson(await signIn(real.url, personId(name)))
      people.push(person)
      // After a leap of the clock the hub looks at its store before it lets anybody in. [R16]
      for (let entered = false; !entered;)
        entered = await person.connect().then(
          () => true,
          (refusal: Refusal) => {
            if (refusal.code !== "unavailable") throw refusal
            return new Promise<boolean>((resolve) => setTimeout(resolve, 20, false))
          },
        )
      await person.openAll()
      return person
    },
    log(room) {
      const database = new DatabaseSync(join(folder, "hub.sqlite"), { readOnly: true })
      try {
        return database.prepare("SELECT * FROM events WHERE room = ? ORDER BY seq").all(room) as unknown as LogRow[]
      } finally {
        database.close()
      }
    },
    later(ms) {
      offsetMs += ms
    },
    async restart() {
      await real.stop()
      real = await start()
      for (const person of people) person.grant.url = real.url
    },
    async referral(changes) {
      const written = alert(changes)
      const subject = await submit(await known("Dara Karim"), written)
      const made = await release(await known("Lewis Fenn"), written, subject)
      for (const [platform, referral] of Object.entries(made.referrals))
        await received(`platform/${platform}`, referral)
      return made
    },
    async [Symbol.asyncDispose]() {
      for (const person of people) person.leave()
      await real.stop()
      if (!beside) await rm(folder, { recursive: true, force: true })
    },
  }
  async function known(name: string): Promise<HubPerson> {
    return people.find((each) => each.id === personId(name) && each.connected) ?? hub.person(name)
  }
  async function received(name: string, referral: string): Promise<void> {
    const room = await real.rooms.room(name)
    const here = () => room.entries.get(referral)?.open === true
    const watched = Promise.withResolvers<void>()
    real.rooms.onCommit(() => here() && watched.resolve())
    if (here()) watched.resolve()
    await watched.promise
  }
  return hub
}

export const personId = (name: string): string => `demo-${name.toLowerCase().replaceAll(" ", "-")}`

/** The rule of a `not-now`, or the code of any other refusal; undefined for an accepted proposal. */
export function ruleOf(answer: object | undefined): string | undefined {
  const refusal = answer && "refusal" in answer ? (answer.refusal as Refusal) : undefined
  return refusal && ("rule" in refusal && refusal.code === "not-now" ? refusal.rule : refusal.code)
}
