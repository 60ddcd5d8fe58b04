// A whole story in Arabic and one in Sorani, in real browsers: written, checked, read beside its translation, talked about in both scripts,
// found by a word of it, decided; each text in its own direction and language, nothing that axe objects to. Rules R31, R43, R155, R229.
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

interface Told {
  language: "ar" | "ckb"
  name: "Arabic" | "Sorani"
  handle: string
  title: string
  narrative: string
  english: string
  question: string
  answer: string
  /** what is looked for, and how it was written */
  sought: string
  found: string
  rule: string
}

const stories: Told[] = [
  {
    language: "ar",
    name: "Arabic",
    handle: "story.ar",
    title: "عرض عبور هذه الليلة",
    narrative: "تُباع مقاعد لهذه الليلة مع رقم للاتصال، والدفع عند الوصول.",
    english: "Seats are sold for tonight with a number to call; payment on arrival.",
    question: "هل الحساب الأوّل هو البائع؟",
    answer: "نعم، والآخرون يعيدون النشر فقط.",
    sought: "الاول",
    found: "الأوّل",
    rule: "القاعدة ٤",
  },
  {
    language: "ckb",
    name: "Sorani",
    handle: "story.ckb",
    title: "پەڕینەوە بۆ ئەمشەو",
    narrative: "شوێن بۆ ئەمشەو دەفرۆشرێت لەگەڵ ژمارەی تەلەفۆن، پارەدان دوای گەیشتنە.",
    english: "Places for tonight are sold with a telephone number, to be paid after arrival.",
    question: "ئایا هەژماری یەکەم فرۆشیارەکەیە؟",
    answer: "بەڵێ، ئەوانی تر تەنها بڵاوی دەکەنەوە.",
    sought: "فرۆشیار",
    found: "فرۆشیارەکەیە",
    rule: "ڕێسای ٤",
  },
]

/** How a text stands: its language for voice and face, and its direction. */
const stands = (text: Locator) =>
  text.evaluate((element) => {
    const own = element as HTMLElement
    return [own.closest<HTMLElement>("[lang]")?.lang ?? "", getComputedStyle(own).direction]
  })

async function write(page: Page, { title, narrative, name, handle }: Told): Promise<void> {
  await page.goto(`${hub.url}/alerts/new`)
  await page.getByLabel("Title", { exact: true }).fill(title)
  await page.getByLabel("What the platforms are told").fill(narrative)
  await page.getByRole("button", { name, exact: true }).click()
  const box = page.getByLabel("Paste addresses")
  await box.fill(`https://www.tiktok.com/@${handle}`)
  await box.blur()
  await page.getByText("1 row, 1 goes out").waitFor()
}

async function sound(screen: string, page: Page): Promise<void> {
  for (const dir of ["ltr", "rtl"]) {
    await page.evaluate((value) => (document.documentElement.dir = value), dir)
    expect([screen, dir, await findings(page), await wide(page)]).toEqual([screen, dir, [], false])
  }
  await page.evaluate(() => document.documentElement.removeAttribute("dir"))
}

const messages = (page: Page) => page.locator("thread-pane article.message")
const said = (page: Page, text: string) =>
  messages(page).filter({ hasText: text }).locator("person-text span.text").first()

