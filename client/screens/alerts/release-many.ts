// Many alerts released in one act: who is in it, which warnings stand in the way of one, who is left out and why. Pure. Used by
// release-bar.ts and release-dialog.ts. [R124]
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import { recipients, versionWarnings, waiting } from "../../../protocol/topics/version.ts"
import { refusalSentence } from "../../../protocol/errors.ts"
import type { Warning } from "../../../protocol/warnings.ts"
import type { Answer } from "../../../protocol/wire.ts"
import { keyOf } from "./desk.ts"

/** By subject: the version that was chosen. A later one has to be read first. */
export type ChosenVersions = ReadonlyMap<string, number>

export interface ReleaseLine {
  alert: AlertEntry
  version: number
  /** why it is left out whatever is confirmed; empty when it is not */
  left: string
  /** each has to be confirmed by itself */
  warnings: Warning[]
  /** what will be, in words */
  will: string
}

export function releasePlan(alerts: readonly AlertEntry[], chosen: ChosenVersions, me: string): ReleaseLine[] {
  return alerts.flatMap((alert) => {
    const known = chosen.get(alert.subject)
    if (known === undefined) return []
    const version = waiting(alert)
    const left = leftOut(alert, known, me)
    if (left || !version) return [{ alert, version: known, left, warnings: [], will: "" }]
    const count = recipients(version).length
    const unread = version.checked ? `checked by ${version.checked.by.name}` : "nobody has checked it yet"
    const will = `${count === 1 ? "1 platform" : `${count} platforms`}, ${unread}`
    return [{ alert, version: known, left, warnings: versionWarnings(version), will }]
  })
}

function leftOut(alert: AlertEntry, chosen: number, me: string): string {
  const version = waiting(alert)
  if (!version) {
    const last = alert.withdrawn ?? alert.superseded ?? alert.next?.returned ?? alert.returned ?? alert.released
    return last ? `it does not wait any more, ${last.by.name || "the hub"} was faster` : "it does not wait any more"
  }
  if (alert.writers.includes(me)) return "you wrote it"
  return version.version === chosen ? "" : `it changed, version ${version.version} waits now: read it first`
}

/** A line is in when nothing leaves it out and each of its warnings is confirmed. `confirmed` holds subject and warning. */
export const isIn = (line: ReleaseLine, confirmed: ReadonlySet<string>): boolean =>
  !line.left && line.warnings.every((warning) => confirmed.has(confirmKey(line, warning)))

export const confirmKey = ({ alert }: ReleaseLine, warning: Warning): string => `${alert.subject} ${keyOf(warning)}`

export interface ReleaseResult {
  released: ReleaseLine[]
  /** each with its reason: left out here, or refused by the hub */
  left: { line: ReleaseLine; why: string }[]
}

/** `answers` stand in the order of the lines that were in. */
export function releaseResult(
  lines: readonly ReleaseLine[],
  confirmed: ReadonlySet<string>,
  answers: readonly Answer[],
): ReleaseResult {
  const result: ReleaseResult = { released: [], left: [] }
  const given = [...answers]
  for (const line of lines) {
    const answer = isIn(line, confirmed) ? given.shift() : undefined
    if (!answer) result.left.push({ line, why: line.left || "a warning was not confirmed" })
    else if ("refusal" in answer) result.left.push({ line, why: refusalSentence(answer.refusal) })
    else result.released.push(line)
  }
  return result
}
