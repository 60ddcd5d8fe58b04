// Unfinished work: nothing typed is lost to a reload or to the line, and only its owner reads it. Rules R25, R167.
import { afterAll, beforeAll, expect, test } from "vitest"
import { Scratch } from "../../client/hub/scratch.ts"
import type { CallResults } from "../../protocol/wire.ts"
import type { HubPerson } from "./hub-person.ts"
import { personId, startHub, type TestHub } from "./start-hub.ts"
import { hurried, Tab } from "./tab.ts"

let hub: TestHub
let anaElsewhere: HubPerson
let maiElsewhere: HubPerson
beforeAll(async () => {
  hub = await startHub()
  anaElsewhere = await hub.person("Ana Rahimi")
  maiElsewhere = await hub.person("Mai Lund")
})
afterAll(() => hub[Symbol.asyncDispose]())

/** What the hub has of it, as another machine of the same person reads it. */
async function kept(machine: HubPerson, key: string): Promise<string | undefined> {
  const answer = await machine.call("kept", { prefix: key })
  return "rows" in answer ? answer.rows.find((row) => row.key === key)?.text : undefined
}

/** Waits until the hub has it; a wait in vain ends with the test's time. */
async function keeps(machine: HubPerson, key: string, text: string | undefined): Promise<void> {
  while ((await kept(machine, key)) !== text) await new Promise(setImmediate)
}

test("[R25][R167] the next person in the same tab reads nothing of what the one before has typed, and the owner finds it again", async () => {
  using tab = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  tab.line.down()
  await tab.fact(() => tab.hub.status.kind === "offline", "offline")
  tab.hub.scratch.put("thread one", "Ana's own words")
  await tab.hub.signOut()
  tab.line.up()
  await tab.hub.signIn({ person: personId("Mai Lund") })
  await tab.live()
  expect(tab.hub.scratch.here("thread one")).toBe("")
  expect(await tab.hub.scratch.get("thread one")).toBe("")
  tab.hub.scratch.put("thread one", "Mai's")
  await keeps(maiElsewhere, "thread one", "Mai's")
  expect(await kept(anaElsewhere, "thread one")).toBeUndefined()
  await tab.hub.signOut()
  await tab.hub.signIn({ person: personId("Ana Rahimi") })
  await tab.live()
  expect(tab.hub.scratch.here("thread one")).toBe("Ana's own words")
  await keeps(anaElsewhere, "thread one", "Ana's own words")
  expect(await kept(maiElsewhere, "thread one")).toBe("Mai's")
})

test("[R167] what was typed a moment before the page was loaded anew is there, and reaches the hub", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  ana.hub.scratch.put("thread two", "half a sen")
  await ana.reload()
  expect(ana.hub.scratch.here("thread two")).toBe("half a sen")
  await keeps(anaElsewhere, "thread two", "half a sen")
})

test("[R167] what was sent or deleted while the line was down does not come back from the hub", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  ana.hub.scratch.put("thread three", "sent soon")
  await keeps(anaElsewhere, "thread three", "sent soon")
  ana.line.down()
  await ana.fact(() => ana.hub.status.kind === "offline", "offline")
  ana.hub.scratch.put("thread three", "")
  await ana.reload()
  expect(await ana.hub.scratch.get("thread three")).toBe("")
  ana.line.up()
  await ana.live()
  await keeps(anaElsewhere, "thread three", undefined)
  expect(await ana.hub.scratch.get("thread three")).toBe("")
  // The hub's answer may be a moment behind what it has done.
  await ana.fact(() => ![...ana.storage.keys()].some((key) => key.includes("thread three")), "nothing is left here")
})

test("[R167] what is on its way while all is asked for is not answered as it was before", async () => {
  const storage = new Map<string, string>()
  let answer: (rows: CallResults["kept"]) => void = () => undefined
  const scratch = new Scratch({
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, text) => void storage.set(key, text),
      removeItem: (key) => void storage.delete(key),
    },
    clock: { now: () => 0, after: (_ms, run) => (queueMicrotask(run), () => undefined) },
    keep: () => Promise.resolve(),
    kept: () => new Promise((resolve) => (answer = resolve)),
  })
  scratch.begin("ana")
  scratch.put("follow one", "no")
  const all = scratch.all("follow")
  await new Promise((resolve) => setTimeout(resolve))
  expect(storage.has("unsent scratch ana")).toBe(false)
  answer({ rows: [{ key: "follow one", text: "yes", at: "" }] })
  expect(await all).toEqual(new Map([["follow one", "no"]]))
})
