// Fills an empty store of evaluation mode with people and with stories, each act proposed by its person under the same rules as any.
// Called by hub.ts. All ids are derived, so that two processes that start at once write it once.
import { setTimeout as pause } from "node:timers/promises"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { accessRoom, agencyRoom, platformRoom, type Proposal } from "../../protocol/event.ts"
import { rotaSubject } from "../../protocol/topics/rota.ts"
import { derivedId } from "../engine/derived.ts"
import type { Rooms } from "../engine/rooms.ts"
import { dueProposals } from "../reactions/due.ts"
import type { Store } from "../store/store.ts"
import { earlierStories } from "./earlier-stories.ts"
import type { Act, Story } from "./story.ts"
import { todaysStories } from "./todays-stories.ts"
import { leadSteps } from "./leads.ts"
import { demoOrganisations, demoPeople } from "./people.ts"
import { platformsOf, released, submitted, type DemoAlert } from "./write.ts"

const personId = (name: string): string => demoPeople.find((each) => each.name === name)!.id
const minute = 60_000

const proposal = (
  what: string,
  type: string,
  subject: string,
  facts: unknown,
  words: unknown,
  target?: number,
): Proposal => ({
  id: derivedId("demo", what),
  type,
  subject,
  seen: 0,
  ...(target === undefined ? {} : { target }),
  body: { facts, words },
})

export async function demoAccess(rooms: Rooms): Promise<void> {
  const known = rooms.access
  const organisations = demoOrganisations
    .filter(({ id }) => !known.organisation(id))
    .map(({ id, kind, name, prefix }) =>
      proposal(`organisation ${id}`, "organisation.added", id, { organisation: kind, prefix }, { name }),
    )
  const people = demoPeople
    .filter(({ id }) => !known.person(id))
    .flatMap(({ id, name, memberships }) => [
      proposal(`person ${id}`, "person.added", id, {}, { name }),
      ...memberships.map(({ organisation, roles }) => {
        const { kind } = demoOrganisations.find((each) => each.id === organisation)!
        return proposal(`member ${id} ${organisation}`, "membership.granted", id, { organisation, kind, roles }, {})
      }),
    ])
  if (organisations.length + people.length > 0) await rooms.proposeAsHub(accessRoom, [...organisations, ...people])
  for (const room of known.everyRoom()) await rooms.room(room)
}

interface Step {
  agoMs: number
  run(): Promise<void>
}

export interface DemoParts {
  rooms: Rooms
  store: Store
  now(): number
  /** sets the hub's clock back by this much; 0 ends it */
  ago(ms: number): void
}

/** Fills a store that has never had it; answers whether this call did. */
export async function demoContent(parts: DemoParts): Promise<boolean> {
  if ((await parts.store.meta("demo")) === "played") return false
  const startMs = parts.now()
  const { rooms } = parts
  const leads = leadSteps({
    rooms,
    id: (...what) => derivedId("demo", ...what),
    person: personId,
    must: (person, room, each) => must(rooms, "leads", person, room, [each]),
  })
  const steps = [
    ...[...earlierStories, ...todaysStories].flatMap((story, index) =>
      stepsOf(parts, story, `story ${index}`, startMs),
    ),
    ...leads.map(({ ago, run }): Step => ({ agoMs: ago * minute, run })),
  ]
  // Stable by construction: steps of one story come in order, and sorting keeps that for equal times.
  steps.sort((one, other) => other.agoMs - one.agoMs)
  try {
    for (const { agoMs, run } of steps) {
      parts.ago(agoMs + parts.now() - startMs)
      await writeLate(parts, startMs - agoMs)
      await run()
    }
  } finally {
    parts.ago(0)
  }
  await keepClaims(parts)
  await keepRota(parts)
  await parts.store.setMeta("demo", "played")
  return true
}

/** Breaches of the told time, so that they stand where they happened. Claims last: whoever has one in the story is at work. */
async function writeLate({ rooms }: DemoParts, atMs: number): Promise<void> {
  const at = new Date(atMs).toISOString()
  for (const room of rooms.all()) {
    // A breach and its escalations, one after the other.
    for (;;) {
      const late = [...room.entries.values()].flatMap((entry) => dueProposals(entry, at))
      const told = late.filter(({ type }) => type !== "claim.expired")
      if (told.length === 0) break
      await rooms.proposeAsHub(room.name, told)
    }
  }
}

/** Whoever has a claim when the story reaches the present has the outcome form open. */
async function keepClaims({ rooms }: DemoParts): Promise<void> {
  for (const room of rooms.all())
    for (const entry of room.entries.values())
      if (entry.kind === "referral" && entry.claim) {
        const kept = proposal(`kept ${entry.subject}`, "claim.kept", entry.subject, {}, {})
        await rooms.propose(entry.claim.by.id, room.name, [kept])
      }
}

/** As this person; what was written by another process is no refusal. */
async function must(rooms: Rooms, name: string, person: string, room: string, proposals: Proposal[]): Promise<void> {
  for (const answer of await rooms.propose(person, room, proposals))
    if ("refusal" in answer && answer.refusal.code !== "conflict")
      throw new Error(`demo content: ${name}: ${JSON.stringify(answer.refusal)}`)
}

