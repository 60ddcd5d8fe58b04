// Two people amend one alert at a time: who writes is told as it happens, sees what changed, and takes it over or keeps theirs; nothing that was
// typed is lost. Rules R215-R217.
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { emptyDraft, type AlertDraft } from "../../client/screens/alerts/draft.ts"
import { KeptDraft } from "../../client/screens/alerts/kept-draft.ts"
import { meanwhile, rebased, type PieceName, type Written } from "../../client/screens/alerts/rebase.ts"
import { launchChromium } from "./chromium.ts"
import { RunningHub, sitDown } from "./desk.ts"
import { addresses, board, paste, released, rowOf, submit } from "./alert-writing.ts"

const rowsOf = (...raws: string[]) => raws.map((raw) => ({ raw, evidence: "" }))
const written = (draft: Partial<AlertDraft>, rows = rowsOf("a", "b", "c"), dropped: number[] = []): Written => ({
  draft: { ...emptyDraft, ...draft, dropped: new Set(dropped) },
  rows,
})
const base = written({ title: "Title", narrative: "Text", languages: ["en"] })

test("[R216] what another version changes is told piece by piece, with what the author made of the same", () => {
  const theirs = written({ title: "Their title", narrative: "Their text", languages: ["en"], priority: "P1" })
  const mine = written({ title: "My title", narrative: "Text", languages: ["en", "ps"] })
  expect(meanwhile(base, theirs, mine)).toEqual([
    { piece: "title", what: "Title", before: "Title", theirs: "Their title", mine: "My title" },
    { piece: "narrative", what: "What the platforms are told", before: "Text", theirs: "Their text" },
    expect.objectContaining({ piece: "priority", theirs: expect.stringContaining("P1") }),
  ])
  expect(meanwhile(base, base, mine)).toEqual([])
  // What both changed alike needs no choice.
  expect(meanwhile(base, theirs, theirs)).toEqual([])
})

test("[R217] what is taken over stands in the draft, what was typed there is set aside, and all else stays", () => {
  const theirs = written({ title: "Their title", narrative: "Their text", languages: ["en"] })
  const mine = written({ title: "My title", narrative: "Text", languages: ["ps"] })
  const after = rebased(base, theirs, mine, new Set<PieceName>(["title", "narrative"]))
  expect(after.draft).toMatchObject({ title: "Their title", narrative: "Their text", languages: ["ps"] })
  expect(after.draft.aside).toEqual([{ what: "Title", text: "My title", fields: { title: "My title" } }])
  expect(after.rows).toBe(mine.rows)
  const kept = rebased(base, theirs, mine, new Set())
  expect(kept).toEqual(mine)
})

test("[R217] rows that the author left alone follow the other version, those that both changed stay the author's", () => {
  const theirs = written(
    base.draft,
    [...rowsOf("a", "b"), { raw: "c", evidence: "seen" }, ...rowsOf("d", "mine")],
    [1, 2],
  )
  const mine = written(base.draft, rowsOf("a", "b", "c", "mine"), [2])
  expect(meanwhile(base, theirs, mine)).toEqual([
    {
      piece: "items",
      what: "Rows",
      before: "",
      theirs: "1 added, 1 dropped, 1 with other evidence",
      rows: [
        { how: "added", raw: "d" },
        { how: "dropped", raw: "a" },
        { how: "with other evidence", raw: "c" },
      ],
    },
  ])
  const after = rebased(base, theirs, mine, new Set<PieceName>(["items"]))
  expect(after.rows.map((row) => row.raw)).toEqual(["a", "b", "c", "mine", "d"])
  expect(after.rows[2]!.evidence).toBe("seen")
  expect(after.draft.dropped).toEqual(new Set([1, 2]))
  expect(rebased(base, theirs, mine, new Set())).toEqual(mine)
  // Rows that another version cleared are dropped here, not forgotten.
  const cleared = rebased(base, written(base.draft, rowsOf("a")), base, new Set<PieceName>(["items"]))
  expect([...cleared.draft.dropped]).toEqual([2, 3])
})

