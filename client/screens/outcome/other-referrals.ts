// The other referrals of the room, as the outcome form needs them: those that an item may be a duplicate of, and the one to go on with.
// Pure. Used by outcome-screen.ts.
import { reference } from "../../../protocol/entries/brief.ts"
import { runningClock, undecided, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import type { HeldRoom } from "../../hub/held-room.ts"

/** By their references. */
export function originals(room: HeldRoom | undefined, subject: string): Map<string, string> {
  const { prefix = "" } = room?.info.organisation ?? {}
  return new Map(others(room, subject).map((entry) => [reference(prefix, entry.number), entry.subject]))
}

/** The next open referral by its clock that nobody but this person has. */
export function nextOpen(room: HeldRoom | undefined, subject: string, me: string): string | undefined {
  const open = others(room, subject).filter(
    (entry) =>
      undecided(entry) &&
      entry.items.some((item) => item.state === "open") &&
      (!entry.claim || entry.claim.by.id === me),
  )
  return open.sort((one, other) =>
    (runningClock(one)?.clock.deadline ?? "") < (runningClock(other)?.clock.deadline ?? "") ? -1 : 1,
  )[0]?.subject
}

const others = (room: HeldRoom | undefined, subject: string): ReferralEntry[] =>
  [...(room?.entries.values() ?? [])].filter(
    (entry): entry is ReferralEntry => entry.kind === "referral" && entry.subject !== subject,
  )
