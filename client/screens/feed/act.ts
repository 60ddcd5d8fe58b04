// What an act on a referral is: its button, what it asks and what it proposes. Made by acts.ts and its two sides, asked by act-dialog.ts.
import type { ReferralItem } from "../../../protocol/entries/item.ts"
import type { By } from "../../../protocol/event.ts"

/** What a person has filled in; what was not asked is empty. */
export interface Given {
  items: number[]
  text: string
  owner: string
  /** UTC ISO */
  until: string
  person: By | undefined
  choice: string
}

export interface Ask {
  heading: string
  /** what happens then, in a sentence */
  tells: string
  /** the button's word */
  send: string
  /** numbers of the items that it may be about; all are chosen at first */
  items?: readonly number[]
  text?: { label: string; needed: boolean; most: number }
  owner?: boolean
  /** an end within so many hours */
  untilHours?: number
  person?: boolean
  choice?: { label: string; of: Readonly<Record<string, string>> }
  /** what must be true of the words that were typed: each is confirmed by itself */
  confirms?(text: string): readonly string[]
  /** typed as it stands here before it can be sent, where much hangs on it */
  typed?: string
}

type Body = { type: string; facts: object; words: object }

export interface Act {
  id: string
  text: string
  key: string
  /** stands as a button, not in the menu */
  main?: boolean
  ask?: Ask
  /** absent where the screen has its own way: acknowledging, the outcome form, a changed decision */
  body?(given: Given, now: number): Body
}

/** Who asks: what they may do follows from the permission table and these. */
export interface Asker {
  me: string
  supervisor: boolean
  policy: boolean
  duty: boolean
}

export const numbers = (items: readonly ReferralItem[]): number[] => items.map((item) => item.n)
export const reason = { label: "Reason", needed: true, most: 1_000 }
export const note = { label: "Note", needed: true, most: 500 }

export const simple = (id: string, text: string, key: string, type: string, main = false): Act => ({
  id,
  text,
  key,
  main,
  body: () => ({ type, facts: {}, words: {} }),
})
