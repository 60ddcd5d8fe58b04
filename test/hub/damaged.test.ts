// A log that is damaged under a running hub: its room stops, the process says so and stays up, and the others go on. Rules R6, R54.
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { expect, test } from "vitest"
import { soon } from "./processes.ts"
import { agency, alert, say, startHub, submit, tiktok } from "./start-hub.ts"

test("[R6] an event that does not fit its chain reaches nobody: its room stops, the hub goes unready and stays up, other rooms go on", async () => {
  await using hub = await startHub()
  const subject = (await hub.referral()).referrals["tiktok"]!
  const [ana, dara] = [await hub.person("Ana Rahimi"), await hub.person("Dara Karim")]
  const [last] = await ana.accepted(tiktok, say(subject, "the last good one"))
  await ana.reaches(tiktok, last!)
  const database = new DatabaseSync(join(hub.folder, "hub.sqlite"))
  database.exec(
    `INSERT INTO events SELECT room, seq + 1, 'forged', type, subject, target, by, at, facts, words, salt, words_digest, hash FROM events WHERE room = '${tiktok}' AND seq = ${last};
     UPDATE heads SET seq = seq + 1 WHERE room = '${tiktok}'`,
  )
  database.close()
  const ready = async () => (await (await fetch(`${hub.url}/readyz`)).json()) as { ready: boolean; reasons: string[] }
  await soon("it says so", async () => !(await ready()).ready)
  expect((await ready()).reasons).toEqual(["a log is damaged or of a newer version: run hub verify"])
  // It does not try again and again.
  await (await hub.real.rooms.room(tiktok)).idle()
  const late = say(subject, "too late")
  expect(await ana.raw("propose", { room: tiktok, proposals: [late] })).toEqual({
    answers: [{ id: late.id, refusal: { code: "busy" } }],
  })
  await submit(dara, alert())
  expect(dara.held(agency).live).toBe(true)
  expect(ana.held(tiktok).position.seq).toBe(last)
  expect((await fetch(`${hub.url}/healthz`)).status).toBe(200)
})
