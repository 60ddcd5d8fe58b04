// An alert written, submitted and released in real browsers. Used by the tests of the agency's day.
import type { Page } from "playwright-core"
import type { RunningHub } from "./desk.ts"

/** Three rows of TikTok and three of Facebook. */
export const addresses = (name: string): string[] =>
  [1, 2, 3].flatMap((n) => [`https://www.tiktok.com/@${name}.${n}`, `https://www.facebook.com/groups/${name}${n}`])

/** Fills the form and leaves it. */
export async function write(hub: RunningHub, page: Page, title: string, rows: readonly string[]): Promise<void> {
  await page.goto(`${hub.url}/alerts/new`)
  await page.getByLabel("Title", { exact: true }).fill(title)
  await page.getByLabel("What the platforms are told").fill("Places for a crossing are sold with a price list.")
  await page.getByRole("button", { name: "English" }).click()
  await paste(page, rows)
}

export async function paste(page: Page, rows: readonly string[]): Promise<void> {
  const box = page.getByLabel("Paste addresses")
  await box.fill(rows.join("\n"))
  await box.blur()
}

export const submit = (page: Page) => page.getByRole("button", { name: "Submit for a check" }).click()
export const rowOf = (page: Page, title: string) => page.locator("a.row", { hasText: title })
export const board = (page: Page) => page.locator("alert-board")

/** Written by one, checked and released by another. */
export async function released(
  hub: RunningHub,
  author: Page,
  releaser: Page,
  title: string,
  rows: readonly string[],
): Promise<void> {
  await write(hub, author, title, rows)
  await submit(author)
  await rowOf(author, title).waitFor()
  await releaser.goto(`${hub.url}/alerts`)
  await rowOf(releaser, title).click()
  await releaser.keyboard.press("c")
  await releaser.locator("alert-check referral-preview").first().waitFor()
  await releaser.keyboard.press("Control+Enter")
  await board(releaser).getByText("checked and released it").waitFor()
}
