// What each clock of a referral is called, left and overdue. Used by rows, the pane and the outcome form.
import type { ClockName } from "../../../protocol/entries/referral.ts"

export const clockWords: Record<ClockName, { left: string; title: string; overdue: string; overdueShort: string }> = {
  acknowledge: {
    left: "to acknowledge",
    title: "left to acknowledge",
    overdue: "overdue to acknowledge",
    overdueShort: "ack. overdue",
  },
  decide: { left: "to decide", title: "left to decide", overdue: "overdue to decide", overdueShort: "overdue" },
  answer: {
    left: "NCA to answer",
    title: "left for the NCA to answer",
    overdue: "NCA overdue to answer",
    overdueShort: "NCA overdue",
  },
}
