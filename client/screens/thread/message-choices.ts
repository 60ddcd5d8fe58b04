// What the reader may do with a message. Pure. Used by thread-pane.ts.
import type { MessageLine } from "../../hub/thread-view.ts"
import type { MessageChoice } from "./thread-message.ts"

/** `me`: the reader; `reads`: with a reason and nothing else; `writes`: whether they may write here; `mayRedact`: take back what this person wrote. */
export function messageChoices(
  { event: { by }, redacted, messageKind, answer }: MessageLine,
  { me, reads, writes, mayRedact }: { me: string; reads: boolean; writes: boolean; mayRedact: boolean },
): MessageChoice[] {
  const mine = by.id === me
  if (reads) return redacted ? [] : ["link"]
  if (!writes) return redacted ? [] : ["link", "unread"]
  if (redacted) return ["unread"]
  return [
    ...(messageKind === "question" && !answer ? (["answer"] as const) : []),
    "reply",
    "translate",
    "link",
    "unread",
    ...(mine ? (["edit"] as const) : []),
    ...(mayRedact ? (["redact"] as const) : []),
  ]
}
