// What is known of a thread without its messages; an organisation's own notes are one too.
import type { By, EntryBase } from "../event.ts"
import type { Language } from "../vocabulary.ts"
import type { Notice } from "./notice.ts"
import type { Stamp } from "./stamp.ts"

export const emptyThread = (): Thread => ({
  messages: 0,
  openQuestions: [],
  askers: [],
  involved: [],
  translations: [],
  last: null,
})

export interface LastMessage extends Stamp {
  seq: number
  kind: MessageKind
  /** at most 160 characters; empty once redacted */
  text: string
  redacted: boolean
}

/** `disagree` and `seen-here` ("seen here too"), like all but an answer, may stand alone or reply to one message. */
export type MessageKind = "message" | "question" | "answer" | "disagree" | "seen-here"

export interface Thread {
  messages: number
  openQuestions: readonly number[]
  /** of each open question, in the same order, the organisation that asks */
  askers: readonly string[]
  /** who has written here or acted on what it is about, or was handed it: they follow it unless they choose otherwise */
  involved: readonly Pick<By, "id" | "organisation">[]
  /** of the narrative, one a language; messages carry their own */
  translations: readonly Translation[]
  last: LastMessage | null
}

/** What a person says that a text says in another language. */
export interface Translation extends Stamp {
  seq: number
  from: Language
  language: Language
  text: string
  /** the version of the referral whose narrative it is of */
  version: number
}

/** What one organisation writes about a referral for itself alone, in its own room: the referral's id is the subject. */
export interface NotesEntry extends EntryBase {
  kind: "notes"
  /** in whose room the referral is */
  platform: string
  thread: Thread
  /** who is mentioned, the last of each person */
  mentions?: readonly Notice[]
}
