// What the reader may do with a message. Pure. Used by thread-pane.ts.
import type { RoomInfo } from "../../../protocol/wire.ts"
import type { MessageLine } from "../../hub/thread-view.ts"
import type { MessageChoice } from "./thread-message.ts"

/** `me`: the reader; `writes`: whether they may write here; `acting`: as whom. */
export function messageChoices(
  { event: { by }, redacted, messageKind, answer }: MessageLine,
  { me, writes, acting }: { me: string; writes: boolean; acting: RoomInfo["acting"] | undefined },
): MessageChoice[] {
  const mine = by.id === me
  if (!writes) return redacted ? [] : ["link", "unread"]
  if (redacted) return ["unread"]
  const chief =
    acting?.roles.includes("duty") ||
    (acting?.roles.includes("supervisor") === true && acting.organisation === by.organisation)
  return [
    ...(messageKind === "question" && !answer ? (["answer"] as const) : []),
    "reply",
    "translate",
    "link",
    "unread",
    ...(mine ? (["edit"] as const) : []),
    ...(mine || chief ? (["redact"] as const) : []),
  ]
}
