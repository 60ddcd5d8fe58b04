// Search by real people of a real hub, on both stores: what is found, in what order, and that nothing is found, counted or hinted at that
// does not stand in a room that the asker opens. Rules R156, R159-R164, R240, R242.
import { randomUUID } from "node:crypto"
import { expect, inject, test } from "vitest"
import type { Refusal } from "../../protocol/errors.ts"
import type { CallOf, CallResults, FoundPlace, Hit } from "../../protocol/wire.ts"
import { termIn } from "../../server/search/rows.ts"
import { openStore } from "../../server/store/open.ts"
import { freshDatabase } from "../mongod.ts"
import type { HubPerson } from "./hub-person.ts"
import { act, alert, personId, release, say, startHub, submit, tiktok, type TestHub } from "./start-hub.ts"

const youtube = "platform/youtube"
const nothingFound = JSON.stringify({ hits: [], more: null })

async function search(who: HubPerson, query: string, after: FoundPlace | null = null): Promise<CallResults["search"]> {
  const answer = await who.call("search", { query, after })
  if ("refusal" in answer) throw new Error(`${query}: ${JSON.stringify(answer.refusal)}`)
  return answer
}

/** Asks until it is so: the rows follow the log within moments. */
async function soon(
  who: HubPerson,
  query: string,
  holds: (hits: Hit[]) => boolean,
  after: FoundPlace | null = null,
): Promise<Hit[]> {
  for (const until = Date.now() + 20_000; ;) {
    const { hits } = await search(who, query, after)
    if (holds(hits)) return hits
    if (Date.now() > until)
      throw new Error(`"${query}" still finds ${JSON.stringify(hits.map((hit) => hit.excerpt.text))}`)
  }
}

const some = (count: number) => (hits: Hit[]) => hits.length === count
const textsOf = (hits: readonly Hit[]) => hits.map((hit) => hit.excerpt.text)

async function everyPage(who: HubPerson, query: string): Promise<Hit[]> {
  const all: Hit[] = []
  for (let after: FoundPlace | null = null; ;) {
    const { hits, more } = await search(who, query, after)
    all.push(...hits)
    if (!more) return all
    after = more
  }
}

async function desk(hub: TestHub) {
  const [ana, dara, iris] = [
    await hub.person("Ana Rahimi"),
    await hub.person("Dara Karim"),
    await hub.person("Iris Vale"),
  ]
  const { subject, referrals } = await hub.referral()
  await ana.seesReferral(tiktok, referrals["tiktok"]!)
  await iris.seesReferral(youtube, referrals["youtube"]!)
  return { ana, dara, iris, alert: subject, here: referrals["tiktok"]!, there: referrals["youtube"]! }
}

const stores: [string, () => Record<string, string>][] = [
  ["SQLite", () => ({})],
  ["MongoDB", () => ({ MONGODB_URI: freshDatabase(inject("mongoUri")!) })],
]

