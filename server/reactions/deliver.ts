// An alert is released: each platform gets its sealed referral in its own room. A pure function of the log up to the release, but for
// the clocks' settings, which are the same for every process. Run by run.ts. [R33]
import { derivedId } from "../engine/derived.ts"
import { readRow } from "../engine/chain.ts"
import { readAddress } from "../../protocol/addresses.ts"
import { platformRoom, readRoom, type Proposal, type RoomEvent } from "../../protocol/event.ts"
import type { AlertItem, Brief, BriefWords } from "../../protocol/entries.ts"
import type { Priority, PriorityLimits } from "../../protocol/vocabulary.ts"
import type { Effect, Reaction } from "./run.ts"

interface Released {
  version: number
  parts: { platform: string; referral: string }[]
}
interface Submitted {
  version: number
  brief: Brief
}
interface Added {
  version: number
  items: Omit<AlertItem, "raw" | "canonical" | "evidence">[]
}
type AddedWords = { items: Pick<AlertItem, "raw" | "canonical" | "evidence">[] }

const itemsAnEvent = 200

export function deliver(clocks: Record<Priority, PriorityLimits>): Reaction {
  return {
    name: "deliver",
    from: (room) => readRoom(room)?.kind === "org",
    types: ["alert.released"],
    async react(event, log) {
      const { version, parts } = event.facts as Released
      const written = await alertOf(event, version, (types) =>
        log.page(event.room, event.subject, types, event.seq, 100),
      )
      return parts.map((part): Effect => {
        const room = platformRoom(part.platform)
        return {
          room,
          proposals: referral(event, part, written, clocks[written.brief.priority]),
          refused: ({ code }) => [undelivered(event, part.platform, code)],
        }
      })
    },
  }
}

interface Written {
  /** who wrote it, and so may not verify what became of it */
  author: string
  brief: Brief
  words: BriefWords
  items: AlertItem[]
}

/** The released version, read from the log. */
async function alertOf(
  { subject }: RoomEvent,
  version: number,
  page: (types: string[]) => Promise<Parameters<typeof readRow>[0][]>,
): Promise<Written> {
  const rows = (await page(["alert.submitted", "items.added"])).map(readRow).reverse()
  const submitted = rows.findLast(
    (row) => row.type === "alert.submitted" && (row.facts as Submitted).version === version,
  )
  if (!submitted) throw new Error(`version ${version} of alert ${subject} is not in the log`)
  const items = rows.flatMap((row) => {
    if (row.type !== "items.added" || (row.facts as Added).version !== version) return []
    const words = (row.words as AddedWords | null)?.items ?? []
    return (row.facts as Added).items.map((item, index) => ({
      ...item,
      ...(words[index] ?? { raw: "", canonical: "", evidence: "" }),
    }))
  })
  return {
    author: submitted.by.id,
    brief: (submitted.facts as Submitted).brief,
    words: submitted.words as BriefWords,
    items,
  }
}

function referral(
  event: RoomEvent,
  { platform, referral: subject }: { platform: string; referral: string },
  { author, brief, words, items }: Written,
  clocks: PriorityLimits,
): Proposal[] {
  const id = (what: string) => derivedId(event.id, platformRoom(platform), what)
  const own = items.filter((item) => item.keep && item.platforms.some((each) => each === platform))
  const proposals: Proposal[] = []
  for (let from = 0; from < own.length; from += itemsAnEvent) {
    const stretch = own.slice(from, from + itemsAnEvent)
    proposals.push({
      id: id(`items ${from}`),
      type: "items.added",
      subject,
      seen: 0,
      body: {
        // Rows and platforms of the paste would tell that there were others: each item is numbered anew. [R33]
        facts: {
          version: 1,
          items: stretch.map(({ kind, canonical }, index) => ({
            row: from + index + 1,
            kind,
            platforms: [platform],
            verdict: readAddress(canonical).kind,
            keep: true,
          })),
        },
        words: { items: stretch.map(({ canonical, evidence }) => ({ raw: canonical, canonical, evidence })) },
      },
    })
  }
  proposals.push({
    id: id("received"),
    type: "referral.received",
    subject,
    seen: 0,
    body: { facts: { version: 1, items: own.length, brief, clocks, author }, words },
  })
  return proposals
}

const undelivered = (event: RoomEvent, platform: string, reason: string): Proposal => ({
  id: derivedId(event.id, event.room, `undelivered ${platform}`),
  type: "alert.undelivered",
  subject: event.subject,
  seen: 0,
  body: { facts: { platform, reason }, words: {} },
})
