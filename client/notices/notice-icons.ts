// The icon of each kind of notice, and of what is running out. Used by the inbox.
import type { IconName } from "../parts/hub-icon.ts"
import type { NoticeKind } from "../../protocol/entries/notice.ts"
import type { RunningKind } from "./running-out.ts"

export const noticeIcons: Record<NoticeKind | RunningKind, IconName> = {
  mention: "at-sign",
  delivered: "inbox",
  unattended: "wifi-off",
  lead: "megaphone",
  "lead-unattended": "wifi-off",
  "lead-acknowledged": "check",
  "lead-decided": "gavel",
  amended: "pen",
  handed: "user-round-check",
  taken: "arrow-right-left",
  "claim-ended": "timer",
  "holder-left": "log-out",
  message: "message-square",
  question: "message-circle-question-mark",
  answer: "reply",
  asked: "circle-question-mark",
  answered: "reply",
  challenged: "scale",
  "challenge-answered": "gavel",
  held: "pause",
  "hold-refused": "ban",
  reopened: "rotate-ccw",
  escalated: "siren",
  verified: "badge-check",
  overdue: "clock-alert",
  "overdue-supervisors": "clock-alert",
  "overdue-duty": "clock-alert",
  "overdue-both": "clock-alert",
  alarm: "siren",
  "deadline-near": "hourglass",
  "claim-ending": "timer",
  "estimate-passed": "clock",
}
