// An auditor in Chromium: a reason first, then everything to read and nothing to do, the log of it, and the end. Rules R187-R189.
import type { Browser, Locator, Page } from "playwright-core"
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

const reason = "Sample of the week: items refused as news."
const bar = (page: Page): Locator => page.getByRole("region", { name: "You read with a reason" })
const ending = (page: Page): Locator => bar(page).getByRole("button", { name: "End reading" })

async function begins(page: Page, ...rooms: RegExp[]): Promise<void> {
  await page.getByLabel("Reason").fill(reason)
  for (const room of rooms) await page.getByLabel(room).check()
  await page.keyboard.press("Control+Enter")
  await bar(page).waitFor()
}

/** All that can be pressed on the screen below the frame, by what it says. */
const pressable = (page: Page): Promise<string[]> =>
  page
    .locator("feed-screen, alerts-screen, leads-screen")
    .getByRole("button")
    .evaluateAll((all) => all.map((each) => (each.getAttribute("aria-label") ?? each.textContent ?? "").trim()))

const acts =
  /acknowledge|claim|outcome|need|hand|escalate|verify|hold|challenge|reopen|close|note|reply|translate|follow|send|unread|mention|withdraw|release|amend|replace|recall|new alert|new lead|decide/i

test("[R187][R188][R189] TikTok's auditor says why by keys, reads feed, thread and notes, finds nothing to do, and ends it; the log tells", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await ana.locator("referral-row").first().waitFor()
  const femi = await sitDown(browser, hub, "Femi Adeyemi")
  await femi.getByRole("heading", { name: "Read with a reason" }).waitFor()
  expect(await femi.locator("nav").getByRole("link").allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining("Read with a reason"), expect.stringContaining("Reading log")]),
  )
  for (const none of ["Search", "Inbox", "Live feed", "Hand-over", "Hours and duty"])
    expect(await femi.locator("nav").getByRole("link", { name: none }).count()).toBe(0)
  // Too short a reason stays where it is, with what is wrong beside it.
  await femi.getByLabel("Reason").fill("because")
  await femi.getByRole("button", { name: "Begin reading" }).click()
  await femi.getByText("The reason needs at least 10 characters.").waitFor()
  await femi.reload()
  await expect.poll(() => femi.getByLabel("Reason").inputValue()).toBe("because")
  await begins(femi, /Notes and rota/)

  await femi.locator("referral-row").first().waitFor()
  expect(new URL(femi.url()).pathname).toBe("/")
  expect(
    await femi
      .locator("nav")
      .getByRole("link", { name: /Inbox|Hand-over/ })
      .count(),
  ).toBe(0)
  await femi.keyboard.press("j")
  await femi.locator("referral-pane").waitFor()
  await femi.locator("thread-pane .system").first().waitFor()
  const shown = await pressable(femi)
  expect(shown.length).toBeGreaterThan(3)
  expect(shown.filter((each) => acts.test(each))).toEqual([])
  expect(await femi.locator("message-composer, referral-row input, many-bar button").count()).toBe(0)
  for (const key of ["a", "c", "o", "i", "h", "e", "v", "u", "s", "S", "r"]) await femi.keyboard.press(key)
  expect(await femi.locator("modal-dialog, outcome-screen, many-bar chosen-bar").count()).toBe(0)
  // Those who work there see nobody come.
  const reference = await femi.locator("referral-pane .reference").first().textContent()
  await ana.getByText(reference!).first().click()
  await ana.locator("thread-pane").getByRole("group", { name: "Nobody else is here" }).waitFor({ state: "attached" })
  await ana.locator("message-composer").getByRole("textbox").fill("@Fem")
  await ana.locator("message-composer").getByRole("textbox").press("Backspace")
  expect(await ana.getByRole("option", { name: /Femi/ }).count()).toBe(0)

  await femi.getByRole("tab", { name: "Notes" }).click()
  await femi.getByText("Only TikTok reads this").waitFor()
  // Screens on which one writes have none of theirs, whatever the address says.
  for (const [path, there] of [
    ["/leads/new", "leads-screen"],
    ["/shift/tiktok", "feed-screen"],
    ["/inbox", "feed-screen"],
  ] as const) {
    await femi.goto(hub.url + path)
    await femi.locator(there).waitFor()
    expect(await femi.locator("lead-form, shift-screen, inbox-screen").count()).toBe(0)
  }
  await femi.keyboard.press("/")
  await femi.keyboard.type("boat")
  await femi.locator("search-screen").getByText(/found/).waitFor()

  await femi.getByRole("link", { name: "Reading log" }).click()
  await femi.getByText(/things opened/).click()
  for (const told of ["Referrals, leads and threads with the NCA", "Notes and rota of TikTok", reference!, "boat"])
    await femi.locator("reading-log .opened").getByText(told, { exact: true }).waitFor()
  await femi.getByText("Reading now").waitFor()
  await ending(femi).click()
  await femi.getByRole("heading", { name: "Read with a reason" }).waitFor()
  expect(await bar(femi).count()).toBe(0)
  // A place that was read opens again with another reason, and only then.
  await femi.goto(`${hub.url}/feed/tiktok`)
  await femi.getByRole("heading", { name: "Read with a reason" }).waitFor()
  await begins(femi)
  await femi.locator("referral-row").first().waitFor()
  expect(new URL(femi.url()).pathname).toBe("/feed/tiktok")
  await ending(femi).click()
  await bar(femi).waitFor({ state: "detached" })
  expect([femi.complaints, ana.complaints]).toEqual([[], []])
  await femi.context().close()
  await ana.context().close()
})

