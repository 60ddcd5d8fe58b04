// The way through, in real browsers with two organisations at once: written, checked, released, acted on, talked about, decided;
// the process killed in the middle. Nobody at TikTok can find out that Facebook was told.
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

const numbers = Array.from({ length: 10 }, (_none, index) => index + 1)
const paste = [
  ...numbers.map((n) => `https://www.tiktok.com/@demo.story.${n}`),
  ...numbers.map((n) => `https://www.facebook.com/groups/DEMOstory${n}`),
  ...numbers.slice(0, 9).map((n) => `https://youtu.be/DEMOstory${n}`),
  "htps:/tiktok,com/@demo.x",
].join("\n")

test("[R31][R32][R33][R43] an alert goes out sealed, is acted on and talked about, and a kill -9 in the middle loses nothing", async () => {
  const dara = await sitDown(browser, hub, "Dara Karim")
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  const title = "Story: crossing at dawn"

  await dara.getByRole("button", { name: "New alert" }).click()
  await dara.getByLabel("Title").fill(title)
  await dara.getByLabel("What the platforms are told").fill("Places for a crossing at dawn are sold with a price list.")
  await dara.getByRole("button", { name: "English" }).click()
  const box = dara.getByLabel("Paste addresses")
  await box.fill(paste)
  await box.blur()
  await dara.getByText("30 rows, 29 go out").waitFor()
  await dara.getByText("Not an address: check the start").waitFor()
  await dara.locator("referral-preview").getByText("groups/demostory1", { exact: true }).waitFor()
  await dara.getByRole("tab", { name: "TikTok 10" }).click()
  await dara.locator("referral-preview").getByText("@demo.story.10").waitFor()
  expect(
    await dara
      .locator("referral-preview")
      .getByText(/facebook|youtube/i)
      .count(),
  ).toBe(0)
  await dara.getByRole("button", { name: "Submit for a check" }).click()
  await dara.locator("a.row", { hasText: title }).getByText("Yours, others check it").waitFor()

  const lewis = await sitDown(browser, hub, "Lewis Fenn")
  await lewis.locator("a.row", { hasText: title }).click()
  await lewis.getByRole("button", { name: "Check", exact: true }).click()
  await lewis.getByRole("button", { name: "Check and release" }).click()

  const row = ana.locator("referral-row", { hasText: title })
  await row.waitFor()
  await row.click()
  await ana.getByText("Delivered", { exact: true }).first().waitFor()
  await ana.keyboard.press("a")
  await ana.getByRole("heading", { name: "Acknowledge" }).waitFor()
  await ana.keyboard.press("Enter")
  await ana.getByText("Ana acknowledged", { exact: false }).waitFor()
  await ana.keyboard.press("c")
  await ana.getByText("Ana claimed it").waitFor()

  await dara.locator("a.row", { hasText: title }).click()
  await dara.locator("a.platform", { hasText: "TikTok" }).click()
  await ana.getByRole("button", { name: "question" }).click()
  await ana.getByLabel(/^Write to/).pressSequentially("Is the first one the seller?")
  await dara.getByText("Ana is typing").waitFor()
  await ana.keyboard.press("Enter")
  await dara.getByText("Is the first one the seller?").first().waitFor()

  await hub.stop("SIGKILL")
  await ana.getByText("Reconnecting", { exact: false }).waitFor({ timeout: 20_000 })
  await ana.getByRole("button", { name: "message", exact: true }).click()
  await ana.getByLabel(/^Write to/).fill("Written while the hub was away.")
  await ana.keyboard.press("Enter")
  await hub.start()
  await dara.getByText("Written while the hub was away.").first().waitFor({ timeout: 40_000 })
  expect(await ana.locator("thread-pane").getByText("Written while the hub was away.").count()).toBe(1)

  await dara.getByRole("button", { name: "Answer", exact: true }).click()
  await dara.getByLabel(/^Write to/).fill("Yes, the others repost it.")
  await dara.keyboard.press("Enter")
  await ana.getByText("Yes, the others repost it.").waitFor()

  await ana.locator("referral-pane").click({ position: { x: 5, y: 5 } })
  await ana.keyboard.press("o")
  await ana.getByText("10 accounts", { exact: true }).waitFor()
  await ana.keyboard.press("2")
  await ana.getByLabel("Rule", { exact: true }).fill("4.2 Human exploitation")
  await ana.keyboard.press("Control+Enter")
  await dara.getByText("10 of 10").first().waitFor()

  const everything = await ana.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))
  expect(everything + (await ana.content())).not.toMatch(/facebook|youtube/i)
  expect([...dara.complaints, ...ana.complaints, ...lewis.complaints]).toEqual([])
})

test("[R32] nobody releases an alert of their own, and a warning is confirmed by itself", async () => {
  const dara = await sitDown(browser, hub, "Dara Karim")
  await dara.locator("a.row", { hasText: "Seats in a lorry" }).click()
  await dara.getByRole("button", { name: "Read what was submitted" }).click()
  await dara.getByText("You wrote it. Somebody else has to check and release it.").waitFor()
  expect(await dara.getByRole("button", { name: "Check and release" }).count()).toBe(0)

  const mira = await sitDown(browser, hub, "Mira Okoro")
  await mira.locator("a.row", { hasText: "Seats in a lorry" }).click()
  await mira.keyboard.press("c")
  await mira.getByText("TikTok’s text names Facebook").waitFor()
  await mira.keyboard.press("Control+Enter")
  await mira.getByText("Confirm each warning by itself, or ask the author to change the text.").waitFor()
  for (const box of await mira.getByRole("checkbox").all()) await box.check()
  await mira.keyboard.press("Control+Enter")
  await mira.getByText("checked and released it", { exact: false }).waitFor()
})

test("[R46] one person alone sees the hub live: the other side is played", async () => {
  const iris = await sitDown(browser, hub, "Iris Vale")
  await iris.getByRole("button", { name: "Play the other side" }).click()
  await iris.locator("referral-row", { hasText: "Departure within two hours" }).click()
  await iris.getByText("This one is about tonight.", { exact: false }).first().waitFor()
})
