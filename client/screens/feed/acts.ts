// What a person may do with a referral now: one list for buttons, menu and keys, on both sides. Used by the feed and outcome screens; what
// is refused is told by its sentence.
import type { ReferralEntry } from "../../../protocol/entries/referral.ts"
import { refusalSentence } from "../../../protocol/errors.ts"
import type { Answer } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { numbers, reason, type Act, type Asker } from "./act.ts"
import { agencyActs } from "./agency-acts.ts"
import { answering, asked, late, working } from "./platform-acts.ts"

/** What this person may do now, the most likely first. */
export function actsFor(hub: Hub, room: string, entry: ReferralEntry): Act[] {
  const roles = hub.rooms.get(room)?.info.acting.roles ?? []
  const asker: Asker = {
    me: hub.person?.id ?? "",
    supervisor: roles.includes("supervisor"),
    policy: roles.includes("policy"),
    duty: roles.includes("duty"),
  }
  const mayReopen = hub.may(room, "referral.reopened")
  if (entry.withdrawn)
    return [
      ...(hub.may(room, "outcome.kept") ? asked(entry) : []),
      ...(hub.may(room, "outcome.recorded") ? late(entry) : []),
    ]
  if (entry.closed) return mayReopen ? reopening(entry) : []
  return [
    ...(hub.may(room, "claim.made") ? working(entry, asker) : []),
    ...(hub.may(room, "outcome.kept") ? asked(entry) : []),
    ...(hub.may(room, "challenge.kept") ? answering(entry, asker) : []),
    ...(hub.may(room, "items.verified") ? agencyActs(entry, asker) : []),
    ...(mayReopen ? reopening(entry) : []),
    ...(hub.may(room, "referral.escalated") && !entry.decidedAt ? [escalate] : []),
  ]
}

function reopening({ items, decidedAt, closed }: ReferralEntry): Act[] {
  if (!decidedAt && !closed) return []
  return [
    {
      id: "reopen",
      text: "Reopen",
      key: "",
      ask: {
        heading: "Reopen",
        tells: "The items chosen are open again with a fresh deadline; their history stays.",
        send: "Reopen",
        items: numbers(items.filter((item) => item.state !== "withdrawn")),
        text: reason,
      },
      body: ({ items: chosen, text }) => ({
        type: "referral.reopened",
        facts: { items: chosen },
        words: { reason: text },
      }),
    },
  ]
}

const escalate: Act = {
  id: "escalate",
  text: "Escalate",
  key: "e",
  ask: {
    heading: "Escalate",
    tells: "The platform’s supervisors and the duty officer are told.",
    send: "Escalate",
    text: reason,
  },
  body: ({ text }) => ({ type: "referral.escalated", facts: {}, words: { reason: text } }),
}

/** The sentence of the first refusal, or nothing. */
export function refusedSentence(answers: readonly Answer[]): string {
  for (const each of answers) if ("refusal" in each) return refusalSentence(each.refusal)
  return ""
}
