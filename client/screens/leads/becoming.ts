// A lead becomes an alert: the alert form begins with what the platform told, the alert names the lead, and the decision follows in the
// platform's room, without a word of the alert. Used by alert-form.ts, alerts-screen.ts and the lead screens. [R143][R145]
import type { PlatformId } from "../../../protocol/addresses.ts"
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import { leadReference, type LeadEntry } from "../../../protocol/entries/lead.ts"
import { platformRoom } from "../../../protocol/event.ts"
import type { Answer } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { emptyDraft, type AlertDraft } from "../alerts/draft.ts"

/** A lead as an alert knows it. */
export interface FromLead {
  platform: PlatformId
  subject: string
}

export function heldLead(hub: Hub, { platform, subject }: FromLead): LeadEntry | undefined {
  const entry = hub.rooms.get(platformRoom(platform))?.entries.get(subject)
  return entry?.kind === "lead" ? entry : undefined
}

/** "TT-L-0002", or nothing while it is not held. */
export function referenceOf(hub: Hub, from: FromLead): string {
  const prefix = hub.rooms.get(platformRoom(from.platform))?.info.organisation.prefix
  const lead = heldLead(hub, from)
  return prefix && lead ? leadReference(prefix, lead.number) : ""
}

/** What the platform told, in the agency's form: to be worded anew, for each platform reads what is written there. */
export function draftOfLead(
  { brief, words, items }: LeadEntry,
  lead: FromLead,
): { draft: AlertDraft; rows: { raw: string; evidence: string }[] } {
  const { title, narrative, corridor = "" } = words
  const { priority, reason, theme, languages } = brief
  const told = { title, narrative, corridor, priority, reason, theme, languages: [...languages], lead }
  return {
    draft: { ...emptyDraft, ...told },
    rows: items.map(({ address, evidence }) => ({ raw: address, evidence })),
  }
}

/** The alert that was written of a lead, whether or not the decision has been recorded. */
export function alertFrom(alerts: readonly AlertEntry[], from: FromLead): AlertEntry | undefined {
  return alerts.find(({ lead }) => lead?.platform === from.platform && lead.subject === from.subject)
}

export const decideAsAlert = (hub: Hub, { platform, subject }: FromLead): Promise<Answer[]> =>
  hub.propose(platformRoom(platform), [
    { type: "lead.decided", subject, facts: { decision: "alert" }, words: { reason: "" } },
  ])
