// The feed's budget: a hundred thousand referrals scroll, and a hundred new ones a second arrive, without a task over 50 ms. Run alone, on
// a built client: `npx vite build && npx node test/bench/feed.ts`. Prints what was measured; fails when a task was longer in every pass.
import { launchChromium } from "../browser/chromium.ts"
import { RunningHub, sitDown } from "../browser/desk.ts"
import { generated, scrolledThrough } from "../browser/generated-feed.ts"

const budgetMs = 50
const rows = 100_000
const browser = await launchChromium()
const hub = await RunningHub.start()
let failed = false

/** What this machine does besides lengthens tasks too: the best of three passes counts. */
async function best(what: string, pass: () => Promise<number[]>): Promise<void> {
  const worst: number[] = []
  for (let n = 0; n < 3; n += 1) worst.push(Math.max(0, ...(await pass())))
  const good = Math.min(...worst) <= budgetMs
  failed ||= !good
  const shown = worst.map((ms) => (ms === 0 ? `under ${budgetMs}` : String(Math.round(ms)))).join(", ")
  console.log(`${good ? "ok  " : "over"} ${what}: longest task of each pass, ms: ${shown}`)
}

try {
  const ana = await sitDown(browser, hub, "Ana Rahimi")
  await ana.locator("referral-row").first().waitFor()
  await generated(ana, { many: rows })
  await ana.getByText(new RegExp(`^${rows / 1_000}\\d{3} open$`)).waitFor({ timeout: 60_000 })
  const feed = ana.getByRole("feed")
  const scrollTo = (top: number) => feed.evaluate((element, to) => (element.scrollTop = to), top)
  await best(`scrolling ${rows} referrals`, async () => {
    await scrollTo(0)
    // What the loading and the way back have left to do is not scrolling.
    await ana.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5_000 })))
    return (await scrolledThrough(ana)).tasks
  })
  await scrollTo(400_000)
  await best("100 new ones a second while it is read", () => generated(ana, { every: 10, times: 500 }))
  await ana.locator("count-pill button").click()
  await best("100 new ones a second at the top", () => generated(ana, { every: 10, times: 500 }))
} finally {
  await browser.close()
  await hub.stop("SIGTERM")
}
process.exit(failed ? 1 : 0)
