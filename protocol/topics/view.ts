// Views that an organisation shares: a name for a filter of the feed, in the organisation's own room. One entry holds them all.
// The client's filters read and write the same shape. [R150]-[R153]
import * as v from "valibot"
import type { Entry } from "../entries.ts"
import type { SharedView, ViewsEntry } from "../entries/organisation.ts"
import { notNow, type Refusal } from "../errors.ts"
import { filterKeys, type FilterKey, sorts, type Sort } from "../filter.ts"
import { hasRole } from "../permissions.ts"
import { nothing, text, topic, uuid } from "../topic.ts"

/** The one subject that all shared views of a room are about. */
export const viewsSubject = "views"
export const viewsAtMost = 40

// Values are not a closed list here: a state or theme that a later version adds must not make an older view unreadable.
const values = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,32}$/, "is a word of letters, digits and dashes"))),
  v.minLength(1, "needs at least one value"),
  v.maxLength(16, "has at most 16 values"),
)
export const filterSchema = v.strictObject(
  Object.fromEntries(Object.keys(filterKeys).map((key) => [key, v.optional(values)])) as Record<
    FilterKey,
    v.OptionalSchema<typeof values, undefined>
  >,
)
export const sortSchema = v.picklist(Object.keys(sorts) as Sort[])
export const viewNameSchema = text(1, 40)

const viewsOf = (entry: Entry | undefined): readonly SharedView[] => (entry?.kind === "views" ? entry.views : [])

/** A view is its author's, and a supervisor's or duty officer's of the same organisation. [R151] */
const mayChange = (view: SharedView, by: Parameters<typeof hasRole>[0] & { id: string }): boolean =>
  view.by.id === by.id || hasRole(by, "supervisor") || hasRole(by, "duty")

const entryOf = (entry: Entry | undefined, seq: number, views: readonly SharedView[]): ViewsEntry => ({
  ...(entry?.kind === "views" ? entry : { kind: "views", subject: viewsSubject, open: true, dueAt: null }),
  seq,
  views,
})

export const viewTopics = [
  topic({
    type: "view.saved",
    facts: v.strictObject({ view: uuid, filter: filterSchema, sort: sortSchema }),
    words: v.strictObject({ name: viewNameSchema }),
    blank: () => ({ name: "" }),
    refusal: ({ entry }, { subject, by, facts }): Refusal | undefined => {
      if (subject !== viewsSubject) return { code: "malformed", field: "subject", rule: `is "${viewsSubject}"` }
      const known = viewsOf(entry).find((each) => each.id === facts.view)
      if (known) return mayChange(known, by) ? undefined : notNow("not-your-view", known.by, known.at)
      return viewsOf(entry).length < viewsAtMost ? undefined : notNow("too-many-views")
    },
    apply: (entry, { seq, by, at, facts: { view: id, filter, sort }, words: { name } }) => {
      const before = viewsOf(entry)
      const known = before.find((each) => each.id === id)
      // Whoever corrects a view does not become its author.
      const view: SharedView = { id, name, filter, sort, by: known?.by ?? by, at }
      return entryOf(entry, seq, known ? before.map((each) => (each.id === id ? view : each)) : [...before, view])
    },
  }),
  topic({
    type: "view.removed",
    facts: v.strictObject({ view: uuid }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const known = viewsOf(entry).find((each) => each.id === facts.view)
      if (!known) return notNow("no-such-subject")
      return mayChange(known, by) ? undefined : notNow("not-your-view", known.by, known.at)
    },
    apply: (entry, { seq, facts }) =>
      entryOf(
        entry,
        seq,
        viewsOf(entry).filter((each) => each.id !== facts.view),
      ),
  }),
]
