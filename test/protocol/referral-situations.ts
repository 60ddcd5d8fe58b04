// Everybody who may stand in a platform's room, and the situations that a referral can be in, each by the acts that lead there.
// Used by referral-table.test.ts.
import { later } from "../../protocol/topics/settle.ts"
import type { OneReferral } from "./one-referral.ts"

// Moderators: Ana, whose claim, decision and question it is, and Mai. Supervisor: Jonas. Policy lead: Ruth. Analysts: Dara, and Sela, who
// wrote the alert. Releaser: Otto. Duty officer: Mira. Whoever does all that another does is named wherever that one is.
export const everybody = ["ana", "mai", "jonas", "ruth", "dara", "sela", "otto", "mira", "hub"] as const
export const M = ["ana", "mai", "jonas"]
export const S = ["jonas"]
export const P = ["ruth"]
export const A = ["dara", "sela", "mira"]
export const D = ["mira"]
export const hub = ["hub"]
export const nobody: string[] = []

export const reason = { reason: "because" }
export const none = { action: "none", reason: "duplicate-of", ground: null }
export const question = { question: "which?" }
const hours = (referral: OneReferral, count: number) => later(referral.at, count * 3_600_000)
export const hold = (referral: OneReferral, who: string, items: number[]) =>
  referral.does(who, "hold.placed", { items, until: hours(referral, 2) }, { ...reason, owner: "Dara" })
export const verify = (referral: OneReferral, who: string, finding: string, items = [1, 2, 3]) =>
  referral.does(who, "items.verified", { items: items.map((n) => ({ n, finding })) })
export const acknowledge = (referral: OneReferral, who: string) =>
  referral.does(who, "referral.acknowledged", { estimate: hours(referral, 1) }, { comment: "" })

/** Must be accepted, or the situation is not what its name says. */
export function so(...answers: string[]): void {
  for (const answer of answers) if (answer !== "accepted") throw new Error(answer)
}

export const situations = {
  delivered: () => undefined,
  seen: (it) => so(it.does("ruth", "referral.seen")),
  acknowledged: (it) => so(acknowledge(it, "ana")),
  claimed: (it) => so(it.does("ana", "claim.made")),
  asked: (it) => so(it.does("ana", "claim.made"), it.does("ana", "information.needed", { items: [1] }, question)),
  held: (it) => so(hold(it, "dara", [1, 2, 3])),
  "claimed, one held": (it) => so(it.does("ana", "claim.made"), hold(it, "dara", [1])),
  "claimed, one decided": (it) => so(it.does("ana", "claim.made"), it.records("ana", [1])),
  decided: (it) => void it.decided(),
  duplicate: (it) => so(it.does("ana", "claim.made"), it.records("ana", [1, 2, 3], none, { duplicateOf: "TT-0001" })),
  challenged: (it) => so(it.decided().does("dara", "outcome.challenged", { items: [1] }, reason)),
  answered: (it) => {
    situations.challenged(it)
    so(it.does("ruth", "challenge.kept", { items: [1] }, reason))
  },
  restored: (it) => so(it.decided().does("ruth", "outcome.restored", { items: [1] }, reason)),
  verified: (it) => so(verify(it.decided(), "dara", "gone")),
  reopened: (it) => so(it.decided().does("dara", "referral.reopened", { items: [1] }, reason)),
  closed: (it) => {
    situations.verified(it)
    so(it.does("dara", "referral.closed", {}, reason))
  },
  "closed unread": (it) => so(it.does("mira", "referral.closed", {}, reason)),
  withdrawn: (it) => so(it.does("hub", "referral.withdrawn", { restore: false, replacedBy: null }, reason)),
  "withdrawn, to restore": (it) => {
    situations["claimed, one decided"](it)
    so(it.does("hub", "referral.withdrawn", { restore: true, replacedBy: null }, reason))
  },
} satisfies Record<string, (it: OneReferral) => void>
export type Situation = keyof typeof situations
export const all = Object.keys(situations) as Situation[]
