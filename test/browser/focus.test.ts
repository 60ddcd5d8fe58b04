// Where the focus is while somebody works by keys alone: with the row that keys step to, in the form, in the dialog and back again, on the
// new screen; never nowhere, never out of sight. And the rail of a narrow screen, which lies over what is there.
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
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

/** What has the focus, through all shadow roots, and whether it is in sight. */
const focus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement!
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    const { top, bottom, left, right } = element.getBoundingClientRect()
    const hidden = bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth
    const name = element.matches("[role=article]") ? "" : (element.getAttribute("aria-label") ?? "")
    return `${hidden ? "out of sight: " : ""}${element.localName}${name ? ` ${name}` : ""}`
  })

test("by keys alone the focus goes along: rows, dialogs and back, the outcome's items, the thread, the next screen", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await ana.locator("referral-row").first().waitFor()
  const press = async (key: string, expected: string) => {
    await ana.keyboard.press(key)
    await expect.poll(() => focus(ana), { message: `after ${key}` }).toBe(expected)
  }
  await press("Tab", "a")
  await ana.getByText("Skip to the content").waitFor()
  await press("Enter", "main")
  await press("j", "referral-row")
  await press("PageDown", "referral-row")
  await press("Home", "referral-row")
  await press("j", "referral-row")
  await press("e", "textarea")
  await press("Escape", "referral-row")
  await press("Control+k", "input A few letters of what you want to do")
  await press("Escape", "referral-row")
  await press("c", "referral-row")
  await ana.getByText("Record outcome").waitFor()
  await press("o", "input Item 1 in the common outcome")
  await press("j", "input Item 2 in the common outcome")
  const second = ana.getByLabel("Item 2 in the common outcome")
  await ana.keyboard.press(" ")
  await expect.poll(() => second.isChecked()).toBe(false)
  await ana.keyboard.press(" ")
  await expect.poll(() => second.isChecked()).toBe(true)
  await press("k", "input Item 1 in the common outcome")
  await press("Escape", "main")
  await press("r", "textarea Write to NCA and TikTok")
  await press("Escape", "div Thread")
  await ana.keyboard.press("g")
  await press("h", "main")
  await press("/", "input Search")
  await ana.keyboard.type("boat")
  await ana.getByRole("option").first().waitFor()
  await press("Enter", "main")
  await press("j", "referral-row")
  expect(ana.complaints).toEqual([])
})

test("on a narrow screen the rail takes the focus, Esc gives it back, and each place of the bar is one press away", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi", { viewport: { width: 390, height: 844 } })
  const bar = ana.getByRole("navigation", { name: "Places" })
  await bar.getByRole("button", { name: "More" }).click()
  await expect.poll(() => focus(ana)).toBe("a")
  await ana.getByRole("link", { name: "Hand-over" }).waitFor()
  await ana.keyboard.press("Escape")
  await ana.getByRole("link", { name: "Hand-over" }).waitFor({ state: "hidden" })
  await expect.poll(() => focus(ana)).toBe("button")
  await bar.getByRole("link", { name: /^Inbox/ }).click()
  await ana.getByRole("heading", { name: "Inbox" }).waitFor()
  await bar.getByRole("link", { name: "Feed" }).click()
  await ana.locator("referral-row", { hasText: "Seats for Saturday" }).click()
  await ana.locator("referral-pane").waitFor()
  await ana.keyboard.press("o")
  await ana.getByRole("button", { name: "Items", exact: true }).click()
  await ana.getByLabel("Item 2 in the common outcome").uncheck()
  await ana.getByRole("button", { name: "Outcome", exact: true }).click()
  await ana.getByRole("heading", { name: /^Together/ }).waitFor()
  expect(ana.complaints).toEqual([])
})
