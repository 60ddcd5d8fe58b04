// `hub remove-person`: takes a person's roles in one organisation, or everywhere. Their open pages lose its rooms at once. [R22]
import { hubActor } from "../../protocol/event.ts"
import { withHub } from "../engine/offline.ts"
import { loginOf } from "../identity/password-door.ts"
import { identityOf, unrefused } from "./people.ts"
import { CallOff, needed, type Verb } from "./verb.ts"

export const removePerson: Verb = {
  usage: "hub remove-person --login ana@tiktok.example [--organisation tiktok]",
  about:
    "Takes a person's roles in this organisation; without --organisation, in all of them, and ends their sessions. What they wrote\nstays, under their name.",
  options: { login: { type: "string" }, organisation: { type: "string" } },
  run: (settings, given) =>
    withHub(settings, async (parts) => {
      const login = loginOf(needed(given, "login", "ana@tiktok.example"))
      const account = await parts.store.account(login)
      const person = account && parts.access.person(account.person)
      if (!person) throw new CallOff(`there is nobody with the sign-in name ${login}`)
      const { subject, name, memberships } = person
      const only = given["organisation"]
      const leaving = memberships.filter(({ organisation }) => !only || organisation === only)
      if (leaving.length === 0) throw new CallOff(`${name} has no role in ${only ?? "any organisation"}`)
      const { people } = await identityOf(settings, parts)
      for (const { organisation } of leaving)
        unrefused((await people.remove(hubActor.id, subject, organisation)) ?? { removed: true })
      process.stdout.write(`${name} is no longer in ${leaving.map((each) => each.organisation).join(", ")}.\n`)
      return 0
    }),
}
