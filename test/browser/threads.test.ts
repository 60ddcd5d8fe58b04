// Threads in real browsers: mentions by keys, replies with quotes, links, what is unread, translations beside originals in scripts of both
// directions, and notes that stand apart. Rules R220-R234.
import type { Browser, Locator, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { HubPerson, signIn } from "../hub/hub-person.ts"
import { act, alert, release, say, submit, tiktok } from "../hub/start-hub.ts"
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

const sorani = "ئەمشەو دوای کاتژمێر دوو"
const arabic = "نعم، القارب نفسه"

async function at(name: string): Promise<HubPerson> {
  const made = new HubPerson(await signIn(hub.url, `demo-${name.toLowerCase().replaceAll(" ", "-")}`))
  await made.connect()
  await made.openAll()
  return made
}

/** A referral of its own in TikTok's room. */
async function referral(title: string): Promise<string> {
  const [dara, lewis] = [await at("Dara Karim"), await at("Lewis Fenn")]
  const written = alert({
    rows: `https://www.tiktok.com/@${title.toLowerCase().replaceAll(" ", ".")}`,
    words: { title, narrative: "Seats are sold for tonight, with a number to call.", corridor: "", conditions: "" },
  })
  const { referrals } = await release(lewis, written, await submit(dara, written))
  await lewis.seesReferral(tiktok, referrals["tiktok"]!)
  for (const each of [dara, lewis]) each.leave()
  return referrals["tiktok"]!
}

async function open(page: Page, subject: string, rest = ""): Promise<void> {
  await page.goto(`${hub.url}/feed/tiktok/${subject}${rest}`)
  await page.locator("thread-pane message-composer textarea").waitFor()
}

const box = (page: Page) => page.locator("message-composer textarea")
const messages = (page: Page) => page.locator("thread-pane article.message")
const options = (page: Page) => page.getByRole("listbox", { name: "People who can read this" }).getByRole("option")
const direction = (text: Locator) => text.evaluate((element) => getComputedStyle(element).direction)

async function choose(page: Page, message: Locator, act: string): Promise<void> {
  await message.hover()
  await message.getByRole("button", { name: "Message", exact: true }).click()
  await page.getByRole("menuitem", { name: act }).click()
}

const inSight = (element: Element) => {
  const [own, log] = [element.getBoundingClientRect(), element.closest(".log")!.getBoundingClientRect()]
  return own.top >= log.top - 1 && own.bottom <= log.bottom + 1
}

test("[R220][R221] a name is completed by keys among those who can read it, moves with the text, and stands out for whoever is meant", async () => {
  const subject = await referral("Mention one")
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await open(ana, subject)
  await box(ana).pressSequentially("Ask @")
  await options(ana).first().waitFor()
  const offered = (await options(ana).allInnerTexts()).join(" ")
  // Those of the other side come first; who cannot read it is not among them.
  expect(offered).toMatch(/Dara Karim/)
  expect(offered).not.toMatch(/Iris|Lina|Ana Rahimi/)
  await box(ana).pressSequentially("iri")
  await expect.poll(() => options(ana).count()).toBe(0)
  for (let key = 0; key < 3; key++) await ana.keyboard.press("Backspace")
  await box(ana).pressSequentially("ka")
  await expect.poll(() => options(ana).allInnerTexts()).toEqual([expect.stringContaining("Dara Karim")])
  await ana.keyboard.press("Backspace")
  await ana.keyboard.press("Backspace")
  await expect.poll(() => options(ana).count()).toBeGreaterThan(2)
  const chosen = () => ana.locator("[role=option][aria-selected=true]").innerText()
  const first = await chosen()
  await ana.keyboard.press("ArrowDown")
  await expect.poll(chosen).not.toBe(first)
  expect(await box(ana).getAttribute("aria-activedescendant")).toBe("person-1")
  await ana.keyboard.press("ArrowUp")
  await ana.keyboard.press("Escape")
  await expect.poll(() => options(ana).count()).toBe(0)
  expect(await box(ana).inputValue()).toBe("Ask @")
  await box(ana).pressSequentially("dar")
  await options(ana).first().waitFor()
  await ana.keyboard.press("Enter")
  await expect.poll(() => box(ana).inputValue()).toBe("Ask @Dara Karim ")
  await box(ana).pressSequentially("about it, @mir")
  await options(ana).first().waitFor()
  await ana.keyboard.press("Tab")
  await ana.keyboard.press("Home")
  await box(ana).pressSequentially("Please: ")
  await ana.keyboard.press("Enter")
  const sent = messages(ana).filter({ hasText: "Please: Ask" })
  await sent.waitFor()
  // Once it is sent; until then it stands there greyed.
  await expect.poll(() => sent.locator("bdi.mention").allInnerTexts()).toEqual(["@Dara Karim", "@Mira Okoro"])
  expect(await sent.locator("bdi.mention.own").count()).toBe(0)

  const dara = await sitDown(browser, hub, "Dara Karim")
  await open(dara, subject)
  await messages(dara).filter({ hasText: "Please: Ask" }).waitFor()
  expect(await dara.locator("bdi.mention.own").allInnerTexts()).toEqual(["@Dara Karim"])

  // Typing into a name ends the mention; the words stay.
  await choose(ana, sent, "Edit")
  await box(ana).press("Control+End")
  for (let key = 0; key < 2; key++) await ana.keyboard.press("Backspace")
  // What is no beginning of a name closes the popup, which takes Enter for itself.
  await box(ana).pressSequentially("! Now")
  await expect.poll(() => options(ana).count()).toBe(0)
  await ana.keyboard.press("Enter")
  await expect.poll(() => dara.locator("bdi.mention").allInnerTexts()).toEqual(["@Dara Karim"])
  // Unsent words come back after a reload with whom they mention.
  await box(ana).pressSequentially("Once more @dar")
  await options(ana).first().waitFor()
  await ana.keyboard.press("Enter")
  await ana.reload()
  await expect.poll(() => box(ana).inputValue()).toBe("Once more @Dara Karim ")
  await box(ana).press("Enter")
  await dara.locator("article", { hasText: "Once more" }).locator("bdi.mention.own").waitFor()
  expect([...ana.complaints, ...dara.complaints]).toEqual([])
})

test("[R222][R223] a reply says its kind and quotes one message; quote and copied link lead to it, however far back", async () => {
  const subject = await referral("Reply one")
  const dara = await at("Dara Karim")
  const [first] = await dara.accepted(tiktok, say(subject, "The first account is the seller."))
  for (let turn = 0; turn < 3; turn++)
    await dara.accepted(tiktok, ...Array.from({ length: 50 }, (_none, n) => say(subject, `later ${turn} ${n}`)))
  await dara.accepted(tiktok, act("message.sent", subject, { kind: "message" }, { text: "See what I said." }, first))
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await open(ana, subject)
  const reply = messages(ana).filter({ hasText: "See what I said." })
  const quote = reply.getByTitle("Go to it")
  await expect.poll(() => quote.innerText()).toContain("The first account is the seller.")
  expect(await ana.locator(`#m${first}`).count()).toBe(0)
  await quote.click()
  const quoted = ana.locator(`#m${first}.sought`)
  await quoted.waitFor()
  await expect.poll(() => quoted.evaluate(inSight)).toBe(true)

  await choose(ana, quoted, "Reply")
  await ana.getByRole("button", { name: "disagree" }).click()
  await box(ana).pressSequentially("The second one is.")
  await ana.keyboard.press("Enter")
  const sent = messages(ana).filter({ hasText: "The second one is." })
  await sent.waitFor()
  expect(await sent.locator(".tag").innerText()).toBe("disagree")
  expect(await sent.getByTitle("Go to it").innerText()).toContain("The first account")
  await expect.poll(() => sent.evaluate(inSight)).toBe(true)

  await choose(ana, reply, "Copy link")
  await ana.getByText("Link copied").waitFor()
  const link = await ana.evaluate(() => navigator.clipboard.readText())
  const mai = await sitDown(browser, hub, "Mai Lund")
  await mai.goto(link)
  await mai.locator("article.sought").getByText("See what I said.").waitFor()
  await mai.goto(link.replace(/\d+$/, String(first)))
  const linked = mai.locator("article.sought", { hasText: "The first account is the seller." })
  await linked.waitFor()
  await expect.poll(() => linked.evaluate(inSight)).toBe(true)
  dara.leave()
  expect([...ana.complaints, ...mai.complaints]).toEqual([])
})

test("[R224] a thread opens at the first unread message, u leaves it unread, and only what was on screen counts as read", async () => {
  const subject = await referral("Unread one")
  const dara = await at("Dara Karim")
  const [first] = await dara.accepted(tiktok, say(subject, "read before"))
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await open(ana, subject)
  await messages(ana).filter({ hasText: "read before" }).waitFor()
  const row = ana.locator("referral-row", { hasText: "Unread one" })
  const unread = async () => Number.parseInt((await row.locator(".marks .count").allInnerTexts())[0] ?? "0", 10)
  await expect.poll(unread).toBe(0)
  await ana.keyboard.press("Escape")
  const seqs = await dara.accepted(tiktok, ...Array.from({ length: 40 }, (_none, n) => say(subject, `unread ${n}`)))
  await expect.poll(unread).toBe(40)
  await row.click()
  const opened = ana.locator(`#m${seqs[0]}`)
  await opened.waitFor()
  await expect.poll(() => opened.evaluate(inSight)).toBe(true)
  await ana.locator(".new-line").waitFor()
  // What is below is not read.
  await expect.poll(unread).toBeLessThan(40)
  expect(await unread()).toBeGreaterThan(20)
  await ana.getByRole("button", { name: "Newest" }).click()
  await expect.poll(unread).toBe(0)

  await choose(ana, ana.locator(`#m${seqs[38]}`), "Unread from here")
  await expect.poll(unread).toBe(2)
  await ana.keyboard.press("Escape")
  await ana.keyboard.press("Escape")
  await row.click()
  await ana.locator(`#m${seqs[39]}`).waitFor()
  await expect.poll(unread).toBe(0)
  await ana.locator("referral-pane").hover()
  await ana.keyboard.press("u")
  await ana.getByText("Unread from here").first().waitFor()
  await expect.poll(unread).toBe(1)
  expect(first).toBeGreaterThan(0)
  dara.leave()
  expect(ana.complaints).toEqual([])
})

test("[R225][R226] a question waits in the other side's row and filter until it is answered, and following is chosen by a button", async () => {
  const subject = await referral("Waiting one")
  const dara = await sitDown(browser, hub, "Dara Karim")
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await open(dara, subject)
  const follow = dara.getByRole("button", { name: "Follow" })
  expect(await follow.getAttribute("aria-pressed")).toBe("false")
  await dara.getByRole("button", { name: "question" }).click()
  await box(dara).pressSequentially("Do you know the number?")
  await dara.keyboard.press("Enter")
  await expect.poll(() => follow.getAttribute("aria-pressed")).toBe("true")
  await follow.click()
  expect(await follow.getAttribute("aria-pressed")).toBe("false")
  await dara.reload()
  await expect.poll(() => follow.getAttribute("aria-pressed")).toBe("false")

  const row = ana.locator("referral-row", { hasText: "Waiting one" })
  await row.getByText("waits for you").waitFor()
  expect(await dara.locator("referral-row", { hasText: "Waiting one" }).getByText("waits for you").count()).toBe(0)
  await ana.getByRole("button", { name: "More filters" }).click()
  // Chosen, it leaves this menu for a chip of its own.
  await ana.getByRole("checkbox", { name: "For us" }).click()
  await expect.poll(() => new URL(ana.url()).search).toBe("?waiting=us")
  await ana.keyboard.press("Escape")
  await expect.poll(() => ana.locator("referral-row").filter({ hasNotText: "waits for you" }).count()).toBe(0)
  await row.click()
  await ana.locator("thread-pane").getByRole("button", { name: "Answer", exact: true }).click()
  await box(ana).pressSequentially("It was in May.")
  await ana.keyboard.press("Enter")
  await ana.getByText("Answered in").waitFor()
  await ana.getByRole("button", { name: "Clear all" }).click()
  await row.waitFor()
  await expect.poll(() => row.getByText("waits for you").count()).toBe(0)
  expect([...ana.complaints, ...dara.complaints]).toEqual([])
})

test("[R229][R230] Sorani, Arabic and English stand side by side, each in its own direction, translations with their author's name", async () => {
  const subject = await referral("Scripts one")
  const [dara, ana] = [await at("Dara Karim"), await sitDown(browser, hub, "Ana Rahimi")]
  await dara.accepted(tiktok, say(subject, "Is it tonight?"), say(subject, sorani))
  await open(ana, subject)
  await box(ana).fill(arabic)
  await ana.keyboard.press("Enter")
  const said = (text: string) => messages(ana).filter({ hasText: text })
  const words = (text: string) => said(text).locator("person-text span.text").first()
  await said(arabic).waitFor()
  await expect
    .poll(() => Promise.all([sorani, arabic, "Is it tonight?"].map((text) => direction(words(text)))))
    .toEqual(["rtl", "rtl", "ltr"])

  await choose(ana, said(sorani), "Translate")
  const dialog = ana.locator("translate-dialog")
  // Guessed from its letters, and the person says whether it is so.
  expect(await dialog.getByLabel("From").inputValue()).toBe("ckb")
  expect(await dialog.getByLabel("Into").inputValue()).toBe("en")
  await dialog.getByLabel("Translation").fill("Tonight after two o’clock")
  await ana.keyboard.press("Control+Enter")
  const translation = said(sorani).locator(".translation")
  await translation.getByText("English, translated from Sorani by Ana Rahimi").waitFor()
  const spans = said(sorani).locator("person-text span.text")
  expect(
    await spans.evaluateAll((all) => all.map((each) => [(each as HTMLElement).lang, getComputedStyle(each).direction])),
  ).toEqual([
    ["ckb", "rtl"],
    ["en", "ltr"],
  ])

  const narrative = ana.locator("narrative-text")
  await narrative.getByRole("button", { name: "Translate" }).click()
  await dialog.getByLabel("Translation").fill("مقاعد تباع لهذه الليلة")
  await dialog.getByRole("button", { name: "Save translation" }).click()
  await narrative.getByText("Arabic, translated from English by Ana Rahimi").waitFor()
  await ana.getByText("Ana translated it into Arabic").waitFor()
  const places = () =>
    narrative.locator("person-text").evaluateAll((all) => all.map((each) => each.getBoundingClientRect()))
  const [wideOriginal, wideTranslation] = await places()
  expect(wideTranslation!.left).toBeGreaterThan(wideOriginal!.left + 180)
  await ana.setViewportSize({ width: 390, height: 844 })
  const [original, below] = await places()
  expect(below!.top).toBeGreaterThan(original!.top)
  expect(Math.abs(below!.left - original!.left)).toBeLessThan(60)
  expect(await wide(ana)).toBe(false)
  dara.leave()
  expect(ana.complaints).toEqual([])
})

test("[R232][R234] notes stand on their own tab and ground, are never where one writes by default, and are counted apart", async () => {
  const [subject, next] = [await referral("Notes one"), await referral("Notes two")]
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await open(ana, subject)
  const ground = () => ana.locator("thread-pane").evaluate((pane) => getComputedStyle(pane).backgroundColor)
  const shared = await ground()
  await ana.getByRole("tab", { name: "Notes" }).click()
  await ana.getByLabel("Note for TikTok").waitFor()
  expect(await ground()).not.toBe(shared)
  expect(await ana.getByText("Only TikTok reads this").count()).toBe(2)
  await ana.getByLabel("Note for TikTok").fill("@ma")
  await ana.getByLabel("Note for TikTok").press("End")
  await expect.poll(() => options(ana).allInnerTexts()).toEqual([expect.stringContaining("Mai Lund")])
  await ana.getByLabel("Note for TikTok").fill("Canary: the same seller as in May")
  await ana.keyboard.press("Enter")
  await messages(ana).filter({ hasText: "Canary" }).waitFor()
  await expect.poll(() => new URL(ana.url()).pathname).toMatch(/\/notes$/)

  // The next referral opens at its thread, and so does a reply by key.
  await ana.locator("referral-row", { hasText: "Notes two" }).click()
  await ana.getByLabel(/^Write to NCA and TikTok/).waitFor()
  expect(await ana.getByRole("tab", { name: "Thread" }).getAttribute("aria-selected")).toBe("true")
  await open(ana, subject, "/notes")
  await ana.getByLabel("Note for TikTok").waitFor()
  await ana.locator("referral-pane").click({ position: { x: 5, y: 5 } })
  await ana.keyboard.press("r")
  await expect.poll(() => box(ana).getAttribute("aria-label")).toBe("Write to NCA and TikTok")
  await expect.poll(() => box(ana).evaluate((element) => element.matches(":focus"))).toBe(true)

  const mai = await sitDown(browser, hub, "Mai Lund")
  await open(mai, subject)
  await mai.getByRole("tab", { name: "Notes 1 unread" }).waitFor()
  expect(await mai.locator("referral-row", { hasText: "Notes one" }).locator(".marks .count").count()).toBe(0)
  await mai.getByRole("tab", { name: "Notes 1 unread" }).click()
  await messages(mai).filter({ hasText: "Canary" }).waitFor()
  await mai.getByRole("tab", { name: "Thread" }).click()
  await mai.getByRole("tab", { name: "Notes", exact: true }).waitFor()

  const dara = await sitDown(browser, hub, "Dara Karim")
  await open(dara, subject)
  await dara.getByRole("tab", { name: "Notes", exact: true }).click()
  await dara.getByText("Only NCA reads this").first().waitFor()
  const everything = await dara.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))
  expect(everything + (await dara.content()) + (await dara.locator("hub-app").innerText())).not.toContain("Canary")
  expect(next).not.toBe(subject)
  expect([...ana.complaints, ...mai.complaints, ...dara.complaints]).toEqual([])
})

