// What a log says that can be found: one event's change to the search rows. A pure function of the log up to the event, so that two
// processes write the same. Called by reader.ts. Rules R155, R160.
import type { AlertItem } from "../../protocol/entries/alert.ts"
import type { Brief, BriefWords } from "../../protocol/entries/brief.ts"
import type { Entry } from "../../protocol/entries.ts"
import type { LeadEntry } from "../../protocol/entries/lead.ts"
import { reference } from "../../protocol/entries/brief.ts"
import { leadReference } from "../../protocol/entries/lead.ts"
import { readRoom, type By, type RoomEvent } from "../../protocol/event.ts"
import { indexTerms, said, type FoundKind, type Said } from "../../protocol/search.ts"
import { languages, type Language } from "../../protocol/vocabulary.ts"
import { readRow } from "../engine/chain.ts"
import type { FoundRow, Place } from "../store/found.ts"
import type { Store } from "../store/store.ts"

/** Raised when rows are made in another way: every room is then read again from the beginning. */
export const rowsVersion = 2

/** What a row keeps: a person's texts, who wrote it, facts such as `theme lorry`; `of`: seq of the event whose words the texts are. */
export interface Kept {
  texts: readonly string[]
  by: readonly string[]
  facts: readonly string[]
  of: number
}

export interface Around {
  store: Store
  /** the subject's entry, at least as new as the event */
  entry(subject: string): Promise<Entry | undefined>
  /** what the room's references begin with */
  prefix: string
}

/** The fact of an alert's item that a platform gets, once the alert is released. */
export const goes = "goes"

export type Row = FoundRow & { terms: readonly string[] }
export type Change = { put: Row } | { drop: Place }

/** The terms of one room are no other room's: whoever asks in one cannot reach, count or time another. [R159] */
export const termIn = (room: string, term: string): string => `t${digest(mix(mixedRoom(room), term)).toString(36)}`
export const kindTerm = (kind: FoundKind): string => `kind ${kind}`
export const subjectTerm = (subject: string): string => `subject ${subject}`

export const saidOf = ({ texts, by, facts }: Kept): Said => said(texts, by, facts)

export async function changesOf(event: RoomEvent, around: Around): Promise<Change[]> {
  const { room, seq, subject, target, at, type } = event
  // In an organisation's own room only its notes are threads.
  const written: FoundKind = readRoom(room)?.kind === "org" ? "note" : "message"
  const row = (place: Place & { at: string }, kind: FoundKind, says: Omit<Kept, "of">): Change => {
    const kept: Kept = { ...says, of: seq }
    const terms = [...indexTerms(saidOf(kept)), kindTerm(kind), subjectTerm(subject)]
    return {
      put: {
        room,
        seq: place.seq,
        n: place.n,
        subject,
        kind,
        at: place.at,
        said: JSON.stringify(kept),
        terms: terms.map((term) => termIn(room, term)),
      },
    }
  }
  switch (type) {
    case "message.sent":
    case "information.needed":
    case "information.answered": {
      const text = textOf(event)
      return text === "" ? [] : [row({ seq, n: 0, at }, written, { texts: [text], by: nameOf(event.by), facts: [] })]
    }
    case "message.edited": {
      const original = target === null ? undefined : (await around.store.read(room, target - 1, 1))[0]
      const text = textOf(event)
      // Either may be redacted by now; the redaction itself comes later in this log.
      if (!original?.words || original.seq !== target || text === "") return []
      const { by, at: sentAt } = readRow(original)
      return [row({ seq: target, n: 0, at: sentAt }, written, { texts: [text], by: nameOf(by), facts: [] })]
    }
    case "message.translated": {
      const text = textOf(event)
      if (text === "") return []
      const { language } = event.facts as { language: Language }
      const found = { texts: [text], by: nameOf(event.by), facts: [] }
      // A message's stand at its own place, one a language, so that its redaction finds them; the narrative's where they were written.
      if (target === null) return [row({ seq, n: 0, at }, written, found)]
      const original = (await around.store.read(room, target - 1, 1))[0]
      if (!original?.words || original.seq !== target) return []
      return [row({ seq: target, n: placeOf(language), at: original.at }, written, found)]
    }
    case "translation.redacted": {
      const place = target === null ? undefined : await translationPlace(event, target, around.store)
      return place ? [{ drop: place }] : []
    }
    case "message.redacted":
      return target === null ? [] : [0, ...languageList.map(placeOf)].map((n): Change => ({ drop: { seq: target, n } }))
    case "items.added": {
      const own = readRoom(room)?.kind === "org"
      return itemsOf(event).flatMap((item, index) =>
        item.keep
          ? [
              row({ seq, n: index + 1, at }, "item", {
                texts: [item.canonical, item.evidence, ...(item.raw === item.canonical ? [] : [item.raw])],
                by: own ? nameOf(event.by) : [],
                facts: [item.canonical, ...(own && item.platforms.length > 0 ? [goes] : [])],
              }),
            ]
          : [],
      )
    }
    case "lead.sent": {
      const entry = await around.entry(subject)
      if (entry?.kind !== "lead") return []
      const { brief } = event.facts as { brief: LeadEntry["brief"] }
      const { title, narrative, corridor = "", items } = (event.words ?? blankLead) as SentLead
      const by = nameOf(event.by)
      return [
        row({ seq, n: 0, at }, "lead", {
          texts: [title, narrative, corridor, leadReference(around.prefix, entry.number)],
          by,
          facts: factsOf(brief),
        }),
        ...items.map(({ raw, evidence }, index) => {
          const address = entry.items[index]?.address ?? raw
          const texts = [address, evidence, ...(raw === address ? [] : [raw])]
          return row({ seq, n: index + 1, at }, "item", { texts, by, facts: [address] })
        }),
      ]
    }
    case "referral.received":
    case "alert.submitted": {
      const entry = await around.entry(subject)
      if (entry?.kind !== "referral" && entry?.kind !== "alert") return []
      const { brief } = event.facts as { brief: Brief }
      const { title, narrative, corridor, conditions } = event.words as BriefWords
      const kept = {
        texts: [title, narrative, corridor, conditions, reference(around.prefix, entry.number)],
        by: type === "alert.submitted" ? nameOf(event.by) : [],
        facts: factsOf(brief),
      }
      return [row({ seq, n: 0, at }, entry.kind, kept)]
    }
    default:
      return []
  }
}

