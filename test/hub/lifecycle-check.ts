// Walks logs as the lifecycle tells them: which change of an item may follow from which act, and what must be true at every moment. Written
// from the lifecycle, not from the topics. Used by random-lives.test.ts.
import { expect } from "vitest"
import type { Clock } from "../../protocol/entries/clock.ts"
import { emptySlice, type Entry } from "../../protocol/entries.ts"
import { referralState, type ReferralEntry } from "../../protocol/entries/referral.ts"
import type { RoomEvent } from "../../protocol/event.ts"
import { applyEvent } from "../../protocol/fold.ts"
import { readRow } from "../../server/engine/chain.ts"
import type { LogRow } from "./start-hub.ts"

const referralStates = [
  "delivered",
  "seen",
  "acknowledged",
  "in-review",
  "decided",
  "verified",
  "needs-information",
  "on-hold",
  "duplicate",
  "closed",
  "withdrawn",
]

/** From and to of an item, and the acts by which it goes there. */
const moves: Record<string, readonly string[]> = {
  "open decided": ["outcome.recorded"],
  "open duplicate": ["outcome.recorded"],
  "decided open": ["outcome.undone", "referral.reopened", "items.verified"],
  "duplicate open": ["outcome.undone", "referral.reopened", "duplicate.reopened"],
  "restored open": ["referral.reopened", "items.verified"],
  "open held": ["hold.placed"],
  "held open": ["hold.ended", "hold.expired", "hold.refused", "referral.reopened"],
  "challenged open": ["referral.reopened"],
  "decided challenged": ["outcome.challenged"],
  "restored challenged": ["outcome.challenged"],
  "challenged decided": ["challenge.kept", "challenge.changed", "referral.withdrawn", "referral.amended"],
  "challenged restored": ["challenge.kept", "referral.withdrawn", "referral.amended"],
  "decided restored": ["outcome.restored"],
  "withdrawn restored": ["outcome.restored"],
  "open withdrawn": ["referral.withdrawn", "referral.amended"],
  "held withdrawn": ["referral.withdrawn", "referral.amended"],
}

export interface Found {
  events: number
  states: string[]
  moves: string[]
  breaches: number
  escalations: number
}

export function checkLog(logs: readonly (readonly [string, readonly LogRow[]])[], seed: number): Found {
  const found = { events: 0, states: new Set<string>(), moves: new Set<string>(), breaches: 0, escalations: 0 }
  for (const [room, rows] of logs) {
    const entries = new Map<string, Entry>()
    const told = new Set<string>()
    const writers = new Map<string, Set<string>>()
    let slice = emptySlice
    let last: RoomEvent | undefined
    for (const row of rows) {
      const event = readRow(row as never)
      const where = [seed, room, event.seq, event.type]
      expect([...where, event.seq]).toEqual([...where, (last?.seq ?? 0) + 1])
      expect([...where, event.at >= (last?.at ?? "")]).toEqual([...where, true])
      const before = entries.get(event.subject)
      const after = applyEvent(before, slice, event)
      slice = after.slice
      if (after.entry) entries.set(event.subject, after.entry)
      last = event
      found.events += 1
      secondPerson(event, writers, where)
      if (after.entry?.kind !== "referral" || !after.entry.received) continue
      const known = before?.kind === "referral" && before.received ? before : undefined
      found.states.add(referralState(after.entry))
      expect([...where, referralStates.includes(referralState(after.entry))]).toEqual([...where, true])
      for (const move of movesOf(known, after.entry)) {
        expect([...where, move, moves[move]?.includes(event.type)]).toEqual([...where, move, true])
        found.moves.add(move)
      }
      times(after.entry, where)
      if (known) personal(known, event, where)
      if (known && event.type.startsWith("clock.")) {
        breach(known, event, told, where)
        if (event.type === "clock.breached") found.breaches += 1
        else found.escalations += 1
      }
    }
  }
  return { ...found, states: [...found.states].sort(), moves: [...found.moves].sort() }
}

function movesOf(before: ReferralEntry | undefined, after: ReferralEntry): string[] {
  return (before?.items ?? []).flatMap((item, index) => {
    const next = after.items[index]!
    return next.state === item.state ? [] : [`${item.state} ${next.state}`]
  })
}

