// Referrals made up in the page, given to the held room of TikTok as fetched ones are: more than a test can have written by people.
// Used by feed.test.ts and bench/feed.ts.
import type { Page } from "playwright-core"
import type { HeldRoom } from "../../client/hub/held-room.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import { writeFilter, type Filter, type Sort } from "../../client/screens/feed/filter.ts"

export interface Wanted {
  /** due after all others, at once */
  many?: number
  /** of those: in every priority, theme, language and state before a decision */
  varied?: boolean
  /** with one phone number */
  storm?: number
  /** P1, due before all others */
  urgent?: number
  /** one every so many ms, so many times, due before all others */
  every?: number
  times?: number
}

/** Resolves when all are there; answers the long tasks meanwhile, in ms. */
export function generated(page: Page, wanted: Wanted): Promise<number[]> {
  return page.evaluate(async ({ many = 0, varied = false, storm = 0, urgent = 0, every = 0, times = 0 }) => {
    const shell = document.querySelector("hub-app")!.shadowRoot!.querySelector("hub-shell")!
    const held = (shell as unknown as { hub: { rooms: Map<string, HeldRoom> } }).hub.rooms.get("platform/tiktok")!
    const model = [...held.entries.values()].find(
      (entry): entry is ReferralEntry =>
        entry.kind === "referral" && entry.received && entry.items.every((item) => item.state === "open"),
    )!
    const made = (title: string, dueMs: number, change: Partial<ReferralEntry> = {}): ReferralEntry => {
      const at = new Date().toISOString()
      const clock = {
        startedAt: at,
        deadline: new Date(Date.now() + dueMs).toISOString(),
        stoppedAt: null,
        pausedAt: null,
        breachedAt: null,
        steps: 0,
      }
      const subject = crypto.randomUUID()
      return {
        ...model,
        subject,
        number: 5_000 + Math.floor(Math.random() * 90_000),
        words: { ...model.words, title: `${title} ${subject.slice(0, 8)}` },
        deliveredAt: at,
        acknowledged: null,
        claim: null,
        request: null,
        clocks: { acknowledge: clock, decide: clock, answer: null },
        items: model.items.map((item) => ({ ...item, address: `https://www.tiktok.com/@demo.${subject.slice(0, 8)}` })),
        ...change,
      }
    }
    const tasks: number[] = []
    const observer = new PerformanceObserver((found) => tasks.push(...found.getEntries().map((each) => each.duration)))
    const themes = ["boat-crossing", "lorry", "air-route", "forged-documents", "recruiting"] as const
    const variation = (n: number): Partial<ReferralEntry> => {
      const at = new Date(Date.now() - n * 1_000).toISOString()
      const by = { id: `demo-${n % 7}`, name: "Somebody", organisation: "tiktok" }
      return {
        brief: {
          ...model.brief,
          priority: (["P1", "P2", "P3"] as const)[n % 3]!,
          theme: themes[n % 5]!,
          languages: [(["ar", "fr", "ckb", "vi"] as const)[n % 4]!],
        },
        deliveredAt: at,
        seen: n % 2 === 0 ? { by, at } : null,
        acknowledged: n % 6 === 0 ? { by, at, estimate: at, comment: "", seq: 1 } : null,
        claim: n % 12 === 0 ? { by, at, seq: 1, endsAt: at } : null,
      }
    }
    for (let n = 0; n < many; n += 1)
      held.hold(made("One of many", 400_000_000 + n * 60_000, varied ? variation(n) : {}))
    for (let n = 0; n < storm; n += 1) {
      const entry = made("Advert", 7_200_000)
      held.hold({
        ...entry,
        items: [...entry.items, { ...entry.items[0]!, n: 9, kind: "phone", address: "+447700900555" }],
      })
    }
    const first = -86_400_000
    for (let n = 0; n < urgent; n += 1) held.hold(made("Urgent", first, { brief: { ...model.brief, priority: "P1" } }))
    observer.observe({ type: "longtask" })
    for (let n = 0; n < times; n += 1) {
      held.hold(made("Arriving", first - n))
      await new Promise((resolve) => setTimeout(resolve, every))
    }
    tasks.push(...observer.takeRecords().map((each) => each.duration))
    observer.disconnect()
    return tasks
  }, wanted)
}

/** By wheel, by page, and as a dragged bar does. Answers the long tasks, in ms, and how many rows are drawn at the end. */
export function scrolledThrough(page: Page): Promise<{ tasks: number[]; top: number; drawn: number }> {
  return page.evaluate(async () => {
    const inside = (element: Element | null | undefined, what: string) => element?.shadowRoot?.querySelector(what)
    const list = inside(inside(document.querySelector("hub-app"), "feed-screen"), "feed-list")
    const rows = inside(list, "[role=feed]")!
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const tasks: number[] = []
    const observer = new PerformanceObserver((found) => tasks.push(...found.getEntries().map((each) => each.duration)))
    observer.observe({ type: "longtask" })
    for (const by of [40, 120, 700, 50_000])
      for (let n = 0; n < 60; n += 1) {
        rows.scrollTop += by
        await frame()
      }
    await frame()
    tasks.push(...observer.takeRecords().map((each) => each.duration))
    observer.disconnect()
    return { tasks, top: rows.scrollTop, drawn: list!.shadowRoot!.querySelectorAll("[role=article]").length }
  })
}

/** Chooses a filter and an order as the chips do. Answers how long it took until the rows were drawn, in ms, and the long tasks meanwhile. */
export function narrowed(
  page: Page,
  filter: Filter,
  sort: Sort = "clock",
): Promise<{ ms: number; tasks: number[]; matching: number }> {
  const wanted = { filter, sort, query: writeFilter(filter, sort) }
  return page.evaluate(async ({ query, ...detail }) => {
    const inside = (element: Element | null | undefined, what: string) => element?.shadowRoot?.querySelector(what)
    const list = inside(inside(document.querySelector("hub-app"), "feed-screen"), "feed-list")! as HTMLElement & {
      query: string
      updateComplete: Promise<unknown>
    }
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const tasks: number[] = []
    const observer = new PerformanceObserver((found) => tasks.push(...found.getEntries().map((each) => each.duration)))
    observer.observe({ type: "longtask" })
    const began = performance.now()
    list.dispatchEvent(new CustomEvent("filter", { detail }))
    do await frame()
    while (list.query !== query)
    await list.updateComplete
    await frame()
    const ms = performance.now() - began
    await frame()
    tasks.push(...observer.takeRecords().map((each) => each.duration))
    observer.disconnect()
    return { ms, tasks, matching: (inside(list, "feed-head") as unknown as { matching: number }).matching }
  }, wanted)
}

/** What stands first on the screen, and where: what must not move while it is read. */
export function firstShown(page: Page): Promise<string> {
  return page.evaluate(() => {
    const inside = (element: Element | null | undefined, what: string) => element?.shadowRoot?.querySelector(what)
    const list = inside(inside(document.querySelector("hub-app"), "feed-screen"), "feed-list")!
    const { top } = inside(list, "[role=feed]")!.getBoundingClientRect()
    const rows = [...list.shadowRoot!.querySelectorAll<HTMLElement>("[role=article]")]
      .map((row) => ({ key: row.dataset["key"], at: row.getBoundingClientRect().top - top }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at)
    return `${rows[0]?.key} at ${Math.round(rows[0]?.at ?? -1)}`
  })
}