for (const [name, env] of stores) {
  test(`${name}: [R159] a word of a room that is not open is answered like a word that nobody ever wrote, by every asker`, async () => {
    await using hub = await startHub({ env: env() })
    const { ana, dara, iris, here, there, alert: subject } = await desk(hub)
    const [mine, theirs] = ["canaryone", "canarytwo"]
    await ana.accepted(tiktok, say(here, `${mine} both`))
    await iris.accepted(youtube, say(there, `${theirs} both`))
    const both = await soon(dara, "both", some(2))
    expect(both.map((hit) => hit.room)).toEqual([youtube, tiktok])
    expect(textsOf(await soon(ana, "both", some(1)))).toEqual([`${mine} both`])
    expect(textsOf(await soon(iris, "both", some(1)))).toEqual([`${theirs} both`])

    const places = [null, both[0]!, both[1]!].map(
      (hit) => hit && { at: hit.at, room: hit.room, seq: hit.seq, n: hit.n },
    )
    for (const who of [ana, await hub.person("Hanne Vold"), await hub.person("Owen Hart")])
      for (const query of [
        theirs,
        `"${theirs}"`,
        `from:iris`,
        `from:youtube`,
        `${theirs} kind:message`,
        "is:sent",
        "kind:alert",
      ])
        for (const after of places) {
          const answer = await who.raw("search", { query, after } satisfies CallOf<"search">)
          expect([who.id, query, JSON.stringify(answer)]).toEqual([who.id, query, nothingFound])
        }
    // The reference, address and alert of another room no more than its words.
    const item = (await search(iris, "kind:item")).hits[0]!
    expect((await search(dara, item.address)).hits.length).toBeGreaterThan(1)
    for (const query of [item.address, item.reference, `@${/@([^/]+)/.exec(item.address)![1]!}`])
      expect([query, JSON.stringify(await search(ana, query))]).toEqual([query, nothingFound])
    const bytes = ana.bytes.join("\n")
    for (const canary of [theirs, there, subject]) expect(bytes).not.toContain(canary)
  })

  test(`${name}: [R159][R22] who has lost a room finds nothing of it from then on, also while searching without a pause`, async () => {
    await using hub = await startHub({ env: env() })
    const { ana, here } = await desk(hub)
    const mai = await hub.person("Mai Lund")
    await ana.accepted(tiktok, say(here, "canary before"))
    await soon(mai, "canary", some(1))
    const searching = (async () => {
      const answers: string[] = []
      for (let lost = 0; lost < 20;) {
        const answer = await mai.raw("search", { query: "canary", after: null })
        answers.push(JSON.stringify(answer))
        if (answers.at(-1) === nothingFound) lost += 1
        // Without a pause but for what the hub asks for: it cuts off whoever does not listen. [R300]
        const { refusal } = answer as { refusal?: Refusal }
        if (refusal?.code === "too-fast") await new Promise((resolve) => setTimeout(resolve, refusal.retryMs))
      }
      return answers
    })()
    await hub.real.rooms.proposeAsHub("access", [
      act("membership.removed", personId("Mai Lund"), { organisation: "tiktok" }),
    ])
    expect(JSON.stringify(await search(mai, "canary"))).toBe(nothingFound)
    const answers = await searching
    expect(answers.slice(answers.indexOf(nothingFound)).filter((each) => each.includes("canary"))).toEqual([])
  })

  test(`${name}: [R161] redacted words are not found from the moment of the redaction, edited ones by the new words alone, in their old place`, async () => {
    await using hub = await startHub({ env: env() })
    const { ana, dara, here } = await desk(hub)
    const [one, two, three] = await ana.accepted(
      tiktok,
      ...["first", "second", "third"].map((each) => say(here, `gommone ${each}`)),
    )
    // Read in one stretch with what was sent after it.
    await ana.accepted(tiktok, act("message.edited", here, {}, { text: "gommone edited" }, one))
    const hits = await soon(dara, "gommone", (found) => textsOf(found).includes("gommone edited"))
    expect(hits.map((hit) => hit.seq)).toEqual([three, two, one])
    expect(await everyPage(dara, "gommone first")).toEqual([])

    await ana.accepted(tiktok, act("message.redacted", here, { reason: "personal-data" }, {}, two))
    expect(textsOf(await everyPage(dara, "gommone"))).toEqual(["gommone third", "gommone edited"])
    expect(await everyPage(ana, "second")).toEqual([])
    await ana.accepted(tiktok, act("message.redacted", here, { reason: "other" }, {}, one))
    expect(await everyPage(dara, "edited")).toEqual([])
    await hub.restart()
    const again = await hub.person("Dara Karim")
    expect(textsOf(await soon(again, "gommone", some(1)))).toEqual(["gommone third"])
    expect(await everyPage(again, "second")).toEqual([])
  })

  test(`${name}: [R160][R163] two hubs fill while both write; each pages through all once, newest first, and again after the rows were lost`, async () => {
    const settings = env()
    await using hub = await startHub({ env: settings })
    await using second = await startHub({ env: settings, ...(name === "SQLite" ? { beside: hub } : {}) })
    const { ana, iris, here, there } = await desk(hub)
    const jonas = await second.person("Jonas Okafor")
    await jonas.seesReferral(tiktok, here)
    const lewis = await second.person("Lewis Fenn")
    const writing = Array.from({ length: 60 }, (_none, index) =>
      index % 3 === 0
        ? iris.accepted(youtube, say(there, `varkë ${index}`))
        : (index % 3 === 1 ? ana : jonas).accepted(tiktok, say(here, `varkë ${index}`)),
    )
    await Promise.all(writing)
    const complete = async (who: HubPerson) => {
      for (let all = await everyPage(who, "varke"); ; all = await everyPage(who, "varke")) {
        if (all.length < 60) continue
        expect(new Set(textsOf(all)).size).toBe(60)
        expect(all.length).toBe(60)
        expect(all.map((hit) => hit.at)).toEqual(
          all
            .map((hit) => hit.at)
            .sort()
            .reverse(),
        )
        for (const room of [tiktok, youtube]) {
          const seqs = all.filter((hit) => hit.room === room).map((hit) => hit.seq)
          expect(seqs).toEqual([...seqs].sort((one, other) => other - one))
        }
        return textsOf(all)
      }
    }
    const dara = await hub.person("Dara Karim")
    const found = await complete(dara)
    expect(await complete(lewis)).toEqual(found)

    const handle = await openStore({
      folder: hub.folder,
      mode: "evaluation",
      ...(settings["MONGODB_URI"] ? { mongoUri: settings["MONGODB_URI"] } : {}),
    })
    await handle.found.forget(tiktok)
    await handle.close()
    await ana.accepted(tiktok, say(here, "something else"))
    expect(await complete(lewis)).toEqual(found)
  })

  test(`${name}: [R164] the agency learns what it sent before, by address, by account, by number in any writing; a platform learns nothing`, async () => {
    await using hub = await startHub({ env: env() })
    const [dara, lewis, ana] = [
      await hub.person("Dara Karim"),
      await hub.person("Lewis Fenn"),
      await hub.person("Ana Rahimi"),
    ]
    const written = alert({ rows: "https://www.tiktok.com/@boat.one\n+44 7700 900219\n#crossing", ticked: ["tiktok"] })
    const subject = await submit(dara, written)
    const addresses = [
      "hxxps://m.tiktok[.]com/@Boat.One?lang=en",
      "https://www.tiktok.com/@boat.one/video/7300000000000000009",
      "07700 900 219",
      "#Crossing",
      "https://www.tiktok.com/@another",
      "no address",
    ]
    const ask = async (who: HubPerson) => {
      const answer = await who.call("sent", { addresses })
      if ("refusal" in answer) throw new Error(JSON.stringify(answer.refusal))
      return answer.sent
    }
    const none = addresses.map(() => null)
    await soon(dara, "@boat.one kind:item", some(1))
    expect(await ask(dara)).toEqual(none)
    expect((await search(dara, "@boat.one is:sent")).hits).toEqual([])
    await release(lewis, written, subject)
    const sent = await ask(dara)
    expect(sent.map((each) => each && [each.by, each.subject, each.reference])).toEqual([
      ["address", subject, "A-0001"],
      ["account", subject, "A-0001"],
      ["address", subject, "A-0001"],
      ["address", subject, "A-0001"],
      null,
      null,
    ])
    expect((await search(dara, "@boat.one is:sent")).hits.map((hit) => hit.subject)).toEqual([subject])
    await soon(ana, "@boat.one", (hits) => hits.some((hit) => hit.kind === "item"))
    expect(await ask(ana)).toEqual(none)
    expect((await search(ana, "@boat.one is:sent")).hits).toEqual([])
  })

  test(`${name}: [R242][R159] a lead is found by its text, items, reference and thread, by those who may open its room alone`, async () => {
    await using hub = await startHub({ env: env() })
    const { ana, dara, iris } = await desk(hub)
    const [subject, theirs] = [randomUUID(), randomUUID()]
    const brief = { priority: "P2", reason: "advert", theme: "air-route", languages: ["vi"] }
    const lead = (words: object) => ({ title: "Ghế còn trống", narrative: "Paid by voucher", ...words })
    const items = [
      { raw: "https://m.tiktok.com/@seat.seller", evidence: "pinned on top" },
      { raw: "+44 7700 900 123", evidence: "" },
    ]
    await ana.accepted(tiktok, act("lead.sent", subject, { brief, items: 2 }, lead({ items })))
    await iris.accepted(youtube, act("lead.sent", theirs, { brief, items: 0 }, lead({ items: [] })))
    await dara.fact(() => dara.held(tiktok).entries.get(subject)?.open === true, "the lead")
    const [message] = await dara.accepted(tiktok, say(subject, "which voucher"))
    const [translation] = await ana.accepted(
      tiktok,
      act("message.translated", subject, { from: "en", language: "tr" }, { text: "hangi kupon" }, message),
    )
    await soon(dara, "voucher", some(3))
    const found = async (who: HubPerson, query: string) =>
      (await everyPage(who, query)).map((hit) => [hit.kind, hit.about, hit.subject, hit.reference])
    const own = (kind: string) => [kind, "lead", subject, "TT-L-0001"]
    await soon(ana, "kupon", some(1))
    for (const who of [ana, dara]) {
      expect(await found(who, "ghe con trong kind:lead theme:air-route lang:vi priority:P2 from:ana")).toEqual([
        own("lead"),
      ])
      for (const reference of ["TT-L-0001", "tt-l-1"])
        expect([reference, await found(who, reference)]).toEqual([reference, [own("lead")]])
      for (const query of ["@seat.seller", "hxxps://www[.]tiktok[.]com/@seat.seller", "07700900123", "pinned"])
        expect([query, await found(who, query)]).toEqual([query, [own("item")]])
      const [hit] = (await search(who, "which voucher")).hits
      expect(hit).toMatchObject({ kind: "message", about: "lead", subject, seq: message, by: "Dara Karim" })
      expect(await found(who, "kupon")).toEqual([own("message")])
    }
    expect((await search(dara, "kind:lead is:open")).hits.map((hit) => hit.room)).toEqual([youtube, tiktok])
    expect(await found(iris, "kind:lead")).toEqual([["lead", "lead", theirs, "YT-L-0001"]])
    for (const who of [iris, await hub.person("Hanne Vold"), await hub.person("Owen Hart")])
      for (const query of ["TT-L-0001", "@seat.seller", "which voucher", "pinned", "07700900123"])
        expect([who.id, query, JSON.stringify(await search(who, query))]).toEqual([who.id, query, nothingFound])

    // As it stands now, also once it is decided and after a restart, when it is in nobody's memory.
    await dara.accepted(tiktok, act("lead.decided", subject, { decision: "noted" }, { reason: "" }))
    const stands = async (who: HubPerson) => [
      await found(who, "kind:lead is:open"),
      await found(who, "kind:lead is:decided"),
      await found(who, "kind:lead is:overdue"),
    ]
    expect(await stands(ana)).toEqual([[], [own("lead")], []])
    await ana.accepted(tiktok, act("translation.redacted", subject, { reason: "other" }, {}, translation))
    expect(await found(dara, "kupon")).toEqual([])
    await hub.restart()
    const again = await hub.person("Ana Rahimi")
    expect(await stands(again)).toEqual([[], [own("lead")], []])
    expect(await found(again, "paid by voucher")).toEqual([own("lead")])
  })

  test(`${name}: [R240][R161] a redacted translation is found by no search from that moment on; its message and the others are, and a later one of its language is`, async () => {
    await using hub = await startHub({ env: env() })
    const { ana, dara, here } = await desk(hub)
    const [message] = await ana.accepted(tiktok, say(here, "pelican original"))
    const translates = (language: string, text: string, target?: number) =>
      act("message.translated", here, { from: "en", language }, { text }, target)
    const redacts = (target: number) => act("translation.redacted", here, { reason: "personal-data" }, {}, target)
    const [french, , narrative] = await dara.accepted(
      tiktok,
      translates("fr", "pelican traduit", message),
      translates("tr", "pelican çevrildi", message),
      translates("ar", "pelican مقاعد"),
    )
    await soon(ana, "pelican", some(4))
    await dara.accepted(tiktok, redacts(french!))
    expect(textsOf(await everyPage(ana, "pelican"))).toEqual(["pelican مقاعد", "pelican çevrildi", "pelican original"])
    // A later one takes its place before the reader has come by, and an earlier one goes without it.
    const [first, second] = await dara.accepted(
      tiktok,
      translates("fr", "pelican premier", message),
      translates("fr", "pelican second", message),
    )
    await dara.accepted(tiktok, redacts(first!), redacts(narrative!))
    const left = ["pelican second", "pelican çevrildi", "pelican original"].sort()
    await soon(ana, "pelican", (hits) => textsOf(hits).sort().join() === left.join())
    await dara.accepted(tiktok, redacts(second!))
    expect(textsOf(await everyPage(ana, "pelican")).sort()).toEqual(["pelican original", "pelican çevrildi"])
    expect(await everyPage(dara, "premier")).toEqual([])
    await hub.restart()
    const again = await hub.person("Dara Karim")
    expect(textsOf(await soon(again, "pelican", some(2))).sort()).toEqual(["pelican original", "pelican çevrildi"])
  })
}

