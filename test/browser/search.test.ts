// Search in a real browser: a key opens it, it answers while somebody types, keys alone lead to what was found, and Back leads back.
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

const box = (page: Page) => page.getByRole("combobox", { name: "Search" })
const options = (page: Page) => page.getByRole("option")
const marked = (page: Page) => page.locator("marked-text mark").allInnerTexts()
const excerpts = (page: Page) => page.locator("marked-text span[dir]").allInnerTexts()

/** A referral of its own in TikTok's room. */
async function referral(rows: string, title: string): Promise<string> {
  const [dara, lewis] = [await at("demo-dara-karim"), await at("demo-lewis-fenn")]
  const written = alert({ rows, words: { title, narrative: "Sealed.", corridor: "", conditions: "" } })
  const { referrals } = await release(lewis, written, await submit(dara, written))
  await lewis.seesReferral(tiktok, referrals["tiktok"]!)
  for (const each of [dara, lewis]) each.leave()
  return referrals["tiktok"]!
}

test("[R155][R158] / opens it, it answers in another writing while somebody types, Enter opens the message in its thread, Back leads back", async () => {
  const subject = await referral("https://www.tiktok.com/@search.one", "Deep thread")
  const ben = await at("demo-mai-lund")
  await ben.accepted(tiktok, say(subject, "عندي قَـارب إلى دوفر"))
  for (let turn = 0; turn < 4; turn++)
    await ben.accepted(tiktok, ...Array.from({ length: 40 }, (_none, n) => say(subject, `later ${turn} ${n}`)))
  ben.leave()

  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await ana.locator("referral-row").first().waitFor()
  const before = ana.url()
  await ana.keyboard.press("/")
  await expect.poll(() => new URL(ana.url()).pathname).toBe("/search")
  await ana.keyboard.type("قارب دو")
  await options(ana).first().waitFor()
  expect(await options(ana).count()).toBe(1)
  expect(await marked(ana)).toEqual(["قَـارب", "دوفر"])
  await ana.getByText(/^1 found/).waitFor()
  await ana.keyboard.press("Enter")
  const message = ana.locator("thread-pane article.sought")
  await message.getByText("دوفر").waitFor()
  const inSight = (element: Element) => {
    const [own, log] = [element.getBoundingClientRect(), element.closest(".log")!.getBoundingClientRect()]
    return own.top >= log.top && own.bottom <= log.bottom
  }
  await expect.poll(() => message.evaluate(inSight)).toBe(true)
  await ana.goBack()
  await options(ana).first().waitFor()
  expect(await box(ana).inputValue()).toBe("قارب دو")
  await ana.keyboard.press("Escape")
  await expect.poll(() => ana.url()).toBe(before)
  expect(ana.complaints).toEqual([])
})

