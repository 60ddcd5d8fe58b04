// Threads as their topics judge and fold them: mentions, replies, questions of both sides, following, translations, notes.
import fc from "fast-check"
import { expect, test } from "vitest"
import type { NotesEntry } from "../../protocol/entries/thread.ts"
import { checkMentions, movedMentions, trimmedMentions, type Mention } from "../../protocol/topics/mention.ts"
import { followChoice, follows, waitsFor, waitsForOthers } from "../../protocol/waiting.ts"
import { OneReferral } from "./one-referral.ts"
import { OneSubject } from "./one-subject.ts"

const tiktok = { organisation: "tiktok", kind: "platform" } as const
const nca = { organisation: "nca", kind: "agency" } as const
const mention = (person: string, at = 0, length = 5) => ({ person, at, length })
const says = (one: OneSubject, who: string, kind: string, more: object = {}, target?: number, text = "@some body") =>
  one.does(who, "message.sent", { kind, ...more }, { text }, target)

test("[R220] nobody is mentioned who cannot read it, and who is not there at all is answered the same", () => {
  const one = new OneReferral()
  expect(says(one, "ana", "message", { mentions: [mention("dara")] })).toBe("accepted")
  for (const stranger of ["iris", "nobody", "constructor"])
    expect(
      says(one, "ana", "message", { mentions: [mention("dara"), mention(stranger, 5, 5)] }, undefined, "@dara@else"),
    ).toBe("cannot-read")
  const [message] = one.events
  expect(
    one.does("ana", "message.edited", { mentions: [mention("nobody")] }, { text: "@some body" }, message!.seq),
  ).toBe("cannot-read")
  expect(one.does("ana", "message.edited", { mentions: [mention("mai")] }, { text: "@some body" }, message!.seq)).toBe(
    "accepted",
  )
})

test("[R221] a mention stands where the text has a name, apart from the others and in order", () => {
  const one = new OneReferral()
  const wrong: [Mention[], string][] = [
    [[mention("dara", 1)], "@some body"],
    [[mention("dara", 0, 11)], "@some body"],
    [[mention("dara", 0, 7)], "@some\nbody"],
    [[mention("dara", 0, 2)], "@😀 body"],
    [[mention("dara", 0, 2)], "@ body"],
    [[mention("dara", 0, 6), mention("mai", 5, 5)], "@some@body"],
    [[mention("dara", 5, 5), mention("mai", 0, 5)], "@some@body"],
    [[], "@some body"],
    [Array.from({ length: 21 }, (_none, n) => mention("dara", n * 2, 2)), "@a".repeat(21)],
  ]
  for (const [mentions, text] of wrong)
    expect([text, says(one, "ana", "message", { mentions }, undefined, text)]).toEqual([text, "facts.mentions"])
  expect(says(one, "ana", "message", { mentions: [mention("dara", 4, 6)] }, undefined, "see @سارة ئە")).toBe("accepted")
})

const names = ["@Ana Rahimi", "@سارة", "@Mai Lund", "@ژیان"] as const
const gap = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom(" دەمەوێ ", " قارب ", "  ", "\n", "@", "😀", ""))
const written = fc.array(fc.tuple(gap, fc.constantFrom(...names)), { maxLength: 4 }).map((pieces) => {
  let text = ""
  const mentions: Mention[] = []
  for (const [before, name] of pieces) {
    text += before
    mentions.push({ person: `p${mentions.length}`, at: text.length, length: name.length })
    text += name
  }
  return { text: `${text} end`, mentions }
})

