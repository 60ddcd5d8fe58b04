// The life of an alert in the agency's room, act by act: what each does, and what refuses it. Rules R32, R120-R125, R129-R131, R135-R137.
import { expect, test } from "vitest"
import { OneAlert, otherAlert, referralId, tiktokRow, youtubeRow } from "./one-alert.ts"

const because = { reason: "because" }

test("[R120][R121] a returned version is submitted again by its author alone, as the next version", () => {
  const alert = new OneAlert()
  expect(alert.submits("dara", { version: 2 })).toBe("version-changed")
  expect(alert.submits("dara")).toBe("accepted")
  expect(alert.submits("dara", { version: 2 })).toBe("already-exists")
  expect(alert.does("dara", "alert.returned", { version: 1 }, because)).toBe("forbidden")
  expect(alert.does("otto", "alert.returned", { version: 1 }, { reason: " " })).toBe("words.reason")
  expect(alert.does("otto", "alert.returned", { version: 2 }, because)).toBe("version-changed")
  expect(alert.does("otto", "alert.returned", { version: 1 }, because)).toBe("accepted")
  expect([alert.entry.state, alert.entry.returned]).toMatchObject(["returned", { by: { id: "otto" }, recalled: false }])
  expect(alert.releases("otto", { version: 1 })).toBe("not-submitted")
  expect(alert.submits("sela", { version: 2 })).toBe("not-the-author")
  expect(alert.submits("dara", { version: 3 })).toBe("version-changed")
  expect(alert.submits("dara", { version: 2, rows: tiktokRow })).toBe("accepted")
  expect(alert.entry).toMatchObject({ state: "submitted", version: 2, number: 1, returned: null, next: null })
  expect(alert.entry.items.map((item) => item.raw)).toEqual([tiktokRow])
  expect(alert.does("otto", "alert.checked", { version: 1 })).toBe("version-changed")
  expect(alert.releases("otto")).toBe("accepted")
})

test("[R121] nobody returns what they wrote, and the first version's rows must all have come", () => {
  const alert = new OneAlert()
  alert.submits("lewis")
  expect(alert.does("lewis", "alert.returned", { version: 1 }, because)).toBe("own-alert")
  const half = new OneAlert()
  const row = { row: 1, kind: "account", platforms: ["tiktok"], verdict: "ready", keep: true }
  const words = { items: [{ raw: tiktokRow, canonical: "https://tiktok.com/@demo.one", evidence: "" }] }
  expect(half.does("dara", "items.added", { version: 1, items: [row] }, words)).toBe("accepted")
  expect(half.submits("dara", { rows: youtubeRow })).toBe("incomplete")
  expect(half.does("otto", "alert.returned", { version: 1 }, because)).toBe("no-such-subject")
})

test("[R122] an author recalls what waits, and it is neither checked nor released", () => {
  const alert = new OneAlert()
  alert.submits("dara")
  expect(alert.does("sela", "alert.recalled", { version: 1 })).toBe("not-the-author")
  expect(alert.does("dara", "alert.recalled", { version: 2 })).toBe("version-changed")
  alert.does("otto", "alert.checked", { version: 1 })
  expect(alert.does("dara", "alert.recalled", { version: 1 })).toBe("accepted")
  expect(alert.entry).toMatchObject({ state: "returned", checked: null, returned: { recalled: true } })
  expect(alert.does("otto", "alert.checked", { version: 1 })).toBe("not-submitted")
  expect(alert.releases("otto", { version: 1 })).toBe("not-submitted")
  expect(alert.does("dara", "alert.recalled", { version: 1 })).toBe("not-submitted")
})

