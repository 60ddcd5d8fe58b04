// Somebody leaves in the middle of a message: an administrator hands it on unread, and a colleague goes on with it. Rules R261, R262.
import { expect, test } from "vitest"
import { findings, wide } from "./axe.ts"
import { launchChromium } from "./chromium.ts"
import { RunningHub, sitDown } from "./desk.ts"

test("[R261][R262] a message begun by somebody who left goes on in a colleague's composer, and the administrator reads no word of it", async () => {
  const browser = await launchChromium()
  await using hub = await RunningHub.start()
  try {
    const ana = await sitDown(browser, hub, "Ana Rahimi")
    const hanne = await sitDown(browser, hub, "Hanne Vold", { reducedMotion: "reduce" })
    const mai = await sitDown(browser, hub, "Mai Lund", { reducedMotion: "reduce" })
    await ana.locator("referral-row").first().click()
    const composer = ana.getByRole("textbox", { name: /Message|Write/ }).first()
    await composer.fill("We saw the same number on")
    const place = new URL(ana.url()).pathname
    // Kept by the hub a moment after it is typed.
    await expect
      .poll(() =>
        ana.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("unsent scratch")).length),
      )
      .toBe(0)

    await hanne.getByRole("link", { name: "People" }).last().click()
    await hanne.getByRole("button", { name: "Acts for Ana Rahimi" }).click()
    await hanne.getByRole("menuitem", { name: "Remove from TikTok" }).click()
    await hanne
      .getByRole("button", { name: /Remove/ })
      .last()
      .click()
    const left = hanne.locator("left-work li")
    await left.getByText("1 message").waitFor()
    expect(await findings(hanne)).toEqual([])
    expect(await hanne.content()).not.toContain("same number")
    await left.getByRole("button", { name: "Hand over" }).click()
    await hanne.getByLabel("To", { exact: true }).selectOption({ label: "Mai Lund" })
    expect(await findings(hanne)).toEqual([])
    await hanne.getByRole("button", { name: "Hand over" }).last().click()
    await left.waitFor({ state: "detached" })

    await mai.goto(`${hub.url}/inbox`)
    await mai.getByText("begun by Ana Rahimi").waitFor()
    expect(await findings(mai)).toEqual([])
    await mai.setViewportSize({ width: 390, height: 844 })
    expect(await wide(mai)).toBe(false)
    await mai.setViewportSize({ width: 1440, height: 900 })
    await mai.getByRole("button", { name: "Go on with it" }).click()
    await expect.poll(() => new URL(mai.url()).pathname).toBe(place)
    await expect
      .poll(() =>
        mai
          .getByRole("textbox", { name: /Message|Write/ })
          .first()
          .inputValue(),
      )
      .toBe("We saw the same number on")
    await mai.goto(`${hub.url}/inbox`)
    await mai.getByRole("heading", { name: "Inbox" }).waitFor()
    expect(await mai.getByText("begun by Ana Rahimi").count()).toBe(0)
    expect([...ana.complaints, ...hanne.complaints, ...mai.complaints]).toEqual([])
  } finally {
    await browser.close()
  }
})
