// A lead while it is written: what the form holds, what is wrong with it by field, and the proposal that it becomes. Pure.
// Used by lead-form.ts.
import { kindNames, platformNames, readRows, verdictText, type Row, type Verdict } from "../../../protocol/addresses.ts"
import type { Refusal } from "../../../protocol/errors.ts"
import { itemsOfLead } from "../../../protocol/topics/lead.ts"
import type { Language, Priority, Theme } from "../../../protocol/vocabulary.ts"
import type { Draft } from "../../hub/hub.ts"

export interface LeadDraft {
  /** the platform's room that it is told in, for who has several; empty: the first */
  room: string
  title: string
  narrative: string
  corridor: string
  priority: Priority
  reason: string
  theme: Theme
  languages: Language[]
  /** the paste, as it came; rows are read from it */
  rows: string
  /** rows that the author has dropped, by number */
  dropped: number[]
  /** what an item shows, by row */
  evidence: Record<number, string>
}

export const emptyLead: LeadDraft = {
  room: "",
  title: "",
  narrative: "",
  corridor: "",
  priority: "P2",
  reason: "advert",
  theme: "boat-crossing",
  languages: [],
  rows: "",
  dropped: [],
  evidence: {},
}

export interface LeadRow extends Row {
  /** whether the author may choose */
  able: boolean
  keep: boolean
}

const order: Record<Verdict["kind"], number> = { refused: 0, look: 1, stays: 2, ready: 3, merged: 4 }

/** Every row of the paste, what needs a look first. */
export const rowsOf = ({ rows, dropped }: LeadDraft): LeadRow[] =>
  readRows(rows)
    .map((row) => {
      const able = row.verdict.kind !== "refused" && row.verdict.kind !== "merged"
      return { ...row, able, keep: able && !dropped.includes(row.row) }
    })
    .sort((one, other) => order[one.verdict.kind] - order[other.verdict.kind] || one.row - other.row)

/** A lead may speak of any place; nobody is chosen to get it but the agency. */
export function verdictOf(verdict: Verdict): string {
  if (verdict.kind === "stays") return "Elsewhere"
  if (verdict.kind === "ready" || (verdict.kind === "look" && verdict.why === "tick-platforms"))
    return kindNames[verdict.address.kind]
  return verdictText(verdict)
}

export const placeOf = (verdict: Verdict): string =>
  "address" in verdict && verdict.address.platform ? platformNames[verdict.address.platform] : ""

export type LeadField = "title" | "narrative" | "corridor" | "languages" | "items"
export const fieldNames: Record<LeadField, string> = {
  title: "Title",
  corridor: "Corridor",
  languages: "Languages",
  narrative: "What you saw",
  items: "Items",
}

export type Faults = Partial<Record<LeadField, string>>

/** What stands in the way of sending, by field. A lead needs no item: what is new may be a way of working. */
export function faultsOf(draft: LeadDraft, rows: readonly LeadRow[]): Faults {
  const kept = rows.filter((row) => row.keep).length
  return {
    ...(draft.title.trim() ? {} : { title: "Give it a title" }),
    ...(draft.languages.length > 0 ? {} : { languages: "Name at least one language" }),
    ...(draft.narrative.trim() ? {} : { narrative: "Say what you saw" }),
    ...(kept > itemsOfLead ? { items: `At most ${itemsOfLead} items in one lead: drop ${kept - itemsOfLead}` } : {}),
  }
}

/** The field that the hub did not take, or undefined when it is another refusal. */
export function fieldOf(refusal: Refusal): LeadField | undefined {
  if (refusal.code !== "malformed") return undefined
  const parts = refusal.field.split(".")
  return (Object.keys(fieldNames) as LeadField[]).find((field) => parts.includes(field))
}

export function proposalOf(draft: LeadDraft, rows: readonly LeadRow[], subject: string): Draft {
  const kept = rows.filter((row) => row.keep).sort((one, other) => one.row - other.row)
  const { priority, reason, theme, languages } = draft
  const corridor = draft.corridor.trim()
  return {
    type: "lead.sent",
    subject,
    facts: { brief: { priority, reason, theme, languages }, items: kept.length },
    words: {
      title: draft.title.trim(),
      narrative: draft.narrative.trim(),
      ...(corridor ? { corridor } : {}),
      items: kept.map(({ raw, row }) => ({ raw, evidence: (draft.evidence[row] ?? "").trim() })),
    },
  }
}