const looks = [
  { name: "light", options: { colorScheme: "light" as const }, rtl: false },
  { name: "dark", options: { colorScheme: "dark" as const }, rtl: false },
  { name: "right to left", options: { colorScheme: "light" as const }, rtl: true },
  { name: "narrow", options: { viewport: { width: 360, height: 780 } }, rtl: false },
]

test("threads, notes, the popup and the translation have no serious finding in any look", async () => {
  const subject = await referral("Looks one")
  const dara = await at("Dara Karim")
  const [first, second] = await dara.accepted(
    tiktok,
    say(subject, "The first account is the seller."),
    act("message.sent", subject, { kind: "question" }, { text: sorani }),
  )
  await dara.accepted(
    tiktok,
    act(
      "message.sent",
      subject,
      { kind: "seen-here", mentions: [{ person: "demo-ana-rahimi", at: 0, length: 11 }] },
      { text: "@Ana Rahimi here too" },
      first,
    ),
    act("message.translated", subject, { from: "ckb", language: "en" }, { text: "Tonight after two o’clock" }, second),
    act("message.translated", subject, { from: "en", language: "ar" }, { text: "مقاعد تباع لهذه الليلة" }),
    act("message.edited", subject, {}, { text: "The first account is the seller, we think." }, first),
  )
  dara.leave()
  const found: Record<string, string[]> = {}
  for (const { name, options: given, rtl } of looks) {
    const look = { bypassCSP: true, reducedMotion: "reduce" as const, ...given }
    const ana = await sitDown(browser, hub, "Ana Rahimi", look)
    const check = async (screen: string) => {
      if (rtl) await ana.evaluate(() => (document.documentElement.dir = "rtl"))
      // What is still being sent is greyed for a moment.
      await expect.poll(() => ana.getByText("sending", { exact: true }).count()).toBe(0)
      const lines = await findings(ana)
      if (await wide(ana)) lines.push("wider than the window")
      if (lines.length > 0) found[`${name}: ${screen}`] = lines
    }
    // Narrow, one pane is seen at a time: a link to a message opens the thread.
    await open(ana, subject, `/message/${first}`)
    await ana.getByText("Tonight after two").waitFor()
    await ana.getByRole("button", { name: "edited" }).click()
    await box(ana).pressSequentially("@")
    await options(ana).first().waitFor()
    await check("thread with the popup")
    await box(ana).fill("")
    await choose(ana, ana.locator(`#m${second}`), "Translate")
    await ana.getByLabel("Into").waitFor()
    await check("translating")
    await ana.getByRole("button", { name: /^Cancel/ }).click()
    await ana.getByRole("tab", { name: "Notes" }).click()
    await ana.getByLabel("Note for TikTok").fill("Only for us")
    await ana.keyboard.press("Enter")
    await messages(ana).filter({ hasText: "Only for us" }).first().waitFor()
    await check("notes")
    await ana.context().close()
  }
  expect(found).toEqual({})
})
