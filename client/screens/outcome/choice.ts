// What a moderator has chosen in the outcome form, and the proposal that it becomes. Pure. Used by outcome-screen.ts.
import { itemClass, type ItemClass } from "../../../protocol/addresses.ts"
import type { Outcome, ReferralItem } from "../../../protocol/entries/item.ts"
import { itemsAnEvent } from "../../../protocol/topics/brief.ts"

export interface Choice {
  actions: Partial<Record<ItemClass, string>>
  reason: Outcome["reason"]
  ground: "illegal" | "terms"
  rule: string
  territory: string
  preserved: string
  /** until when it is kept, as a date input has it; empty: 90 days from now */
  until: string
  /** when it was acted, in the reader's own time, as an input has it; empty: now */
  actedAt: string
  automated: boolean
  userTold: "told" | "not-told" | "later"
  sweep: string
  duplicateOf: string
  found: number | null
  actedOn: number | null
}

export interface Work {
  /** numbers of the items in the common outcome */
  together: number[]
  common: Choice
  own: Record<number, Choice>
}

export const emptyChoice: Choice = {
  actions: {},
  reason: null,
  ground: "terms",
  rule: "",
  territory: "",
  preserved: "",
  until: "",
  actedAt: "",
  automated: false,
  userTold: "later",
  sweep: "",
  duplicateOf: "",
  found: null,
  actedOn: null,
}

/** What is missing for items of this class, as a sentence; undefined when it can be recorded. `nowMs`: the hub's time. */
export function complete(choice: Choice, kind: ItemClass, nowMs: number): string | undefined {
  const action = choice.actions[kind]
  const what = { account: "accounts", content: "content", contact: "contacts" }[kind]
  if (!action) return `Choose what was done about the ${what}.`
  if (action === "none" && !choice.reason) return "Give the reason why nothing was done."
  if (action === "none" && choice.reason === "no-breach" && !choice.rule.trim())
    return "Name the rule that was looked at."
  if (choice.reason === "duplicate-of" && action === "none" && !choice.duplicateOf.trim())
    return "Name the own reference that it duplicates."
  if (action !== "none" && choice.ground === "terms" && !choice.rule.trim())
    return "Name the rule of your terms that it breaks."
  if (action === "blocked-in-territory" && !/^[A-Z]{2}(,[A-Z]{2})*$/.test(choice.territory))
    return "Name the territory by country codes, for example GB,FR."
  if (action !== "none" && choice.actedAt && !(Date.parse(choice.actedAt) <= nowMs))
    return "Say when you acted: now at the latest."
  if (action !== "none" && choice.until && !(Date.parse(choice.until) > nowMs))
    return "Say until when it is preserved: tomorrow at the earliest."
  return undefined
}

const preservedDays = 90
/** bytes of one proposal's body: a call of the outbox carries it beside its envelope */
const bytesAProposal = 45_000
const encoder = new TextEncoder()

/** How long what is preserved now is kept where nothing else is said, in ms since 1970. */
export const preservedUntil = (nowMs: number): number => nowMs + preservedDays * 86_400_000

/**
 * Items with the same choice and class become one outcome. `originals`: the room's referrals by their references, so that a duplicate
 * stands with its original; a reference of the platform's own system is in none.
 */
export function bodyOf(
  chosen: readonly { item: ReferralItem; choice: Choice }[],
  at: string,
  originals: ReadonlyMap<string, string>,
) {
  const groups = new Map<string, { choice: Choice; kind: ItemClass; items: { n: number; seq: number }[] }>()
  for (const { item, choice } of chosen) {
    const kind = itemClass(item.kind)
    const key = `${kind} ${JSON.stringify(choice)}`
    const group = groups.get(key) ?? { choice, kind, items: [] }
    group.items.push({ n: item.n, seq: item.seq })
    groups.set(key, group)
  }
  const all = [...groups.values()]
  const until = new Date(preservedUntil(Date.parse(at))).toISOString()
  return {
    facts: {
      outcomes: all.map(({ choice, kind, items }) => {
        const action = choice.actions[kind]!
        const acted = action !== "none"
        return {
          items,
          action,
          reason: acted ? null : choice.reason,
          ground: acted ? choice.ground : null,
          territory: action === "blocked-in-territory" ? choice.territory : "",
          decidedAt: at,
          actedAt: acted ? (choice.actedAt ? new Date(choice.actedAt).toISOString() : at) : null,
          automated: choice.automated,
          preservedUntil:
            acted && choice.preserved.trim() ? (choice.until ? new Date(choice.until).toISOString() : until) : null,
          userTold: acted ? choice.userTold : null,
          found: kind === "contact" ? choice.found : null,
          actedOn: kind === "contact" ? choice.actedOn : null,
          ...(choice.reason === "duplicate-of" && !acted
            ? { original: originals.get(choice.duplicateOf.trim().toUpperCase()) ?? null }
            : {}),
        }
      }),
    },
    words: {
      outcomes: all.map(({ choice }) => ({
        rule: choice.rule.trim(),
        preserved: choice.preserved.trim(),
        sweep: choice.sweep.trim(),
        duplicateOf: choice.duplicateOf.trim(),
      })),
    },
  }
}

/** In as many proposals as it takes: no more items in one than an event holds, and none larger than a call. */
export function bodiesOf(...[chosen, at, originals]: Parameters<typeof bodyOf>): ReturnType<typeof bodyOf>[] {
  const body = bodyOf(chosen, at, originals)
  const fits = chosen.length <= itemsAnEvent && encoder.encode(JSON.stringify(body)).length <= bytesAProposal
  if (fits || chosen.length === 1) return [body]
  const half = Math.ceil(chosen.length / 2)
  return [chosen.slice(0, half), chosen.slice(half)].flatMap((each) => bodiesOf(each, at, originals))
}