test("[R187][R189] the agency's auditor reads alerts, what was submitted and leads, without an act; its administrator reads the log", async () => {
  const edith = await sitDown(browser, hub, "Edith Marlow")
  await begins(edith, /TikTok/, /YouTube/)
  await edith.locator("alert-list").waitFor()
  await edith.keyboard.press("j")
  await edith.getByRole("button", { name: /Read what was submitted/ }).waitFor()
  const shown = (await pressable(edith)).filter((each) => !each.startsWith("Read what was submitted"))
  expect(shown.filter((each) => acts.test(each) && !/^(Released|To check|Checked) /.test(each))).toEqual([])
  await edith.keyboard.press("c")
  await edith.locator("alert-check").waitFor()
  expect(
    await edith
      .locator("alert-check")
      .getByRole("button", { name: /release|return|check/i })
      .count(),
  ).toBe(0)
  for (const [path, there] of [
    ["/alerts/new", "alert-list"],
    ["/leads", "leads-screen"],
  ] as const) {
    await edith.goto(hub.url + path)
    await edith.locator(there).waitFor()
    expect(await edith.locator("alert-form").count()).toBe(0)
  }
  await edith.locator("leads-screen a.row").first().click()
  await edith.locator("lead-pane").waitFor()
  expect((await pressable(edith)).filter((each) => acts.test(each))).toEqual([])

  const hanne = await sitDown(browser, hub, "Hanne Vold")
  expect(await hanne.locator("nav").getByRole("link", { name: "Read with a reason" }).count()).toBe(0)
  await hanne.getByRole("link", { name: "Reading log" }).click()
  await hanne.getByText(reason).waitFor()
  expect(await hanne.getByText("Edith Marlow").count()).toBeGreaterThan(0)
  expect(await hanne.getByText("Femi Adeyemi").count()).toBe(0)
  await ending(edith).click()
  await hanne.getByText("Ended", { exact: true }).waitFor()
  // Nobody else has the page.
  const dara = await sitDown(browser, hub, "Dara Karim")
  await dara.goto(`${hub.url}/readings`)
  await dara.getByText("This is open to auditors and administrators.").waitFor()
  expect([edith.complaints, hanne.complaints, dara.complaints]).toEqual([[], [], []])
  for (const page of [edith, hanne, dara]) await page.context().close()
})

for (const [name, options, rtl] of [
  ["light", {}, false],
  ["dark and right to left", { colorScheme: "dark" as const }, true],
  ["narrow", { viewport: { width: 360, height: 780 } }, false],
] as const)
  test(`the auditor's screens have no serious finding: ${name}`, async () => {
    const edith = await sitDown(browser, hub, "Edith Marlow", { bypassCSP: true, reducedMotion: "reduce", ...options })
    if (rtl) await edith.evaluate(() => (document.documentElement.dir = "rtl"))
    await edith.getByRole("button", { name: "Begin reading" }).click()
    await edith.getByText("The reason needs at least 10 characters.").waitFor()
    expect([await findings(edith), await wide(edith)]).toEqual([[], false])
    await begins(edith, /TikTok/)
    await edith.locator("alert-list").waitFor()
    expect([await findings(edith), await wide(edith)]).toEqual([[], false])
    await edith.goto(`${hub.url}/readings`)
    if (rtl) await edith.evaluate(() => (document.documentElement.dir = "rtl"))
    await edith
      .getByText(/things? opened/)
      .first()
      .click()
    await edith.locator("reading-log .opened li").first().waitFor()
    expect([await findings(edith), await wide(edith)]).toEqual([[], false])
    await ending(edith).click()
    await bar(edith).waitFor({ state: "detached" })
    await edith.context().close()
  })
