// `hub create-admin`: the first administrator of the agency, and the agency itself if it is not there yet.
import { accessRoom } from "../../protocol/event.ts"
import { withHub } from "../engine/offline.ts"
import { loginOf } from "../identity/password-door.ts"
import { enrol, passwordAbout, passwordOption } from "./people.ts"
import { accepted, made, needed, type Verb } from "./verb.ts"

export const createAdmin: Verb = {
  usage: "hub create-admin --login admin@nca.example --name 'Hanne Vold' [--password]",
  about: `Makes the agency (nca) if there is none, and an administrator of it. For one who is there: a new start, when password or\nsecond factor are lost.\n${passwordAbout}`,
  options: { login: { type: "string" }, name: { type: "string" }, ...passwordOption },
  run: (settings, given) =>
    withHub(settings, async (parts) => {
      const login = needed(given, "login", "admin@nca.example")
      const name = needed(given, "name", "'Hanne Vold'")
      const agency = parts.access.organisations().find((each) => each.organisation === "agency")
      if (!agency)
        accepted(
          await parts.propose(accessRoom, [
            made("organisation.added", "nca", { organisation: "agency", prefix: "A" }, { name: "NCA" }),
          ]),
        )
      const organisation = agency?.subject ?? "nca"
      const known = await parts.store.account(loginOf(login))
      const before = parts.access
        .person(known?.person ?? "")
        ?.memberships.find((each) => each.organisation === organisation)
      await enrol(
        settings,
        parts,
        { login, name, organisation, roles: [...new Set([...(before?.roles ?? []), "admin"])] },
        { password: given["password"] !== undefined, renew: true },
      )
      return 0
    }),
}