test("[R123] one checks and another releases, and who wrote any version does neither", () => {
  const alert = new OneAlert()
  alert.submits("lewis")
  expect(alert.does("lewis", "alert.checked", { version: 1 })).toBe("own-alert")
  expect(alert.does("mira", "alert.checked", { version: 1 })).toBe("accepted")
  expect(alert.entry).toMatchObject({ state: "checked", checked: { by: { id: "mira" } } })
  expect(alert.does("otto", "alert.checked", { version: 1 })).toBe("already-checked")
  expect(alert.releases("lewis")).toBe("own-alert")
  expect(alert.releases("otto")).toBe("accepted")
  expect(alert.entry).toMatchObject({
    state: "released",
    checked: { by: { id: "mira" } },
    released: { by: { id: "otto" } },
  })
  // The next version is another's, but he wrote the first.
  expect(alert.submits("dara", { version: 2, rows: tiktokRow })).toBe("accepted")
  expect(alert.releases("lewis")).toBe("own-alert")
  expect(alert.does("otto", "alert.returned", { version: 2 }, because)).toBe("accepted")
})

test("[R125] the version that stands does so until the next is released, which one at a time may wait", () => {
  const alert = new OneAlert().released()
  const before = alert.entry
  expect(alert.submits("sela", { version: 1 })).toBe("version-followed")
  expect(alert.submits("sela", { version: 2, rows: tiktokRow })).toBe("accepted")
  expect(alert.entry).toMatchObject({ state: "released", version: 1, items: before.items, parts: before.parts })
  expect(alert.entry.next).toMatchObject({ version: 2, author: { id: "sela" }, state: "submitted" })
  expect(alert.submits("dara", { version: 3 })).toBe("version-waits")
  const parts = [{ platform: "tiktok", referral: referralId("tiktok", 9) }]
  expect(alert.releases("otto", { parts })).toBe("wrong-platforms")
  expect(alert.releases("otto")).toBe("accepted")
  expect(alert.entry).toMatchObject({ version: 2, next: null, author: { id: "sela" }, writers: ["dara", "sela"] })
  expect(alert.part("tiktok")?.referral).toBe(before.parts.find((each) => each.platform === "tiktok")?.referral)
})

test("[R125] a next version that was returned is its author's, and the one that stands goes on", () => {
  const alert = new OneAlert().released()
  alert.submits("sela", { version: 2 })
  expect(alert.does("otto", "alert.returned", { version: 2 }, because)).toBe("accepted")
  expect(alert.entry).toMatchObject({ state: "released", version: 1, next: { state: "returned" } })
  expect(alert.submits("dara", { version: 3 })).toBe("not-the-author")
  expect(alert.submits("sela", { version: 2 })).toBe("version-followed")
  expect(alert.submits("sela", { version: 3 })).toBe("accepted")
  expect(alert.does("sela", "alert.recalled", { version: 3 })).toBe("accepted")
})

test("[R215] what was begun from an older version is refused with who submitted the newer one and when, with rows and without", () => {
  const alert = new OneAlert().released()
  alert.submits("sela", { version: 2, rows: tiktokRow })
  const at = alert.entry.next?.submittedAt
  alert.releases("otto")
  const late = { version: 2 }
  expect(alert.submits("dara", late)).toBe("version-followed")
  expect(alert.refused).toMatchObject({ by: { id: "sela" }, at })
  expect(alert.submits("dara", { ...late, rows: "", awareness: ["x"] })).toBe("version-followed")
  expect(alert.refused).toMatchObject({ by: { id: "sela" }, at })
  // Its rows had come before the other version did.
  const row = { row: 1, kind: "account", platforms: ["tiktok"], verdict: "ready", keep: true }
  const words = { items: [{ raw: tiktokRow, canonical: "https://tiktok.com/@demo.one", evidence: "" }] }
  expect(alert.does("dara", "items.added", { version: 3, items: [row] }, words)).toBe("accepted")
  expect(alert.submits("sela", { version: 3 })).toBe("accepted")
  alert.releases("otto")
  expect(alert.submits("dara", { version: 3, rows: "", awareness: ["x"] })).toBe("version-followed")
  expect(alert.submits("dara", { version: 5 })).toBe("version-changed")
  expect(alert.submits("dara", { version: 4 })).toBe("accepted")
})

