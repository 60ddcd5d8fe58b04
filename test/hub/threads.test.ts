// Threads by real people of a real hub: who can be mentioned, whose notes nobody else learns of, translations that a redaction takes along,
// quotes of what lies far back, and what a person leaves unread. Rules R220, R224, R226, R229-R235, R239, R240.
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Hit } from "../../protocol/wire.ts"
import { verify } from "../../server/engine/verify.ts"
import { openStore } from "../../server/store/open.ts"
import type { HubPerson } from "./hub-person.ts"
import { act, agency, personId, ruleOf, say, startHub, tiktok, type TestHub } from "./start-hub.ts"
import { hurried, Tab } from "./tab.ts"

const own = "org/tiktok"
let hub: TestHub
let subject: string
let alert: string
const people = new Map<string, HubPerson>()
const person = (name: string): HubPerson => people.get(name)!

beforeAll(async () => {
  hub = await startHub()
  for (const name of ["Ana Rahimi", "Mai Lund", "Dara Karim", "Iris Vale", "Lina Haddad", "Hanne Vold", "Owen Hart"])
    people.set(name, await hub.person(name))
  const released = await hub.referral()
  alert = released.subject
  subject = released.referrals["tiktok"]!
  await person("Ana Rahimi").seesReferral(tiktok, subject)
  await person("Dara Karim").seesReferral(tiktok, subject)
})
afterAll(() => hub[Symbol.asyncDispose]())

async function search(who: HubPerson, query: string): Promise<readonly Hit[]> {
  const answer = await who.call("search", { query, after: null })
  if ("refusal" in answer) throw new Error(JSON.stringify(answer.refusal))
  return answer.hits
}

/** The rows follow the log within moments; a wait in vain ends with the test's time. */
async function finds(who: HubPerson, query: string, count: number): Promise<readonly Hit[]> {
  for (;;) {
    const hits = await search(who, query)
    if (hits.length === count) return hits
  }
}

const mentioning = (name: string, text = "@somebody else") =>
  act("message.sent", subject, { kind: "message", mentions: [{ person: personId(name), at: 0, length: 9 }] }, { text })

test("[R220][R24] whoever may read a room is offered, and nobody else: not by the list, not by a refusal", async () => {
  const answer = await person("Ana Rahimi").call("people", { room: tiktok })
  const offered = "people" in answer ? answer.people : []
  const { access } = hub.real.rooms
  const readers = access.people().filter((each) => access.actor(each.subject, tiktok))
  expect(offered.map((each) => each.id).sort()).toEqual(readers.map((each) => each.subject).sort())
  expect(offered.length).toBeGreaterThan(5)
  const said = JSON.stringify(offered)
  for (const name of ["Iris Vale", "Lina Haddad", "Hanne Vold", "Owen Hart"]) {
    expect(said).not.toContain(name)
    expect(person("Ana Rahimi").bytes.join("\n")).not.toContain(name)
  }
  for (const stranger of ["Iris Vale", "Hanne Vold", "No Body"]) {
    const [refused] = await person("Ana Rahimi").propose(tiktok, mentioning(stranger))
    expect(refused).toEqual({
      id: refused!.id,
      refusal: { code: "not-now", rule: "cannot-read", by: null, at: null },
    })
  }
  const [seq] = await person("Ana Rahimi").accepted(tiktok, mentioning("Dara Karim"))
  const heard = await person("Dara Karim").sees((event) => event.seq === seq && event.room === tiktok)
  expect(heard.facts).toEqual({ kind: "message", mentions: [{ person: personId("Dara Karim"), at: 0, length: 9 }] })
})

test("[R220] who has lost the room can be mentioned no more, from the very next message on", async () => {
  expect(ruleOf((await person("Ana Rahimi").propose(tiktok, mentioning("Jonas Okafor")))[0])).toBeUndefined()
  const membership = { organisation: "tiktok" }
  await hub.real.rooms.proposeAsHub("access", [act("membership.removed", personId("Jonas Okafor"), membership)])
  expect(ruleOf((await person("Ana Rahimi").propose(tiktok, mentioning("Jonas Okafor")))[0])).toBe("cannot-read")
})

