// What the verbs about people share: identity on the offline store, and how a person comes to a password. Used by create-admin.ts, add-person.ts, remove-person.ts.
import { accessRoom, hubActor } from "../../protocol/event.ts"
import { refusalSentence, type Refusal } from "../../protocol/errors.ts"
import type { OfflineParts } from "../engine/offline.ts"
import { identity, type Identity } from "../identity/identity.ts"
import { linkAddress } from "../identity/links.ts"
import { passwordRule } from "../identity/passwords.ts"
import type { Invitation } from "../identity/people.ts"
import { hubSecret } from "../identity/secret.ts"
import type { Settings } from "../settings.ts"
import { askPassword, CallOff } from "./verb.ts"

export const passwordOption = { password: { type: "boolean" } } as const
export const passwordAbout =
  "Prints a one-time link, good for 72 hours, with which the person chooses a password. With --password it is asked for instead\n(or read from standard input); no secret stands on the command line. Agency roles add a second factor when they first sign in."

/** Adds the person and says how they come in. `renew`: a new link also for somebody who has a password already. */
export async function enrol(
  settings: Settings,
  parts: OfflineParts,
  invitation: Invitation,
  { password, renew }: { password: boolean; renew: boolean },
): Promise<void> {
  const { people, door } = await identityOf(settings, parts)
  if (!parts.access.organisation(invitation.organisation))
    throw new CallOff(`there is no organisation "${invitation.organisation}"; add it with hub add-organisation`)
  // Asked first: a password that will not do must leave nothing behind.
  const word = password ? await askPassword() : undefined
  const rule = word === undefined ? undefined : passwordRule(word)
  if (rule) throw new CallOff(`a password ${rule}`)
  const made = unrefused(await people.invite(hubActor.id, invitation))
  const link = made.link ?? (renew ? unrefused(await people.link(hubActor.id, made.person)).link : undefined)
  const { name } = invitation
  if (!link) return void process.stdout.write(`${name} has these roles now, and signs in as before.\n`)
  if (word !== undefined) {
    const chosen = await door.choose(link, word)
    if (!chosen || "rule" in chosen) throw new CallOff("a password was chosen meanwhile")
    return void process.stdout.write(`${name} can sign in as ${chosen.login}.\n`)
  }
  const origin = settings.origin ?? `http://${settings.host}:${settings.port}`
  process.stdout.write(
    `Give this one-time link to ${name}; it is good for 72 hours:\n\n  ${linkAddress(origin, link)}\n\n`,
  )
}

export const identityOf = async (settings: Settings, { store, access, propose }: OfflineParts): Promise<Identity> =>
  identity({
    accounts: store,
    secret: await hubSecret(store, settings.secret),
    now: Date.now,
    access,
    propose: (_hub, proposals) => propose(accessRoom, proposals),
  })

export function unrefused<T extends object>(made: T | Refusal): T {
  if ("code" in made) throw new CallOff(refusalSentence(made))
  return made
}
