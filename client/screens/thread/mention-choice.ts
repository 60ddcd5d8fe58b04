// Who may be meant by what stands behind an "@" right before the caret: found among the people who may open the room, and nobody else.
// Pure; used by message-composer.ts. [R220]
import type { Mention } from "../../../protocol/topics/mention.ts"
import type { RoomPerson } from "../../../protocol/wire.ts"

/** The "@" that is being typed, and what stands behind it up to the caret. */
export interface Asked {
  at: number
  query: string
}

const choicesAtMost = 6

/** Undefined where no name is being typed: an "@" begins one at the start or behind a blank or bracket, within one line. */
export function askedAt(text: string, caret: number, mentions: readonly Mention[]): Asked | undefined {
  const found = /(?:^|[\s([{"'“‘،؛])@([^\s@][^@\n]{0,40}|)$/u.exec(text.slice(0, caret))
  if (!found) return undefined
  const query = found[1] ?? ""
  const at = caret - query.length - 1
  // What is a mention already is no question any more.
  return mentions.some((each) => each.at === at) ? undefined : { at, query }
}

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

/** Those of whom each word that was typed begins a word of the name: the own organisation's last, for they are asked less often. */
export function choicesFor({ query }: Asked, people: readonly RoomPerson[], me: string, own: string): RoomPerson[] {
  const asked = plain(query).split(/\s+/).filter(Boolean)
  const fits = ({ name }: RoomPerson) => {
    const words = plain(name).split(/\s+/)
    return asked.every((each) => words.some((word) => word.startsWith(each)))
  }
  return people
    .filter((each) => each.id !== me && each.name !== "" && fits(each))
    .sort(
      (one, other) =>
        Number(one.organisation === own) - Number(other.organisation === own) || (one.name < other.name ? -1 : 1),
    )
    .slice(0, choicesAtMost)
}

/** The text with the name in the place of what was typed, where the caret goes, and the mentions there are then. */
export function withMention(
  text: string,
  { at, query }: Asked,
  person: RoomPerson,
  mentions: readonly Mention[],
): { text: string; caret: number; mentions: Mention[] } {
  const name = `@${person.name}`
  const end = at + 1 + query.length
  const blank = /^\s/.test(text.slice(end)) ? "" : " "
  const grown = name.length + blank.length - (end - at)
  const moved = mentions.map((each) => (each.at >= end ? { ...each, at: each.at + grown } : each))
  const added = [...moved, { person: person.id, at, length: name.length }].sort((one, other) => one.at - other.at)
  return { text: text.slice(0, at) + name + blank + text.slice(end), caret: at + name.length + 1, mentions: added }
}

/** The mentions of a text of which only the words were kept: names that one person alone has. */
export function mentionsIn(text: string, people: readonly RoomPerson[]): Mention[] {
  const found: Mention[] = []
  const byLength = [...people].sort((one, other) => other.name.length - one.name.length)
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const named = byLength.find(({ name }) => name !== "" && text.startsWith(name, at + 1))
    if (!named || people.filter(({ name }) => name === named.name).length > 1) continue
    found.push({ person: named.id, at, length: named.name.length + 1 })
  }
  return found
}