test("[R232][R233][R24] notes of one organisation reach its own people, live, later and by search, and nobody else learns that they are there", async () => {
  const [ana, mai, dara] = [person("Ana Rahimi"), person("Mai Lund"), person("Dara Karim")]
  const before = new Map([...people].map(([name, each]) => [name, each.frames.length]))
  const [opened, note] = await ana.accepted(
    own,
    act("notes.opened", subject, { platform: "tiktok" }),
    act("message.sent", subject, { kind: "question" }, { text: "canary-notes the same seller as in May" }),
  )
  await mai.accepted(own, act("message.sent", subject, { kind: "answer" }, { text: "canary-notes-answer yes" }, note))
  await mai.accepted(
    own,
    act("message.translated", subject, { from: "en", language: "ar" }, { text: "canary-notes-ar" }, note),
  )
  await ana.call("signal", { room: own, subject, signal: "typing" })
  await mai.call("signal", { room: own, subject, signal: "here" })
  await mai.call("mark", { room: own, subject, seq: note! })
  await ana.sees((event) => event.type === "message.translated" && event.room === own)
  const held = mai.held(own).entries.get(subject)
  expect([opened! + 1, held?.kind, held?.open]).toEqual([note, "notes", false])

  const [theirs] = await dara.accepted(
    agency,
    act("notes.opened", subject, { platform: "tiktok" }),
    say(subject, "canary-agency we hold back the second source"),
  )
  expect(theirs).toBeGreaterThan(0)
  // A word in the shared room, after which whatever was to reach anybody has reached them.
  const [fence] = await dara.accepted(tiktok, say(subject, "a word for both"))
  for (const each of [ana, mai]) await each.reaches(tiktok, fence!)
  await finds(mai, "canary", 3)
  await finds(dara, "canary", 1)

  for (const [name, each] of people) {
    const inside = name === "Ana Rahimi" || name === "Mai Lund"
    const bytes = each.bytes.join("\n")
    expect([name, bytes.includes("canary-notes")]).toEqual([name, inside])
    expect([name, bytes.includes("canary-agency")]).toEqual([name, name === "Dara Karim"])
    if (inside) continue
    const frames = JSON.stringify(each.frames.slice(before.get(name)))
    expect([name, frames.includes(own), frames.includes("notes.opened") && name !== "Dara Karim"]).toEqual([
      name,
      false,
      false,
    ])
    for (const call of [
      ["entry", { room: own, subject }],
      ["list", { room: own, subject, list: "thread", before: 0, limit: 50 }],
      ["people", { room: own }],
      ["mark", { room: own, subject, seq: 1 }],
      ["propose", { room: own, proposals: [act("notes.opened", subject, { platform: "tiktok" })] }],
    ] as const)
      expect([name, call[0], await each.call(call[0], call[1] as never)]).toEqual([
        name,
        call[0],
        { refusal: { code: "gone" } },
      ])
    expect([name, await search(each, "canary-notes")]).toEqual([name, []])
  }
  // What both sides hold of the referral itself is what it was: no count, no state, no act tells of notes.
  const shared = dara.referral(tiktok, subject)
  expect(JSON.stringify(shared)).toBe(JSON.stringify(ana.referral(tiktok, subject)))
  expect(JSON.stringify(shared)).not.toContain("canary-notes")
})

test("[R233] notes are no way into an alert, and nothing is written where none were opened", async () => {
  const dara = person("Dara Karim")
  expect(ruleOf((await dara.propose(agency, act("notes.opened", alert, { platform: "tiktok" })))[0])).toBe(
    "already-exists",
  )
  expect(ruleOf((await dara.propose(agency, say(alert, "on the alert")))[0])).toBe("no-such-subject")
  expect(ruleOf((await dara.propose(tiktok, act("notes.opened", subject, { platform: "tiktok" })))[0])).toBe(
    "forbidden",
  )
})

