// Every screen for everyone: no serious finding of axe, light and dark, narrow, right to left; no page wider than its window.
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { findings, wide } from "./axe.ts"
import { launchChromium } from "./chromium.ts"
import { RunningHub, sitDown } from "./desk.ts"
import { generated } from "./generated-feed.ts"

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

const looks = [
  { name: "light", options: { colorScheme: "light" as const }, change: "" },
  { name: "dark", options: { colorScheme: "dark" as const }, change: "" },
  { name: "right to left", options: { colorScheme: "light" as const }, change: "rtl" },
  { name: "320 px", options: { viewport: { width: 320, height: 700 } }, change: "" },
  { name: "forced colours and text twice as large", options: { forcedColors: "active" as const }, change: "large" },
]

for (const { name, options, change } of looks)
  test(`a moderator's and the agency's screens have no serious finding: ${name}`, async () => {
    const look = { bypassCSP: true, reducedMotion: "reduce" as const, ...options }
    const found: Record<string, string[]> = {}
    const check = async (screen: string, page: Page) => {
      if (change === "rtl") await page.evaluate(() => (document.documentElement.dir = "rtl"))
      if (change === "large") await page.evaluate(() => (document.documentElement.style.fontSize = "200%"))
      found[screen] = await findings(page)
      if (await wide(page)) found[screen].push("wider than the window")
    }
    const context = await browser.newContext(look)
    const door = await context.newPage()
    await door.goto(hub.url)
    await door.getByRole("button", { name: "Ana Rahimi" }).waitFor()
    await check("sign-in", door)

    const ana = await sitDown(browser, hub, "Ana Rahimi", look)
    await ana.locator("referral-row").first().waitFor()
    await check("feed", ana)
    await generated(ana, { storm: 4 })
    await ana
      .locator("storm-row")
      .getByRole("button", { name: /^Unfold/ })
      .click()
    await ana.locator("referral-row[inside]").first().waitFor()
    await ana.getByRole("button", { name: "More filters" }).click()
    await ana.getByLabel("Unclaimed").check()
    await check("feed with filters, a storm and choices", ana)
    await ana.keyboard.press("Escape")
    await ana.getByRole("button", { name: "Save this view" }).click()
    await ana.getByRole("heading", { name: "Save this view" }).waitFor()
    await check("saving a view", ana)
    await ana.getByRole("button", { name: /^Cancel/ }).click()
    await ana.getByRole("button", { name: "Clear all" }).click()
    await ana.getByRole("button", { name: "Compact rows" }).click()
    await check("compact feed", ana)
    await ana.keyboard.press("/")
    await ana.getByText("Over every room that is open to you").waitFor()
    await check("search", ana)
    await ana.getByRole("combobox", { name: "Search" }).fill("live streams")
    await ana.getByRole("option").first().waitFor()
    await check("what was found", ana)
    await ana.getByRole("combobox", { name: "Search" }).fill("is:late")
    await ana.getByText("is: takes open").waitFor()
    await check("a search that cannot be read", ana)
    await ana.keyboard.press("Escape")
    await ana.locator("referral-row", { hasText: "Live streams naming" }).click()
    await ana.locator("referral-pane").waitFor()
    await check("referral", ana)
    await ana.keyboard.press("o")
    await ana.locator("outcome-screen").waitFor()
    await check("outcome", ana)

    await ana.goto(`${hub.url}/shift/tiktok`)
    await ana.locator("shift-screen referral-row").first().waitFor()
    await check("hand-over", ana)
    await ana.keyboard.press("h")
    await ana.locator("many-dialog").getByLabel("Note").waitFor()
    await check("one act on many", ana)
    await ana.keyboard.press("Escape")
    await ana.locator("shift-screen a.row", { hasText: "Seats for Saturday" }).first().click()
    await ana.locator("referral-pane").waitFor()
    await ana.keyboard.press("i")
    await ana.getByLabel("What do you need to know").waitFor()
    await check("an act that asks", ana)
    await ana.keyboard.press("Escape")
    await ana.keyboard.press("o")
    await ana.keyboard.press("p")
    await ana.locator("paste-outcomes textarea").fill("https://www.tiktok.com/@demo.seats.saturday terminated\n@x y")
    await ana.getByText("2 lines: 1 taken, 1 not").waitFor()
    await check("outcomes pasted", ana)
    await ana.goto(`${hub.url}/leads`)
    await ana.locator("a.row", { hasText: "Drivers for vans" }).click()
    await ana.locator("lead-pane").waitFor()
    await check("our leads", ana)
    await ana.goto(`${hub.url}/leads/new`)
    await ana.getByLabel("Paste addresses").fill("https://www.tiktok.com/@demo.look\nhttps://t.me/demo_look\nnonsense")
    await ana.keyboard.press("Control+Enter")
    await ana.getByText(/^\d+ rows, \d+ told/).waitFor()
    await ana.getByRole("alert").getByText("Title: Give it a title").waitFor()
    await check("a lead that is not complete", ana)
    const jonas = await sitDown(browser, hub, "Jonas Okafor", look)
    await jonas.goto(`${hub.url}/hours`)
    await jonas.getByLabel("Monday").fill("nine to five")
    await jonas.getByRole("button", { name: "Save the hours" }).click()
    await jonas.getByText("Monday: write for example").waitFor()
    await jonas.getByRole("button", { name: /^Remove Jonas/ }).waitFor()
    await check("hours and duty, with a field that is wrong", jonas)

    const lewis = await sitDown(browser, hub, "Lewis Fenn", look)
    await lewis.locator("a.row", { hasText: "Live streams naming" }).click()
    await lewis.locator("a.platform").first().waitFor()
    await check("board", lewis)
    await lewis.goto(`${hub.url}/feed/-?priority=P1`)
    await lewis.locator("referral-row").first().waitFor()
    await check("all referrals", lewis)
    await lewis.goto(`${hub.url}/alerts`)
    await lewis.locator("a.row", { hasText: "Seats in a lorry" }).click()
    await lewis.getByRole("button", { name: "Check", exact: true }).click()
    await lewis.locator("referral-preview").first().waitFor()
    await check("check", lewis)
    await lewis.goto(`${hub.url}/alerts/new`)
    await lewis.locator("alert-form").waitFor()
    await check("form", lewis)
    await lewis.goto(`${hub.url}/leads`)
    await lewis.locator("a.row", { hasText: "Price lists moved" }).click()
    await lewis.locator("lead-pane").waitFor()
    await check("leads", lewis)
    await lewis.keyboard.press("o")
    await lewis.getByLabel("Decision").selectOption("alert")
    await check("deciding on a lead", lewis)
    await lewis.keyboard.press("Control+Enter")
    await lewis.getByText("of lead").waitFor()
    await check("the alert of a lead", lewis)
    await lewis.goto(`${hub.url}/hours`)
    await lewis.getByText("TikTok", { exact: true }).last().waitFor()
    for (const platform of await lewis.locator("hours-screen summary").all()) await platform.click()
    await check("hours of others", lewis)
    expect(Object.fromEntries(Object.entries(found).filter(([, lines]) => lines.length > 0))).toEqual({})
  })
