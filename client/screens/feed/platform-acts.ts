// What moderators, supervisors and policy leads may do with a referral now. Used by acts.ts.
import { asksToRestore, type ReferralItem } from "../../../protocol/entries/item.ts"
import type { ReferralEntry } from "../../../protocol/entries/referral.ts"
import { note, numbers, reason, simple, type Act, type Asker } from "./act.ts"

/** What moderators do. */
export function working(entry: ReferralEntry, { me, supervisor }: Asker): Act[] {
  const { claim, items, acknowledged, request, decidedAt } = entry
  const open = items.filter((item) => item.state === "open")
  const held = items.filter((item) => item.state === "held")
  const mine = claim?.by.id === me
  const acts: Act[] = []
  if (!acknowledged && !decidedAt) acts.push({ id: "acknowledge", text: "Acknowledge", key: "a", main: true })
  if (decidedAt === null && items.every((item) => item.withdrawn))
    acts.push(simple("note", "Take note", "o", "referral.noted", true))
  if (mine) acts.push({ id: "outcome", text: "Record outcome", key: "o", main: true })
  if (!claim && open.length > 0) acts.push(simple("claim", "Claim", "c", "claim.made", true))
  if (mine && !request && open.length > 0) acts.push(needInformation(numbers(open)))
  if (request && (request.by.id === me || supervisor))
    acts.push(simple("cancel-need", "Cancel the request for information", "", "information.cancelled"))
  if (claim && (mine || supervisor)) acts.push(handOver)
  if (claim && !mine) acts.push(takeOver(claim.by.name))
  if (claim && (mine || supervisor)) acts.push(simple("release-claim", "Release the claim", "", "claim.released"))
  if (held.length > 0) acts.push(receipt(numbers(held)))
  if (held.length > 0 && supervisor) acts.push(refuseHold(numbers(held)))
  const untouched = acknowledged && !claim && items.every((item) => item.state === "open")
  if (untouched && (acknowledged?.by.id === me || supervisor))
    acts.push(simple("unacknowledge", "Undo the acknowledgement", "Mod+z", "referral.unacknowledged"))
  return acts
}

/** What was done before the withdrawal and is not recorded yet: facts, and anybody's. [R133] */
export const late = ({ items }: ReferralEntry): Act[] =>
  items.some((item) => item.withdrawn && !item.outcome)
    ? [{ id: "outcome", text: "Record what was done before", key: "o", main: true }]
    : []

/** The agency asks to undo what was done: each item is restored, or kept with a reason. [R134] */
export function asked({ items }: ReferralEntry): Act[] {
  const chosen = numbers(items.filter(asksToRestore))
  if (chosen.length === 0) return []
  const answer = (id: string, text: string, tells: string, type: string): Act => ({
    id,
    text,
    key: "",
    main: true,
    ask: { heading: text, tells, send: text, items: chosen, text: reason },
    body: (given) => ({ type, facts: { items: given.items }, words: { reason: given.text } }),
  })
  return [
    answer("restore-asked", "Restore as asked", "The NCA is told that what was done is undone.", "outcome.restored"),
    answer("keep-asked", "Keep it as it is", "The NCA is told why it is not restored.", "outcome.kept"),
  ]
}

/** The challenged items that this person may decide again: not the first decider. */
export const answerable = (items: readonly ReferralItem[], me: string): ReferralItem[] =>
  items.filter((item) => item.state === "challenged" && item.outcome?.by.id !== me)

/** What supervisors and policy leads do about decisions. */
export function answering({ items }: ReferralEntry, { me }: Asker): Act[] {
  const challenged = answerable(items, me)
  const decided = items.filter((item) => item.state === "decided")
  const acts: Act[] = []
  if (challenged.length > 0) {
    acts.push({
      id: "keep",
      text: "Keep the decision",
      key: "",
      main: true,
      ask: {
        heading: "Keep the decision",
        tells: "The NCA is told why. The same decision is not challenged again.",
        send: "Keep",
        items: numbers(challenged),
        text: reason,
      },
      body: ({ items: chosen, text }) => ({
        type: "challenge.kept",
        facts: { items: chosen },
        words: { reason: text },
      }),
    })
    acts.push({ id: "change", text: "Change the decision", key: "" })
  }
  if (decided.length > 0)
    acts.push({
      id: "restore",
      text: "Restore after an appeal",
      key: "",
      ask: {
        heading: "Restore after an appeal",
        tells: "The item counts as decided; the NCA may challenge it once.",
        send: "Restore",
        items: numbers(decided),
        text: reason,
      },
      body: ({ items: chosen, text }) => ({
        type: "outcome.restored",
        facts: { items: chosen },
        words: { reason: text },
      }),
    })
  return acts
}

const needInformation = (open: number[]): Act => ({
  id: "need",
  text: "Need information",
  key: "i",
  main: true,
  ask: {
    heading: "Need information",
    tells: "Your deciding clock pauses and the NCA’s runs. Other items can be decided meanwhile.",
    send: "Ask",
    items: open,
    text: { label: "What do you need to know", needed: true, most: 2_000 },
  },
  body: ({ items, text }) => ({ type: "information.needed", facts: { items }, words: { question: text } }),
})

const handOver: Act = {
  id: "hand-over",
  text: "Hand over",
  key: "h",
  main: true,
  ask: {
    heading: "Hand over",
    tells: "They hold the claim from now on and see your note.",
    send: "Hand over",
    person: true,
    text: note,
  },
  body: ({ person, text }) => ({ type: "claim.handed", facts: { to: person }, words: { note: text } }),
}

const takeOver = (holder: string): Act => ({
  id: "take-over",
  text: "Take over",
  key: "",
  ask: {
    heading: `Take over from ${holder}`,
    tells: `${holder} is told, and keeps what was typed.`,
    send: "Take over",
    text: note,
  },
  body: ({ text }) => ({ type: "claim.taken", facts: {}, words: { note: text } }),
})

const receipt = (held: number[]): Act => ({
  id: "receipt",
  text: "Give the preservation receipt",
  key: "",
  ask: {
    heading: "Preservation receipt",
    tells: "Your own reference that the evidence is preserved while the items are on hold.",
    send: "Give",
    items: held,
    text: { label: "Reference", needed: true, most: 120 },
  },
  body: ({ items, text }) => ({ type: "hold.receipted", facts: { items }, words: { receipt: text } }),
})

const refuseHold = (held: number[]): Act => ({
  id: "refuse-hold",
  text: "Refuse the hold",
  key: "",
  ask: { heading: "Refuse the hold", tells: "The items are open again.", send: "Refuse", items: held, text: reason },
  body: ({ items, text }) => ({ type: "hold.refused", facts: { items }, words: { reason: text } }),
})
