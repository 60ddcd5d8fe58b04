// What a demo story is made of: an alert as it is written, and what becomes of it, in minutes before the start. Told in
// earlier-stories.ts and todays-stories.ts, played by play.ts.
import type { PlatformId } from "../../protocol/addresses.ts"
import type { Language, Priority, RequestedAction, Theme } from "../../protocol/vocabulary.ts"

export type Act =
  | { kind: "see" | "claim" | "release-claim"; by: string; ago: number }
  | { kind: "acknowledge"; by: string; ago: number; comment: string }
  | { kind: "say" | "ask" | "answer"; by: string; ago: number; text: string }
  | { kind: "edit" | "redact"; by: string; ago: number; text: string }
  | { kind: "decide"; by: string; ago: number; items: number[]; action: string; reason?: string; rule: string }
  | AnyAct

/** The other acts of a referral's life, as the protocol has them; `at` is the moment of the act. */
type AnyAct = { kind: "does"; by: string; ago: number; type: string; facts: (at: string) => object; words: object }

export interface Story {
  author: string
  /** who releases it; nobody: it waits for a check */
  releaser?: string
  ago: number
  priority: Priority
  reason: string
  theme: Theme
  languages: Language[]
  asked: RequestedAction[]
  handling?: "AMBER" | "AMBER+STRICT" | "GREEN"
  title: string
  narrative: string
  corridor: string
  conditions?: string
  rows: string[]
  ticked?: PlatformId[]
  evidence?: string[]
  acts?: Partial<Record<PlatformId, Act[]>>
}

export const tt = (handle: string) => `https://www.tiktok.com/@demo.${handle}`
export const remove: RequestedAction[] = ["remove", "preserve"]
export const suspend: RequestedAction[] = ["remove", "suspend", "preserve"]
