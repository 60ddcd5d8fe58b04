// The end of an alert as each of its platforms hears of it: one tombstone a referral. Used by deliver.ts. [R129][R130][R132]
import { platformRoom, type Proposal, type RoomEvent } from "../../protocol/event.ts"
import type { AlertEntry, AlertPart } from "../../protocol/entries/alert.ts"
import { derivedId } from "../engine/derived.ts"
import type { Effect } from "./run.ts"
import { standingParts } from "./standing.ts"

type Part = Pick<AlertPart, "platform" | "referral">

interface Tombstone {
  reason: string
  /** whether the platform is asked to undo what it did */
  restore: boolean
  /** the referral in the same room that takes its place */
  replacedBy: string | null
}

/** What withdrawing or superseding the alert, as it stood then, says to its platforms. */
export function withdrawals(event: RoomEvent, alert: AlertEntry): Effect[] {
  if (event.type === "alert.withdrawn") {
    const { restore } = event.facts as { restore: boolean }
    const { reason } = (event.words ?? { reason: "" }) as { reason: string }
    return standingParts(alert).map((part) => tombstone(event, part, { reason, restore, replacedBy: null }))
  }
  const { parts, restore } = event.facts as { parts: Part[]; restore: boolean }
  return standingParts(alert).map((part) => {
    const next = parts.find((each) => each.platform === part.platform)?.referral ?? null
    // What a platform did about the old one, it would do about the new one.
    return tombstone(event, part, { reason: "", restore: restore && next === null, replacedBy: next })
  })
}

export function tombstone(event: RoomEvent, part: Part, { reason, ...facts }: Tombstone): Effect {
  const room = platformRoom(part.platform)
  return {
    room,
    proposals: [
      {
        id: derivedId(event.id, room, `withdrawn ${part.referral}`),
        type: "referral.withdrawn",
        subject: part.referral,
        seen: 0,
        body: { facts, words: { reason } },
      },
    ],
    refused: ({ code }) => [undelivered(event, part.platform, code)],
  }
}

/** A part of which its platform could not be told, said to the agency. */
export const undelivered = (event: RoomEvent, platform: string, reason: string): Proposal => ({
  id: derivedId(event.id, event.room, `undelivered ${platform}`),
  type: "alert.undelivered",
  subject: event.subject,
  seen: 0,
  body: { facts: { platform, reason }, words: {} },
})
