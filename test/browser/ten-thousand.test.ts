// A paste of ten thousand rows goes through several alerts that are checked and released in one act, and every row that is kept arrives at its
// platform exactly once. Rules R124, R212, R218.
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readRows, type PlatformId } from "../../protocol/addresses.ts"
import { canonicalOf } from "../../protocol/topics/items.ts"
import type { Hub } from "../../client/hub/hub.ts"
import { rowOf, submit } from "./alert-writing.ts"
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

const title = "Ten thousand at once"
const moderators = {
  tiktok: "Ana Rahimi",
  facebook: "Emre Tan",
  instagram: "Theo Marsh",
  youtube: "Iris Vale",
  x: "Petra Holm",
} as const satisfies Record<PlatformId, string>

const addressOf = [
  (n: number) => `https://www.tiktok.com/@ten.${n}`,
  (n: number) => `https://www.facebook.com/groups/ten${n}`,
  (n: number) => `https://www.instagram.com/ten.${n}`,
  (n: number) => `https://www.youtube.com/@ten-${n}`,
  (n: number) => `https://x.com/ten_${n}`,
]

/** Every twentieth is no address, the same as one before, or a short link. */
const pasted = Array.from({ length: 10_000 }, (_none, n) => {
  if (n % 20 === 7) return `no address ${n}`
  if (n % 20 === 9) return addressOf[(n - 1) % 5]!(n - 1)
  if (n % 20 === 11) return `https://vm.tiktok.com/TEN${n}`
  return addressOf[n % 5]!(n)
})

/** What a platform's own client holds of these alerts: the address of every item of every referral. */
const held = (page: Page, platform: PlatformId): Promise<string[]> =>
  page.locator("feed-screen").evaluate(
    (screen, [room, begins]) => {
      const { rooms } = (screen as HTMLElement & { hub: Hub }).hub
      return [...(rooms.get(room!)?.entries.values() ?? [])].flatMap((entry) =>
        entry.kind === "referral" && entry.received && entry.words.title.startsWith(begins!)
          ? entry.items.map((item) => item.address)
          : [],
      )
    },
    [`platform/${platform}`, title],
  )

test("[R218][R212][R124] ten thousand rows are submitted as five alerts, released in one act, and each kept row arrives exactly once", async () => {
  const dara = await sitDown(browser, hub, "Dara Karim")
  await dara.goto(`${hub.url}/alerts/new`)
  await dara.getByLabel("Title", { exact: true }).fill(title)
  await dara.getByLabel("What the platforms are told").fill("Accounts that sell places for a crossing.")
  await dara.getByRole("button", { name: "English" }).click()
  await dara.evaluate((text) => navigator.clipboard.writeText(text), pasted.join("\n"))
  await dara.getByLabel("Paste addresses").focus()
  await dara.keyboard.press("Control+V")
  await dara.getByText("10000 rows, 9000 go out").waitFor()
  await dara.getByRole("button", { name: "500 to look at" }).click()
  await dara.getByRole("button", { name: "Drop all 500" }).click()
  await dara.getByText("10000 rows become 5 alerts with the same text").waitFor()
  await submit(dara)
  await rowOf(dara, `${title} (5 of 5)`).waitFor()

  const mira = await sitDown(browser, hub, "Mira Okoro")
  await mira.goto(`${hub.url}/alerts`)
  for (const n of [1, 2, 3, 4, 5]) {
    await rowOf(mira, `${title} (${n} of 5)`).click()
    await mira.locator("a.row[aria-current=true]", { hasText: `(${n} of 5)` }).waitFor()
    await mira.keyboard.press("s")
  }
  await mira.getByText("5 chosen").waitFor()
  await mira.keyboard.press("l")
  await mira.getByRole("button", { name: /^Release 5/ }).click()
  await mira.locator("release-bar").getByRole("status").getByText("5 released.").waitFor()

  const kept = new Map<PlatformId, string[]>()
  for (const { verdict } of readRows(pasted.join("\n")))
    if (verdict.kind === "ready" && verdict.address.platform) {
      const { platform } = verdict.address
      kept.set(platform, [...(kept.get(platform) ?? []), canonicalOf(verdict)])
    }
  expect([...kept.values()].flat()).toHaveLength(8_500)
  for (const [platform, name] of Object.entries(moderators) as [PlatformId, string][]) {
    const moderator = await sitDown(browser, hub, name)
    await moderator.goto(`${hub.url}/feed/${platform}`)
    const expected = kept.get(platform)!
    await expect.poll(async () => (await held(moderator, platform)).length, { timeout: 20_000 }).toBe(expected.length)
    expect((await held(moderator, platform)).sort()).toEqual(expected.sort())
    await moderator.context().close()
  }
  expect([...dara.complaints, ...mira.complaints]).toEqual([])
}, 60_000)
