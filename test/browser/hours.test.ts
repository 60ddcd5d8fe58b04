// Hours and duty at the browser, by keyboard alone; what a clock says outside working hours; and the clock of record on a machine whose own
// time is wrong, after a restart, and from another process. Rules R200, R204, R207, R208.
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { hoursSubject } from "../../protocol/topics/hours.ts"
import { HubPerson, signIn } from "../hub/hub-person.ts"
import { act, alert, personId, release, submit, tiktok } from "../hub/start-hub.ts"
import { launchChromium } from "./chromium.ts"
import { RunningHub, sitDown } from "./desk.ts"

let browser: Browser
let hub: RunningHub
const folder = mkdtempSync(join(tmpdir(), "hub-hours-"))

beforeAll(async () => {
  browser = await launchChromium()
  hub = await RunningHub.start({ HUB_DATA: folder })
}, 90_000)
afterAll(async () => {
  await browser.close()
  await hub.stop("SIGTERM")
})

const enter = async (name: string): Promise<HubPerson> => {
  const person = new HubPerson(await signIn(hub.url, personId(name)))
  await person.connect()
  await person.openAll()
  return person
}
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    return element?.getAttribute("name") ?? element?.getAttribute("aria-label") ?? element?.localName
  })
/** With Tab alone to what has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab")
    if (name.test(String(await focused(page)))) return
  }
  throw new Error(`no Tab leads to ${name}`)
}
async function retype(page: Page, text: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+a")
  await page.keyboard.type(text)
}

test("[R208][R200] a supervisor sets the hours by keyboard, a wrong field is named and focused, and both sides read them", async () => {
  const jonas = await sitDown(browser, hub, "Jonas Okafor")
  await jonas.keyboard.press("g")
  await jonas.keyboard.press("d")
  await jonas.getByText("None are set: clocks run day and night.").waitFor()
  await jonas.getByLabel("Time zone").focus()
  await retype(jonas, "Europe/London")
  await tabTo(jonas, /^day-0$/)
  await retype(jonas, "nine to five")
  for (const day of [5, 6]) {
    await tabTo(jonas, new RegExp(`^day-${day}$`))
    await jonas.keyboard.press("ControlOrMeta+a")
    await jonas.keyboard.press("Delete")
  }
  await tabTo(jonas, /^holidays$/)
  await jonas.keyboard.type("2031-04-01\n2031-02-30")
  await jonas.keyboard.press("Tab")
  await jonas.keyboard.press("Enter")
  await jonas.getByText("Monday: write for example 09:00-17:00, or nothing when nobody works").waitFor()
  await jonas.getByText("“2031-02-30” must be a date that exists").waitFor()
  await expect.poll(() => focused(jonas)).toBe("day-0")
  await retype(jonas, "9-17")
  await jonas.getByText("Monday: write for example").waitFor({ state: "detached" })
  await tabTo(jonas, /^holidays$/)
  await retype(jonas, "2031-04-01")
  await jonas.keyboard.press("Tab")
  await jonas.keyboard.press("Enter")
  await jonas.getByText(/^Set by Jonas Okafor/).waitFor()
  expect(await jonas.getByLabel("Monday").inputValue()).toBe("09:00-17:00")

  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await ana.goto(`${hub.url}/hours`)
  await ana.getByRole("definition").filter({ hasText: "09:00-17:00" }).waitFor()
  expect(await ana.getByRole("button", { name: "Save the hours" }).count()).toBe(0)
  const dara = await sitDown(browser, hub, "Dara Karim")
  await dara.goto(`${hub.url}/hours`)
  await dara.locator("summary", { hasText: "TikTok" }).click()
  await dara.getByText("2031-04-01").waitFor()
  expect([jonas.complaints, ana.complaints, dara.complaints]).toEqual([[], [], []])
})

test("[R208] hours that a colleague sets while one types are told, and what was typed stays", async () => {
  const jonas = await sitDown(browser, hub, "Jonas Okafor")
  await jonas.goto(`${hub.url}/hours`)
  await jonas.getByText(/^Set by Jonas Okafor/).waitFor()
  await jonas.getByLabel("Tuesday").fill("10:00-12:00")
  const second = await enter("Jonas Okafor")
  const week = Array.from({ length: 7 }, () => ({ from: 0, to: 1_440 }))
  await second.accepted(tiktok, act("hours.set", hoursSubject, { zone: "UTC", week, holidays: [] }))
  await jonas.getByText(/set other hours while you typed/).waitFor()
  expect(await jonas.getByLabel("Tuesday").inputValue()).toBe("10:00-12:00")
  await jonas.getByRole("button", { name: "Show theirs" }).click()
  await expect.poll(() => jonas.getByLabel("Tuesday").inputValue()).toBe("00:00-24:00")
  second.leave()
})

test("[R204] the rota is kept by keyboard, and who is on duty stands in the rail of their own organisation alone", async () => {
  const jonas = await sitDown(browser, hub, "Jonas Okafor")
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await ana.getByText("On duty: Jonas Okafor").waitFor()
  await jonas.goto(`${hub.url}/hours`)
  const removing = jonas.getByRole("button", { name: /^Remove Jonas Okafor/ })
  await removing.focus()
  await jonas.keyboard.press("Enter")
  await jonas.getByText("Nobody is on the rota.").waitFor()
  await expect.poll(() => focused(jonas)).toBe("person")
  await ana.getByText("On duty: Jonas Okafor").waitFor({ state: "detached" })

  const [from, to] = ["2031-04-01T09:00", "2031-04-01T08:00"]
  await jonas.keyboard.type("Jonas")
  await jonas.getByLabel("From, in your time").fill(from)
  await jonas.getByLabel("To", { exact: true }).fill(to)
  await jonas.keyboard.press("Enter")
  await jonas.getByText("It must end after it begins.").waitFor()
  await expect.poll(() => focused(jonas)).toBe("to")
  await jonas.getByLabel("To", { exact: true }).fill("2031-04-01T21:00")
  await jonas.getByLabel("Weeks in a row").fill("3")
  await jonas.keyboard.press("Enter")
  await expect.poll(() => removing.count()).toBe(3)
  await jonas.keyboard.press("Enter")
  await jonas.getByText(/They are on duty at that time already/).waitFor()
  const dara = await sitDown(browser, hub, "Dara Karim")
  await dara.getByText("On duty: Mira Okoro").waitFor()
  expect([jonas.complaints, ana.complaints, dara.complaints]).toEqual([[], [], []])
})

/** A referral that is delivered while TikTok is closed: open on the day after tomorrow alone. */
async function delivered(): Promise<string> {
  const [jonas, dara, lewis] = [await enter("Jonas Okafor"), await enter("Dara Karim"), await enter("Lewis Fenn")]
  const day = (new Date(Date.now() + 2 * 86_400_000).getUTCDay() + 6) % 7
  const week = Array.from({ length: 7 }, (_, each) => (each === day ? { from: 540, to: 1_020 } : null))
  await jonas.accepted(tiktok, act("hours.set", hoursSubject, { zone: "UTC", week, holidays: [] }))
  const written = alert()
  const { referrals } = await release(lewis, written, await submit(dara, written))
  await jonas.seesReferral(tiktok, referrals["tiktok"]!)
  for (const person of [jonas, dara, lewis]) person.leave()
  return referrals["tiktok"]!
}

