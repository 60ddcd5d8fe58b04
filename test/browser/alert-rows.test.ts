// The rows of an alert: what is pasted, dropped or chosen becomes rows, none in silence; ten thousand of them never hold up the page, are kept or
// dropped by kind, and outlive a reload. Rules R210-R214.
import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Browser } from "playwright-core"
import { readRows } from "../../protocol/addresses.ts"
import type { AlertItem } from "../../protocol/entries/alert.ts"
import { itemsAtMost } from "../../protocol/topics/brief.ts"
import { differences, type Told } from "../../client/screens/alerts/differences.ts"
import { inAlerts, judged } from "../../client/screens/alerts/draft-rows.ts"
import { readRanges, writeRanges, KeptDraft } from "../../client/screens/alerts/kept-draft.ts"
import { emptyDraft } from "../../client/screens/alerts/draft.ts"
import { readPaste } from "../../client/screens/alerts/pasted-rows.ts"
import { limits } from "../../protocol/wire.ts"
import { launchChromium } from "./chromium.ts"
import { RunningHub, sitDown } from "./desk.ts"

test("[R210] of a table the column of addresses becomes rows, the evidence stays beside it, and columns that are not taken are named", () => {
  const csv = [
    "date;url;evidence;officer",
    '2026-01-01;https://www.tiktok.com/@demo.a;"Price list; ""600"" per seat";DK',
    "2026-01-02;https://youtu.be/DEMOw9Xc;Spoken in Albanian;SB",
    "2026-01-03;not an address;;SB",
  ].join("\r\n")
  const { rows, tells } = readPaste(csv)
  expect(rows).toEqual([
    { raw: "https://www.tiktok.com/@demo.a", evidence: 'Price list; "600" per seat' },
    { raw: "https://youtu.be/DEMOw9Xc", evidence: "Spoken in Albanian" },
    { raw: "not an address", evidence: "" },
  ])
  expect(tells).toBe("Addresses from “url”; evidence from “evidence”; not taken: date, officer")
})

test("[R210] a table without a head, a line without an address, and a paste of lines: every line that is not blank is a row", () => {
  const tabs = "https://x.com/demo_a\tseen on Friday\nhttps://x.com/demo_b\t\n\t\n\tno address here\n"
  expect(readPaste(tabs).rows).toEqual([
    { raw: "https://x.com/demo_a", evidence: "seen on Friday" },
    { raw: "https://x.com/demo_b", evidence: "" },
    { raw: "no address here", evidence: "no address here" },
  ])
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("https://x.com/a", "#tag", "word", '"', "a,b", "a\tb", "", "+447700900123")),
      (lines) => {
        const { rows } = readPaste(lines.join("\n"))
        const least = lines.filter((line) => line.trim() !== "").length
        // A head is the one line that is none; a quote that is closed later holds the lines between.
        const quotes = lines.filter((line) => line === '"').length
        expect(rows.length).toBeGreaterThanOrEqual(quotes > 1 ? 1 : Math.max(0, least - 1))
        expect(rows.every((row) => row.raw !== "")).toBe(true)
      },
    ),
  )
})

test("[R212] what one alert does not hold goes into several, every row into exactly one, and each has something that goes out", () => {
  const text = Array.from({ length: 4_500 }, (_none, n) => (n % 3 === 0 ? `no address ${n}` : `https://x.com/demo${n}`))
  const rows = judged(
    readRows(text.join("\n")).map((row) => ({ ...row, evidence: "" })),
    new Set(),
    [],
  )
  const parts = inAlerts(rows, itemsAtMost)
  expect(parts.length).toBe(3)
  expect(
    parts
      .flat()
      .map((row) => row.row)
      .sort((one, other) => one - other),
  ).toEqual(rows.map((row) => row.row))
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(itemsAtMost)
    expect(part.some((row) => row.platforms.length > 0)).toBe(true)
    expect(part.every((row, index) => index === 0 || row.row > part[index - 1]!.row)).toBe(true)
  }
})

