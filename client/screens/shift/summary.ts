// What the next shift has to know of a platform's open referrals. Pure. Used by shift-screen.ts.
import { reference } from "../../../protocol/entries/brief.ts"
import { waits } from "../../../protocol/entries/item.ts"
import { runningClock, undecided, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import { referralState } from "../../../protocol/entries/referral.ts"
import type { FeedRow } from "../feed/feed-index.ts"

export interface Section {
  id: "overdue" | "mine" | "claimed" | "challenged" | "waiting" | "open"
  heading: string
  /** what is to be done about them, in a sentence */
  tells: string
  rows: FeedRow[]
}

export interface Summary {
  sections: Section[]
  /** in the last 12 hours */
  decided: { all: number; mine: number }
}

const shiftMs = 12 * 3_600_000

const overdue = (entry: ReferralEntry, now: number): boolean => {
  const running = runningClock(entry)
  return running !== undefined && !running.clock.pausedAt && Date.parse(running.clock.deadline) < now
}

const waitsForAgency = (entry: ReferralEntry): boolean =>
  entry.request !== null || ["on-hold", "needs-information"].includes(referralState(entry))

/** `rows` in the order of their clocks. Overdue ones stand in their other section too; the others in one only. */
export function summarise(rows: readonly FeedRow[], me: string, now: number): Summary {
  const open = rows.filter(({ entry }) => undecided(entry))
  const rest = new Set(open)
  const take = (belongs: (entry: ReferralEntry) => boolean): FeedRow[] => {
    const taken = [...rest].filter((row) => belongs(row.entry))
    for (const row of taken) rest.delete(row)
    return taken
  }
  const mine = take(({ claim }) => claim?.by.id === me)
  const challenged = take(({ items }) => items.some((item) => item.state === "challenged"))
  const waiting = take(waitsForAgency)
  const claimed = take(({ claim }) => claim !== null)
  const recent = rows.filter(({ entry }) => entry.decidedAt && now - Date.parse(entry.decidedAt) < shiftMs)
  const decidedByMe = ({ entry }: FeedRow) => entry.items.some((item) => item.outcome?.by.id === me && !waits(item))
  return {
    sections: [
      {
        id: "overdue",
        heading: "Overdue",
        tells: "Past their deadline; each is escalated until somebody acts.",
        rows: open.filter(({ entry }) => overdue(entry, now)),
      },
      { id: "mine", heading: "Yours", tells: "You hold the claim: hand them over before you go.", rows: mine },
      { id: "claimed", heading: "Claimed by others", tells: "Somebody is on them.", rows: claimed },
      {
        id: "challenged",
        heading: "Challenged",
        tells: "A supervisor or policy lead decides again.",
        rows: challenged,
      },
      { id: "waiting", heading: "Waiting for the NCA", tells: "Their deciding clock is paused.", rows: waiting },
      { id: "open", heading: "Nobody has them", tells: "Unclaimed; the first burns first.", rows: [...rest] },
    ],
    decided: { all: recent.length, mine: recent.filter(decidedByMe).length },
  }
}

/** For a colleague's own notes: references, priorities and states only, nothing of what they are about. */
export function asText({ sections, decided }: Summary, at: string): string {
  return [
    `Hand-over ${at}`,
    `Decided in the last 12 hours: ${decided.all}`,
    ...sections
      .filter(({ rows }) => rows.length > 0)
      .flatMap(({ heading, rows }) => [
        "",
        `${heading}: ${rows.length}`,
        ...rows.map(({ room, entry }) => {
          const holder = entry.claim ? `, ${entry.claim.by.name}` : ""
          const which = reference(room.info.organisation.prefix, entry.number)
          const due = runningClock(entry)?.clock.deadline.slice(0, 16).replace("T", " ")
          return `${which} ${entry.brief.priority} ${referralState(entry)}${holder}${due ? `, due ${due} UTC` : ""}`
        }),
      ]),
  ].join("\n")
}
