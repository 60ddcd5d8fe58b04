// What is one person's alone, and what one person takes back, in real browsers: the rules that they have used, their translations; and a lead
// that is found. Rules R240, R242, R244.
import { randomUUID } from "node:crypto"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { HubPerson, signIn } from "../hub/hub-person.ts"
import { act, alert, release, say, submit, tiktok } from "../hub/start-hub.ts"
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

async function at(person: string): Promise<HubPerson> {
  const made = new HubPerson(await signIn(hub.url, person))
  await made.connect()
  await made.openAll()
  return made
}

/** A referral of its own in TikTok's room. */
async function referral(title: string): Promise<string> {
  const [dara, lewis] = [await at("demo-dara-karim"), await at("demo-lewis-fenn")]
  const words = { title, narrative: "Seats for tonight.", corridor: "", conditions: "" }
  const written = alert({ rows: `https://www.tiktok.com/@own.${randomUUID().slice(0, 8)}`, words })
  const { referrals } = await release(lewis, written, await submit(dara, written))
  await lewis.seesReferral(tiktok, referrals["tiktok"]!)
  for (const each of [dara, lewis]) each.leave()
  return referrals["tiktok"]!
}

const open = async (page: Page, path: string) => {
  await page.evaluate((to) => {
    history.pushState({}, "", to)
    dispatchEvent(new PopStateEvent("popstate"))
  }, path)
}
const offered = (page: Page) =>
  page.locator("outcome-screen #rules option").evaluateAll((all) => all.map((each) => each.getAttribute("value")))

test("[R244][R25] a rule that somebody has used is offered to them, on another machine too, and not to who uses the browser next", async () => {
  const [first, second] = [await referral("Rules one"), await referral("Rules two")]
  const page = await sitDown(browser, hub, "Ana Rahimi")
  const outcomeOf = async (each: Page, subject: string) => {
    await open(each, `/feed/tiktok/${subject}`)
    await each.locator("referral-pane").waitFor()
    await each.keyboard.press("c")
    await each
      .getByRole("button", { name: /^Record outcome/ })
      .first()
      .waitFor()
    await each.keyboard.press("o")
    await each.getByLabel("Rule", { exact: true }).waitFor()
  }
  await outcomeOf(page, first)
  expect(await offered(page)).toEqual([])
  await page.keyboard.press("2")
  await page.getByLabel("Rule", { exact: true }).fill("4.2 Canary rule")
  await page.keyboard.press("Control+Enter")
  await page.locator("outcome-screen").waitFor({ state: "detached" })
  const ana = await at("demo-ana-rahimi")
  const kept = async () => JSON.stringify(await ana.call("kept", { prefix: "rules " }))
  await expect.poll(kept).toContain("4.2 Canary rule")

  // The same browser, the next person.
  await page.getByRole("button", { name: "You", exact: true }).click()
  await page.getByRole("menuitem", { name: "Sign out" }).click()
  await page.getByRole("button", { name: "Mai Lund" }).click()
  await page.getByText("Live", { exact: true }).waitFor()
  await outcomeOf(page, second)
  expect(await offered(page)).toEqual([])
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("Canary")
  await page.keyboard.press("Escape")

  const elsewhere = await sitDown(browser, hub, "Ana Rahimi")
  const third = await referral("Rules three")
  await outcomeOf(elsewhere, third)
  await expect.poll(() => offered(elsewhere)).toEqual(["4.2 Canary rule"])
  expect([...page.complaints, ...elsewhere.complaints]).toEqual([])
  for (const each of [page, elsewhere]) await each.context().close()
  ana.leave()
})