/** Each duty officer and supervisor is on call for the fortnight that begins now, by their own act. */
async function keepRota({ rooms, now }: DemoParts): Promise<void> {
  const at = (hours: number) => new Date(Math.floor(now() / 3_600_000 + hours) * 3_600_000).toISOString()
  for (const { id, name, memberships } of demoPeople)
    for (const { organisation, roles } of memberships) {
      if (!roles.includes("duty") && !roles.includes("supervisor")) continue
      const facts = { shift: derivedId("shift", id), person: { id, name, organisation }, from: at(0), to: at(14 * 24) }
      const added = proposal(`shift ${id}`, "shift.added", rotaSubject, facts, {})
      await rooms.propose(id, agencyRoom(organisation), [added])
    }
}

function stepsOf({ rooms }: DemoParts, story: Story, name: string, startMs: number): Step[] {
  const subject = derivedId("demo", name)
  const alert: DemoAlert = {
    brief: {
      priority: story.priority,
      reason: story.reason,
      theme: story.theme,
      languages: story.languages,
      handling: story.handling ?? "AMBER",
      asked: story.asked,
    },
    words: {
      title: story.title,
      narrative: story.narrative,
      corridor: story.corridor,
      conditions: story.conditions ?? "",
    },
    rows: story.rows.join("\n"),
    ticked: story.ticked ?? [],
    evidence: story.evidence ?? [],
  }
  const agency = agencyRoom("nca")
  const steps: Step[] = [
    {
      agoMs: (story.ago + 4) * minute,
      run: () =>
        must(
          rooms,
          name,
          personId(story.author),
          agency,
          submitted(alert, subject, (what) => derivedId("demo", name, what)),
        ),
    },
  ]
  if (!story.releaser) return [{ ...steps[0]!, agoMs: story.ago * minute }]
  const releaser = personId(story.releaser)
  const parts = platformsOf(alert).map((platform) => ({ platform, referral: derivedId("demo", name, platform) }))
  steps.push({
    agoMs: story.ago * minute,
    run: async () => {
      await must(rooms, name, releaser, agency, [released(alert, subject, parts, derivedId("demo", name, "released"))])
      for (const { platform, referral } of parts) await received(rooms, platformRoom(platform), referral)
    },
  })
  for (const { platform, referral } of parts)
    for (const [index, act] of (story.acts?.[platform] ?? []).entries())
      steps.push({
        agoMs: act.ago * minute,
        run: async () => {
          const room = platformRoom(platform)
          const entry = await received(rooms, room, referral)
          await must(rooms, name, personId(act.by), room, [actOf(act, `${name} ${platform} ${index}`, entry, startMs)])
        },
      })
  return steps
}

async function received(rooms: Rooms, name: string, subject: string): Promise<ReferralEntry> {
  for (let tries = 0; tries < 500; tries++) {
    const entry = (await rooms.room(name)).entries.get(subject)
    if (entry?.kind === "referral" && entry.received) return entry
    await pause(10)
  }
  throw new Error(`demo content: a referral did not reach ${name}`)
}

function actOf(act: Act, name: string, entry: ReferralEntry, startMs: number): Proposal {
  const { subject, thread } = entry
  const at = new Date(startMs - act.ago * minute).toISOString()
  switch (act.kind) {
    case "see":
      return proposal(name, "referral.seen", subject, {}, {})
    case "claim":
      return proposal(name, "claim.made", subject, {}, {})
    case "release-claim":
      return proposal(name, "claim.released", subject, {}, {})
    case "acknowledge":
      return proposal(
        name,
        "referral.acknowledged",
        subject,
        { estimate: entry.clocks.decide.deadline },
        { comment: act.comment },
      )
    case "say":
      return proposal(name, "message.sent", subject, { kind: "message" }, { text: act.text })
    case "ask":
      return proposal(name, "message.sent", subject, { kind: "question" }, { text: act.text })
    case "answer":
      return proposal(
        name,
        "message.sent",
        subject,
        { kind: "answer" },
        { text: act.text },
        thread.openQuestions.at(-1) ?? 0,
      )
    case "edit":
      return proposal(name, "message.edited", subject, {}, { text: act.text }, thread.last?.seq ?? 0)
    case "redact":
      return proposal(name, "message.redacted", subject, { reason: "wrong-thread" }, {}, thread.last?.seq ?? 0)
    case "does":
      return proposal(name, act.type, subject, act.facts(at), act.words)
    case "decide": {
      const items = entry.items.filter((item) => act.items.includes(item.n)).map(({ n, seq }) => ({ n, seq }))
      const acted = act.action !== "none"
      const facts = {
        items,
        action: act.action,
        reason: act.reason ?? null,
        ground: acted ? "terms" : null,
        territory: "",
        decidedAt: at,
        actedAt: acted ? at : null,
        automated: false,
        preservedUntil: new Date(startMs + 90 * 1_440 * minute).toISOString(),
        userTold: "later",
        found: act.action === "searched-and-acted" ? 3 : null,
        actedOn: act.action === "searched-and-acted" ? 3 : null,
      }
      return proposal(
        name,
        "outcome.recorded",
        subject,
        { outcomes: [facts] },
        { outcomes: [{ rule: act.rule, preserved: "DEMO-PR-0388", sweep: "", duplicateOf: "" }] },
      )
    }
  }
}
