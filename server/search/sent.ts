// Whether the agency has sent an address before: the newest released alert with it, or else with another item of the same account.
// Called by search.ts, which has made sure that the asker opens the agency's room. Rule R164.
import { readAddress } from "../../protocol/addresses.ts"
import { reference } from "../../protocol/entries/brief.ts"
import type { Entry } from "../../protocol/entries.ts"
import { exactOf } from "../../protocol/search/words.ts"
import type { SentBefore } from "../../protocol/wire.ts"
import type { FoundQuery, FoundRow } from "../store/found.ts"
import { goes, kindTerm, termIn } from "./rows.ts"

const rowsAtOnce = 20

export interface AgencyRoom {
  room: string
  find(query: FoundQuery): Promise<FoundRow[]>
  entry(subject: string): Promise<Entry | undefined>
  prefix: string
}

export async function sentBefore(written: string, agency: AgencyRoom): Promise<SentBefore | null> {
  const verdict = readAddress(written)
  if (!("address" in verdict)) return null
  const [address, account] = exactOf(verdict.address)
  return (
    (await newest("address", address!, agency)) ?? (account === undefined ? null : newest("account", account, agency))
  )
}

async function newest(by: SentBefore["by"], exact: string, agency: AgencyRoom): Promise<SentBefore | null> {
  const { room, find, entry, prefix } = agency
  const all = [`=${exact}`, `=${goes}`, kindTerm("item")].map((term) => termIn(room, term))
  for (let below: FoundQuery["below"] = null; ;) {
    const rows = await find({ room, all, any: [], since: null, until: null, below, limit: rowsAtOnce })
    for (const { subject } of rows) {
      const alert = await entry(subject)
      if (alert?.kind === "alert" && alert.released)
        return { by, subject, reference: reference(prefix, alert.number), at: alert.released.at }
    }
    const last = rows.at(-1)
    if (!last || rows.length < rowsAtOnce) return null
    below = { seq: last.seq, n: last.n }
  }
}
