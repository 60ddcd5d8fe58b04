// Hubs as processes of their own on either store, which may be killed and started again. Used by the fault tests.
import { execFile } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { accessRoom } from "../../protocol/event.ts"
import { withHub } from "../../server/engine/offline.ts"
import { readSettings } from "../../server/settings.ts"
import type { RunningHub } from "../browser/desk.ts"
import { freshDatabase } from "../mongod.ts"
import { HubPerson, signIn } from "./hub-person.ts"
import type { LogPlace } from "./ledger.ts"
import { act, alert, personId, release, submit, tiktok } from "./start-hub.ts"

/** Where a hub keeps things, by the name of its store. `server`: a MongoDB's address. */
export function placeFor(
  kind: "SQLite" | "MongoDB",
  server: string | undefined,
): LogPlace & { env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), "hub-faults-"))
  if (kind === "SQLite") return { folder, env: { HUB_DATA: folder } }
  const mongoUri = freshDatabase(server!)
  return { folder, mongoUri, env: { HUB_DATA: folder, MONGODB_URI: mongoUri } }
}

/** Signs in as a demo person and holds every room that they may open. */
export async function enter(hub: { readonly url: string }, name: string): Promise<HubPerson> {
  const person = new HubPerson(await signIn(hub.url, personId(name)))
  await person.connect()
  await person.openAll()
  return person
}

/** A referral that TikTok's people see, by way of Dara and Lewis; answers its subject. */
export async function referral(hub: RunningHub): Promise<string> {
  const [dara, lewis] = [await enter(hub, "Dara Karim"), await enter(hub, "Lewis Fenn")]
  const written = alert()
  const subject = (await release(lewis, written, await submit(dara, written))).referrals["tiktok"]!
  await dara.seesReferral(tiktok, subject)
  for (const each of [dara, lewis]) each.leave()
  return subject
}

/** A verb of the command line, as its own process on that store; answers what it said. */
export async function verb(place: { env: NodeJS.ProcessEnv }, args: string[], input = ""): Promise<string> {
  const running = promisify(execFile)(process.execPath, ["server/cli/hub.js", ...args], {
    env: { ...process.env, NODE_OPTIONS: "", ...place.env },
  })
  running.child.stdin!.end(input)
  return (await running).stdout
}

export const readyOf = (hub: { readonly url: string }): Promise<boolean> =>
  fetch(`${hub.url}/readyz`).then((response) => response.ok)

/** What the hub counts under this name. */
export async function counted(hub: { readonly url: string }, name: string): Promise<number> {
  const text = await (await fetch(`${hub.url}/metrics`)).text()
  return Number(new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1])
}

/** Asks again until it is so. */
export async function soon(what: string, holds: () => Promise<boolean> | boolean, withinMs = 15_000): Promise<void> {
  for (const until = performance.now() + withinMs; !(await holds());) {
    if (performance.now() > until) throw new Error(`within ${withinMs} ms it did not happen: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Somebody loses their roles in an organisation by way of one more process, and stays signed in. */
export const remove = (place: { env: NodeJS.ProcessEnv }, name: string, organisation: string): Promise<void> =>
  withHub(readSettings({ HUB_LOG_LEVEL: "silent", ...place.env }), async ({ propose }) => {
    const [answer] = await propose(accessRoom, [act("membership.removed", personId(name), { organisation })])
    if (!answer || "refusal" in answer) throw new Error(JSON.stringify(answer))
  })
