// One act on many referrals at once: who is in it, who is left out and why, and what takes it back. Pure. Used by many-bar.ts.
import { runningClock, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import type { By } from "../../../protocol/event.ts"
import type { Answer } from "../../../protocol/wire.ts"
import { refusalSentence } from "../../../protocol/errors.ts"
import { closingFacts } from "../../../protocol/topics/closing.ts"
import type { Draft } from "../../hub/hub.ts"

export type ManyId = "acknowledge" | "claim" | "hand-over" | "close"

export interface ManyAct {
  id: ManyId
  text: string
  /** "5 acknowledged" */
  done: string
  key: string
}

/** What each side may do with many at once. */
export const platformMany: readonly ManyAct[] = [
  { id: "acknowledge", text: "Acknowledge", done: "acknowledged", key: "a" },
  { id: "claim", text: "Claim", done: "claimed", key: "c" },
  { id: "hand-over", text: "Hand over", done: "handed over", key: "h" },
]
export const agencyMany: readonly ManyAct[] = [{ id: "close", text: "Close", done: "closed", key: "" }]

export interface ManyGiven {
  comment: string
  person: By | undefined
}

export interface Chosen {
  room: string
  /** "TT-0004" */
  reference: string
  entry: ReferralEntry
}

export interface Line extends Chosen {
  /** why it is left out; empty when it is in */
  left: string
  /** what will be, in words */
  will: string
}

/** A verdict for each. `supervisor` in the room of the referral. */
export function plan(id: ManyId, chosen: readonly Chosen[], asker: { me: string; supervisor: boolean }): Line[] {
  return chosen.map((each) => ({ ...each, left: leftOut(id, each.entry, asker), will: effect(id, each.entry) }))
}

function leftOut(id: ManyId, entry: ReferralEntry, { me, supervisor }: { me: string; supervisor: boolean }): string {
  const { acknowledged, claim, items, verifiedAt } = entry
  if (entry.closed) return "closed already"
  const open = items.some((item) => item.state === "open")
  const holder = claim && (claim.by.id === me ? "you have it" : `${claim.by.name} has it`)
  switch (id) {
    case "acknowledge":
      if (acknowledged) return `${acknowledged.by.name} acknowledged it`
      return entry.decidedAt ? "decided already" : ""
    case "claim":
      return holder ?? (open ? "" : "no item is open")
    case "hand-over":
      if (!claim) return "nobody has it"
      return claim.by.id === me || supervisor ? "" : holder!
    case "close":
      return verifiedAt ? "" : "not every item is verified"
  }
}

function effect(id: ManyId, entry: ReferralEntry): string {
  if (id === "acknowledge") return "estimated for its deadline"
  if (id === "claim" && !entry.acknowledged) return "acknowledges it too"
  return runningClock(entry)?.clock.pausedAt ? "its clock is paused" : ""
}

/** What is proposed for one that is in. */
export function draftOf(id: ManyId, { entry }: Chosen, { comment, person }: ManyGiven): Draft {
  const { subject } = entry
  switch (id) {
    case "acknowledge":
      return {
        type: "referral.acknowledged",
        subject,
        facts: { estimate: entry.clocks.decide.deadline },
        words: { comment },
      }
    case "claim":
      return { type: "claim.made", subject, facts: {}, words: {} }
    case "hand-over":
      return { type: "claim.handed", subject, facts: { to: person }, words: { note: comment } }
    case "close":
      return { type: "referral.closed", subject, facts: closingFacts(comment), words: { reason: comment } }
  }
}

/** What takes one back; nothing takes a closing back but reopening, which is an act of its own. */
export function undoOf(id: ManyId, { subject }: { subject: string }): Draft | undefined {
  switch (id) {
    case "acknowledge":
      return { type: "referral.unacknowledged", subject, facts: {}, words: {} }
    case "claim":
      return { type: "claim.released", subject, facts: {}, words: {} }
    case "hand-over":
      return { type: "claim.taken", subject, facts: {}, words: { note: "The hand-over is undone." } }
    case "close":
      return undefined
  }
}

export interface ManyResult {
  act: ManyAct
  done: Chosen[]
  refused: { reference: string; why: string }[]
}

/** Answers stand in the order of what was proposed. */
export function resultOf(act: ManyAct, asked: readonly Chosen[], answers: readonly Answer[]): ManyResult {
  const result: ManyResult = { act, done: [], refused: [] }
  for (const [index, each] of asked.entries()) {
    const answer = answers[index]
    if (answer && "refusal" in answer)
      result.refused.push({ reference: each.reference, why: refusalSentence(answer.refusal) })
    else result.done.push(each)
  }
  return result
}
