// What is running out for a person right now: not events but moments, so that they come and go with the clock and are never unread. Pure.
// Used by the inbox and by ringer.ts. [R193]
import type { NoticedEntry } from "../../protocol/entries.ts"
import { leadClock } from "../../protocol/entries/lead.ts"
import { runningClock } from "../../protocol/entries/referral.ts"
import type { RoomInfo } from "../../protocol/wire.ts"
import { alarms, type Watched } from "./inbox.ts"

export const running = {
  alarm: "Waits for an acknowledgement",
  "deadline-near": "Deadline near",
  "claim-ending": "Your claim is about to end",
  "estimate-passed": "Your estimate has passed",
} as const
export type RunningKind = keyof typeof running

export interface RunningOut extends Watched {
  key: string
  kind: RunningKind
  /** when it runs out, or ran out */
  at: string
}

const claimEndingMs = 3 * 60_000

/** Of one referral or lead at one moment. */
export function runningOut(
  { room, entry }: Watched,
  acting: RoomInfo["acting"],
  me: string,
  now: number,
  nearMs: number,
): RunningOut[] {
  const found: [RunningKind, string][] = []
  const { acknowledged, clocks } = entry
  if (clocks && alarms(entry, acting.kind, acting.roles)) found.push(["alarm", clocks.acknowledge.deadline])
  const claim = entry.kind === "referral" ? entry.claim : null
  const mine = claim ? claim.by.id === me : acknowledged?.by.id === me
  const clock = entry.kind === "referral" ? runningClock(entry) : leadClock(entry)
  if (mine && clock && clock.name !== "answer" && within(clock.clock, now, nearMs))
    found.push(["deadline-near", clock.clock.deadline])
  if (claim?.by.id === me && Date.parse(claim.endsAt) - now < claimEndingMs) found.push(["claim-ending", claim.endsAt])
  if (mine && acknowledged?.by.id === me && passed(acknowledged.estimate, entry, now))
    found.push(["estimate-passed", acknowledged.estimate])
  return found.map(([kind, at]) => ({ key: `${room.name} ${entry.subject} ${kind} ${at}`, room, entry, kind, at }))
}

/** Overdue is a notice of its own. */
function within({ deadline, pausedAt }: { deadline: string; pausedAt: string | null }, now: number, nearMs: number) {
  const left = Date.parse(deadline) - now
  return pausedAt === null && left > 0 && left < nearMs
}

/** While the clock stands still nobody can keep what they said; filled in with the deadline, it is the deadline's own notice. */
const passed = (estimate: string, { clocks }: NoticedEntry, now: number): boolean =>
  clocks !== null && Date.parse(estimate) < now && clocks.decide.pausedAt === null && estimate < clocks.decide.deadline
