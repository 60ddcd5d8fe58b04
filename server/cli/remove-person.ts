// `hub remove-person`: takes a person's roles in one organisation, or everywhere. Their open pages lose its rooms at once. [R22]
import { accessRoom } from "../../protocol/event.ts"
import { withHub } from "../engine/offline.ts"
import { loginOf } from "../identity/password-door.ts"
import { accepted, CallOff, made, needed, type Verb } from "./verb.ts"

export const removePerson: Verb = {
  usage: "hub remove-person --login ana@tiktok.example --organisation tiktok",
  about:
    "Takes a person's roles in this organisation; without --organisation, in all of them. What they wrote stays, under their name.",
  options: { login: { type: "string" }, organisation: { type: "string" } },
  run: (settings, given) =>
    withHub(settings, async ({ store, access, propose }) => {
      const login = loginOf(needed(given, "login", "ana@tiktok.example"))
      const account = await store.account(login)
      const person = account && access.person(account.person)
      if (!person) throw new CallOff(`there is nobody with the sign-in name ${login}`)
      const { subject, name, memberships } = person
      const only = given["organisation"]
      const leaving = memberships.filter(({ organisation }) => !only || organisation === only)
      if (leaving.length === 0) throw new CallOff(`${name} has no role in ${only ?? "any organisation"}`)
      accepted(
        await propose(
          accessRoom,
          leaving.map(({ organisation }) => made("membership.removed", subject, { organisation }, {})),
        ),
      )
      process.stdout.write(`${name} is no longer in ${leaving.map((each) => each.organisation).join(", ")}.\n`)
      return 0
    }),
}
