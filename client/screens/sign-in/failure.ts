// What went wrong at the door, in a sentence that says what to do next. Used by the elements of this folder. [R63]
import { refusalSentence } from "../../../protocol/errors.ts"
import { Refused } from "../../hub/session.ts"
import { spokenSpan } from "../../parts/times.ts"

/** `wrong`: what a plain no means here. */
export function failure(error: unknown, wrong: string): string {
  if (!(error instanceof Refused)) return "The hub does not answer. Try again in a moment."
  const { refusal } = error
  switch (refusal.code) {
    case "signed-out":
    case "gone":
      return wrong
    case "too-fast":
      return `Too many attempts. Try again in ${spokenSpan(Math.ceil(refusal.retryMs / 1_000) * 1_000)}.`
    case "unavailable":
      return "The hub cannot reach its store. Try again in a moment."
    case "malformed":
      return `The ${refusal.field} ${refusal.rule}.`
    default:
      return refusalSentence(refusal)
  }
}