test("[R159] the same words in two rooms have no term in common", () => {
  const terms = (room: string) => ["boat", "=https://t.me/x", "*"].map((term) => termIn(room, term))
  expect(terms(tiktok).filter((term) => terms(youtube).includes(term))).toEqual([])
  expect(terms(tiktok)).toEqual(terms(tiktok))
})

test("[R156] operators say who wrote, what kind, which theme and language, when, and how the referral stands now", async () => {
  await using hub = await startHub()
  const { ana, dara, here } = await desk(hub)
  const brief = {
    ...alert().brief,
    theme: "lorry" as const,
    languages: ["ar" as const],
    priority: "P1" as const,
    reason: "life",
  }
  const words = { title: "Seats in a lorry", narrative: "قارب إلى دوفر", corridor: "", conditions: "" }
  const lorry = (await hub.referral({ brief, words })).referrals["tiktok"]!
  await ana.accepted(tiktok, say(here, "the boat leaves"))
  await dara.accepted(tiktok, say(here, "which boat"))
  await ana.accepted(tiktok, act("claim.made", here))
  const subjects = async (query: string) => (await search(ana, query)).hits.map((hit) => hit.subject)
  await soon(ana, "boat kind:message", some(2))
  expect(textsOf((await search(ana, "from:nca boat")).hits)).toEqual(["which boat"])
  expect(textsOf((await search(ana, "from:ana boat kind:messages")).hits)).toEqual(["the boat leaves"])
  for (const query of ["theme:lorry", "lang:ar", "priority:P1", "قَارب دوفر", "lorry seats kind:referral"])
    expect([query, await subjects(query)]).toEqual([query, [lorry]])
  expect(await subjects("is:mine")).toEqual([here])
  expect(await subjects("is:claimed")).toEqual([here])
  expect(await subjects("is:unclaimed")).toEqual([lorry])
  expect(await subjects("is:open")).toEqual([lorry, here])
  expect(await subjects("is:open is:claimed theme:lorry")).toEqual([])
  expect(await subjects("is:overdue")).toEqual([])
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const today = new Date().toISOString().slice(0, 10)
  expect((await search(ana, `boat kind:message before:${tomorrow} after:${today}`)).hits.length).toBe(2)
  expect((await search(ana, `boat kind:message before:${today}`)).hits).toEqual([])
  expect((await search(ana, `boat kind:message after:${tomorrow}`)).hits).toEqual([])
  const hit = (await search(ana, "lorry kind:referral")).hits[0]!
  expect(hit).toMatchObject({ room: tiktok, kind: "referral", priority: "P1", title: "Seats in a lorry" })
  expect((await search(ana, hit.reference)).hits.map((each) => each.subject)).toContain(lorry)
  hub.later(6 * 60_000)
  expect(await subjects("is:overdue")).toEqual([lorry])
  expect(await ana.call("search", { query: "is:late", after: null })).toMatchObject({
    refusal: { code: "malformed", field: "is:late" },
  })
})

