// Entries by hand, for tests that begin in a given state. Whatever a test does not name stands as it does when a referral is new.
import type { Clock } from "../../protocol/entries/clock.ts"
import type { ReferralItem } from "../../protocol/entries/item.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { emptyThread } from "../../protocol/entries/thread.ts"
import { limitDefaults } from "../../protocol/topics/settle.ts"

export const sampleClock = (change: Partial<Clock>): Clock => ({
  startedAt: "2026-01-01T00:00:00.000Z",
  deadline: "2026-01-01T00:00:00.000Z",
  stoppedAt: null,
  pausedAt: null,
  breachedAt: null,
  steps: 0,
  ...change,
})

export const sampleItem = (change: Partial<ReferralItem>): ReferralItem => ({
  n: 1,
  kind: "account",
  state: "open",
  seq: 1,
  address: "https://tiktok.com/@demo",
  evidence: "",
  outcome: null,
  attempt: 1,
  earlier: [],
  startedAt: "2026-01-01T00:00:00.000Z",
  deadline: "2026-01-01T00:00:00.000Z",
  pausedAt: null,
  hold: null,
  challenge: null,
  restored: null,
  verified: null,
  withdrawn: null,
  ...change,
})

export const sampleReferral = (change: Partial<ReferralEntry>): ReferralEntry => ({
  kind: "referral",
  subject: "referral",
  seq: 1,
  open: true,
  dueAt: null,
  number: 1,
  received: true,
  version: 1,
  brief: { priority: "P2", reason: "advert", theme: "lorry", languages: ["en"], handling: "AMBER", asked: ["remove"] },
  words: { title: "title", narrative: "narrative", corridor: "", conditions: "" },
  deliveredAt: "2026-01-01T00:00:00.000Z",
  seen: null,
  acknowledged: null,
  claim: null,
  request: null,
  decidedAt: null,
  author: "",
  amenders: [],
  verifiedAt: null,
  closed: null,
  withdrawn: null,
  noted: null,
  reopened: 0,
  escalated: null,
  duplicates: [],
  answeredAt: null,
  limits: { ...limitDefaults, acknowledgeMs: 1_800_000, decideMs: 7_200_000 },
  acts: [],
  notices: [],
  clocks: { acknowledge: sampleClock({}), decide: sampleClock({}), answer: null },
  items: [sampleItem({})],
  arriving: [],
  thread: emptyThread(),
  ...change,
})
