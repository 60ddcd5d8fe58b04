// Judges what waits, in order, against a draft of the room's state: pure and synchronous, so that rights and state cannot change
// in between. And answers a resend from the row that it made. Called by room.ts alone. Rules R3-R5, R8, R10, R11, R20.
import { randomBytes } from "node:crypto"
import type { Refusal } from "../../protocol/errors.ts"
import type { Actor, Proposal, RoomEvent, RoomKind } from "../../protocol/event.ts"
import { may } from "../../protocol/permissions.ts"
import type { AnyTopic, Judged } from "../../protocol/topic.ts"
import { redactions } from "../../protocol/topics.ts"
import type { Answer } from "../../protocol/wire.ts"
import type { Row } from "../store/store.ts"
import { chained, wordsDigest } from "./chain.ts"
import type { Ring } from "./ring.ts"
import { Draft, type State } from "./state.ts"

export interface Parsed {
  proposal: Proposal
  topic: AnyTopic
}

export interface Waiting extends Parsed {
  person: string
  facts: string
  words: string
  answer: (answer: Answer) => void
}

/** What a turn stands on. */
export interface Ground {
  room: string
  kind: RoomKind
  state: State
  ring: Pick<Ring, "find">
  /** ms since 1970 */
  nowMs: number
  /** in `access` also how they administer the organisation that a proposal names [R184] */
  actor(person: string, organisation?: string): Actor | undefined
}

export interface Judgement {
  draft: Draft
  rows: Row[]
  events: RoomEvent[]
  refused: { waiting: Waiting; refusal: Refusal }[]
  /** resends of what is in the log already */
  known: { waiting: Waiting; row: Row }[]
}

const salts = { pool: Buffer.alloc(0), at: 0 }

/** `targets` holds the events that the batch names; a redaction of this turn blanks them for the rest of it. */
export function judge(batch: readonly Waiting[], targets: Map<number, RoomEvent>, ground: Ground): Judgement {
  const { room, state, ring } = ground
  const draft = new Draft(state)
  const rows: Row[] = []
  const events: RoomEvent[] = []
  const refused: Judgement["refused"] = []
  const known: Judgement["known"] = []
  let { seq, hash } = state.position
  // Time never runs backwards within a room. [R5]
  const stamp = new Date(ground.nowMs).toISOString()
  const at = stamp > state.at ? stamp : state.at
  const actors = new Map<string, Actor | undefined>()
  for (const waiting of batch) {
    const { proposal, topic, person } = waiting
    const through = ground.kind === "access" ? organisationIn(proposal.body.facts) : undefined
    const who = `${person} ${through}`
    if (!actors.has(who)) actors.set(who, ground.actor(person, through))
    const actor = actors.get(who)
    const before = actor && ring.find(proposal.id)
    if (before) {
      known.push({ waiting, row: before })
      continue
    }
    const target = proposal.target ?? null
    const refusal = refusalOf(ground, draft, waiting, actor, target === null ? undefined : targets.get(target), at)
    if (refusal || !actor) {
      refused.push({ waiting, refusal: refusal ?? { code: "gone" } })
      continue
    }
    seq += 1
    const by = { id: actor.id, name: actor.name, organisation: actor.organisation }
    const { id, type, subject, body } = proposal
    const row = chained(hash, {
      room,
      seq,
      id,
      type: topic.type,
      subject,
      target,
      by: JSON.stringify(by),
      at,
      facts: waiting.facts,
      words: waiting.words,
      salt: salt(),
    })
    hash = row.hash
    const event = {
      room,
      seq,
      id,
      type,
      subject,
      target,
      by,
      at,
      facts: body.facts,
      words: body.words,
      hash,
    }
    draft.apply(event)
    // The rest of the turn must see it as redacted: a second redaction or an edit is refused. [R44]
    const redacted = redactions.has(type) && target !== null ? targets.get(target) : undefined
    if (redacted) targets.set(redacted.seq, { ...redacted, words: null })
    rows.push(row)
    events.push(event)
  }
  return { draft, rows, events, refused, known }
}

function refusalOf(
  { kind, actor: actorOf }: Ground,
  draft: Draft,
  { proposal, topic }: Waiting,
  actor: Actor | undefined,
  target: RoomEvent | undefined,
  at: string,
): Refusal | undefined {
  if (!actor) return { code: "gone" }
  if (!may(actor, kind, topic.type)) return { code: "forbidden" }
  const { id, subject, seen, body } = proposal
  const judged: Judged<never, never> = {
    id,
    subject,
    target: proposal.target ?? null,
    seen,
    by: actor,
    at,
    facts: body.facts as never,
    words: body.words as never,
  }
  // Whoever reads with a reason is nobody's counterpart there: neither mentioned nor handed anything. [R187]
  const member = (id: string) => {
    const found = actorOf(id)
    return found?.reading === undefined ? found : undefined
  }
  return topic.refusal({ slice: draft.slice, entry: draft.entry(subject), target, member }, judged)
}

/** 16 random bytes as hex; drawn in bulk because a turn needs many. */
function salt(): string {
  if (salts.at + 16 > salts.pool.length) Object.assign(salts, { pool: randomBytes(4_096), at: 0 })
  salts.at += 16
  return salts.pool.toString("hex", salts.at - 16, salts.at)
}

export const sameAs = (one: Omit<Waiting, "answer">, other: Omit<Waiting, "answer">): boolean =>
  one.person === other.person &&
  one.proposal.type === other.proposal.type &&
  one.proposal.subject === other.proposal.subject &&
  one.proposal.target === other.proposal.target &&
  one.facts === other.facts &&
  one.words === other.words

/** The same id by the same person with the same body answers the same event; anything else tells nothing. [R3][R4] */
export function answerFor({ person, proposal, facts, words }: Omit<Waiting, "answer">, row: Row): Answer {
  const by = JSON.parse(row.by) as { id: string }
  const same =
    by.id === person &&
    row.type === proposal.type &&
    row.subject === proposal.subject &&
    row.target === (proposal.target ?? null) &&
    row.facts === facts &&
    (row.salt === null || wordsDigest(row.salt, words) === row.wordsDigest)
  if (!same) return { id: proposal.id, refusal: { code: "conflict" } }
  return { id: row.id, seq: row.seq, hash: row.hash, at: row.at }
}

/** Which organisation's people a proposal in `access` is about. */
const organisationIn = (facts: unknown): string | undefined => (facts as { organisation?: string }).organisation
