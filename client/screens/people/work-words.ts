// How unfinished work is named and counted. Pure. Used by left-work.ts and by the inbox.
import type { WorkKind } from "../../../protocol/unfinished.ts"

const names: Record<WorkKind, readonly [one: string, many: string]> = {
  alert: ["alert", "alerts"],
  lead: ["lead", "leads"],
  message: ["message", "messages"],
  outcome: ["outcome form", "outcome forms"],
}

/** "2 messages, 1 alert" */
export const countsOf = (work: readonly { kind: WorkKind }[]): string =>
  Object.entries(names)
    .map(([kind, [one, many]]) => [work.filter((each) => each.kind === kind).length, one, many] as const)
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(", ")

export const workNames: Record<WorkKind, string> = {
  alert: "An alert",
  lead: "A lead",
  message: "A message",
  outcome: "An outcome form",
}
