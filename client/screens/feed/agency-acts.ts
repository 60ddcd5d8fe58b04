// What analysts and duty officers may do with a referral now. Used by acts.ts.
import { mayVerify, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import { closingFacts } from "../../../protocol/topics/closing.ts"
import { numbers, reason, type Act, type Asker } from "./act.ts"

const findings = {
  gone: "Gone",
  accepted: "Accepted as it is",
  "cannot-see": "Cannot see it",
  "still-up": "Still up: open it again",
} as const

/** What the agency does. */
export function agencyActs(entry: ReferralEntry, { me, duty }: Asker): Act[] {
  const { items, request, verifiedAt } = entry
  const open = items.filter((item) => item.state === "open")
  const held = items.filter((item) => item.state === "held")
  const judged = items.filter((item) => item.state === "decided" || item.state === "restored")
  const unverified = judged.filter((item) => !item.verified)
  const unchallenged = judged.filter((item) => !item.challenge)
  const acts: Act[] = []
  if (request) acts.push(answer)
  if (mayVerify(entry, me) && unverified.length > 0) acts.push(verify(numbers(unverified)))
  if (verifiedAt || duty) acts.push(close(verifiedAt !== null))
  if (unchallenged.length > 0) acts.push(challenge(numbers(unchallenged)))
  if (open.length > 0) acts.push(placeHold(numbers(open)))
  if (held.length > 0) acts.push(endHold(numbers(held)))
  return acts
}

const answer: Act = {
  id: "answer",
  text: "Answer the request",
  key: "i",
  main: true,
  ask: {
    heading: "Answer the request for information",
    tells: "The platform’s deciding clock goes on.",
    send: "Answer",
    text: { label: "Answer", needed: true, most: 4_000 },
  },
  body: ({ text }) => ({ type: "information.answered", facts: {}, words: { answer: text } }),
}

const verify = (items: number[]): Act => ({
  id: "verify",
  text: "Verify",
  key: "v",
  main: true,
  ask: {
    heading: "Verify",
    tells: "Look for yourself. An item that is still up is open again.",
    send: "Record",
    items,
    choice: { label: "What you found", of: findings },
  },
  body: ({ items: chosen, choice: finding }) => ({
    type: "items.verified",
    facts: { items: chosen.map((n) => ({ n, finding })) },
    words: {},
  }),
})

const close = (verified: boolean): Act => ({
  id: "close",
  text: "Close",
  key: "",
  main: verified,
  ask: {
    heading: "Close",
    tells: verified ? "Every item is verified." : "Not every item is verified: say why it ends here.",
    send: "Close",
    text: { ...reason, needed: !verified },
  },
  body: ({ text }) => ({ type: "referral.closed", facts: closingFacts(text), words: { reason: text } }),
})

const challenge = (items: number[]): Act => ({
  id: "challenge",
  text: "Challenge a decision",
  key: "",
  ask: {
    heading: "Challenge a decision",
    tells: "Somebody else at the platform decides again, with a fresh deadline. Each decision is challenged once.",
    send: "Challenge",
    items,
    text: reason,
  },
  body: ({ items: chosen, text }) => ({
    type: "outcome.challenged",
    facts: { items: chosen },
    words: { reason: text },
  }),
})

const placeHold = (open: number[]): Act => ({
  id: "hold",
  text: "Put on hold",
  key: "",
  ask: {
    heading: "Put on hold",
    tells: "The platform leaves the items as they are and preserves them; its clock pauses. It ends by itself.",
    send: "Put on hold",
    items: open,
    text: { label: "Reason", needed: true, most: 500 },
    owner: true,
    untilHours: 72,
  },
  body: ({ items, text, owner, until }) => ({
    type: "hold.placed",
    facts: { items, until },
    words: { reason: text, owner },
  }),
})

const endHold = (held: number[]): Act => ({
  id: "end-hold",
  text: "End the hold",
  key: "",
  ask: { heading: "End the hold", tells: "The platform’s clock goes on.", send: "End", items: held },
  body: ({ items }) => ({ type: "hold.ended", facts: { items }, words: {} }),
})
