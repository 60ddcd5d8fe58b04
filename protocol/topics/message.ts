// The thread of a referral or a lead: messages, questions and answers, edits and redactions. [R43][R44][R144]
import * as v from "valibot"
import type { Entry, LeadEntry, MessageKind, ReferralEntry } from "../entries.ts"
import { notNow, type Refusal } from "../errors.ts"
import type { Actor, RoomEvent } from "../event.ts"
import { hasRole } from "../permissions.ts"
import { nothing, text, topic } from "../topic.ts"
import { leadOf } from "./lead.ts"
import { referralOf } from "./referral.ts"

/** What has a thread: a referral that was received, a lead that was sent. */
const withThread = (entry: Entry | undefined): ReferralEntry | LeadEntry | undefined =>
  referralOf(entry) ?? leadOf(entry)

/** The first 160 characters; a pair of surrogates is one. */
function excerpt(value: string): string {
  const start = value.slice(0, 160)
  return /[\ud800-\udbff]/.test(start) ? Array.from(value.slice(0, 320)).slice(0, 160).join("") : start
}
const messageWords = v.strictObject({ text: text(1, 8_000) })
const blank = () => ({ text: "" })

/** The message of this thread that is named, or the refusal. */
function named(target: RoomEvent | undefined, subject: string): RoomEvent | Refusal {
  return target?.type === "message.sent" && target.subject === subject ? target : notNow("no-such-message")
}
const isRefusal = (value: RoomEvent | Refusal): value is Refusal => "code" in value

const mayRedact = (by: Actor, author: { id: string; organisation: string }): boolean =>
  author.id === by.id || hasRole(by, "duty") || (author.organisation === by.organisation && hasRole(by, "supervisor"))

/** The thread's last message, changed if it is the target. Once redacted it stays blank: an edit in the same turn changes nothing. */
function lastOf(about: ReferralEntry | LeadEntry, target: number | null, change: { text: string; redacted: boolean }) {
  const { last } = about.thread
  return last?.seq === target && !last.redacted ? { ...last, ...change } : last
}

export const messageTopics = [
  topic({
    type: "message.sent",
    facts: v.strictObject({ kind: v.picklist(["message", "question", "answer"] satisfies MessageKind[]) }),
    words: messageWords,
    blank,
    refusal: ({ entry, target }, { subject, facts, target: targetSeq }): Refusal | undefined => {
      const about = withThread(entry)
      if (!about) return notNow("no-such-subject")
      if (facts.kind !== "answer") return targetSeq === null ? undefined : notNow("not-a-question")
      const question = named(target, subject)
      if (isRefusal(question) || (question.facts as { kind: MessageKind }).kind !== "question")
        return notNow("not-a-question")
      return undefined
    },
    apply: (entry, { seq, by, at, facts: { kind }, words, target }) => {
      const about = withThread(entry)
      if (!about) return undefined
      const { messages, openQuestions } = about.thread
      const questions =
        kind === "question"
          ? [...openQuestions, seq]
          : kind === "answer"
            ? openQuestions.filter((each) => each !== target)
            : openQuestions
      const last = { seq, by, at, kind, text: excerpt(words.text), redacted: false }
      return { ...about, thread: { messages: messages + 1, openQuestions: questions, last } }
    },
  }),
  topic({
    type: "message.edited",
    facts: nothing,
    words: messageWords,
    blank,
    refusal: ({ entry, target }, { subject, by }): Refusal | undefined => {
      if (!withThread(entry)) return notNow("no-such-subject")
      const message = named(target, subject)
      if (isRefusal(message)) return message
      // Whether words are there at all is a fact of the log; what they say is not looked at.
      if (message.words === null) return notNow("already-redacted")
      return message.by.id === by.id ? undefined : notNow("not-your-message", message.by, message.at)
    },
    apply: (entry, { words, target }) => {
      const about = withThread(entry)
      return (
        about && {
          ...about,
          thread: {
            ...about.thread,
            last: lastOf(about, target, { text: excerpt(words.text), redacted: false }),
          },
        }
      )
    },
  }),
  topic({
    type: "message.redacted",
    facts: v.strictObject({ reason: v.picklist(["personal-data", "wrong-thread", "other"]) }),
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
      const openQuestions = thread.openQuestions.filter((each) => each !== target)
      return {
        ...about,
        thread: { ...thread, openQuestions, last: lastOf(about, target, { text: "", redacted: true }) },
      }
    },
  }),
]
