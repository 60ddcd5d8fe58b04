// The inbox in Chromium: by keys, right after a reload, for everyone; and of two tabs one sounds and shows. Rules R190, R191, R194, R148,
// R236, R237.
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

const unread = (page: Page) => page.locator("inbox-screen a.row.unread")

test("[R191] by keys to the inbox, into the thread where it was said, and all read, also after a reload", async () => {
  const dara = await sitDown(browser, hub, "Dara Karim")
  await dara.keyboard.press("g")
  await dara.keyboard.press("i")
  await unread(dara).first().waitFor()
  const before = await unread(dara).count()
  expect(await dara.title()).toBe(`(${before}) Joint Action Hub`)
  // The first is a lead; what was said in a thread comes after it.
  for (const key of ["j", "j", "j", "k"]) await dara.keyboard.press(key)
  await dara.keyboard.press("Enter")
  await dara.locator("referral-pane").waitFor()
  expect(new URL(dara.url()).pathname).toMatch(/^\/feed\/[a-z]+\/[^/]+\/message\/\d+$/)
  await dara.goBack()
  await unread(dara).first().waitFor()
  expect(await unread(dara).count()).toBeLessThan(before)
  await dara.keyboard.press("Shift+R")
  await dara.getByText("Nothing unread").waitFor()
  await dara.reload()
  await dara.getByText("Nothing unread").waitFor()
  await expect.poll(() => dara.title()).toBe("Joint Action Hub")
  expect(dara.complaints).toEqual([])
  await dara.context().close()
})

test("[R236][R237] a mention stands first, leads to where it was said and goes when it is read; what is not followed tells nothing else", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  const dara = await sitDown(browser, hub, "Dara Karim", { bypassCSP: true })
  const write = async (text: string, mention = "") => {
    const box = ana.locator("thread-pane textarea")
    if (mention) {
      await box.pressSequentially(`@${mention}`)
      await ana.locator("[role=option]").first().waitFor()
      await ana.keyboard.press("Enter")
    }
    await box.pressSequentially(text)
    await ana.keyboard.press("Enter")
    await ana.locator("thread-message", { hasText: text }).first().waitFor()
  }
  await ana.locator("referral-row", { hasText: "Seats for Saturday" }).click()
  await dara.goto(`${hub.url}/inbox`)
  await dara.getByRole("heading", { name: "Inbox" }).waitFor()
  await write("do look at the third", "Dara Ka")
  const mentions = dara.locator("section", { has: dara.getByRole("heading", { name: /^Mentions/ }) })
  await mentions.locator("a.row.unread", { hasText: "You are mentioned" }).waitFor()
  expect(await dara.locator("section h2").first().innerText()).toBe("Mentions 1")
  expect(await findings(dara)).toEqual([])
  await dara.keyboard.press("j")
  await dara.keyboard.press("Enter")
  await dara.locator("thread-message", { hasText: "do look at the third" }).waitFor()
  await dara.goBack()
  await dara.getByRole("heading", { name: "Inbox" }).waitFor()
  await expect.poll(() => mentions.count()).toBe(0)

  // Dara leaves the thread; another machine of hers, which stays open, is silent too.
  const phone = await sitDown(browser, hub, "Dara Karim")
  await phone.goto(`${hub.url}/inbox`)
  await phone.getByRole("heading", { name: "Inbox" }).waitFor()
  await dara.goForward()
  const follow = dara.getByRole("button", { name: "Follow" })
  // Whoever was only mentioned does not follow yet.
  if ((await follow.getAttribute("aria-pressed")) === "false") await follow.click()
  await follow.and(dara.locator("[aria-pressed=true]")).waitFor()
  await dara.goto(`${hub.url}/inbox`)
  await write("this is followed")
  const told = (page: Page) =>
    page.locator("a.row.unread", { hasText: "New message" }).filter({ hasText: "Seats for Saturday" })
  for (const page of [dara, phone]) await told(page).waitFor()
  await dara.goBack()
  await follow.click()
  await follow.and(dara.locator("[aria-pressed=false]")).waitFor()
  await expect.poll(() => told(phone).count()).toBe(0)
  expect([...ana.complaints, ...dara.complaints, ...phone.complaints]).toEqual([])
  for (const page of [ana, dara, phone]) await page.context().close()
})