/** What is left to the deadline as the page counts it, and where the page believes it is in time by the hub. */
const left = (page: Page) =>
  page.evaluate(() => {
    const inside = (root: ParentNode, ...path: string[]): Element => {
      const [first, ...rest] = path
      const found = root.querySelector(first!)!
      return rest.length === 0 ? found : inside(found.shadowRoot!, ...rest)
    }
    const bar = inside(document, "hub-app", "feed-screen", "referral-pane", "clock-bar") as Element & {
      deadline: string
      tick: { now: number }
    }
    return { deadline: bar.deadline, leftMs: Date.parse(bar.deadline) - bar.tick.now }
  })

test("[R207] the clock of record is the same where a machine is an hour off, after a restart, and from a second process", async () => {
  const subject = await delivered()
  const pages: Page[] = []
  for (const apartMs of [0, 3_600_000, -3_600_000]) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.addInitScript((apart) => {
      const real = Date
      // The whole page lives at another time: Date, and all that asks it.
      globalThis.Date = class extends real {
        constructor(...given: unknown[]) {
          super(...((given.length === 0 ? [real.now() + apart] : given) as [number]))
        }
        static override now() {
          return real.now() + apart
        }
      } as DateConstructor
    }, apartMs)
    pages.push(page)
  }
  const second = await RunningHub.start({ HUB_DATA: folder })
  const look = async (urls: readonly string[]) => {
    const found = []
    for (const [index, page] of pages.entries()) {
      await page.goto(urls[index % urls.length]!)
      const door = page.getByRole("button", { name: "Ana Rahimi" })
      await door.or(page.getByText("Live", { exact: true })).waitFor()
      if (await door.isVisible()) await door.click()
      await page.getByText("Live", { exact: true }).waitFor()
      await page.goto(`${urls[index % urls.length]!}/feed/tiktok/${subject}`)
      await page.locator("referral-pane clock-bar").waitFor()
      const before = Date.now()
      const { deadline, leftMs } = await left(page)
      found.push({ deadline, offMs: Math.abs(Date.parse(deadline) - before - leftMs) })
    }
    return found
  }
  try {
    const seen = [...(await look([hub.url, second.url]))]
    await hub.stop("SIGKILL")
    await hub.start()
    seen.push(...(await look([hub.url])))
    expect(new Set(seen.map((each) => each.deadline)).size).toBe(1)
    expect(seen[0]!.deadline).toMatch(/T09:30:00\.000Z$/)
    // A tick of the page's clock is a second; a machine that is wrong would be off by 3,600.
    expect(seen.filter((each) => each.offMs > 2_500)).toEqual([])
    await pages[1]!
      .locator("referral-pane")
      .getByText(/outside working hours, goes on .*09:00/)
      .last()
      .waitFor()
  } finally {
    await second.stop("SIGTERM")
  }
})
