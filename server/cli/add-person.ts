// `hub add-person`: a person with a sign-in name and roles in one organisation; or roles for one who is there.
import { withHub } from "../engine/offline.ts"
import { enrol, passwordAbout, passwordOption } from "./people.ts"
import { needed, type Verb } from "./verb.ts"

export const addPerson: Verb = {
  usage:
    "hub add-person --login ana@tiktok.example --name 'Ana Rahimi' --organisation tiktok --roles moderator,supervisor [--password]",
  about: `Adds a person, or gives a person who is there these roles in this organisation.\n${passwordAbout}\nRoles: agency analyst, releaser, duty, admin, auditor; platform moderator, supervisor, policy, admin, auditor; partner observer, admin.`,
  options: {
    login: { type: "string" },
    name: { type: "string" },
    organisation: { type: "string" },
    roles: { type: "string" },
    ...passwordOption,
  },
  run: (settings, given) =>
    withHub(settings, async (parts) => {
      const login = needed(given, "login", "ana@tiktok.example")
      const name = needed(given, "name", "'Ana Rahimi'")
      const organisation = needed(given, "organisation", "tiktok")
      const roles = needed(given, "roles", "moderator")
        .split(",")
        .map((role) => role.trim())
      await enrol(
        settings,
        parts,
        { login, name, organisation, roles },
        { password: given["password"] !== undefined, renew: false },
      )
      return 0
    }),
}
