// Shared views as the topic judges and folds them. Rules R151, R152.
import { expect, test } from "vitest"
import { emptySlice, type Entry } from "../../protocol/entries.ts"
import type { ViewsEntry } from "../../protocol/entries/organisation.ts"
import type { Actor, Role } from "../../protocol/event.ts"
import { applyEvent, parseProposal } from "../../protocol/fold.ts"
import { topics } from "../../protocol/topics.ts"
import { viewsAtMost, viewsSubject } from "../../protocol/topics/view.ts"

const at = "2026-01-01T00:00:00.000Z"
const person = (id: string, ...roles: Role[]): Actor => ({
  id,
  name: id,
  organisation: "tiktok",
  kind: "platform",
  roles,
})
const ana = person("ana", "moderator")
const mai = person("mai", "moderator")
const jonas = person("jonas", "supervisor")
const idOf = (n: number) => `6f0b3b5e-6a6c-4c7e-9d5e-${String(n).padStart(12, "0")}`
const saved = (n: number, name = `view ${n}`) => ({ view: idOf(n), filter: { priority: ["P1"] }, sort: "clock", name })

class Room {
  entry: Entry | undefined
  #seq = 0

  propose(by: Actor, type: "view.saved" | "view.removed", { name, ...facts }: Partial<ReturnType<typeof saved>>) {
    const words = type === "view.saved" ? { name } : {}
    const parsed = parseProposal({ id: idOf(0), type, subject: viewsSubject, seen: 0, body: { facts, words } })
    if (!("proposal" in parsed)) return parsed.refusal
    const proposed = { ...parsed.proposal, target: null, by, at, facts: facts as never, words: words as never }
    const refusal = topics
      .get(type)!
      .refusal({ slice: emptySlice, entry: this.entry, target: undefined, member: () => undefined }, proposed)
    if (refusal) return refusal
    this.#seq += 1
    const event = { ...proposed, room: "org/tiktok", seq: this.#seq, hash: "" }
    this.entry = applyEvent(this.entry, emptySlice, event).entry
    return undefined
  }

  get views(): ViewsEntry["views"] {
    return this.entry?.kind === "views" ? this.entry.views : []
  }
}

test("[R151] a view is changed and removed by its author or a supervisor, and stays its author's", () => {
  const room = new Room()
  expect(room.propose(ana, "view.saved", saved(1))).toBeUndefined()
  expect(room.propose(mai, "view.saved", saved(1, "mine now"))).toMatchObject({
    rule: "not-your-view",
    by: { id: "ana" },
  })
  expect(room.propose(mai, "view.removed", { view: idOf(1) })).toMatchObject({ rule: "not-your-view" })
  expect(room.propose(jonas, "view.saved", saved(1, "clearer"))).toBeUndefined()
  expect(room.views.map(({ name, by }) => [name, by.id])).toEqual([["clearer", "ana"]])
  expect(room.propose(ana, "view.removed", { view: idOf(1) })).toBeUndefined()
  expect(room.views).toEqual([])
  expect(room.propose(ana, "view.removed", { view: idOf(1) })).toMatchObject({ rule: "no-such-subject" })
})

test("[R152] one view more than there may be is refused, changing one is not", () => {
  const room = new Room()
  for (let n = 1; n <= viewsAtMost; n += 1) expect(room.propose(ana, "view.saved", saved(n))).toBeUndefined()
  expect(room.propose(ana, "view.saved", saved(viewsAtMost + 1))).toMatchObject({ rule: "too-many-views" })
  expect(room.propose(ana, "view.saved", saved(1, "another name"))).toBeUndefined()
  expect(room.propose(ana, "view.removed", { view: idOf(2) })).toBeUndefined()
  expect(room.propose(ana, "view.saved", saved(viewsAtMost + 1))).toBeUndefined()
})

test("[R10] a view is about the views alone, and its filter holds words only", () => {
  const parsed = (facts: object) =>
    parseProposal({
      id: idOf(0),
      type: "view.saved",
      subject: viewsSubject,
      seen: 0,
      body: { facts, words: { name: "a" } },
    })
  const good = { view: idOf(1), filter: { state: ["seen"] }, sort: "newest" }
  expect(parsed(good)).toHaveProperty("proposal")
  for (const filter of [
    { state: [] },
    { state: ["a b"] },
    { text: ["x"] },
    { state: Array.from({ length: 17 }, () => "a") },
  ])
    expect(parsed({ ...good, filter })).toMatchObject({ refusal: { code: "malformed" } })
})
