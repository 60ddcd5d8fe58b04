// `hub add-person`: a person with a sign-in name, a password that is asked for, and roles in one organisation; or roles for one who is there.
import { randomUUID } from "node:crypto"
import { accessRoom } from "../../protocol/event.ts"
import type { OfflineParts } from "../engine/offline.ts"
import { withHub } from "../engine/offline.ts"
import { hashPassword, passwordRule } from "../identity/passwords.ts"
import { accepted, askPassword, CallOff, made, needed, type Verb } from "./verb.ts"

interface Person {
  login: string
  name: string
  organisation: string
  roles: string[]
}

/** The account row first: a person whose event is missing can do nothing, and the same call completes it. */
export async function enrol(
  { store, access, propose }: OfflineParts,
  { login, name, organisation, roles }: Person,
): Promise<void> {
  const kind = access.organisation(organisation)?.organisation
  if (!kind) throw new CallOff(`there is no organisation "${organisation}"; add it with hub add-organisation`)
  const known = await store.account(login)
  const person = known?.person ?? randomUUID()
  if (!known) {
    const password = await askPassword()
    const rule = passwordRule(password)
    if (rule) throw new CallOff(`a password ${rule}`)
    const added = await store.addAccount({ person, login, passwordHash: await hashPassword(password) })
    if (!added) throw new CallOff(`the sign-in name ${login} is taken`)
  }
  const proposals = access.person(person) ? [] : [made("person.added", person, {}, { name })]
  accepted(
    await propose(accessRoom, [...proposals, made("membership.granted", person, { organisation, kind, roles }, {})]),
  )
}

export const addPerson: Verb = {
  usage:
    "hub add-person --login ana@tiktok.example --name 'Ana Rahimi' --organisation tiktok --roles moderator,supervisor",
  about:
    "Adds a person, or gives a person who is there these roles in this organisation. The password is asked for (or read from standard input).\nRoles: agency analyst, releaser, duty, admin, auditor; platform moderator, supervisor, policy, admin, auditor; partner observer, admin.",
  options: {
    login: { type: "string" },
    name: { type: "string" },
    organisation: { type: "string" },
    roles: { type: "string" },
  },
  run: (settings, given) =>
    withHub(settings, async (parts) => {
      const name = needed(given, "name", "'Ana Rahimi'")
      await enrol(parts, {
        login: needed(given, "login", "ana@tiktok.example").toLowerCase(),
        name,
        organisation: needed(given, "organisation", "tiktok"),
        roles: needed(given, "roles", "moderator").split(","),
      })
      process.stdout.write(`${name} can sign in.\n`)
      return 0
    }),
}
