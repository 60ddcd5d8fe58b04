// `hub create-admin`: the first administrator of the agency, and the agency itself if it is not there yet.
import { accessRoom } from "../../protocol/event.ts"
import { withHub } from "../engine/offline.ts"
import { enrol } from "./add-person.ts"
import { accepted, made, needed, type Verb } from "./verb.ts"

export const createAdmin: Verb = {
  usage: "hub create-admin --login admin@nca.example --name 'Hanne Vold'",
  about:
    "Makes the agency (nca) if there is none, and an administrator of it. The password is asked for (or read from standard input).",
  options: { login: { type: "string" }, name: { type: "string" } },
  run: (settings, given) =>
    withHub(settings, async (parts) => {
      const login = needed(given, "login", "admin@nca.example").toLowerCase()
      const name = needed(given, "name", "'Hanne Vold'")
      const agency = parts.access.organisations().find((each) => each.organisation === "agency")
      if (!agency)
        accepted(
          await parts.propose(accessRoom, [
            made("organisation.added", "nca", { organisation: "agency", prefix: "A" }, { name: "NCA" }),
          ]),
        )
      await enrol(parts, { login, name, organisation: agency?.subject ?? "nca", roles: ["admin"] })
      process.stdout.write(`${name} is an administrator.\n`)
      return 0
    }),
}
