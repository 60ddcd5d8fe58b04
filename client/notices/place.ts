// Where a notice leads: its referral or lead, and for what was said in the thread the place where it was said. Used by app.ts and the inbox.
import type { Notice } from "../../protocol/entries/notice.ts"
import type { NoticeKind } from "../../protocol/entries/notice.ts"
import type { Route } from "../route.ts"
import type { Watched } from "./inbox.ts"

const inThread: readonly NoticeKind[] = ["mention", "message", "question", "answer", "asked", "answered"]

export function placeOf({ room, entry, notes }: Watched, notice?: Notice): Route {
  const message = notice && inThread.includes(notice.kind) ? { message: notice.seq } : {}
  const { subject } = entry
  if (entry.kind === "lead") return { screen: "leads", subject, ...message }
  const where = notes ? { notes: true } : {}
  return { screen: "feed", organisation: room.info.organisation.id, subject, query: "", ...where, ...message }
}