test("[R162] a newer search by the same asker ends the older ones, and the newest is answered", async () => {
  await using hub = await startHub()
  const { ana, here } = await desk(hub)
  await ana.accepted(tiktok, say(here, "typing words"))
  await soon(ana, "typing", some(1))
  const jonas = await hub.person("Jonas Okafor")
  const typed = ["ty", "typ", "typi", "typin", "typing", "typing w"]
  const answers = (await Promise.all(typed.map((query) => jonas.raw("search", { query, after: null })))) as (
    CallResults["search"] | { refusal: { code: string } }
  )[]
  const last = answers.at(-1)!
  expect("hits" in last && textsOf(last.hits)).toEqual(["typing words"])
  const ended = answers.filter((each) => "refusal" in each)
  expect(ended.length).toBeGreaterThan(0)
  expect(new Set(ended.map((each) => "refusal" in each && each.refusal.code))).toEqual(new Set(["busy"]))
})

test("[R162][R243] while ten people search without a pause, a message is written and seen in less than a second", async () => {
  await using hub = await startHub()
  const { ana, dara, here } = await desk(hub)
  for (let turn = 0; turn < 10; turn++)
    await ana.accepted(tiktok, ...Array.from({ length: 50 }, (_none, index) => say(here, `boat ${turn} ${index}`)))
  await soon(dara, "boat 9 49", some(1))
  const searchers = await Promise.all(Array.from({ length: 10 }, () => hub.person("Mai Lund")))
  let [going, found] = [true, 0]
  const searching = searchers.map(async (each) => {
    while (going) found += (await search(each, "bo")).hits.length > 0 ? 1 : 0
  })
  for (let n = 0; n < 20 || found < 20; n++) {
    const startedMs = performance.now()
    const [seq] = await ana.accepted(tiktok, say(here, `while they search ${n}`))
    await dara.reaches(tiktok, seq!)
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  }
  going = false
  await Promise.all(searching)
})
