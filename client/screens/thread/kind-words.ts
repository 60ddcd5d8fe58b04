// What kinds of messages are called, in the thread and where one is chosen.
import type { MessageKind } from "../../../protocol/entries/thread.ts"

export const kindWords: Record<MessageKind, string> = {
  message: "message",
  question: "question",
  answer: "answer",
  disagree: "disagree",
  "seen-here": "seen here too",
}