test("[R235] a note that is found shows its referral, by its reference and with the place of the note", async () => {
  const [hit] = await finds(person("Mai Lund"), "seller in may", 1)
  const { number, words } = person("Mai Lund").referral(tiktok, subject)
  expect(hit).toMatchObject({
    room: own,
    subject,
    kind: "note",
    by: "Ana Rahimi",
    title: words.title,
    reference: `TT-${String(number).padStart(4, "0")}`,
  })
  // By themselves, for the own organisation alone; the other side's are its own.
  const notes = await search(person("Mai Lund"), "kind:note")
  expect(new Set(notes.map((each) => each.room))).toEqual(new Set([own]))
  expect(notes.map((each) => each.seq)).toContain(hit!.seq)
  expect((await search(person("Mai Lund"), "seller in may kind:message")).length).toBe(0)
  const agencys = await search(person("Dara Karim"), "kind:notes")
  expect(new Set(agencys.map((each) => each.room))).toEqual(new Set([agency]))
  for (const name of ["Iris Vale", "Lina Haddad", "Hanne Vold", "Owen Hart"])
    expect([name, await search(person(name), "kind:note")]).toEqual([name, []])
})

test("[R229][R231] a redaction takes the translations along: on the disk, in pages and in what is found", async () => {
  const [ana, dara] = [person("Ana Rahimi"), person("Dara Karim")]
  const [message] = await ana.accepted(tiktok, say(subject, "pelican original"))
  const translation = (language: string, text: string) =>
    act("message.translated", subject, { from: "en", language }, { text }, message)
  const [first, second] = await dara.accepted(
    tiktok,
    translation("fr", "pelican traduit"),
    translation("ckb", "pelican وەرگێڕدراو"),
  )
  await finds(ana, "pelican", 3)
  expect((await search(ana, "وەرگێڕدراو")).map((hit) => [hit.by, hit.seq])).toEqual([["Dara Karim", message]])
  // Also one that stands in the same turn, before the redaction.
  const answers = await Promise.all([
    dara.propose(tiktok, translation("tr", "pelican çevrildi")),
    ana.propose(tiktok, act("message.redacted", subject, { reason: "personal-data" }, {}, message)),
    dara.propose(tiktok, translation("sq", "pelican i përkthyer")),
  ])
  expect(ruleOf(answers[1][0])).toBeUndefined()
  await ana.sees((event) => event.type === "message.redacted" && event.target === message)
  const rows = hub.log(tiktok).filter((row) => row.type === "message.translated")
  expect(rows.length).toBeGreaterThanOrEqual(2)
  expect(rows.every((row) => row.words === null)).toBe(true)
  const page = JSON.stringify(await dara.call("list", { room: tiktok, subject, list: "thread", before: 0, limit: 200 }))
  expect(page).toContain(`"seq":${first}`)
  expect(page).toContain(`"seq":${second}`)
  expect(page).not.toContain("pelican")
  expect(await search(dara, "pelican")).toEqual([])
  expect(ruleOf((await dara.propose(tiktok, translation("tr", "pelican")))[0])).toBe("already-redacted")
})

