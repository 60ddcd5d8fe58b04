// An organisation's own notes on a referral: a thread in its own room, with the referral's id as subject, which the other side and other
// platforms can never learn of. What is written in it are messages as everywhere. [R232][R233]
import * as v from "valibot"
import type { Entry } from "../entries.ts"
import { emptyThread, type NotesEntry } from "../entries/thread.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, slug, topic, uuid } from "../topic.ts"

export const notesOf = (entry: Entry | undefined): NotesEntry | undefined =>
  entry?.kind === "notes" ? entry : undefined

export const notesTopics = [
  topic({
    type: "notes.opened",
    facts: v.strictObject({ platform: slug }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { subject }): Refusal | undefined => {
      if (!v.is(uuid, subject)) return { code: "malformed", field: "subject", rule: "must be a UUID" }
      return entry ? notNow("already-exists") : undefined
    },
    apply: (entry, { subject, seq, facts }): Entry =>
      entry ?? {
        kind: "notes",
        subject,
        seq,
        open: false,
        dueAt: null,
        platform: facts.platform,
        thread: emptyThread(),
      },
  }),
]