test("[R240] who wrote a translation, or may redact for them, takes it back in the thread and at the narrative; others are not offered it", async () => {
  const subject = await referral("Translations one")
  const [dara, jonas] = [await at("demo-dara-karim"), await at("demo-jonas-okafor")]
  const [message] = await dara.accepted(tiktok, say(subject, "Which account is it"))
  const translates = (language: string, text: string, target?: number) =>
    act("message.translated", subject, { from: "en", language }, { text }, target)
  const mai = await at("demo-mai-lund")
  await mai.accepted(tiktok, translates("fr", "Quel compte est-ce", message), translates("ar", "مقاعد لهذه الليلة"))
  const page = await sitDown(browser, hub, "Ana Rahimi")
  await open(page, `/feed/tiktok/${subject}`)
  await page.getByText("Quel compte est-ce").waitFor()
  const redacts = (each: Page) => each.getByRole("button", { name: "Redact the translation" })
  expect(await redacts(page).count()).toBe(0)
  const chief = await sitDown(browser, hub, "Jonas Okafor")
  await open(chief, `/feed/tiktok/${subject}`)
  await chief.locator("thread-pane").getByText("Quel compte est-ce").waitFor()
  await redacts(chief).first().waitFor()
  expect(await redacts(chief).count()).toBe(2)
  await chief.locator("thread-pane").getByRole("button", { name: "Redact the translation" }).click()
  for (const each of [page, chief]) await each.getByText("Quel compte est-ce").waitFor({ state: "detached" })
  await page.locator("thread-pane").getByText("Redacted", { exact: true }).waitFor()
  await page.getByText("Which account is it").waitFor()
  await chief.locator("referral-pane").getByRole("button", { name: "Redact the translation" }).click()
  for (const each of [page, chief]) await each.getByText("مقاعد لهذه الليلة").waitFor({ state: "detached" })
  expect(await redacts(chief).count()).toBe(0)
  expect([...page.complaints, ...chief.complaints]).toEqual([])
  for (const each of [page, chief]) await each.context().close()
  for (const each of [dara, jonas, mai]) each.leave()
})

test("[R242] what is found of a lead opens the lead, and its message in the thread", async () => {
  const ana = await at("demo-ana-rahimi")
  const subject = randomUUID()
  const brief = { priority: "P3", reason: "network", theme: "lorry", languages: ["en"] }
  const words = { title: "Canvas trailers", narrative: "Told by drivers", items: [] }
  await ana.accepted(tiktok, act("lead.sent", subject, { brief, items: 0 }, words))
  const [message] = await ana.accepted(tiktok, say(subject, "the pelican depot"))
  for (let turn = 0; turn < 2; turn++)
    await ana.accepted(tiktok, ...Array.from({ length: 40 }, (_none, n) => say(subject, `later ${turn} ${n}`)))
  const page = await sitDown(browser, hub, "Dara Karim")
  const options = page.getByRole("option")
  for (const [query, path] of [
    ["canvas trailers kind:lead", `/leads/${subject}`],
    ["pelican depot", `/leads/${subject}/message/${message}`],
  ] as const) {
    await open(page, `/search?q=${encodeURIComponent(query)}`)
    await options.filter({ hasText: "TT-L-" }).first().waitFor()
    await options.first().click()
    await page.locator("lead-pane").getByRole("heading", { name: "Canvas trailers" }).waitFor()
    expect(new URL(page.url()).pathname).toBe(path)
  }
  await page.locator(`#m${message}`).getByText("the pelican depot").waitFor()
  expect(page.complaints).toEqual([])
  await page.context().close()
  ana.leave()
})

test("[R20] a form that its reader could not send is not shown, whatever its address", async () => {
  const [ana, mira] = [await sitDown(browser, hub, "Ana Rahimi"), await sitDown(browser, hub, "Mira Okoro")]
  await ana.goto(`${hub.url}/alerts/new`)
  await ana.getByRole("feed").waitFor()
  expect(await ana.locator("alert-form").count()).toBe(0)
  await mira.goto(`${hub.url}/leads/new`)
  await mira.locator("leads-screen").waitFor()
  expect(await mira.locator("lead-form").count()).toBe(0)
  await mira.goto(`${hub.url}/alerts/new`)
  await mira.locator("alert-form").waitFor()
  expect([...ana.complaints, ...mira.complaints]).toEqual([])
})