/** No deadline lies before its start, no claim or hold ends before it began. */
function times({ clocks, items, claim }: ReferralEntry, where: unknown[]): void {
  const spans = [
    ...Object.values(clocks).flatMap((clock: Clock | null) => (clock ? [[clock.startedAt, clock.deadline]] : [])),
    ...items.map((item) => [item.startedAt, item.deadline]),
    ...items.flatMap(({ hold }) => (hold ? [[hold.at, hold.until]] : [])),
    ...(claim ? [[claim.at, claim.endsAt]] : []),
  ]
  for (const [from, to] of spans) expect([...where, from, to, to! >= from!]).toEqual([...where, from, to, true])
}

/** What only one person may do, or only another one. */
function personal(before: ReferralEntry, { type, by, facts, at }: RoomEvent, where: unknown[]): void {
  const so = (holds: boolean, what: string) => expect([...where, what, holds]).toEqual([...where, what, true])
  const { claim, request, items, withdrawn, closed } = before
  const named = ((facts as { items?: (number | { n: number })[] }).items ?? []).map(
    (each) => items[(typeof each === "number" ? each : each.n) - 1]!,
  )
  if (withdrawn)
    so(!type.startsWith("claim.") && !type.startsWith("hold."), "nothing is claimed or held that is withdrawn")
  if (closed && !withdrawn) so(!type.startsWith("claim.") && !type.startsWith("hold."), "nor what is closed")
  if (type === "claim.made") so(claim === null, "one claim at a time")
  if (["claim.kept", "information.needed"].includes(type)) so(claim?.by.id === by.id, "the claimant alone")
  if (type === "outcome.recorded") {
    const { outcomes } = facts as { outcomes: { items: { n: number }[] }[] }
    const of = outcomes.flatMap((each) => each.items.map(({ n }) => items[n - 1]!))
    so(claim?.by.id === by.id || of.every((item) => item.withdrawn !== null), "the claimant alone decides")
    so(
      of.every((item) => item.state === "open" || item.withdrawn !== null),
      "what is open",
    )
  }
  if (type === "claim.expired") so(claim !== null && at >= claim.endsAt, "a claim ends in its time")
  if (type === "information.answered") so(request !== null, "what was asked is answered")
  if (type === "challenge.kept")
    so(
      named.every((item) => item.outcome?.by.id !== by.id),
      "somebody else answers a challenge",
    )
  if (type === "outcome.challenged")
    so(
      named.every((item) => item.challenge === null),
      "a decision is challenged once",
    )
  if (type === "items.verified")
    so(![before.author, ...before.amenders].includes(by.id), "not who wrote the alert verifies")
  if (type === "hold.placed")
    so(
      named.every((item) => item.state === "open"),
      "what is decided is not held",
    )
}

/** Whoever wrote a version of an alert checks and releases none. */
function secondPerson({ type, subject, by }: RoomEvent, writers: Map<string, Set<string>>, where: unknown[]): void {
  if (type === "alert.submitted") writers.set(subject, new Set([...(writers.get(subject) ?? []), by.id]))
  if (type === "alert.checked" || type === "alert.released")
    expect([...where, writers.get(subject)?.has(by.id)]).toEqual([...where, false])
}

/** A step is told once of a deadline that has passed, while its clock runs; the breach before all others. */
function breach(before: ReferralEntry, { facts, at, by }: RoomEvent, told: Set<string>, where: unknown[]): void {
  const { clock: name, deadline, step = 0 } = facts as { clock: "decide"; deadline: string; step?: number }
  const clock = before.clocks[name]
  const key = `${before.subject} ${before.version} ${name} ${deadline} ${step}`
  expect([...where, key, told.has(key), by.id]).toEqual([...where, key, false, "hub"])
  told.add(key)
  expect([...where, clock.deadline, clock.stoppedAt, clock.pausedAt, clock.steps]).toEqual([
    ...where,
    deadline,
    null,
    null,
    step,
  ])
  expect([...where, at >= deadline]).toEqual([...where, true])
}
