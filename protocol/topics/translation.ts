// Translations: what a person says that a message, or the narrative of a referral or lead, says in another language. No machine is asked.
// The last one of a language stands; earlier ones stay in the log. One may be redacted by itself. [R229][R230][R240]
import * as v from "valibot"
import type { Thread, Translation } from "../entries/thread.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, oneOf, text, topic } from "../topic.ts"
import { languages, type Language } from "../vocabulary.ts"
import { isRefusal, mayRedact, named, redactedFacts, withThread } from "./message.ts"

const language = oneOf<Language>(languages)

const withTranslation = (thread: Thread, translation: Translation): Thread => ({
  ...thread,
  translations: [...thread.translations.filter((each) => each.language !== translation.language), translation],
})

export const translationTopics = [
  topic({
    type: "message.translated",
    facts: v.strictObject({ from: language, language }),
    words: v.strictObject({ text: text(1, 8_000) }),
    blank: () => ({ text: "" }),
    check: (facts) =>
      facts.from === facts.language ? { field: "facts.language", rule: "must be another language" } : undefined,
    refusal: ({ entry, target }, { subject, target: targetSeq }): Refusal | undefined => {
      const about = withThread(entry)
      if (!about) return notNow("no-such-subject")
      // Without a target it is of the narrative; notes have none.
      if (targetSeq === null) return about.kind === "notes" ? notNow("no-such-message") : undefined
      const message = named(target, subject)
      if (isRefusal(message)) return message
      return message.words === null ? notNow("already-redacted") : undefined
    },
    apply: (entry, { seq, by, at, target, facts: { from, language: to }, words }) => {
      const about = withThread(entry)
      if (!about || target !== null) return about
      const version = about.kind === "referral" ? about.version : 1
      const translation = { seq, by, at, from, language: to, text: words.text, version }
      return { ...about, thread: withTranslation(about.thread, translation) }
    },
  }),
  // Its message, or the narrative, stands; and the same language may be translated into again.
  topic({
    type: "translation.redacted",
    facts: redactedFacts,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry, target }, { subject, by }): Refusal | undefined => {
      if (!withThread(entry)) return notNow("no-such-subject")
      if (target?.type !== "message.translated" || target.subject !== subject) return notNow("no-such-translation")
      if (target.words === null) return notNow("already-redacted")
      return mayRedact(by, target.by) ? undefined : notNow("not-your-translation", target.by, target.at)
    },
    apply: (entry, { target }) => {
      const about = withThread(entry)
      if (!about) return undefined
      const translations = about.thread.translations.map((each) => (each.seq === target ? { ...each, text: "" } : each))
      return { ...about, thread: { ...about.thread, translations } }
    },
  }),
]
