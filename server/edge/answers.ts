// What every HTTP route does alike: reads a body strictly, and refuses. Called by http.ts, sign-in.ts and people.ts.
import type { Request, Response } from "express"
import * as v from "valibot"
import type { Refusal } from "../../protocol/errors.ts"

const statusOf: Partial<Record<Refusal["code"], number>> = {
  malformed: 400,
  "signed-out": 401,
  forbidden: 403,
  gone: 404,
  "too-fast": 429,
  unavailable: 503,
}

export const refuse = (response: Response, refusal: Refusal): void =>
  void response.status(statusOf[refusal.code] ?? 409).json({ refusal })

/** The body, parsed strictly; undefined when it was refused and answered. [R10] */
export function given<T>(schema: v.GenericSchema<unknown, T>, request: Request, response: Response): T | undefined {
  const parsed = v.safeParse(schema, request.body)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  refuse(response, { code: "malformed", field: v.getDotPath(issue) ?? "body", rule: issue.message })
  return undefined
}