test("[R137] a platform that has nothing left is withdrawn, and gets a new referral when it has something again", () => {
  const alert = new OneAlert().released()
  alert.submits("dara", { version: 2, rows: tiktokRow })
  alert.releases("otto")
  expect(alert.part("youtube", "withdrawn")).toMatchObject({ referral: referralId("youtube"), items: 0 })
  alert.submits("dara", { version: 3 })
  const parts = [
    { platform: "tiktok", referral: referralId("tiktok") },
    { platform: "youtube", referral: referralId("youtube") },
  ]
  expect(alert.releases("otto", { parts })).toBe("wrong-platforms")
  expect(alert.releases("otto")).toBe("accepted")
  expect(alert.part("youtube")).toMatchObject({ referral: referralId("youtube", 2), items: 1 })
  expect(alert.part("youtube", "withdrawn")?.referral).toBe(referralId("youtube"))
})

test("[R32][R136] warnings are of the text that each platform gets, and each is confirmed", () => {
  const words = { title: "Also on Instagram", narrative: "narrative", corridor: "", conditions: "" }
  const own = [{ platform: "youtube" as const, title: "Seen on TikTok", narrative: "and Facebook" }]
  const alert = new OneAlert()
  expect(alert.submits("dara", { words, wordings: [...own, ...own] })).toBe("facts.wordings")
  expect(alert.submits("dara", { words, wordings: own })).toBe("incomplete")
  const fresh = new OneAlert()
  expect(fresh.submits("dara", { words, wordings: own })).toBe("accepted")
  const all = [
    { platform: "tiktok", names: "instagram" },
    { platform: "youtube", names: "facebook" },
    { platform: "youtube", names: "tiktok" },
  ]
  for (const one of all)
    expect(fresh.releases("otto", { confirmed: all.filter((each) => each !== one) })).toBe("unconfirmed-warning")
  expect(fresh.releases("otto", { confirmed: all })).toBe("accepted")
})

test("[R136] the platforms that a wording names are listed as the hub reads them", () => {
  const alert = new OneAlert()
  const facts = {
    version: 1,
    items: 0,
    named: [],
    awareness: ["youtube"],
    wordings: [
      {
        platform: "youtube",
        named: [],
      },
    ],
    brief: {
      priority: "P3",
      reason: "network",
      theme: "lorry",
      languages: ["en"],
      handling: "AMBER",
      asked: ["remove"],
    },
    grading: {
      source: "2",
      information: "B",
      code: "P",
    },
  }
  const common = { title: "title", narrative: "narrative", corridor: "", conditions: "" }
  const submits = (text: string) =>
    alert.does("dara", "alert.submitted", facts, { ...common, wordings: [{ title: text, narrative: "narrative" }] })
  expect(submits("Seen on TikTok")).toBe("facts.wordings.0.named")
  expect(alert.does("dara", "alert.submitted", facts, common)).toBe("words.wordings")
  expect(submits("Seen elsewhere")).toBe("accepted")
})

test("[R135] an alert without items names who is made aware, and one with items nobody", () => {
  expect(new OneAlert().submits("dara", { rows: "" })).toBe("facts.awareness")
  expect(new OneAlert().submits("dara", { awareness: ["tiktok"] })).toBe("facts.awareness")
  const alert = new OneAlert()
  expect(alert.submits("dara", { rows: "", awareness: ["tiktok", "x"], version: 2 })).toBe("version-changed")
  expect(alert.submits("dara", { rows: "", awareness: ["tiktok", "x"] })).toBe("accepted")
  expect(alert.releases("otto", { parts: [{ platform: "tiktok", referral: referralId("tiktok") }] })).toBe(
    "wrong-platforms",
  )
  expect(alert.releases("otto")).toBe("accepted")
  expect([alert.entry.number, alert.entry.parts.map((each) => [each.platform, each.items])]).toEqual([
    1,
    [
      ["tiktok", 0],
      ["x", 0],
    ],
  ])
})

