// Care: what items show is covered until asked for, chosen categories altogether, a count for its owner alone that outlives a reload, breaks
// that are proposed and put off. Rule R25.
import fc from "fast-check"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { breakDue, breakMs, careDefaults, putOffMs, worked, type Shift } from "../../client/screens/care/care.ts"
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

const minute = 60_000

test("a break is proposed only to somebody who has worked that long without one, and never while it is put off", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 }), (pauses) => {
      let shift: Shift | undefined
      let now = 1_700_000_000_000
      let since = now
      for (const pause of pauses) {
        now += pause * minute
        if (!shift || pause * minute >= breakMs) since = now
        shift = worked(shift, now)
        if (now - shift.from === 0) since = now
        const due = breakDue(shift, careDefaults, now)
        expect(due).toBe(now - since >= 60 * minute)
        expect(breakDue(shift, { ...careDefaults, breakMinutes: 0 }, now)).toBe(false)
        expect(breakDue({ ...shift, putOffUntil: now + putOffMs }, careDefaults, now)).toBe(false)
      }
    }),
  )
})

test("what items show comes when asked for by key and is counted; a chosen category covers the whole referral, also after a reload", async () => {
  const mai = await sitDown(browser, hub, "Mai Lund")
  await mai.locator("referral-row", { hasText: "Seats for Saturday" }).click()
  const pane = mai.locator("referral-pane")
  await pane.getByText("@demo.seats.saturday", { exact: true }).waitFor()
  expect(await pane.getByText("12 k followers").count()).toBe(0)
  await mai.keyboard.press("t")
  await pane.getByText("12 k followers").waitFor()

  await mai.getByRole("button", { name: "You", exact: true }).click()
  await mai.getByRole("menuitem", { name: /^Care/ }).click()
  const dialog = mai.locator("care-dialog")
  await dialog.getByText(/you looked at \d+ items/).waitFor()
  await dialog.getByLabel("a child at risk").check()
  await dialog.getByRole("button", { name: "Save" }).click()
  await dialog.waitFor({ state: "detached" })
  await mai.reload()
  await mai.locator("referral-row", { hasText: "Child shown with a boat pilot" }).click()
  await pane.getByText("You asked to have this covered: a child at risk.").waitFor()
  expect(await pane.getByText("A child of about six").count()).toBe(0)
  await mai.keyboard.press("t")
  await pane.getByText("A child of about six").waitFor()

  // Another machine of hers knows; another person does not.
  const again = await sitDown(browser, hub, "Mai Lund")
  await again.locator("referral-row", { hasText: "Child shown with a boat pilot" }).click()
  await again.locator("referral-pane").getByText("You asked to have this covered").waitFor()
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await ana.locator("referral-row", { hasText: "Child shown with a boat pilot" }).click()
  await ana.locator("referral-pane").getByText("A child of about six").waitFor()
  expect([...mai.complaints, ...again.complaints, ...ana.complaints]).toEqual([])
})
