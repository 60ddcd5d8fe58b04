// Once a second: ends the claims of people who may claim there no more, because they were removed or have another role. The id follows
// from the claim, so that it is written once by however many processes. Called by hub.ts. [R260]
import type { Entry } from "../../protocol/entries.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { readRoom, type Proposal } from "../../protocol/event.ts"
import { may } from "../../protocol/permissions.ts"
import { derivedId } from "../engine/derived.ts"
import type { Rooms } from "../engine/rooms.ts"

type Claimed = ReferralEntry & { claim: NonNullable<ReferralEntry["claim"]> }
const isClaimed = (entry: Entry): entry is Claimed => entry.kind === "referral" && entry.claim !== null

export function endClaimsOfLeavers(rooms: Rooms): void {
  for (const { name, entries } of rooms.all()) {
    if (readRoom(name)?.kind !== "platform") continue
    const left = [...entries.values()].filter(isClaimed).filter(({ claim }) => {
      const holder = rooms.access.actor(claim.by.id, name)
      return !holder || !may(holder, "platform", "claim.made")
    })
    // Not awaited by design: a room that waits for the store must not hold up the others.
    if (left.length > 0) void rooms.proposeAsHub(name, left.slice(0, 64).map(ended)).catch(() => undefined)
  }
}

const ended = ({ subject, seq, claim }: Claimed): Proposal => ({
  id: derivedId("claim.left", subject, String(claim.seq)),
  type: "claim.left",
  subject,
  seen: seq,
  body: { facts: { person: claim.by.id }, words: {} },
})
