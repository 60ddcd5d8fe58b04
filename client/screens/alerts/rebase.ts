// A later version is written while somebody else submits one: what theirs changes since the draft was begun, and the draft with those changes
// taken over that its author chooses. Nothing that was typed goes: what is taken over in its place is set aside. Pure. Used by draft-in-hand.ts
// and version-meanwhile.ts. [R216][R217]
import { platformNames } from "../../../protocol/addresses.ts"
import { languages, priorityReasonName, requestedActions, themes } from "../../../protocol/vocabulary.ts"
import type { AlertDraft } from "./draft.ts"
import type { RawRow } from "./pasted-rows.ts"

/** A draft as a whole: its rows are kept unless `draft.dropped` has their number. */
export interface Written {
  draft: AlertDraft
  rows: readonly RawRow[]
}

interface Piece {
  what: string
  fields: readonly (keyof AlertDraft)[]
  says: (draft: AlertDraft) => string
}

const listed = (names: Readonly<Record<string, string>>, keys: readonly string[]): string =>
  keys.map((key) => names[key] ?? key).join(", ")

/** What is taken over or kept as one. */
const pieces = {
  title: { what: "Title", fields: ["title"], says: (draft) => draft.title },
  narrative: { what: "What the platforms are told", fields: ["narrative"], says: (draft) => draft.narrative },
  corridor: { what: "Corridor", fields: ["corridor"], says: (draft) => draft.corridor },
  conditions: { what: "Conditions", fields: ["conditions"], says: (draft) => draft.conditions },
  wordings: {
    what: "Own words for a platform",
    fields: ["wordings"],
    says: ({ wordings }) =>
      wordings.map((each) => `${platformNames[each.platform]}: ${each.title}\n${each.narrative}`).join("\n\n"),
  },
  priority: {
    what: "Priority",
    fields: ["priority", "reason"],
    says: ({ priority, reason }) => `${priority} ${priorityReasonName(priority, reason)}`,
  },
  theme: { what: "Theme", fields: ["theme"], says: (draft) => themes[draft.theme] },
  languages: { what: "Languages", fields: ["languages"], says: (draft) => listed(languages, draft.languages) },
  handling: { what: "Handling", fields: ["handling"], says: (draft) => `TLP:${draft.handling}` },
  asked: { what: "Asked for", fields: ["asked"], says: (draft) => listed(requestedActions, draft.asked) },
  grading: {
    what: "Grading",
    fields: ["source", "information", "code"],
    says: ({ source, information, code }) => `${source}${information} ${code}`,
  },
  contacts: { what: "Contacts go to", fields: ["ticked"], says: (draft) => listed(platformNames, draft.ticked) },
  awareness: {
    what: "Who is made aware",
    fields: ["aware", "awareness"],
    says: ({ aware, awareness }) => (aware ? listed(platformNames, awareness) : ""),
  },
  supersedes: {
    what: "Takes the place of",
    fields: ["supersedes"],
    says: (draft) => (draft.supersedes ? "an earlier alert" : ""),
  },
  restore: {
    what: "What is named no longer",
    fields: ["restore"],
    says: ({ restore }) => (restore ? "is asked to be restored" : "stays as it is"),
  },
} as const satisfies Record<string, Piece>

export type PieceName = keyof typeof pieces | "items"

/** One change of the other version. `mine` is what the author made of the same, where both changed it. */
export interface Meanwhile {
  piece: PieceName
  what: string
  before: string
  theirs: string
  mine?: string
  /** of the rows: which, and what becomes of each */
  rows?: readonly { how: string; raw: string }[]
}

/** What was typed and has given way to another version's; it can be put back. */
export interface SetAside {
  what: string
  text: string
  fields: Partial<AlertDraft>
}

const taken = ({ fields }: Piece, draft: AlertDraft): Partial<AlertDraft> =>
  Object.fromEntries(fields.map((field) => [field, draft[field]]))
const same = (piece: Piece, one: AlertDraft, other: AlertDraft): boolean =>
  JSON.stringify(taken(piece, one)) === JSON.stringify(taken(piece, other))