test("[R221] however a text is typed into, each mention that is left stands on its own name, apart from the others", () => {
  let dropped = 0
  let kept = 0
  fc.assert(
    fc.property(
      written,
      fc.array(fc.tuple(fc.nat(60), fc.nat(8), gap), { minLength: 1, maxLength: 6 }),
      ({ text, mentions }, edits) => {
        const nameOf = new Map(mentions.map((each) => [each.person, text.slice(each.at, each.at + each.length)]))
        let [now, left] = [text, mentions]
        for (const [from, removed, typed] of edits) {
          const at = Math.min(from, now.length)
          const next = now.slice(0, at) + typed + now.slice(at + removed)
          left = movedMentions(left, now, next)
          now = next
          for (const each of left) expect(now.slice(each.at, each.at + each.length)).toBe(nameOf.get(each.person))
          for (const [index, each] of left.entries())
            if (index > 0) expect(each.at).toBeGreaterThanOrEqual(left[index - 1]!.at + left[index - 1]!.length)
        }
        dropped += mentions.length - left.length
        kept += left.length
        const padded = `  ${now}`
        const trimmed = trimmedMentions(movedMentions(left, now, padded), padded)
        for (const each of trimmed)
          expect(padded.trim().slice(each.at, each.at + each.length)).toBe(nameOf.get(each.person))
        expect(checkMentions({ mentions: trimmed }, { text: padded.trim() })).toBeUndefined()
      },
    ),
    { numRuns: 2_000 },
  )
  expect([dropped > 100, kept > 100]).toEqual([true, true])
})

test("[R222] a reply quotes a message of its thread or nothing; an answer names a question", () => {
  const one = new OneReferral()
  says(one, "ana", "message")
  const message = one.events.at(-1)!.seq
  for (const kind of ["message", "question", "disagree", "seen-here"]) {
    expect([kind, says(one, "dara", kind)]).toEqual([kind, "accepted"])
    expect([kind, says(one, "dara", kind, {}, message)]).toEqual([kind, "accepted"])
    // The delivery of the referral is no message; nor is what is not there.
    for (const target of [1, 2, 99])
      expect([kind, says(one, "dara", kind, {}, target)]).toEqual([kind, "no-such-message"])
  }
  expect(says(one, "dara", "answer")).toBe("not-a-question")
  expect(says(one, "dara", "answer", {}, message)).toBe("not-a-question")
  expect(says(one, "dara", "shout")).toBe("facts.kind")
})

test("[R225] a question waits for the other side until it is answered or redacted; a request for information waits for the agency", () => {
  const one = new OneReferral()
  const waiting = () => [waitsFor(one.entry, tiktok), waitsFor(one.entry, nca)]
  const others = () => [waitsForOthers(one.entry, tiktok), waitsForOthers(one.entry, nca)]
  expect(waiting()).toEqual([false, false])
  says(one, "ana", "question")
  const asked = one.events.at(-1)!.seq
  expect([waiting(), others()]).toEqual([
    [false, true],
    [true, false],
  ])
  says(one, "dara", "question")
  const back = one.events.at(-1)!.seq
  expect(waiting()).toEqual([true, true])
  expect(one.entry.thread).toMatchObject({ openQuestions: [asked, back], askers: ["tiktok", "nca"] })
  says(one, "dara", "answer", {}, asked)
  expect(waiting()).toEqual([true, false])
  expect(one.does("dara", "message.redacted", { reason: "other" }, {}, back)).toBe("accepted")
  expect(waiting()).toEqual([false, false])
  one.does("ana", "claim.made")
  one.does("ana", "information.needed", { items: [1] }, { question: "which" })
  expect([waiting(), others()]).toEqual([
    [false, true],
    [true, false],
  ])
  one.does("dara", "information.answered", {}, { answer: "the first" })
  expect(waiting()).toEqual([false, false])
})

test("[R226] who writes or acts follows, who only looks does not, and a choice outweighs both", () => {
  const one = new OneReferral()
  one.does("mai", "referral.seen")
  says(one, "ana", "message")
  one.does("jonas", "claim.made")
  const following = (id: string, choice?: string) => follows(one.entry, id, followChoice(choice))
  expect(["mai", "ana", "jonas", "dara"].map((id) => following(id))).toEqual([false, true, true, false])
  one.does("jonas", "claim.released")
  expect(following("jonas")).toBe(true)
  expect([following("mai", "yes"), following("ana", "no"), following("dara", "nonsense")]).toEqual([true, false, false])
})