test("[R156] kinds stand apart, arrows choose across them, and a referral, an item and an alert open where they are", async () => {
  await referral("https://www.tiktok.com/@search.two", "Uncommon pontoon")
  const lewis = await sitDown(browser, hub, "Lewis Fenn")
  await lewis.locator("a.row").first().waitFor()
  await lewis.getByRole("link", { name: "Search" }).click()
  await box(lewis).fill("pontoon")
  await lewis
    .getByRole("option", { name: /Uncommon pontoon/ })
    .nth(1)
    .waitFor()
  expect(await lewis.locator("search-screen h2").allTextContents()).toEqual(["Referrals1", "Alerts1"])
  const chosen = () => lewis.locator("[role=option][aria-selected=true]").getAttribute("id")
  expect(await chosen()).toBe("hit-0")
  await lewis.keyboard.press("ArrowDown")
  expect(await chosen()).toBe("hit-1")
  expect(await box(lewis).getAttribute("aria-activedescendant")).toBe("hit-1")
  await lewis.keyboard.press("Enter")
  await expect.poll(() => new URL(lewis.url()).pathname).toMatch(/^\/alerts\//)
  await lewis.goBack()
  await lewis
    .getByRole("option", { name: /Uncommon pontoon/ })
    .first()
    .click()
  await expect.poll(() => new URL(lewis.url()).pathname).toMatch(/^\/feed\/tiktok\//)
  await lewis.getByRole("heading", { name: "Uncommon pontoon" }).first().waitFor()
  await lewis.goBack()
  await box(lewis).fill("hxxps://m[.]tiktok[.]com/@Search.Two")
  await lewis
    .getByRole("option", { name: /search\.two/ })
    .nth(1)
    .waitFor()
  await lewis.getByRole("button", { name: "Alerts" }).click()
  await lewis.getByRole("heading", { name: "Nothing found" }).waitFor()
  await lewis.getByRole("button", { name: "Look in everything" }).click()
  await lewis
    .getByRole("option", { name: /search\.two/ })
    .nth(1)
    .waitFor()
  expect(lewis.complaints).toEqual([])
})

test("[R157] operators are offered and written by a press; what is wrong is said, and not while it is still being typed", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await ana.keyboard.press("/")
  await box(ana).waitFor()
  await ana.getByRole("button", { name: /^is:/ }).click()
  expect(await box(ana).inputValue()).toBe("is:")
  await ana.keyboard.type("ov")
  await ana.getByRole("button", { name: /^overdue/ }).click()
  expect(await box(ana).inputValue()).toBe("is:overdue ")
  await ana
    .getByText(/found|Nothing/)
    .first()
    .waitFor()
  await box(ana).fill("boat before:tomorrow")
  await ana.getByText("before: takes a day such as 2026-11-01").waitFor()
  await box(ana).fill("boat before:")
  await expect.poll(() => ana.getByText("takes a day").count()).toBe(1)
  await box(ana).fill("")
  await ana.getByText("Over every room that is open to you").waitFor()
  expect(await ana.getByRole("button", { name: "Alerts" }).count()).toBe(0)
  expect(ana.complaints).toEqual([])
})

test("[R161][R163] a screenful at a time, older ones on demand, and a redacted message is gone from the next answer", async () => {
  const subject = await referral("https://www.tiktok.com/@search.three", "Many words")
  const mai = await at("demo-mai-lund")
  const sent = await mai.accepted(
    tiktok,
    ...Array.from({ length: 30 }, (_none, n) => say(subject, `zodiak number ${n}`)),
  )
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await ana.keyboard.press("/")
  await box(ana).fill("zodiak")
  await ana.getByText("20 found, there are older ones, newest first").waitFor()
  await ana.getByRole("button", { name: "Show older" }).click()
  await ana.getByText("30 found, newest first").waitFor()
  expect(await excerpts(ana)).toEqual(Array.from({ length: 30 }, (_none, n) => `zodiak number ${29 - n}`))
  await mai.accepted(tiktok, act("message.redacted", subject, { reason: "other" }, {}, sent[29]))
  mai.leave()
  // What is shown was asked for before the redaction, or after it: typed again, it is after.
  await expect
    .poll(async () => {
      await box(ana).fill("")
      await box(ana).fill("zodiak number")
      await ana.getByText(/^\d+ found/).waitFor()
      return (await excerpts(ana))[0]
    })
    .toBe("zodiak number 28")
  expect(ana.complaints).toEqual([])
})

test("[R164] the alert form says where an address, its account and a number were sent before, and leads there", async () => {
  await referral("https://www.tiktok.com/@search.four", "Sent before")
  const dara = await sitDown(browser, hub, "Dara Karim")
  await dara.goto(`${hub.url}/alerts/new`)
  const paste = dara.getByLabel("Paste addresses, hashtags, phone numbers or hashes, one a line")
  await paste.fill(
    "https://m.tiktok.com/@search.four\nhttps://www.tiktok.com/@search.four/video/7300000000000000004\nhttps://www.tiktok.com/@never.sent",
  )
  await paste.blur()
  await dara.getByText(/Account, sent before in\s+A-\d{4}/).waitFor()
  await dara.getByText(/Video, its account was sent in\s+A-\d{4}/).waitFor()
  await dara.getByText("Account, new").waitFor()
  await dara
    .getByRole("button", { name: /^A-\d{4}$/ })
    .first()
    .click()
  await dara.getByRole("heading", { name: "Sent before" }).first().waitFor()
  await dara.goBack()
  await dara.getByText(/Account, sent before in\s+A-\d{4}/).waitFor()
  expect(dara.complaints).toEqual([])
})
