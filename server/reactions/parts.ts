// A referral ends or is opened again in its platform's room: the agency's alert is told, and nobody else. Only that it happened goes this way,
// no words, and nothing comes from it to another platform. Run by run.ts. [R131]
import { readRoom, type RoomEvent } from "../../protocol/event.ts"
import { derivedId } from "../engine/derived.ts"
import { readRow } from "../engine/chain.ts"
import type { Store } from "../store/store.ts"
import type { Effect, Reaction } from "./run.ts"

const ending = ["referral.closed", "referral.expired", "referral.noted"]
const turning = [...ending, "referral.reopened", "referral.amended"]

/** `agencies`: the rooms in which the alert may be. */
export function parts(agencies: () => readonly string[]): Reaction {
  return {
    name: "parts",
    from: (room) => readRoom(room)?.kind === "platform",
    types: turning,
    async react(event, log) {
      const type = ending.includes(event.type)
        ? "part.ended"
        : opens(event) && (await hadEnded(event, log))
          ? "part.reopened"
          : undefined
      return type ? await inAgency(event, type, agencies(), log) : []
    },
  }
}

/** New items open a referral again; without any, a closed one stays closed. */
const opens = ({ type, facts }: Pick<RoomEvent, "type" | "facts">): boolean =>
  type === "referral.reopened" || (type === "referral.amended" && (facts as { added: number }).added > 0)

/**
 * Whether it had ended before this event: read from the log and not from the alert, because a process that is behind must not say again
 * what another's later word has overtaken.
 */
async function hadEnded({ room, subject, seq }: RoomEvent, log: Store): Promise<boolean> {
  for (let before = seq; ;) {
    const rows = await log.page(room, subject, turning, before, 20)
    const last = rows.map(readRow).find((each) => ending.includes(each.type) || opens(each))
    if (last || rows.length < 20) return last !== undefined && ending.includes(last.type)
    before = rows.at(-1)!.seq
  }
}

/** The alert is found by what was noted when it was released; a referral from before that was noted has none. */
async function inAgency(event: RoomEvent, type: string, agencies: readonly string[], log: Store): Promise<Effect[]> {
  for (const room of agencies) {
    const [row] = await log.page(room, event.subject, ["alert.referred"], 0, 1)
    if (!row) continue
    const { alert, platform } = readRow(row).facts as { alert: string; platform: string }
    const facts = { referral: event.subject, platform }
    const id = derivedId(event.id, room, type)
    return [{ room, proposals: [{ id, type, subject: alert, seen: 0, body: { facts, words: {} } }], refused: () => [] }]
  }
  return []
}