const factsOf = ({ theme, priority, languages: in_ }: Pick<Brief, "theme" | "priority" | "languages">): string[] => [
  `theme ${theme}`,
  `priority ${priority}`,
  ...in_.map((language) => `lang ${language}`),
]

type SentLead = LeadEntry["words"] & { items: readonly { raw: string; evidence: string }[] }
const blankLead: SentLead = { title: "", narrative: "", items: [] }

/** Where a redacted translation stands; undefined where a later one of the same language has taken its place. */
async function translationPlace({ room, seq }: RoomEvent, target: number, store: Store): Promise<Place | undefined> {
  const row = (await store.read(room, target - 1, 1))[0]
  if (row?.seq !== target) return undefined
  if (row.target === null) return { seq: target, n: 0 }
  const languageOf = ({ facts }: { facts: string }) => (JSON.parse(facts) as { language: Language }).language
  const language = languageOf(row)
  const others = await store.targeting(room, row.target, row.target)
  const replaced = others.some(
    (each) =>
      each.type === row.type &&
      each.seq > target &&
      each.seq < seq &&
      each.words !== null &&
      languageOf(each) === language,
  )
  return replaced ? undefined : { seq: row.target, n: placeOf(language) }
}

const languageList = Object.keys(languages) as Language[]
/** After the message itself; a language that is added later is added at the end. */
const placeOf = (language: Language): number => 1 + languageList.indexOf(language)

const nameOf = ({ name, organisation }: By): string[] => [name, organisation]

function textOf({ words }: RoomEvent): string {
  const written = words as { text?: string; question?: string; answer?: string } | null
  return written?.text ?? written?.question ?? written?.answer ?? ""
}

type Item = Pick<AlertItem, "keep" | "platforms" | "raw" | "canonical" | "evidence">

function itemsOf({ facts, words }: RoomEvent): Item[] {
  const written = words as { items: Pick<Item, "raw" | "canonical" | "evidence">[] } | null
  return (facts as { items: Omit<Item, "raw" | "canonical" | "evidence">[] }).items.map((item, index) => ({
    ...item,
    ...(written?.items[index] ?? { raw: "", canonical: "", evidence: "" }),
  }))
}

type Mixed = readonly [one: number, other: number]

function mix([one, other]: Mixed, text: string): Mixed {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 2654435761)
    other = Math.imul(other ^ code, 1597334677)
  }
  return [one, other]
}

/** 53 bits: a collision costs a look at one row more, never a false find. */
function digest([one, other]: Mixed): number {
  const low = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909)
  const high = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return 4294967296 * (2097151 & high) + (low >>> 0)
}

/** The room's part of every term of it. */
const mixedRooms = new Map<string, Mixed>()

function mixedRoom(room: string): Mixed {
  const known = mixedRooms.get(room) ?? mix([0xdeadbeef, 0x41c6ce57], `${room}\n`)
  mixedRooms.set(room, known)
  return known
}