test("[R216] what a draft was begun from is kept beside it, in the same scratch", async () => {
  const pieces = new Map<string, string>()
  const scratch = {
    put: (key: string, text: string) => void (text === "" ? pieces.delete(key) : pieces.set(key, text)),
    get: async (key: string) => pieces.get(key) ?? "",
  }
  const kept = new KeptDraft(scratch, "alert one")
  kept.put(base.draft)
  kept.putBase(written({ narrative: "two\nlines" }, rowsOf("a", "b"), [2]))
  const found = new KeptDraft(scratch, "alert one")
  expect(await found.loadBase()).toEqual(written({ narrative: "two\nlines" }, rowsOf("a", "b"), [2]))
  found.clear()
  expect(pieces.size).toBe(0)
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

test("[R216][R217] a version that another submits while one writes is told as it happens, taken over in part, and followed", async () => {
  const title = "Meanwhile: places at dawn"
  const dara = await sitDown(browser, hub, "Dara Karim")
  const sela = await sitDown(browser, hub, "Sela Brook")
  const mira = await sitDown(browser, hub, "Mira Okoro")
  await released(hub, dara, mira, title, addresses("meanwhile"))

  // Dara types; Sela submits another version.
  await rowOf(dara, title).click()
  await dara.keyboard.press("m")
  await dara.getByText("6 rows, 6 go out").waitFor()
  await dara.getByLabel("Title", { exact: true }).fill("Dara’s title")
  await dara.getByLabel("Corridor").fill("Calais to Dover")
  await rowOf(sela, title).click()
  await sela.keyboard.press("m")
  await sela.getByText("6 rows, 6 go out").waitFor()
  await sela.getByLabel("Title", { exact: true }).fill("Sela’s title")
  await sela.getByLabel("What the platforms are told").fill("Sela’s text.")
  await paste(sela, ["https://www.tiktok.com/@meanwhile.4"])
  await sela.getByText("7 rows, 7 go out").waitFor()
  await submit(sela)
  await board(sela).getByText("Until it is released, version 1 stands.").waitFor()

  const told = dara
    .locator("alert-form")
    .getByRole("status")
    .filter({ hasText: "Version 2 was submitted by Sela Brook at" })
  await told.getByText("It waits for its check and release.").waitFor()
  expect(await dara.getByLabel("Title", { exact: true }).inputValue()).toBe("Dara’s title")
  expect(await dara.getByRole("button", { name: "Submit for a check" }).isDisabled()).toBe(true)

  // It is released, and Dara's page is loaded again: it is still told, and her words are there.
  await rowOf(mira, "Sela’s title").click()
  await mira.keyboard.press("c")
  await mira.locator("alert-check referral-preview").first().waitFor()
  await mira.keyboard.press("Control+Enter")
  await board(mira).getByText("version 2", { exact: true }).waitFor()
  await dara.reload()
  await told.getByText("Mira Okoro released it").waitFor()
  expect(await dara.getByLabel("Title", { exact: true }).inputValue()).toBe("Dara’s title")
  await dara.getByText("6 rows, 6 go out").waitFor()

  // To submit leads to what changed. Both changed the title: hers stays unless she says otherwise.
  await dara.keyboard.press("Control+Enter")
  const changes = dara.locator("version-meanwhile")
  await changes.getByRole("heading", { name: "Version 2 was submitted by Sela Brook at" }).waitFor()
  const choice = (what: string) => changes.getByRole("group", { name: what, exact: true })
  expect(await choice("Title").getByRole("button", { name: "Keep mine" }).getAttribute("aria-pressed")).toBe("true")
  await changes.getByText("1 added").waitFor()
  await changes.getByText("@meanwhile.4").waitFor()
  await choice("Title").getByRole("button", { name: "Take over" }).click()
  await changes.getByRole("button", { name: "Go on from version 2" }).click()
  await dara.getByText("7 rows, 7 go out").waitFor()
  expect(await dara.evaluate(() => document.activeElement !== document.body)).toBe(true)
  await dara.getByText("becomes version 3").waitFor()
  expect(await told.count()).toBe(0)
  expect(await dara.getByLabel("Title", { exact: true }).inputValue()).toBe("Sela’s title")
  expect(await dara.getByLabel("What the platforms are told").inputValue()).toBe("Sela’s text.")
  expect(await dara.getByLabel("Corridor").inputValue()).toBe("Calais to Dover")

  // What she gave up is set aside, also after a reload.
  await dara.reload()
  await dara.getByText("Dara’s title").waitFor()
  await dara.getByRole("button", { name: "Put back Title" }).click()
  expect(await dara.getByLabel("Title", { exact: true }).inputValue()).toBe("Dara’s title")
  await dara.getByText("7 rows, 7 go out").waitFor()
  await submit(dara)
  await board(dara).getByText("Until it is released, version 2 stands.").waitFor()
  expect([...dara.complaints, ...sela.complaints, ...mira.complaints]).toEqual([])
}, 120_000)