test("[R214] a draft is kept in pieces that scratch takes, and is the same when it is read again, whatever was dropped", async () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200 })), (numbers) => {
      const dropped = new Set(numbers)
      expect(readRanges(writeRanges(dropped))).toEqual(dropped)
    }),
  )
  const pieces = new Map<string, string>()
  const scratch = {
    put: (key: string, text: string) => void (text === "" ? pieces.delete(key) : pieces.set(key, text)),
    get: async (key: string) => pieces.get(key) ?? "",
  }
  const rows = Array.from({ length: 10_000 }, (_none, n) => ({
    raw: `https://x.com/demo${n}`,
    evidence: n % 2 ? "بليت" : "",
  }))
  const draft = { ...emptyDraft, title: "سفر", dropped: new Set([1, 2, 3, 9]) }
  const kept = new KeptDraft(scratch, "alert new")
  kept.put(draft)
  kept.putRows(rows)
  const sizes = [...pieces.values()].map((piece) => new TextEncoder().encode(piece).length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.scratchBytes)
  expect(await new KeptDraft(scratch, "alert new").load()).toEqual({ draft, rows })
  kept.putRows(rows.slice(0, 1))
  expect(await new KeptDraft(scratch, "alert new").load()).toEqual({ draft, rows: rows.slice(0, 1) })
  new KeptDraft(scratch, "alert new").clear()
  expect(await new KeptDraft(scratch, "alert new").load()).toBeUndefined()
  kept.clear()
  expect(pieces.size).toBe(0)
})

test("[R126] what a version changes is told for each platform: its own words, its items, nothing of another's", () => {
  const item = (row: number, platform: "tiktok" | "x", canonical: string, evidence = ""): AlertItem => ({
    row,
    kind: "account",
    platforms: [platform],
    verdict: "ready",
    keep: true,
    raw: canonical,
    canonical,
    evidence,
  })
  const before: Told = {
    brief: {
      priority: "P2",
      reason: "advert",
      theme: "lorry",
      languages: ["en"],
      handling: "AMBER",
      asked: ["remove"],
    },
    words: { title: "Seats", narrative: "Sold.", corridor: "", conditions: "" },
    wordings: [],
    awareness: [],
    items: [item(1, "tiktok", "a"), item(2, "tiktok", "b"), item(3, "x", "c")],
  }
  const after: Told = {
    ...before,
    wordings: [{ platform: "tiktok", named: [], title: "Seats here", narrative: "Sold." }],
    items: [item(1, "tiktok", "b", "seen"), item(2, "tiktok", "d"), item(3, "x", "c")],
  }
  const [tiktok, x] = differences(before, after)
  expect(tiktok).toMatchObject({ platform: "tiktok", kind: "changed" })
  expect(tiktok!.changes).toEqual([{ what: "Title", before: "Seats", after: "Seats here" }])
  expect(
    [tiktok!.added, tiktok!.removed, tiktok!.evidenced].map((items) => items.map((each) => each.canonical)),
  ).toEqual([["d"], ["a"], ["b"]])
  expect(x).toMatchObject({ platform: "x", kind: "same", changes: [], added: [] })
  expect(differences(before, { ...after, items: [item(1, "x", "c")] })[0]).toMatchObject({ kind: "withdrawn" })
})

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

const mostMs = 100

