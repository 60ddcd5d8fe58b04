// Views that an organisation shares, by real people of a real hub. Rule R150.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { viewsSubject } from "../../protocol/topics/view.ts"
import type { HubPerson } from "./hub-person.ts"
import { act, startHub, type TestHub } from "./start-hub.ts"

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

const room = "org/tiktok"
const namesOf = (person: HubPerson) => {
  const entry = person.held(room).entries.get(viewsSubject)
  return entry?.kind === "views" ? entry.views.map((view) => view.name) : []
}
const saved = (name: string) =>
  act("view.saved", viewsSubject, { view: randomUUID(), filter: { priority: ["P1"] }, sort: "clock" }, { name })

test("[R150] a shared view reaches colleagues at once and after a restart, and nobody else: not the agency, not another platform", async () => {
  const ana = await hub.person("Ana Rahimi")
  const jonas = await hub.person("Jonas Okafor")
  const dara = await hub.person("Dara Karim")
  const iris = await hub.person("Iris Vale")
  const name = `canary ${randomUUID().slice(0, 18)}`
  await ana.accepted(room, saved(name))
  await jonas.fact(() => namesOf(jonas).includes(name))
  for (const outsider of [dara, iris]) {
    expect(outsider.hello?.rooms.map((info) => info.room)).not.toContain(room)
    expect(await outsider.call("propose", { room, proposals: [saved("from outside")] })).toEqual({
      refusal: { code: "gone" },
    })
    expect(outsider.bytes.join("\n")).not.toContain(name)
  }
  await hub.restart()
  const mai = await hub.person("Mai Lund")
  await mai.fact(() => namesOf(mai).includes(name))
})
