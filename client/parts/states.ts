// Every state that the screens name: its word, icon and tone, in one table. Used by state-label.ts and by the feed's filters.
import type { IconName } from "./hub-icon.ts"

export type Tone = "muted" | "accent" | "p1" | "p2" | "good" | "text"

/** Known states, with their word, icon and tone. Anything else is shown as it is, with a plain circle. */
export const states: Record<string, { word: string; icon: IconName; tone: Tone }> = {
  // referrals, first true one is shown
  delivered: { word: "Delivered", icon: "bell-dot", tone: "muted" },
  seen: { word: "Seen", icon: "eye", tone: "muted" },
  acknowledged: { word: "Acknowledged", icon: "check", tone: "muted" },
  "in-review": { word: "In review", icon: "user-round-check", tone: "accent" },
  "needs-information": { word: "Needs information", icon: "message-circle-question-mark", tone: "p2" },
  "on-hold": { word: "On hold", icon: "pause", tone: "muted" },
  decided: { word: "Decided", icon: "circle-check", tone: "good" },
  verified: { word: "Verified", icon: "badge-check", tone: "good" },
  duplicate: { word: "Duplicate", icon: "copy", tone: "muted" },
  closed: { word: "Closed", icon: "archive", tone: "muted" },
  withdrawn: { word: "Withdrawn", icon: "circle-slash", tone: "muted" },
  // badges beside it
  amended: { word: "Amended", icon: "file-pen", tone: "accent" },
  challenged: { word: "Challenged", icon: "scale", tone: "p2" },
  reopened: { word: "Reopened", icon: "rotate-ccw", tone: "p2" },
  restored: { word: "Restored", icon: "rotate-ccw", tone: "muted" },
  overdue: { word: "Overdue", icon: "clock-alert", tone: "p1" },
  storm: { word: "Storm", icon: "layers", tone: "accent" },
  // items
  open: { word: "Not decided", icon: "circle-dashed", tone: "muted" },
  held: { word: "Held", icon: "pause", tone: "muted" },
  "in-time": { word: "in time", icon: "check", tone: "good" },
  // leads
  sent: { word: "Not acknowledged", icon: "hourglass", tone: "accent" },
  alert: { word: "Becomes an alert", icon: "megaphone", tone: "good" },
  noted: { word: "Noted", icon: "check-check", tone: "good" },
  declined: { word: "Declined", icon: "circle-slash", tone: "muted" },
  // alerts
  draft: { word: "Draft", icon: "file-pen", tone: "accent" },
  submitted: { word: "Waiting for a check", icon: "hourglass", tone: "muted" },
  returned: { word: "Returned", icon: "undo-2", tone: "p2" },
  checked: { word: "Checked, not released", icon: "shield-check", tone: "accent" },
  released: { word: "Released", icon: "send", tone: "good" },
  superseded: { word: "Superseded", icon: "git-merge", tone: "muted" },
}
