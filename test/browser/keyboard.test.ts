// An analyst's day by keyboard alone: written, pasted, kept and dropped, submitted; checked and released by a second person; a question answered,
// what was done verified and closed from the board. The focus is never lost on the way. Rule R219.
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { board, rowOf } from "./alert-writing.ts"
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

/** What has the focus, through all shadow roots: its name as a person would call it; empty when it is lost. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (!element || element === document.body) return ""
    const { labels } = element as Partial<HTMLInputElement>
    const named = element.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? element.textContent ?? ""
    return named.replace(/\s+/g, " ").trim() || element.localName
  })

/** Goes there as a person without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    if ((await focused(page)).startsWith(name)) return
    await page.keyboard.press("Tab")
  }
  throw new Error(`Tab never reaches “${name}”`)
}

const held = async (page: Page, where: string) => expect(await focused(page), `the focus after ${where}`).not.toBe("")

test("[R219] an alert is written, released, asked about, verified and closed without a mouse, and the focus is never lost", async () => {
  const title = "By keyboard: places at dawn"
  const dara = await sitDown(browser, hub, "Dara Karim")
  const lewis = await sitDown(browser, hub, "Lewis Fenn")
  const ana = await sitDown(browser, hub, "Ana Rahimi")

  await dara.keyboard.press("g")
  await dara.keyboard.press("a")
  await tabTo(dara, "New alert")
  await dara.keyboard.press("Enter")
  await dara.locator("alert-form").waitFor()
  await held(dara, "New alert")
  await tabTo(dara, "Title")
  await dara.keyboard.type(title)
  await tabTo(dara, "English")
  await dara.keyboard.press("Space")
  await tabTo(dara, "What the platforms are told")
  await dara.keyboard.type("Places for a crossing are sold with a price list.")
  await dara.evaluate(() =>
    navigator.clipboard.writeText(
      "https://www.tiktok.com/@keys.1\nhttps://www.tiktok.com/@keys.2\nhttps://vm.tiktok.com/KEYS3\n",
    ),
  )
  await tabTo(dara, "Paste addresses")
  await dara.keyboard.press("Control+V")
  await dara.getByText("3 rows, 3 go out").waitFor()
  await held(dara, "a paste")
  await tabTo(dara, "Drop")
  await dara.keyboard.press("Enter")
  await dara.getByText("3 rows, 2 go out").waitFor()
  await held(dara, "a row that was dropped")
  // What each platform will see is reached, and left again.
  await tabTo(dara, "TikTok 2")
  await dara.keyboard.press("Control+Enter")
  await rowOf(dara, title).getByText("Yours, others check it").waitFor()
  await held(dara, "Submit for a check")

  await lewis.keyboard.press("g")
  await lewis.keyboard.press("a")
  const open = async (page: Page) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press("j")
      if ((await focused(page)).includes(title)) return
    }
    throw new Error("j never reaches the alert")
  }
  await rowOf(lewis, title).waitFor()
  await open(lewis)
  await lewis.keyboard.press("c")
  await lewis.locator("alert-check referral-preview").first().waitFor()
  await held(lewis, "Check")
  await lewis.keyboard.press("Control+Enter")
  await board(lewis).getByText("checked and released it").waitFor()
  await held(lewis, "Check and release")

  // The platform asks.
  await ana.locator("referral-row", { hasText: title }).click()
  await ana.keyboard.press("c")
  await ana.getByText("Ana claimed it").waitFor()
  await ana.keyboard.press("i")
  await ana.getByLabel("What do you need to know").fill("Which beach?")
  await ana.keyboard.press("Control+Enter")
  await ana.locator("referral-pane").getByText("Needs information").first().waitFor()

  // Answered from the board.
  await board(dara).getByText("Which beach?").waitFor()
  await dara.keyboard.press("d")
  await dara.locator("thread-side").waitFor()
  expect(await focused(dara)).toContain("TikTok")
  await dara.keyboard.press("i")
  await dara.getByRole("heading", { name: "Answer the request for information" }).waitFor()
  await dara.keyboard.type("The one of last week.")
  await dara.keyboard.press("Control+Enter")
  await board(dara).getByText("In review").waitFor()
  expect(await focused(dara)).toContain("TikTok")

  await ana.keyboard.press("o")
  await ana.getByText("2 accounts", { exact: true }).waitFor()
  await ana.keyboard.press("1")
  await ana.getByLabel("Rule", { exact: true }).fill("4.2 Human exploitation")
  await ana.keyboard.press("Control+Enter")
  await board(dara).getByText("2 to verify").waitFor()

  // Verified by somebody who did not write it, and closed.
  await lewis.keyboard.press("d")
  await lewis.locator("thread-side").waitFor()
  await lewis.keyboard.press("v")
  await lewis.getByRole("heading", { name: "Verify" }).waitFor()
  await tabTo(lewis, "What you found")
  await lewis.keyboard.press("G")
  await lewis.keyboard.press("Control+Enter")
  await board(lewis).getByText("Verified").first().waitFor()
  await held(lewis, "Verify")
  await tabTo(lewis, "Close")
  await lewis.keyboard.press("Enter")
  await lewis.getByText("Every item is verified.").waitFor()
  await lewis.keyboard.press("Control+Enter")
  await board(lewis).getByText("all its referrals have ended").waitFor()
  await held(lewis, "Close")
  expect([...dara.complaints, ...lewis.complaints, ...ana.complaints]).toEqual([])
}, 120_000)
