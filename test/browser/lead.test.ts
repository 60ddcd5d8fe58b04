// A lead's way in real browsers: a platform tells, the agency's clock runs, both talk, it becomes an alert that goes to another platform.
// Neither platform can find out about the other. Rules R140-R145.
import type { Browser } from "playwright-core"
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

const title = "Story: vans with a false floor"
const ending = { timeout: 20_000 }

test("[R140]-[R145] a lead is written by key, acknowledged, talked about, becomes another platform's alert, and no platform learns of another", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  const dara = await sitDown(browser, hub, "Dara Karim")
  const iris = await sitDown(browser, hub, "Iris Vale")
  await dara.keyboard.press("g")
  await dara.keyboard.press("l")
  await dara.getByRole("heading", { name: "Leads" }).waitFor()

  // By key alone: the leads, a new one, its fields in order, sent.
  await ana.keyboard.press("g")
  await ana.keyboard.press("l")
  await ana.getByRole("heading", { name: "Our leads" }).waitFor()
  await ana.keyboard.press("w")
  await ana.getByRole("heading", { name: "New lead" }).waitFor()
  const press = async (...keys: string[]) => {
    for (const key of keys) await ana.keyboard.press(key)
  }
  await ana.keyboard.type(title)
  await press("Tab", "Tab", "Tab", "l", "Tab")
  await ana.keyboard.type("Ghent to Dover")
  await press("Control+Enter")
  await ana.getByRole("alert").getByText("Languages: Name at least one language").waitFor()
  expect(await ana.getByText("Name at least one language", { exact: true }).count()).toBeGreaterThan(0)
  await press("Space", "Tab")
  await ana.keyboard.type("A workshop offers false floors for vans, with pictures of the places.")
  await press("Tab", "Tab")
  await ana.keyboard.insertText(
    ["https://www.tiktok.com/@demo.false.floor", "https://www.youtube.com/@DEMOfloor", "htps:/tiktok,com/@x"].join(
      "\n",
    ),
  )
  await press("Tab")
  await ana.getByText("3 rows, 2 told").waitFor()
  await ana.getByText("Not an address: check the start").waitFor()
  await ana.getByLabel("What row 1 shows").fill("Shows how it is built")

  // A reload in the middle loses nothing typed.
  await ana.reload()
  await ana.getByText("3 rows, 2 told").waitFor()
  await ana.keyboard.press("Control+Enter")
  await ana.locator("lead-pane").getByRole("heading", { name: title }).waitFor()
  await ana.locator("lead-pane").getByText("left for the NCA to acknowledge").first().waitFor()
  expect(await ana.locator("lead-pane").getByRole("button", { name: "Acknowledge" }).count()).toBe(0)

  // It is told at the agency, and to no other platform. [R146][R148]
  await dara
    .locator("nav")
    .getByRole("link", { name: /^Inbox [1-9]/ })
    .waitFor()
  const row = dara.locator("a.row", { hasText: title })
  await row.getByText("to acknowledge").first().waitFor()
  await dara.locator("nav").getByRole("link", { name: "Leads 3 to act on" }).waitFor()
  await row.click()
  await dara.locator("lead-pane").getByText("@demo.false.floor").waitFor()
  expect(await dara.getByText("Shows how it is built").count()).toBe(0)
  await dara.keyboard.press("t")
  await dara.getByText("Shows how it is built").waitFor()
  await dara.keyboard.press("Shift+Y")
  await dara.getByText("Copied 2 addresses").waitFor()
  expect(await dara.evaluate(() => navigator.clipboard.readText())).toBe(
    "https://tiktok.com/@demo.false.floor\nhttps://youtube.com/@demofloor",
  )

  await dara.keyboard.press("a")
  await dara.getByText("shown to TikTok").waitFor()
  await dara.keyboard.press("Enter")
  await ana.getByText("Dara acknowledged", { exact: false }).waitFor()
  await ana.locator("lead-pane").getByText("left for the NCA to decide").first().waitFor()

  await dara.getByRole("button", { name: "question" }).click()
  await dara.getByLabel(/^Write to/).fill("Since when does the workshop offer it?")
  await dara.keyboard.press("Enter")
  await ana.locator("a.row", { hasText: title }).getByText("waits for you").waitFor()
  await ana.getByRole("button", { name: "Answer", exact: true }).click()
  await ana.getByLabel(/^Write to/).fill("Since the first week of the month.")
  await ana.keyboard.press("Enter")
  await dara.getByText("Since the first week of the month.").waitFor()

  // Declining needs a reason; then it becomes an alert, for YouTube alone.
  await dara.locator("lead-pane").click({ position: { x: 5, y: 5 } })
  await dara.keyboard.press("o")
  await dara.getByLabel("Decision").selectOption("declined")
  await dara.keyboard.press("Control+Enter")
  await dara.getByText("Reason: say why it is declined.").waitFor()
  await dara.getByLabel("Decision").selectOption("alert")
  await dara.keyboard.press("Control+Enter")
  await dara.getByRole("heading", { name: "New alert" }).waitFor()
  await dara.getByText("TT-L-0002").waitFor()
  await dara.getByText("2 rows, 2 go out").waitFor()
  expect(await dara.getByLabel("Title").inputValue()).toBe(title)
  expect(await dara.getByLabel("Corridor").inputValue()).toBe("Ghent to Dover")
  await dara.getByRole("group", { name: "Row 1" }).getByRole("button", { name: "Drop" }).click()
  await dara.keyboard.press("Control+Enter")
  await dara.locator("a.row", { hasText: title }).getByText("Yours, others check it").waitFor()
  await ana.locator("lead-pane").getByText("Becomes an alert, says").waitFor()

  const lewis = await sitDown(browser, hub, "Lewis Fenn")
  await lewis.locator("a.row", { hasText: title }).click()
  await lewis.locator("alert-board").getByRole("link", { name: "TT-L-0002" }).waitFor()
  await lewis.keyboard.press("c")
  await lewis.getByRole("button", { name: "Check and release" }).click()
  await iris.locator("referral-row", { hasText: title }).click()
  await iris.locator("referral-pane").getByText("@demofloor").waitFor(ending)

  await dara.locator("alert-board").getByRole("link", { name: "TT-L-0002" }).click()
  await dara
    .locator("lead-pane")
    .getByRole("link", { name: `Alert of it: ${title}` })
    .waitFor()
  await dara.getByText("Becomes an alert, says").waitFor()

  const alert = await lewis.evaluate(() => location.pathname.split("/")[2]!)
  const seenBy = async (page: typeof ana) =>
    (await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))) + (await page.content())
  expect([await seenBy(ana), await seenBy(iris)].join("\n")).not.toContain(alert)
  expect(await ana.getByText(/YT-|@demofloor/).count()).toBe(1)
  // Whoever sent it is told what became of it.
  await ana.goto(`${hub.url}/inbox`)
  for (const told of ["Lead decided", "Lead acknowledged", "New question"])
    await ana.locator("inbox-screen a.row", { hasText: told }).getByText(title).waitFor()
  await iris.goto(`${hub.url}/inbox`)
  await iris.locator("inbox-screen a.row").first().waitFor()
  expect(await iris.locator("inbox-screen a.row", { hasText: /lead/i }).filter({ hasText: title }).count()).toBe(0)
  await ana.getByRole("link", { name: "Live feed" }).click()
  await ana.locator("referral-row").first().waitFor()
  expect(await ana.locator("referral-row", { hasText: title }).count()).toBe(0)
  await iris.keyboard.press("g")
  await iris.keyboard.press("l")
  await iris.locator("a.row", { hasText: "Price lists moved" }).waitFor()
  expect(await iris.getByText(/TT-L|false\.floor/).count()).toBe(0)
  expect(await iris.locator("a.row").count()).toBe(1)
  expect([...ana.complaints, ...dara.complaints, ...iris.complaints, ...lewis.complaints]).toEqual([])
})