test("[R229][R230] the last translation of a language stands, with its author and the narrative's version", () => {
  const one = new OneReferral({ version: 2 })
  const translates = (who: string, language: string, text: string, target?: number, from = "en") =>
    one.does(who, "message.translated", { from, language }, { text }, target)
  expect(translates("dara", "ar", "مقاعد")).toBe("accepted")
  expect(translates("ana", "ckb", "شوێن")).toBe("accepted")
  expect(translates("ana", "ar", "مقاعد في قارب")).toBe("accepted")
  expect(
    one.entry.thread.translations.map(({ language, by, text, version }) => [language, by.id, text, version]),
  ).toEqual([
    ["ckb", "ana", "شوێن", 2],
    ["ar", "ana", "مقاعد في قارب", 2],
  ])
  expect(translates("ana", "en", "the same")).toBe("facts.language")
  expect(translates("ana", "xx", "unknown")).toBe("facts.language")
  says(one, "mai", "message")
  const message = one.events.at(-1)!.seq
  expect(translates("dara", "fr", "quelqu'un", message)).toBe("accepted")
  expect(one.entry.thread.translations).toHaveLength(2)
  expect(translates("dara", "fr", "rien", 1)).toBe("no-such-message")
  one.does("mai", "message.redacted", { reason: "other" }, {}, message)
  expect(translates("dara", "tr", "biri", message)).toBe("already-redacted")
})

test("[R240] a translation is redacted by itself, once, by its author, their supervisor or a duty officer; its message and the others stand", () => {
  const one = new OneReferral()
  const translates = (who: string, language: string, target?: number) => {
    one.does(who, "message.translated", { from: "en", language }, { text: `in ${language}` }, target)
    return one.events.at(-1)!.seq
  }
  const redacts = (who: string, target?: number) =>
    one.does(who, "translation.redacted", { reason: "other" }, {}, target)
  says(one, "ruth", "message")
  const message = one.events.at(-1)!.seq
  const [arabic, french] = [translates("mai", "ar"), translates("dara", "fr", message)]
  for (const target of [undefined, 1, message, 99])
    expect([target, redacts("ana", target)]).toEqual([target, "no-such-translation"])
  expect([redacts("ana", arabic), redacts("jonas", french), redacts("sela", french)]).toEqual([
    "not-your-translation",
    "not-your-translation",
    "not-your-translation",
  ])
  expect([redacts("jonas", arabic), redacts("jonas", arabic)]).toEqual(["accepted", "already-redacted"])
  expect(one.entry.thread.translations.map(({ language, text }) => [language, text])).toEqual([["ar", ""]])
  expect(redacts("mira", french)).toBe("accepted")
  expect(one.events.filter(({ words }) => words === null).map(({ seq }) => seq)).toEqual([arabic, french])
  expect(one.events.find(({ seq }) => seq === message)!.words).toEqual({ text: "@some body" })
  // The same language may be translated into again, and an act on the referral it is not.
  const again = translates("ana", "ar")
  expect(one.entry.thread.translations.map(({ seq, text }) => [seq, text])).toEqual([[again, "in ar"]])
  expect(one.entry.acts).toEqual([])
})

test("[R232][R233] notes are opened once, in an organisation's own room, and are a thread like any other but without a narrative", () => {
  const subject = "6f0b3b5e-6a6c-4c7e-9d5e-2f6f2a4f0a01"
  const at = "2026-01-01T00:00:00.000Z"
  const notes = new OneSubject({ room: "org/tiktok", subject, at })
  expect(says(notes, "ana", "message")).toBe("no-such-subject")
  expect(notes.does("ana", "notes.opened", { platform: "tiktok" })).toBe("accepted")
  expect(notes.does("mai", "notes.opened", { platform: "tiktok" })).toBe("already-exists")
  expect(says(notes, "mai", "question", { mentions: [mention("ana")] })).toBe("accepted")
  const entry = notes.known as NotesEntry
  expect([entry.kind, entry.platform, entry.open, entry.thread.messages]).toEqual(["notes", "tiktok", false, 1])
  expect(notes.does("ana", "message.translated", { from: "en", language: "ar" }, { text: "x" })).toBe("no-such-message")
  expect(new OneReferral().does("ana", "notes.opened", { platform: "tiktok" })).toBe("forbidden")
  const views = new OneSubject({ room: "org/tiktok", subject: "views", at })
  expect(views.does("ana", "notes.opened", { platform: "tiktok" })).toBe("malformed")
})