test("[R240][R7] a translation is redacted by itself: on the disk, in pages and on every screen; the message stands, and the chain verifies", async () => {
  const [ana, dara] = [person("Ana Rahimi"), person("Dara Karim")]
  using tab = await Tab.open(hub, "Mai Lund", { clock: hurried })
  const [message] = await ana.accepted(tiktok, say(subject, "heron original"))
  const translates = (language: string, text: string, target?: number) =>
    act("message.translated", subject, { from: "en", language }, { text }, target)
  const [french, narrative] = await dara.accepted(
    tiktok,
    translates("fr", "heron traduit", message),
    translates("fr", "heron du récit"),
  )
  const view = tab.hub.thread(tiktok, subject)
  const line = () => view.lines.find((each) => each.event.seq === message)
  const texts = () => {
    const here = line()
    return here?.kind === "message" ? here.translations.map(({ text }) => text) : []
  }
  await tab.fact(() => texts().includes("heron traduit"), "the translation")
  expect(
    ruleOf((await ana.propose(tiktok, act("translation.redacted", subject, { reason: "other" }, {}, french)))[0]),
  ).toBe("not-your-translation")
  // In one turn with another one of its kind.
  await Promise.all(
    [french, narrative].map((each) =>
      dara.accepted(tiktok, act("translation.redacted", subject, { reason: "personal-data" }, {}, each)),
    ),
  )
  await tab.fact(() => texts().join() === "", "the redaction")
  expect(line()).toMatchObject({ text: "heron original", redacted: false })
  await tab.fact(
    () => tab.referral(tiktok, subject)?.thread.translations.every(({ text }) => text === "") === true,
    "the redaction of the narrative's",
  )
  const rows = hub.log(tiktok)
  expect(rows.filter(({ seq }) => seq === french || seq === narrative).map(({ words }) => words)).toEqual([null, null])
  expect(rows.find(({ seq }) => seq === message)?.words).toContain("heron original")
  const page = JSON.stringify(await dara.call("list", { room: tiktok, subject, list: "thread", before: 0, limit: 200 }))
  expect(page).toContain("heron original")
  for (const gone of ["heron traduit", "heron du récit"]) expect(page).not.toContain(gone)
  const entry = JSON.stringify(await dara.call("entry", { room: tiktok, subject }))
  expect(entry).not.toContain("heron du récit")
  const store = await openStore({ folder: hub.folder, mode: "evaluation" })
  expect((await verify(store, join(hub.folder, "heads.log"), tiktok)).faults).toEqual([])
  await store.close()
})

test("[R222][R7] a reply shows what it quotes however far back it lies, and a redaction blanks the quote as it stands", async () => {
  const dara = person("Dara Karim")
  const [first] = await dara.accepted(tiktok, say(subject, "the first of many"))
  for (let turn = 0; turn < 3; turn++)
    await dara.accepted(tiktok, ...Array.from({ length: 60 }, (_none, n) => say(subject, `more ${turn} ${n}`)))
  await dara.accepted(tiktok, act("message.edited", subject, {}, { text: "the very first" }, first))
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  const view = () => ana.hub.thread(tiktok, subject)
  await ana.fact(() => view().loaded, "the thread")
  await dara.accepted(tiktok, act("message.sent", subject, { kind: "disagree" }, { text: "not that" }, first))
  await ana.fact(() => view().lines.at(-1)?.event.target === first, "the reply")
  expect(view().oldest).toBeGreaterThan(first!)
  await ana.fact(() => view().quoted(first!)?.text === "the very first", "what it quotes, as it was edited")
  const lines = view().lines.length
  await dara.accepted(tiktok, act("message.edited", subject, {}, { text: "the newest wording" }, first))
  await ana.fact(() => view().quoted(first!)?.text === "the newest wording", "the new wording")
  await dara.accepted(tiktok, act("message.redacted", subject, { reason: "other" }, {}, first))
  await ana.fact(() => view().quoted(first!)?.redacted === true, "the redaction")
  expect(view().quoted(first!)).toMatchObject({ text: "", history: [] })
  expect(view().lines).toHaveLength(lines)
})

