// The agency's desk for everyone: no serious finding of axe on its screens and dialogs, light and dark, narrow, right to left.
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { findings, wide } from "./axe.ts"
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

const looks = [
  { name: "light", options: { colorScheme: "light" as const }, rtl: false },
  { name: "dark", options: { colorScheme: "dark" as const }, rtl: false },
  { name: "right to left", options: { colorScheme: "light" as const }, rtl: true },
  { name: "narrow", options: { viewport: { width: 360, height: 780 } }, rtl: false },
]

for (const { name, options, rtl } of looks)
  test(`the desk's screens and dialogs have no serious finding: ${name}`, async () => {
    const look = { bypassCSP: true, reducedMotion: "reduce" as const, ...options }
    const found: Record<string, string[]> = {}
    const check = async (screen: string, page: Page) => {
      if (rtl) await page.evaluate(() => (document.documentElement.dir = "rtl"))
      found[screen] = await findings(page)
      if (await wide(page)) found[screen].push("wider than the window")
      // DESK_PICTURES: a folder in which somebody wants to look at every screen.
      const folder = process.env["DESK_PICTURES"]
      if (folder) await page.screenshot({ path: `${folder}/${screen} ${name}.png`.replaceAll(" ", "-") })
    }
    const mira = await sitDown(browser, hub, "Mira Okoro", look)
    await mira.goto(`${hub.url}/alerts`)
    await mira.locator("alert-list a.row").first().waitFor()
    for (const box of await mira.locator("alert-list input[type=checkbox]").all()) await box.check()
    await check("alerts, some chosen", mira)
    await mira.keyboard.press("l")
    await mira.locator("release-dialog li").first().waitFor()
    await check("many released", mira)
    await mira.getByRole("button", { name: /^Cancel/ }).click()
    await mira.locator("a.row", { hasText: "Live streams naming" }).click()
    await mira.locator("a.platform").first().waitFor()
    await check("one alert", mira)
    await mira.keyboard.press("w")
    await mira.getByLabel("Reason, read by each platform").fill("As TikTok and Facebook say.")
    await mira.locator("act-dialog .check").first().waitFor()
    await check("withdrawing", mira)
    await mira.getByRole("button", { name: /^Cancel/ }).click()
    await mira.keyboard.press("m")
    // What one look has left in the draft is not what the next one begins with.
    await mira.getByRole("button", { name: "Begin anew" }).click()
    await mira.locator("version-changes").getByText("nothing changes").first().waitFor()
    await mira.getByLabel("Title", { exact: true }).fill("Live streams naming a beach")
    await mira.locator("version-changes").getByText("gets one amendment").first().waitFor()
    await mira.getByRole("group", { name: "Its own words for a platform" }).getByRole("button").first().click()
    await check("amending", mira)
    await mira.goto(`${hub.url}/alerts/new`)
    await mira.getByRole("button", { name: "Begin anew" }).click()
    await mira.getByText("none yet").waitFor()
    const box = mira.getByLabel("Paste addresses")
    await box.fill(
      "url,evidence\nhttps://www.tiktok.com/@demo.look,A price list\nhttps://vm.tiktok.com/DEMO,\nno address,x\n+447700900123,\n",
    )
    await box.blur()
    await mira.getByText("4 rows", { exact: false }).first().waitFor()
    await check("writing", mira)
    await mira.goto(`${hub.url}/alerts`)
    await mira.locator("a.row", { hasText: "Seats in a lorry" }).click()
    await mira.keyboard.press("c")
    await mira.locator("alert-check referral-preview").first().waitFor()
    await check("checking", mira)
    expect(Object.fromEntries(Object.entries(found).filter(([, lines]) => lines.length > 0))).toEqual({})
  })
