// A referral that the hub amends and withdraws, as an alert's later life does. Used by amended.test.ts and missed.test.ts.
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { later } from "../../protocol/topics/settle.ts"
import { OneReferral } from "./one-referral.ts"

export const minute = 60_000
export const brief = {
  priority: "P2",
  reason: "advert",
  theme: "lorry",
  languages: ["en"],
  handling: "AMBER",
  asked: ["remove"],
}
const texts = { title: "title", narrative: "narrative", corridor: "", conditions: "" }
export const slow = { acknowledgeMs: 30 * minute, decideMs: 120 * minute }
export const fast = { acknowledgeMs: 5 * minute, decideMs: 60 * minute }
export const because = { reason: "because" }
export const estimate = (referral: OneReferral) => ({ estimate: later(referral.at, minute) })

export class Amended extends OneReferral {
  amend(changes: object = {}, evidences: string[] = []): string {
    const facts = {
      brief,
      clocks: slow,
      author: "sela",
      added: 0,
      removed: [],
      restore: false,
      evidenced: [],
      ...changes,
    }
    return this.does("hub", "referral.amended", facts, { ...texts, evidences })
  }

  /** One more item on its way. */
  brings(): string {
    const raw = "https://www.tiktok.com/@demo.late"
    const item = { row: 1, kind: "account", platforms: ["tiktok"], verdict: "ready", keep: true }
    const words = { items: [{ raw, canonical: "https://tiktok.com/@demo.late", evidence: "" }] }
    return this.does("hub", "items.added", { version: 1, items: [item] }, words)
  }

  withdraw(restore = false): string {
    return this.does("hub", "referral.withdrawn", { restore, replacedBy: null }, because)
  }

  get clocks(): ReferralEntry["clocks"] {
    return this.entry.clocks
  }
}
