// `hub add-organisation`: an organisation, with the letters that its references begin with.
import * as v from "valibot"
import { accessRoom } from "../../protocol/event.ts"
import { slug } from "../../protocol/topic.ts"
import { withHub } from "../engine/offline.ts"
import { accepted, CallOff, made, needed, type Verb } from "./verb.ts"

export const addOrganisation: Verb = {
  usage: "hub add-organisation --id tiktok --kind platform --name TikTok --prefix TT",
  about:
    "Adds an organisation. Kind: agency, platform or partner. Prefix: one to four capital letters, for its references.\nThe id is a lower-case word and never changes.",
  options: { id: { type: "string" }, kind: { type: "string" }, name: { type: "string" }, prefix: { type: "string" } },
  run: (settings, given) =>
    withHub(settings, async ({ access, propose }) => {
      const id = needed(given, "id", "tiktok")
      if (!v.is(slug, id)) throw new CallOff("--id is a lower-case word, for example --id tiktok")
      const facts = { organisation: needed(given, "kind", "platform"), prefix: needed(given, "prefix", "TT") }
      const words = { name: needed(given, "name", "TikTok") }
      const taken = access.organisations().find((each) => each.prefix === facts.prefix)
      if (taken) throw new CallOff(`the prefix ${facts.prefix} belongs to ${taken.name}; choose another`)
      accepted(await propose(accessRoom, [made("organisation.added", id, facts, words)]))
      process.stdout.write(`Added ${words.name}.\n`)
      return 0
    }),
}
