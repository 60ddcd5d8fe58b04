// A moderator's pages and dialogs for everyone: no serious finding of axe, light and dark, narrow, right to left, with forced colours and
// with text twice as large; no page wider than its window, also where both come together.
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
  { name: "light", options: { colorScheme: "light" as const }, change: "" },
  { name: "dark", options: { colorScheme: "dark" as const }, change: "" },
  { name: "right to left", options: { colorScheme: "dark" as const }, change: "rtl" },
  { name: "390 px", options: { viewport: { width: 390, height: 844 } }, change: "" },
  { name: "forced colours", options: { forcedColors: "active" as const }, change: "" },
  { name: "320 px and text twice as large", options: { viewport: { width: 320, height: 700 } }, change: "large" },
]

for (const { name, options, change } of looks)
  test(`a moderator's pages and dialogs have no serious finding: ${name}`, async () => {
    const look = { bypassCSP: true, reducedMotion: "reduce" as const, ...options }
    const narrow = "viewport" in options
    const found: Record<string, string[]> = {}
    const ana = await sitDown(browser, hub, "Ana Rahimi", look)
    const check = async (screen: string) => {
      if (change === "rtl") await ana.evaluate(() => (document.documentElement.dir = "rtl"))
      if (change === "large") await ana.evaluate(() => (document.documentElement.style.fontSize = "200%"))
      found[screen] = await findings(ana)
      if (await wide(ana)) found[screen].push("wider than the window")
      const cut = await cutOff(ana)
      if (cut.length > 0) found[screen].push(`cut off: ${cut.join("; ")}`)
    }
    const close = () => ana.keyboard.press("Escape")
    await ana.locator("referral-row").first().waitFor()
    for (const key of ["j", "s", "j", "s"]) await ana.keyboard.press(key)
    if (narrow) await ana.getByRole("button", { name: "Feed", exact: true }).click()
    await ana.locator("chosen-bar").getByText("2 chosen").waitFor()
    await check("several chosen")
    await close()
    await ana.goto(`${hub.url}/feed/tiktok`)
    await ana.locator("referral-row", { hasText: "Live streams naming" }).click()
    await ana.locator("referral-pane").waitFor()
    await check("referral")
    await ana.getByRole("button", { name: "Translate", exact: true }).first().click()
    await ana.getByRole("dialog").waitFor()
    await check("translating")
    await close()
    if (narrow) await ana.getByRole("button", { name: "Thread", exact: true }).click()
    await ana.getByRole("tab", { name: "Notes" }).click()
    await ana.getByText("Only TikTok reads this").first().waitFor()
    await check("notes")
    await ana.getByRole("tab", { name: "Thread" }).click()
    await ana.locator("thread-message").first().waitFor()
    await check("thread")
    await ana.keyboard.press("o")
    await ana.locator("outcome-screen").waitFor()
    if (narrow) {
      await ana.getByRole("button", { name: "Items", exact: true }).click()
      await ana.locator("outcome-items .item").first().waitFor()
      await check("items of the outcome")
      await ana.getByRole("button", { name: "Outcome", exact: true }).click()
    }
    for (const key of ["1", "j", "j", "j", "Enter", "j", " "]) await ana.keyboard.press(key)
    await ana.getByText("Its own outcome").first().waitFor()
    await check("outcome, one by itself, one open")
    await close()
    await ana.goto(`${hub.url}/shift/tiktok`)
    await ana.locator("shift-screen referral-row").first().waitFor()
    await check("hand-over")
    await ana.goto(`${hub.url}/inbox`)
    await ana.locator("inbox-screen a.row").first().waitFor()
    await check("inbox")
    await ana.getByRole("button", { name: "Sound and notices" }).click()
    await ana.getByRole("dialog").waitFor()
    await check("sound and notices")
    await close()
    await ana.keyboard.press("?")
    await ana.locator("keys-dialog").getByText("The outcome form").waitFor()
    await check("keys")
    await close()
    await ana.keyboard.press("Control+k")
    await ana.locator("command-palette").getByRole("option").first().waitFor()
    await check("palette")
    await close()
    if (narrow) await ana.getByRole("button", { name: "More", exact: true }).last().click()
    await check("rail")
    await ana.getByRole("button", { name: "You", exact: true }).click()
    await ana.getByRole("menuitem", { name: /^Care/ }).click()
    await ana.locator("care-dialog").getByText("For you alone").waitFor()
    await check("care")
    await close()
    await ana.getByRole("button", { name: "You", exact: true }).click()
    await ana.getByRole("menuitem", { name: "Where you are signed in" }).click()
    await ana.getByRole("dialog").waitFor()
    await check("where somebody is signed in")
    expect(Object.fromEntries(Object.entries(found).filter(([, lines]) => lines.length > 0))).toEqual({})
    expect(ana.complaints).toEqual([])
  })

/** Buttons, links and fields that stand over the side of the window: nobody can scroll to them. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const inside = (root: ParentNode): Element[] =>
      [...root.querySelectorAll("*")].flatMap((each) => [each, ...(each.shadowRoot ? inside(each.shadowRoot) : [])])
    return inside(document)
      .filter((each) => each.matches("button, a, input, select, textarea, h1, h2"))
      .filter((each) => {
        if (!each.checkVisibility({ opacityProperty: true }) || each.closest(".visually-hidden, .skip")) return false
        const { left, right, width } = each.getBoundingClientRect()
        return width > 0 && (left < -1 || right > innerWidth + 1)
      })
      .map((each) => `${each.localName} ${each.getAttribute("aria-label") ?? each.textContent.trim().slice(0, 40)}`)
  })
