// Two people act on one referral within the same second, in real browsers: one result in the log, and one clear sentence for whoever was
// second. Rules R11, R37, R38.
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { HubPerson, signIn } from "../hub/hub-person.ts"
import { act, alert, release, submit, tiktok } from "../hub/start-hub.ts"
import { launchChromium } from "./chromium.ts"
import { RunningHub, sitDown } from "./desk.ts"

let browser: Browser
let hub: RunningHub

beforeAll(async () => {
  browser = await launchChromium()
  hub = await RunningHub.start()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await hub.stop("SIGTERM")
})

async function at(name: string): Promise<HubPerson> {
  const made = new HubPerson(await signIn(hub.url, `demo-${name.toLowerCase().replaceAll(" ", "-")}`))
  await made.connect()
  await made.openAll()
  return made
}

async function referral(title: string): Promise<string> {
  const [dara, lewis] = [await at("Dara Karim"), await at("Lewis Fenn")]
  const written = alert({
    rows: `https://www.tiktok.com/@${title.toLowerCase().replaceAll(" ", ".")}`,
    words: { title, narrative: "Seats are sold for tonight.", corridor: "", conditions: "" },
  })
  const { referrals } = await release(lewis, written, await submit(dara, written))
  await lewis.seesReferral(tiktok, referrals["tiktok"]!)
  for (const each of [dara, lewis]) each.leave()
  return referrals["tiktok"]!
}

async function open(page: Page, subject: string): Promise<void> {
  await page.goto(`${hub.url}/feed/tiktok/${subject}`)
  await page.locator("thread-pane message-composer textarea").waitFor()
  await page.locator("referral-pane").click({ position: { x: 5, y: 5 } })
}

/** What the log says of one kind of event about this referral. */
async function events(subject: string, type: string): Promise<string[]> {
  const reader = await at("Ruth Amsel")
  const answer = await reader.call("list", { room: tiktok, subject, list: "thread", before: 0, limit: 200 })
  reader.leave()
  if ("refusal" in answer) throw new Error(JSON.stringify(answer.refusal))
  return answer.events.filter((event) => event.type === type).map((event) => event.by.name)
}

test("[R11][R37] of two claims within the same second one holds, both screens say whose it is, and the second person is told once", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  const mai = await sitDown(browser, hub, "Mai Lund")
  for (let round = 0; round < 3; round++) {
    const subject = await referral(`Two claims ${round}`)
    for (const page of [ana, mai]) await open(page, subject)
    await Promise.all([ana.keyboard.press("c"), mai.keyboard.press("c")])
    const claimed = (page: Page) => page.locator("thread-pane").getByText(/(Ana|Mai) claimed it/)
    for (const page of [ana, mai]) await claimed(page).first().waitFor()
    const [winner, ...others] = await events(subject, "claim.made")
    expect(others).toEqual([])
    const first = winner!.split(" ")[0]!
    for (const page of [ana, mai]) {
      expect(await claimed(page).count()).toBe(1)
      expect(await claimed(page).innerText()).toContain(first)
    }
    const second = first === "Ana" ? mai : ana
    // Who has it, since when; unless their screen had shown it already, and then nothing was sent.
    const told = second.getByText(winner!)
    await told.first().waitFor()
  }
  expect([...ana.complaints, ...mai.complaints]).toEqual([])
  for (const page of [ana, mai]) await page.context().close()
})

test("[R11][R38] an outcome and a take-over within the same second: one comes first, the other is told who and what, and keeps what was typed", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  const subject = await referral("Outcome or takeover")
  await open(ana, subject)
  await ana.keyboard.press("c")
  await ana.getByText("Ana claimed it").first().waitFor()
  await ana.keyboard.press("o")
  await ana.locator("outcome-screen").waitFor()
  await ana.keyboard.press("2")
  await ana.getByLabel("Rule", { exact: true }).fill("4.2 Typed in the same second")
  const jonas = await at("Jonas Okafor")
  const [answers] = await Promise.all([
    jonas.propose(tiktok, act("claim.taken", subject, {}, { note: "mine now" })),
    ana.keyboard.press("Control+Enter"),
  ])
  if ("refusal" in answers[0]!) {
    // Ana was first: her outcome stands, and nothing is left to take over.
    expect(await events(subject, "outcome.recorded")).toEqual(["Ana Rahimi"])
    await ana.locator("outcome-screen").waitFor({ state: "detached" })
  } else {
    await ana.getByText("Jonas Okafor has it since", { exact: false }).waitFor()
    expect(await ana.getByLabel("Rule", { exact: true }).inputValue()).toBe("4.2 Typed in the same second")
    expect(await events(subject, "outcome.recorded")).toEqual([])
  }
  jonas.leave()
  expect(ana.complaints).toEqual([])
  await ana.context().close()
})
