// The edge's first look at anything from a client: depth, text, shape. Called by sockets.ts for every call. [R10][R14]
import * as v from "valibot"
import type { Refusal } from "../../protocol/errors.ts"
import { unfit } from "../../protocol/fold.ts"
import { calls, type CallName, type CallOf } from "../../protocol/wire.ts"

export function parseCall<K extends CallName>(name: K, value: unknown): CallOf<K> | Refusal {
  // Each proposal is looked at on its own in fold.ts: one that is unfit must not refuse the others of its call. [R12]
  const rule = name === "propose" ? undefined : unfit(value)
  if (rule) return { code: "malformed", field: name, rule }
  const parsed = v.safeParse(calls[name], value)
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  return { code: "malformed", field: v.getDotPath(issue) ?? name, rule: issue.message }
}

export const isRefusal = (value: object): value is Refusal => "code" in value