test("[R224][R25] what is left unread is unread on another machine of the same person, until it is read again, and for nobody else", async () => {
  const dara = person("Dara Karim")
  const { referrals } = await hub.referral()
  const other = referrals["tiktok"]!
  const [one, two, three] = await dara.accepted(tiktok, ...["one", "two", "three"].map((each) => say(other, each)))
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  using mai = await Tab.open(hub, "Mai Lund", { clock: hurried })
  const unread = (tab: Tab) => tab.room(tiktok).unread(other)
  for (const tab of [ana, mai]) {
    await tab.fact(() => unread(tab) === 3, "three unread")
    await tab.hub.mark(tiktok, other, three!)
    expect(unread(tab)).toBe(0)
  }
  ana.hub.own.leaveUnread(tiktok, { subject: other, seq: two! - 1, messages: 1 })
  expect([one! + 1, unread(ana), unread(mai)]).toEqual([two, 2, 0])
  const key = `again ${tiktok} ${other}`
  for (let kept = ""; kept === "";) {
    const answer = await person("Ana Rahimi").call("kept", { prefix: key })
    kept = "rows" in answer ? (answer.rows[0]?.text ?? "") : ""
  }
  using elsewhere = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  await elsewhere.fact(() => unread(elsewhere) === 2, "two unread elsewhere")
  await dara.accepted(tiktok, say(other, "four"))
  await elsewhere.fact(() => unread(elsewhere) === 3, "three unread elsewhere")
  // Read to the end, as the page does it.
  await elsewhere.hub.mark(tiktok, other, elsewhere.room(tiktok).position.seq)
  elsewhere.hub.own.read(tiktok, other)
  expect(unread(elsewhere)).toBe(0)
  expect((await person("Mai Lund").call("kept", { prefix: "again " })) as object).toEqual({ rows: [] })
})

test("[R226][R25] whether somebody follows is their own choice, kept for them alone and over a reload", async () => {
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  ana.hub.own.choose(tiktok, subject, "no")
  await ana.reload()
  await ana.live()
  await ana.fact(() => ana.hub.own.follow(tiktok, subject) === "no", "the choice")
  using mai = await Tab.open(hub, "Mai Lund", { clock: hurried })
  expect(mai.hub.own.follow(tiktok, subject)).toBeUndefined()
})

test("[R239][R224][R226] what is set apart on one machine is so on another that stays connected, on nobody else's, and the last choice stands on both", async () => {
  const { referrals } = await hub.referral()
  const other = referrals["tiktok"]!
  using ana = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  using phone = await Tab.open(hub, "Ana Rahimi", { clock: hurried })
  using mai = await Tab.open(hub, "Mai Lund", { clock: hurried })
  const choice = (tab: Tab) => tab.hub.own.follow(tiktok, other)
  ana.hub.own.choose(tiktok, other, "yes")
  await phone.fact(() => choice(phone) === "yes", "the choice on the other machine")
  phone.hub.own.choose(tiktok, other, "no")
  await ana.fact(() => choice(ana) === "no", "the later choice on the first machine")

  const [one] = await person("Dara Karim").accepted(tiktok, say(other, "one"), say(other, "two"))
  const unread = (tab: Tab) => tab.room(tiktok).unread(other)
  await ana.fact(() => unread(ana) === 2, "two unread")
  await ana.hub.mark(tiktok, other, one! + 1)
  await phone.fact(() => unread(phone) === 0, "read on the other machine")
  phone.hub.own.leaveUnread(tiktok, { subject: other, seq: one!, messages: 1 })
  await ana.fact(() => unread(ana) === 1, "one left unread")
  ana.hub.own.read(tiktok, other)
  await phone.fact(() => unread(phone) === 0, "read again")
  expect([choice(mai), unread(mai)]).toEqual([undefined, 2])
  // Unfinished work is no choice: it is not carried about.
  const before = person("Ana Rahimi").frames.length
  ana.hub.scratch.put(`message ${tiktok} ${other}`, "half a word")
  ana.hub.own.choose(tiktok, other, "yes")
  const since = () => person("Ana Rahimi").frames.slice(before)
  await person("Ana Rahimi").fact(() => since().some(({ event }) => event === "kept"))
  expect(person("Ana Rahimi").bytes.join("\n")).not.toContain("half a word")
  expect(person("Mai Lund").frames.filter(({ event }) => event === "kept")).toEqual([])
})
