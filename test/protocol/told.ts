// Whom a notice concerns, among the people of log-book.ts. Used by notices.test.ts and lead.test.ts.
import type { Notice } from "../../protocol/entries/notice.ts"
import { concerns } from "../../protocol/notices.ts"
import { type NoticeKind } from "../../protocol/entries/notice.ts"
import type { FollowChoice } from "../../protocol/waiting.ts"
import { actors } from "./log-book.ts"
import { person } from "./one-subject.ts"

export const names = actors.map(({ id }) => id).filter((id) => id !== "hub")

/** Who has a notice of this kind, in the order of their names; "-" where there is none. */
export function told(
  { entry }: { entry: { notices: readonly Notice[] } },
  kind: NoticeKind,
  choices: Readonly<Record<string, FollowChoice>> = {},
): string {
  const notices = entry.notices.filter((each) => each.kind === kind)
  if (notices.length === 0) return "-"
  return names.filter((id) => notices.some((notice) => concerns(notice, person(id), choices[id]))).join(" ")
}
