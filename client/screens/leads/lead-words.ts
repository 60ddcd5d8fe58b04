// What the agency's two clocks of a lead are called, left and overdue, so that nobody takes them for the platform's; `own` in
// the agency's list, where there are no others. Used by the lead screens.

export const leadClockWords = {
  acknowledge: {
    left: "NCA to acknowledge",
    own: "to acknowledge",
    title: "left for the NCA to acknowledge",
    overdue: "NCA overdue to acknowledge",
    overdueShort: "NCA overdue",
    act: "acknowledged",
  },
  decide: {
    left: "NCA to decide",
    own: "to decide",
    title: "left for the NCA to decide",
    overdue: "NCA overdue to decide",
    overdueShort: "NCA overdue",
    act: "decided",
  },
} as const
