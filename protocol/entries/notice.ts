// What an event means to whom, as a referral or a lead keeps it, and the kinds that there are with their words. The rules are in notices.ts and noticed.ts. [R190]
import type { Stamp } from "./stamp.ts"

/** With the words that a notice says beside reference and priority. What is a person's own by name stands first. */
export const noticeKinds = {
  mention: "You are mentioned",
  delivered: "New referral",
  unattended: "Nobody of the platform is connected",
  lead: "New lead",
  "lead-unattended": "Nobody of the NCA is connected",
  "lead-acknowledged": "Lead acknowledged",
  "lead-decided": "Lead decided",
  amended: "Amended",
  handed: "Handed to you",
  taken: "Taken over from you",
  "claim-ended": "Your claim has ended",
  "holder-left": "Its holder has left",
  message: "New message",
  question: "New question",
  answer: "New answer",
  asked: "Information needed",
  answered: "Information given",
  challenged: "Decision challenged",
  "challenge-answered": "Challenge answered",
  held: "On hold",
  "hold-refused": "Hold refused",
  reopened: "Reopened",
  escalated: "Escalated",
  verified: "Verified",
  overdue: "Overdue",
  "overdue-supervisors": "Overdue, escalated to the supervisors",
  "overdue-duty": "Overdue, escalated to the duty officer",
  "overdue-both": "Overdue, escalated to both sides",
} as const
export type NoticeKind = keyof typeof noticeKinds

/** Whom a notice concerns by role. */
export type Audience = "moderators" | "supervisors" | "deciders" | "analysts" | "duty"

/** What an event means to whom: to these people and these roles, without the exceptions and whoever did it. */
export interface Notice extends Stamp {
  kind: NoticeKind
  seq: number
  people: readonly string[]
  audience: readonly Audience[]
  except: readonly string[]
  /** who followed the thread unless they had chosen otherwise; null: following or not makes no difference */
  followers: readonly string[] | null
}

/** What raises notices: the last of each kind, of mentions the last of each person, as long as it asks for something or tells what has happened. */
export interface Noticed {
  notices: readonly Notice[]
}
