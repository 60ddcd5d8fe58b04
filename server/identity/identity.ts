// Joins the parts of identity over one store. Called by hub.ts, and by the command line, which is one more process.
import type { Proposal } from "../../protocol/event.ts"
import { hubActor } from "../../protocol/event.ts"
import type { Accounts } from "../store/accounts.ts"
import { Links } from "./links.ts"
import { PasswordDoor } from "./password-door.ts"
import { People, type PeopleParts } from "./people.ts"
import { SecondFactors } from "./second-factors.ts"
import { Sessions } from "./sessions.ts"
import { Tokens } from "./tokens.ts"

export interface IdentityParts extends Pick<PeopleParts, "access" | "propose"> {
  accounts: Accounts
  secret: string
  /** ms since 1970 */
  now(): number
}

export interface Identity {
  tokens: Tokens
  sessions: Sessions
  factors: SecondFactors
  door: PasswordDoor
  people: People
}

export function identity({ accounts, secret, now, access, propose }: IdentityParts): Identity {
  const tokens = new Tokens(secret, now)
  const asHub = (proposals: Proposal[]) => propose(hubActor.id, proposals)
  const sessions = new Sessions({ accounts, tokens, now, propose: asHub })
  const [factors, links] = [new SecondFactors(accounts, secret, now), new Links(accounts, now)]
  const door = new PasswordDoor({
    accounts,
    factors,
    links,
    sessions,
    person: (id) => access.person(id),
    mustBringTwo: ({ memberships }) =>
      memberships.some((each) => access.organisation(each.organisation)?.organisation === "agency"),
  })
  const people = new People({ accounts, links, factors, sessions, access, propose })
  return { tokens, sessions, factors, door, people }
}
