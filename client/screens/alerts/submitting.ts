// A draft becomes one alert, or several with the same text when one does not hold its rows; when one of them is refused, what was submitted
// leaves the draft and the rest stays. Used by alert-form.ts. [R31][R212]
import { itemsAtMost } from "../../../protocol/topics/brief.ts"
import type { Hub } from "../../hub/hub.ts"
import { refusedSentence } from "../feed/acts.ts"
import { agencyRoomOf } from "./desk.ts"
import { numbered, proposalsOf, versionOf } from "./draft.ts"
import type { DraftInHand } from "./draft-in-hand.ts"
import { inAlerts, itemOf } from "./draft-rows.ts"

/** `alert`: of which it is a later version, or empty. Answers the last alert that was submitted, or why one was not. */
export async function submitted(
  hub: Hub,
  hand: DraftInHand,
  alert: string,
  tell: (progress: string) => void,
): Promise<{ subject: string } | { error: string }> {
  const { draft } = hand
  const { rows } = hand.read()
  const parts = draft.aware ? [[]] : alert ? [rows] : inAlerts(rows, itemsAtMost)
  let subject = alert
  for (const [index, part] of parts.entries()) {
    tell(parts.length === 1 ? "Submitting" : `Submitting ${index + 1} of ${parts.length}`)
    subject = alert || crypto.randomUUID()
    const version = numbered(versionOf(draft, part.map(itemOf)), index + 1, parts.length)
    const drafts = proposalsOf(draft, version, subject, draft.becomes)
    const error = refusedSentence(await hub.propose(agencyRoomOf(hub), drafts))
    if (!error) continue
    if (index === 0) return { error }
    hand.leave(parts.slice(index).flat())
    const were = index === 1 ? "1 alert was" : `${index} alerts were`
    return { error: `${were} submitted, and their rows have left the draft. ${error}` }
  }
  return { subject }
}
