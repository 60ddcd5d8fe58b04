// The acts of a moderator on a referral, as proposals. Used by the feed and outcome screens; what is refused is told by its sentence.
import type { ReferralEntry } from "../../../protocol/entries.ts"
import { refusalSentence } from "../../../protocol/errors.ts"
import type { Answer } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"

export interface Act {
  id: "acknowledge" | "claim" | "outcome" | "release-claim" | "unacknowledge"
  text: string
  key: string
}

/** What this person may do now, the most likely first. */
export function actsFor(hub: Hub, room: string, entry: ReferralEntry): Act[] {
  const me = hub.person?.id
  const supervisor = hub.rooms.get(room)?.info.acting.roles.includes("supervisor") ?? false
  if (!hub.may(room, "claim.made")) return []
  const acts: Act[] = []
  if (!entry.acknowledged && !entry.decidedAt) acts.push({ id: "acknowledge", text: "Acknowledge", key: "a" })
  if (entry.claim?.by.id === me) acts.push({ id: "outcome", text: "Record outcome", key: "o" })
  if (!entry.claim && !entry.decidedAt) acts.push({ id: "claim", text: "Claim", key: "c" })
  if (entry.claim && (entry.claim.by.id === me || supervisor))
    acts.push({ id: "release-claim", text: "Release the claim", key: "" })
  const untouched = entry.acknowledged && !entry.claim && entry.items.every((item) => item.state === "open")
  if (untouched && (entry.acknowledged?.by.id === me || supervisor))
    acts.push({ id: "unacknowledge", text: "Undo the acknowledgement", key: "Mod+z" })
  return acts
}

/** The sentence of the first refusal, or nothing. */
export function refusedSentence(answers: readonly Answer[]): string {
  for (const answer of answers) if ("refusal" in answer) return refusalSentence(answer.refusal)
  return ""
}

export const isMine = (hub: Hub, entry: ReferralEntry): boolean => entry.claim?.by.id === hub.person?.id