for (const told of stories)
  test(`[R31][R43][R155][R229] a story in ${told.name}, beside English: every text in its own direction and language, found by a word, decided`, async () => {
    const look = { bypassCSP: true, reducedMotion: "reduce" as const }
    const dara = await sitDown(browser, hub, "Dara Karim", look)
    const lewis = await sitDown(browser, hub, "Lewis Fenn", look)
    const ana = await sitDown(browser, hub, "Ana Rahimi", look)
    const own = [told.language, "rtl"]

    await write(dara, told)
    expect((await stands(dara.getByLabel("What the platforms are told")))[1]).toBe("rtl")
    await sound("writing the alert", dara)
    await dara.getByRole("button", { name: "Submit for a check" }).click()
    await dara.locator("a.row", { hasText: told.title }).getByText("Yours, others check it").waitFor()

    await lewis.goto(`${hub.url}/alerts`)
    await lewis.locator("a.row", { hasText: told.title }).click()
    await lewis.keyboard.press("c")
    await lewis.locator("alert-check referral-preview").first().waitFor()
    await sound("checking it", lewis)
    await lewis.keyboard.press("Control+Enter")
    await lewis.locator("alert-board").getByText("checked and released it").waitFor()

    const row = ana.locator("referral-row", { hasText: told.title })
    await row.click()
    expect(await stands(row.locator(".title"))).toEqual(own)
    const pane = ana.locator("referral-pane")
    expect(await stands(pane.getByRole("heading", { name: told.title }))).toEqual(own)
    const narrative = ana.locator("narrative-text")
    expect(await stands(narrative.locator("person-text span.text").first())).toEqual(own)
    await ana.keyboard.press("c")
    await ana.getByText("Ana claimed it").waitFor()

    await narrative.getByRole("button", { name: "Translate" }).click()
    const dialog = ana.locator("translate-dialog")
    expect([await dialog.getByLabel("From").inputValue(), await dialog.getByLabel("Into").inputValue()]).toEqual([
      told.language,
      "en",
    ])
    await dialog.getByLabel("Translation").fill(told.english)
    await dialog.getByRole("button", { name: "Save translation" }).click()
    await narrative.getByText(`English, translated from ${told.name} by Ana Rahimi`).waitFor()
    const texts = narrative.locator("person-text span.text")
    expect(await Promise.all([stands(texts.nth(0)), stands(texts.nth(1))])).toEqual([own, ["en", "ltr"]])

    await ana.getByRole("button", { name: "question" }).click()
    await ana.getByLabel(/^Write to/).fill(told.question)
    await ana.keyboard.press("Enter")
    await dara.locator("a.row", { hasText: told.title }).click()
    await dara.locator("a.platform", { hasText: "TikTok" }).click()
    await said(dara, told.question).waitFor()
    await dara.getByRole("button", { name: "Answer", exact: true }).click()
    await dara.getByLabel(/^Write to/).fill(told.answer)
    await dara.keyboard.press("Enter")
    await said(ana, told.answer).waitFor()
    await dara.getByLabel(/^Write to/).fill("The others only repost it.")
    await dara.keyboard.press("Enter")
    await said(ana, "The others only repost it.").waitFor()
    for (const page of [ana, dara]) {
      expect(await stands(said(page, told.question))).toEqual(own)
      expect(await stands(said(page, told.answer))).toEqual(own)
      expect((await stands(said(page, "The others only repost it.")))[1]).toBe("ltr")
    }
    await sound("the referral and its thread", ana)

    await ana.keyboard.press("Escape")
    await pane.click({ position: { x: 5, y: 5 } })
    await ana.keyboard.press("/")
    await ana.keyboard.type(told.sought)
    const hit = ana.getByRole("option").filter({ hasText: told.found })
    await hit.first().waitFor()
    expect((await stands(hit.first().locator("marked-text span[dir]").first()))[1]).toBe("rtl")
    await sound("what was found", ana)
    await hit.first().click()
    await ana.locator("thread-pane article.sought").waitFor()

    await pane.click({ position: { x: 5, y: 5 } })
    await ana.keyboard.press("o")
    await ana.locator("outcome-screen").waitFor()
    await ana.keyboard.press("2")
    await ana.getByLabel("Rule", { exact: true }).fill(told.rule)
    await sound("the outcome", ana)
    await ana.keyboard.press("Control+Enter")
    await dara.getByText("1 of 1").first().waitFor()
    expect([...dara.complaints, ...lewis.complaints, ...ana.complaints]).toEqual([])
    for (const page of [dara, lewis, ana]) await page.context().close()
  })