test("[R146][R148] a lead's notice leads to the lead", async () => {
  const sela = await sitDown(browser, hub, "Sela Brook")
  await sela.goto(`${hub.url}/inbox`)
  const row = sela.locator("a.row", { hasText: "New lead" }).first()
  await row.getByText("TT-L-0001").waitFor()
  const title = await row.locator(".what").innerText()
  await row.click()
  await sela.locator("lead-pane").getByRole("heading", { name: title }).waitFor()
  expect(new URL(sela.url()).pathname).toMatch(/^\/leads\/[^/]+$/)
  await sela.context().close()
})

for (const [name, options, rtl] of [
  ["light", {}, false],
  ["dark and right to left", { colorScheme: "dark" as const }, true],
  ["narrow", { viewport: { width: 360, height: 780 } }, false],
] as const)
  test(`the inbox and its settings have no serious finding: ${name}`, async () => {
    const ana = await sitDown(browser, hub, "Ana Rahimi", { bypassCSP: true, reducedMotion: "reduce", ...options })
    await ana.goto(`${hub.url}/inbox`)
    await unread(ana).first().waitFor()
    if (rtl) await ana.evaluate(() => (document.documentElement.dir = "rtl"))
    expect([await findings(ana), await wide(ana)]).toEqual([[], false])
    await ana.getByRole("button", { name: "Sound and notices" }).click()
    await ana.getByLabel("No sound and no desktop notice at these hours").check()
    await ana.getByLabel("From").waitFor()
    expect([await findings(ana), await wide(ana)]).toEqual([[], false])
    await ana.getByLabel("No sound and no desktop notice at these hours").uncheck()
    await ana.context().close()
  })

test("[R190][R194] of two tabs of one browser one makes the sound and one shows the notice, which says reference, priority and kind", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  const context = ana.context()
  await context.grantPermissions(["notifications"], { origin: hub.url })
  // What the browser itself is asked to do is written down on its way.
  await context.addInitScript(() => {
    const told = { shown: [] as string[], tones: 0 }
    Object.assign(window, { told })
    const Shown = Notification
    window.Notification = new Proxy(Shown, {
      construct: (target, [text, options]: [string, NotificationOptions]) => (
        told.shown.push(text),
        new target(text, options)
      ),
    })
    const create = AudioContext.prototype.createOscillator
    AudioContext.prototype.createOscillator = function () {
      told.tones += 1
      return create.call(this)
    }
  })
  const tabs = [ana, await context.newPage()]
  for (const tab of tabs) {
    await tab.goto(`${hub.url}/inbox`)
    await unread(tab).first().waitFor()
    await tab.getByRole("button", { name: "Sound and notices" }).click()
    for (const what of ["sound", "desktop notices"]) {
      const on = tab.getByRole("button", { name: `Turn ${what} on` })
      if (await on.isVisible()) await on.click()
    }
    await tab.getByRole("button", { name: "Sound is on" }).click({ trial: true })
    await tab.getByRole("button", { name: "Close" }).click()
  }
  type Told = { told: { shown: string[]; tones: number } }
  const told = () => Promise.all(tabs.map((tab) => tab.evaluate(() => (window as unknown as Told).told)))
  const before = await told()
  const dara = await sitDown(browser, hub, "Dara Karim")
  await dara.goto(`${hub.url}/feed/tiktok`)
  await dara.locator("referral-row", { hasText: "Seats for Saturday" }).click()
  await dara.locator("thread-pane textarea").fill("heron-words")
  await dara.keyboard.press("Control+Enter")
  for (const tab of tabs)
    await tab.locator("a.row.unread", { hasText: "New message" }).getByText("Seats for Saturday").first().waitFor()
  const news = (await told()).map((each, index) => each.shown.slice(before[index]!.shown.length))
  const messages = news.flat().filter((text) => text.includes("New message"))
  expect(messages).toHaveLength(1)
  expect(messages[0]).toMatch(/^TT-\d{4} P2: New message$/)
  expect(news.filter((each) => each.length > 0)).toHaveLength(1)
  const tones = (await told()).map((each, index) => each.tones - before[index]!.tones)
  expect(tones.filter((count) => count > 0)).toHaveLength(1)
  expect(ana.complaints).toEqual([])
})
