// The thread of a referral, a lead, or an organisation's own notes: messages, questions and answers, replies, edits and redactions.
// [R43][R44][R144][R220]-[R224]
import * as v from "valibot"
import type { Entry } from "../entries.ts"
import type { LeadEntry } from "../entries/lead.ts"
import type { ReferralEntry } from "../entries/referral.ts"
import type { MessageKind, NotesEntry, Thread } from "../entries/thread.ts"
import { notNow, type Refusal } from "../errors.ts"
import type { Actor, RoomEvent } from "../event.ts"
import { hasRole } from "../permissions.ts"
import { nothing, text, topic } from "../topic.ts"
import { leadOf } from "./lead.ts"
import { checkMentions, mentionsSchema, refuseMentions } from "./mention.ts"
import { notesOf } from "./notes.ts"
import { referralOf } from "./referral.ts"

/** What has a thread: a referral that was received, a lead that was sent, notes that were opened. */
export const withThread = (entry: Entry | undefined): ReferralEntry | LeadEntry | NotesEntry | undefined =>
  referralOf(entry) ?? leadOf(entry) ?? notesOf(entry)

/** The first 160 characters; a pair of surrogates is one. */
function excerpt(value: string): string {
  const start = value.slice(0, 160)
  return /[\ud800-\udbff]/.test(start) ? Array.from(value.slice(0, 320)).slice(0, 160).join("") : start
}
const messageWords = v.strictObject({ text: text(1, 8_000) })
const blank = () => ({ text: "" })

/** The message of this thread that is named, or the refusal. */
export function named(target: RoomEvent | undefined, subject: string): RoomEvent | Refusal {
  return target?.type === "message.sent" && target.subject === subject ? target : notNow("no-such-message")
}
export const isRefusal = (value: RoomEvent | Refusal): value is Refusal => "code" in value

/** Who takes what somebody wrote back for everybody. [R44] */
export const mayRedact = (by: Actor, author: { id: string; organisation: string }): boolean =>
  author.id === by.id || hasRole(by, "duty") || (author.organisation === by.organisation && hasRole(by, "supervisor"))

/** The thread's last message, changed if it is the target. Once redacted it stays blank: an edit in the same turn changes nothing. */
function lastOf({ last }: Thread, target: number | null, change: { text: string; redacted: boolean }) {
  return last?.seq === target && !last.redacted ? { ...last, ...change } : last
}

/** Without the questions that no longer wait. */
function withoutQuestion(thread: Thread, seq: number | null): Pick<Thread, "openQuestions" | "askers"> {
  const wait = thread.openQuestions.map((each) => each !== seq)
  return {
    openQuestions: thread.openQuestions.filter((_each, index) => wait[index]),
    askers: thread.askers.filter((_each, index) => wait[index]),
  }
}

export const redactedFacts = v.strictObject({ reason: v.picklist(["personal-data", "wrong-thread", "other"]) })

const kinds = ["message", "question", "answer", "disagree", "seen-here"] satisfies MessageKind[]

export const messageTopics = [
  topic({
    type: "message.sent",
    facts: v.strictObject({ kind: v.picklist(kinds), mentions: mentionsSchema }),
    words: messageWords,
    blank,
    check: (facts, words) => checkMentions(facts, words),
    refusal: ({ entry, target, member }, { subject, facts, target: targetSeq }): Refusal | undefined => {
      if (!withThread(entry)) return notNow("no-such-subject")
      const unread = refuseMentions(facts, member)
      if (unread) return unread
      const question = named(target, subject)
      // All but an answer may reply to any one message, or to none. [R222]
      if (facts.kind !== "answer") return targetSeq !== null && isRefusal(question) ? question : undefined
      if (isRefusal(question) || (question.facts as { kind: MessageKind }).kind !== "question")
        return notNow("not-a-question")
      return undefined
    },
    apply: (entry, { seq, by, at, facts: { kind }, words, target }) => {
      const about = withThread(entry)
      if (!about) return undefined
      const { thread } = about
      const questions = kind === "answer" ? withoutQuestion(thread, target) : thread
      const asks = kind === "question"
      return {
        ...about,
        thread: {
          ...thread,
          messages: thread.messages + 1,
          openQuestions: asks ? [...questions.openQuestions, seq] : questions.openQuestions,
          askers: asks ? [...questions.askers, by.organisation] : questions.askers,
          last: { seq, by, at, kind, text: excerpt(words.text), redacted: false },
        },
      }
    },
  }),
  topic({
    type: "message.edited",
    facts: v.strictObject({ mentions: mentionsSchema }),
    words: messageWords,
    blank,
    check: (facts, words) => checkMentions(facts, words),
    refusal: ({ entry, target, member }, { subject, by, facts }): Refusal | undefined => {
      if (!withThread(entry)) return notNow("no-such-subject")
      const message = named(target, subject)
      if (isRefusal(message)) return message
      // Whether words are there at all is a fact of the log; what they say is not looked at.
      if (message.words === null) return notNow("already-redacted")
      if (message.by.id !== by.id) return notNow("not-your-message", message.by, message.at)
      return refuseMentions(facts, member)
    },
    apply: (entry, { words, target }) => {
      const about = withThread(entry)
      return (
        about && {
          ...about,
          thread: {
            ...about.thread,
            last: lastOf(about.thread, target, { text: excerpt(words.text), redacted: false }),
          },
        }
      )
    },
  }),
  topic({
    type: "message.redacted",
    facts: redactedFacts,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry, target }, { subject, by }): Refusal | undefined => {
      if (!withThread(entry)) return notNow("no-such-subject")
      const message = named(target, subject)
      if (isRefusal(message)) return message
      if (message.words === null) return notNow("already-redacted")
      return mayRedact(by, message.by) ? undefined : notNow("not-your-message", message.by, message.at)
    },
    apply: (entry, { target }) => {
      const about = withThread(entry)
      if (!about) return undefined
      const { thread } = about
      return {
        ...about,
        thread: {
          ...thread,
          ...withoutQuestion(thread, target),
          last: lastOf(thread, target, { text: "", redacted: true }),
        },
      }
    },
  }),
]