test("[R129] a releaser withdraws a released alert alone, once, with a reason of which each warning is confirmed", () => {
  const alert = new OneAlert()
  alert.submits("lewis")
  const withdraws = (who: string, reason = "An error of ours", facts: object = {}) =>
    alert.does(who, "alert.withdrawn", { restore: true, named: [], confirmed: [], ...facts }, { reason })
  expect(withdraws("lewis")).toBe("not-released")
  alert.releases("otto")
  expect(withdraws("dara")).toBe("forbidden")
  expect(withdraws("lewis", " ")).toBe("words.reason")
  expect(withdraws("lewis", "Known to TikTok")).toBe("facts.named")
  expect(withdraws("lewis", "Known to TikTok", { named: ["tiktok"] })).toBe("unconfirmed-warning")
  alert.submits("lewis", { version: 2 })
  expect(withdraws("lewis")).toBe("accepted")
  expect(alert.entry).toMatchObject({ state: "withdrawn", next: null, withdrawn: { restore: true } })
  expect(withdraws("lewis")).toBe("alert-ended")
  expect(alert.submits("lewis", { version: 2 })).toBe("alert-ended")
  expect(alert.does("mira", "alert.closed", {}, because)).toBe("alert-ended")
  expect(alert.does("hub", "alert.superseded", { alert: otherAlert, parts: [], restore: false })).toBe("alert-ended")
})

test("[R130] what is superseded is not amended, withdrawn or released any more, also when it waited", () => {
  const supersedes = (alert: OneAlert) =>
    alert.does("hub", "alert.superseded", { alert: otherAlert, parts: [], restore: false })
  expect(supersedes(new OneAlert())).toBe("no-such-subject")
  const waits = new OneAlert()
  waits.submits("dara")
  expect(supersedes(waits)).toBe("accepted")
  expect(waits.releases("otto")).toBe("not-submitted")
  expect(waits.submits("dara", { version: 2 })).toBe("alert-ended")
  const alert = new OneAlert().released()
  expect(supersedes(alert)).toBe("accepted")
  expect(alert.entry).toMatchObject({ state: "superseded", superseded: { alert: otherAlert } })
  expect(alert.submits("dara", { version: 2 })).toBe("alert-ended")
  expect(new OneAlert().submits("dara", { supersedes: alert.subject })).toBe("no-such-subject")
})

test("[R131] the hub closes an alert with its last referral, and one that is opened again opens it again", () => {
  const alert = new OneAlert().released()
  const part = (platform: string) => ({ platform, referral: referralId(platform) })
  expect(alert.does("hub", "part.ended", part("x"))).toBe("no-such-subject")
  expect(alert.does("hub", "part.ended", part("tiktok"))).toBe("accepted")
  expect(alert.does("hub", "part.ended", part("tiktok"))).toBe("no-such-subject")
  expect([alert.entry.state, alert.part("tiktok", "ended")?.referral]).toEqual(["released", referralId("tiktok")])
  alert.does("hub", "part.ended", part("youtube"))
  expect(alert.entry).toMatchObject({ state: "closed", closed: { by: { id: "hub" }, reason: "" } })
  expect(alert.does("hub", "part.reopened", part("youtube"))).toBe("accepted")
  expect(alert.does("hub", "part.reopened", part("youtube"))).toBe("no-such-subject")
  expect(alert.entry).toMatchObject({ state: "released", closed: null })
  // The one that is live has nothing left in the next version: so none is.
  alert.submits("dara", { version: 2, rows: tiktokRow })
  alert.releases("otto")
  expect(alert.entry).toMatchObject({ state: "closed", version: 2, closed: { by: { id: "hub" } } })
})

test("[R131] a duty officer closes an alert with a reason, and a version after that opens it", () => {
  const alert = new OneAlert().released()
  expect(alert.does("otto", "alert.closed", {}, because)).toBe("forbidden")
  expect(alert.does("mira", "alert.closed", {}, { reason: "" })).toBe("words.reason")
  expect(alert.does("mira", "alert.closed", {}, because)).toBe("accepted")
  expect(alert.entry).toMatchObject({ state: "closed", closed: { by: { id: "mira" }, reason: "because" } })
  expect(alert.does("mira", "alert.closed", {}, because)).toBe("alert-ended")
  alert.submits("dara", { version: 2, rows: tiktokRow })
  expect(alert.releases("otto")).toBe("accepted")
  expect(alert.entry).toMatchObject({ state: "released", closed: null, version: 2 })
})