test("[R211] ten thousand rows are pasted, filtered, dropped by kind and typed beside without a task over 100 ms, and outlive a reload", async () => {
  const dara = await sitDown(browser, hub, "Dara Karim")
  await dara.goto(`${hub.url}/alerts/new`)
  await dara.getByLabel("Paste addresses").waitFor()
  await dara.evaluate(() => {
    const held = window as unknown as { tasks: number[] }
    held.tasks = []
    new PerformanceObserver((found) => held.tasks.push(...found.getEntries().map((each) => each.duration))).observe({
      entryTypes: ["longtask"],
    })
    const rows = Array.from({ length: 10_000 }, (_none, n) =>
      n % 10 === 0
        ? `https://vm.tiktok.com/DEMO${n}`
        : n % 10 === 1
          ? `no address ${n}`
          : `https://www.tiktok.com/@demo.${n}`,
    )
    return navigator.clipboard.writeText(rows.join("\n"))
  })
  const tasks = () => dara.evaluate(() => (window as unknown as { tasks: number[] }).tasks.splice(0))
  /** Pastes and works with the rows; the longest task meanwhile, in ms. */
  const worked = async (): Promise<number> => {
    await tasks()
    await dara.getByLabel("Paste addresses").focus()
    await dara.keyboard.press("Control+V")
    await dara.getByText("10000 rows, 9000 go out").waitFor()
    await dara.getByRole("button", { name: "1000 to look at" }).click()
    await dara.getByRole("button", { name: "Drop all 1000" }).click()
    await dara.getByText("10000 rows, 8000 go out").waitFor()
    const list = dara.locator("item-table windowed-list")
    await list.evaluate((element) => (element.scrollTop = 20_000))
    await dara.locator("item-table").getByText("Short link").first().waitFor()
    await dara.getByRole("button", { name: "1000 to look at" }).click()
    await dara.getByLabel("Title", { exact: true }).fill("")
    await dara.getByLabel("Title", { exact: true }).pressSequentially("Ten thousand")
    expect(await dara.locator("item-table .window-row").count()).toBeLessThan(60)
    return Math.max(0, ...(await tasks()))
  }
  // The best of three: what else the machine does must not count as ours.
  const longest = [await worked()]
  while (longest.at(-1)! >= mostMs && longest.length < 3) {
    await dara.getByRole("button", { name: "Clear" }).click()
    longest.push(await worked())
  }
  expect(Math.min(...longest)).toBeLessThan(mostMs)
  await dara.getByText("10000 rows become 5 alerts with the same text").waitFor()
  await dara.reload()
  await dara.getByText("10000 rows, 8000 go out").waitFor()
  expect(await dara.getByLabel("Title", { exact: true }).inputValue()).toBe("Ten thousand")
  expect(dara.complaints).toEqual([])
})

test("[R210] a file that is dropped becomes rows with their evidence, and so does one that is chosen", async () => {
  const sela = await sitDown(browser, hub, "Sela Brook")
  await sela.goto(`${hub.url}/alerts/new`)
  const csv = "url,evidence\nhttps://www.tiktok.com/@demo.file,A price list\nhttps://youtu.be/DEMOfile,Spoken\n"
  await sela
    .getByLabel("Add a file")
    .setInputFiles({ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from(csv) })
  await sela.getByText("2 rows, 2 go out").waitFor()
  await sela.locator("item-table").getByText("A price list").waitFor()
  await sela.getByText("evidence from “evidence”").waitFor()
  const files = await sela.evaluateHandle(() => {
    const given = new DataTransfer()
    given.items.add(new File(["https://x.com/demo_dropped\n"], "more.txt", { type: "text/plain" }))
    return given
  })
  await sela.locator("alert-form .body").dispatchEvent("drop", { dataTransfer: files })
  await sela.getByText("3 rows, 3 go out").waitFor()
})

test("[R213] what is missing is told before it is submitted, and each point leads to its field", async () => {
  // Somebody of whom no draft is kept.
  const lewis = await sitDown(browser, hub, "Lewis Fenn")
  await lewis.getByRole("button", { name: "New alert" }).click()
  await lewis.locator("alert-form").waitFor()
  const field = () =>
    lewis.evaluate(() => {
      let at = document.activeElement
      while (at?.shadowRoot?.activeElement && !at.hasAttribute("data-field")) at = at.shadowRoot.activeElement
      return at?.closest("[data-field]")?.getAttribute("data-field")
    })
  await lewis.keyboard.press("Control+Enter")
  await lewis.locator("alert-form").getByRole("alert").getByText("Give it a title").waitFor()
  expect(await field()).toBe("title")
  const aside = lewis.locator("alert-form aside")
  await aside.getByRole("button", { name: "Tell the platforms what this is" }).click()
  expect(await field()).toBe("narrative")
  await lewis.getByLabel("Title").fill("Adverts")
  await aside.getByText("It has a title").waitFor()
  await aside.getByRole("button", { name: "Name at least one language" }).click()
  expect(await field()).toBe("languages")
  expect(lewis.complaints).toEqual([])
})
