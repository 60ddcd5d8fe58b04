// What a platform's room knows of a lead, and what is read from that.
import type { ItemKind } from "../addresses.ts"
import type { EntryBase } from "../event.ts"
import type { Calendar } from "../working-time.ts"
import { type Brief, type BriefWords, reference } from "./brief.ts"
import type { Clock } from "./clock.ts"
import type { Noticed } from "./notice.ts"
import type { Stamp } from "./stamp.ts"
import type { Thread } from "./thread.ts"

/** What a platform tells the agency of its own accord: the agency's clocks run. */
export interface LeadEntry extends EntryBase, Noticed {
  kind: "lead"
  /** its number in this platform's own series of leads */
  number: number
  brief: Pick<Brief, "priority" | "reason" | "theme" | "languages">
  words: Pick<BriefWords, "title" | "narrative"> & Partial<Pick<BriefWords, "corridor">>
  items: readonly { n: number; kind: ItemKind | null; address: string; evidence: string }[]
  sent: Stamp
  acknowledged: (Stamp & { estimate: string; comment: string }) | null
  decided: (Stamp & { decision: LeadDecision; reason: string }) | null
  escalateMs: number
  /** the agency's working hours when it was sent; all time counts when it had set none */
  hours?: Calendar
  /** the agency's; null until the hub has set them, and until then nothing can be done with it */
  clocks: { acknowledge: Clock; decide: Clock } | null
  thread: Thread
}

export type LeadDecision = "alert" | "noted" | "declined"

/** What is shown of a lead: what was decided, or how far the agency is. */
export const leadState = ({ decided, acknowledged }: LeadEntry): LeadDecision | "acknowledged" | "sent" =>
  decided?.decision ?? (acknowledged ? "acknowledged" : "sent")

/** The agency's clock that runs; undefined once it is decided. */
export function leadClock({ clocks }: LeadEntry): { name: "acknowledge" | "decide"; clock: Clock } | undefined {
  if (!clocks || clocks.decide.stoppedAt) return undefined
  const name = clocks.acknowledge.stoppedAt ? "decide" : "acknowledge"
  return { name, clock: clocks[name] }
}

/** A lead in its platform's own series, which is not that of its referrals. */
export const leadReference = (prefix: string, number: number): string => reference(`${prefix}-L`, number)