export function meanwhile(base: Written, theirs: Written, mine: Written): Meanwhile[] {
  const changes: Meanwhile[] = []
  for (const [name, piece] of Object.entries(pieces) as [keyof typeof pieces, Piece][]) {
    if (same(piece, base.draft, theirs.draft) || same(piece, mine.draft, theirs.draft)) continue
    const change = { piece: name, what: piece.what, before: piece.says(base.draft), theirs: piece.says(theirs.draft) }
    changes.push(same(piece, mine.draft, base.draft) ? change : { ...change, mine: piece.says(mine.draft) })
  }
  const items = rowChanges(base, theirs, mine)
  const of = (how: string, raws: Iterable<string>) => [...raws].map((raw) => ({ how, raw }))
  const kinds = [
    of(
      "added",
      items.added.map((row) => row.raw),
    ),
    of("dropped", items.dropped),
    of("kept again", items.kept),
    of("with other evidence", items.evidence.keys()),
  ].filter((rows) => rows.length > 0)
  const told = kinds.map((rows) => `${rows.length} ${rows[0]!.how}`).join(", ")
  if (told) changes.push({ piece: "items", what: "Rows", before: "", theirs: told, rows: kinds.flat() })
  return changes
}

/** The draft that follows their version: with what was chosen of it, and as it was in all else. */
export function rebased(base: Written, theirs: Written, mine: Written, chosen: ReadonlySet<PieceName>): Written {
  let { draft, rows } = mine
  for (const { piece, what, mine: text } of meanwhile(base, theirs, mine)) {
    if (!chosen.has(piece)) continue
    if (piece === "items") {
      ;({ draft, rows } = withRows({ draft, rows }, rowChanges(base, theirs, mine)))
      continue
    }
    const aside = text === undefined ? [] : [{ what, text, fields: taken(pieces[piece], draft) }]
    draft = { ...draft, ...taken(pieces[piece], theirs.draft), aside: [...draft.aside, ...aside] }
  }
  return { draft, rows }
}

interface RowChanges {
  added: readonly RawRow[]
  /** by what was pasted */
  dropped: ReadonlySet<string>
  kept: ReadonlySet<string>
  evidence: ReadonlyMap<string, string>
}

interface KnownRow extends RawRow {
  keep: boolean
}

/** By what was pasted; a row that is there twice is merged into its first. */
function byRaw({ draft, rows }: Written): Map<string, KnownRow> {
  const known = new Map<string, KnownRow>()
  for (const [index, row] of rows.entries())
    if (!known.has(row.raw)) known.set(row.raw, { ...row, keep: !draft.dropped.has(index + 1) })
  return known
}

/** What theirs changes of rows that the author has left as they were; where both changed one, the author's stands. */
function rowChanges(base: Written, theirs: Written, mine: Written): RowChanges {
  const [before, after, own] = [byRaw(base), byRaw(theirs), byRaw(mine)]
  const [dropped, kept, evidence] = [new Set<string>(), new Set<string>(), new Map<string, string>()]
  for (const [raw, row] of before) {
    const [now, held] = [after.get(raw), own.get(raw)]
    if (!held) continue
    const keep = now?.keep ?? false
    if (keep !== row.keep && held.keep === row.keep) (keep ? kept : dropped).add(raw)
    if (now && now.evidence !== row.evidence && held.evidence === row.evidence) evidence.set(raw, now.evidence)
  }
  const added = [...after].flatMap(([raw, row]) => (before.has(raw) || own.has(raw) || !row.keep ? [] : [row]))
  return { added, dropped, kept, evidence }
}

function withRows({ draft, rows }: Written, { added, dropped, kept, evidence }: RowChanges): Written {
  const numbers = new Set(draft.dropped)
  for (const [index, { raw }] of rows.entries()) {
    if (dropped.has(raw)) numbers.add(index + 1)
    // Of two that are the same the second stays merged.
    if (kept.has(raw) && rows.findIndex((row) => row.raw === raw) === index) numbers.delete(index + 1)
  }
  const told = rows.map((row) => (evidence.has(row.raw) ? { ...row, evidence: evidence.get(row.raw)! } : row))
  return {
    draft: { ...draft, dropped: numbers },
    rows: [...told, ...added.map(({ raw, evidence: own }) => ({ raw, evidence: own }))],
  }
}
