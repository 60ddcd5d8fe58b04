// What a person sees when nothing helps to close a gap: that the screen may not be whole, and what to do. Rule R165.
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

test("[R165] a gap that nothing closes is told, names the room, keeps what is typed, and is gone with the new page", async () => {
  const ana = await sitDown(browser, hub, "Ana Rahimi", { bypassCSP: true })
  let losing = true
  let lost = 0
  await ana.routeWebSocket(/socket\.io/, (page) => {
    const server = page.connectToServer()
    page.onMessage((message) => server.send(message))
    server.onMessage((message) => {
      const about = (name: string) => String(message).includes(`["${name}",{"room":"platform/tiktok"`)
      // One turn gets lost, and after it all that would bring it again.
      if (losing && about("events") && (lost += 1) === 1) return
      if (losing && lost > 0 && (about("page") || about("snapshot"))) {
        const confirm = /^42(\d+)/.exec(String(message))?.[1]
        if (confirm) server.send(`43${confirm}[]`)
        return
      }
      page.send(message)
    })
  })
  await ana.reload()
  await ana.getByText("Live", { exact: true }).waitFor()
  await ana.locator("referral-row").first().click()
  const composer = ana.getByRole("textbox", { name: /Write to/ })
  const mai = await sitDown(browser, hub, "Mai Lund")
  await mai.locator("referral-row").first().click()
  for (const text of ["the first is lost", "the second shows the gap"]) {
    await mai.getByRole("textbox", { name: /Write to/ }).fill(text)
    await mai.getByRole("button", { name: "Send", exact: true }).click()
    await mai.getByText(text).first().waitFor()
  }
  const banner = ana.getByRole("alert").filter({ hasText: "may be incomplete" })
  await banner.waitFor()
  expect(await banner.innerText()).toContain("TikTok")
  await composer.fill("typed meanwhile")
  losing = false
  await banner.getByRole("button", { name: "Reload" }).click()
  await ana.getByText("Live", { exact: true }).waitFor()
  await ana.getByText("the first is lost").first().waitFor()
  expect(await composer.inputValue()).toBe("typed meanwhile")
  expect(await banner.count()).toBe(0)
  expect(ana.complaints).toEqual([])
})
