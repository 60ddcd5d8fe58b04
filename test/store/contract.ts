// The one suite that every store passes. Callers: sqlite.test.ts, mongo.test.ts. Rules R50-R55 in protocol/SPEC.md.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Entry } from "../../protocol/entries.ts"
import { chained } from "../../server/engine/chain.ts"
import type { Accounts } from "../../server/store/accounts.ts"
import type { FoundRow } from "../../server/store/found.ts"
import type { Row, Store } from "../../server/store/store.ts"

type Both = Store & Accounts

/** Rows for one room, chained, from a given seq on. */
export function rows(room: string, from: number, count: number, change: Partial<Row> = {}): Row[] {
  let hash = ""
  return Array.from({ length: count }, (_none, index) => {
    const row = chained(hash, {
      room,
      seq: from + index,
      id: randomUUID(),
      type: "message.sent",
      subject: "s1",
      target: null,
      by: `{"id":"p1","name":"Ana","organisation":"tiktok"}`,
      at: "2026-11-25T14:07:31.000Z",
      facts: `{"kind":"message"}`,
      words: `{"text":"${from + index}"}`,
      salt: "00",
    })
    hash = row.hash
    return { ...row, ...change }
  })
}

const entry = (subject: string, seq: number, open: boolean): Entry => ({
  kind: "person",
  subject,
  seq,
  open,
  dueAt: null,
  name: `n${seq}`,
  memberships: [],
  endedSessions: [],
})

const foundRow = (room: string, seq: number, n: number, ...terms: string[]): FoundRow & { terms: string[] } => ({
  room,
  seq,
  n,
  subject: "s1",
  kind: "message",
  at: `2026-11-25T14:07:${String(10 + seq).padStart(2, "0")}.000Z`,
  said: `{"texts":["${seq}.${n}"]}`,
  terms,
})

async function soon(holds: () => boolean): Promise<void> {
  for (const until = Date.now() + 8_000; !holds();) {
    if (Date.now() > until) throw new Error("it did not happen within 8 s")
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** `open` opens another handle on the same store each time. */
export function storeContract(open: () => Promise<Both>): void {
  let store: Both
  let other: Both
  const room = () => `org/r${randomUUID().slice(0, 8)}`

  beforeAll(async () => {
    store = await open()
    other = await open()
  })
  afterAll(() => Promise.all([store.close(), other.close()]))

  test("[R50] a turn is stored whole, and a number or an id that is taken refuses all of it", async () => {
    const name = room()
    const first = rows(name, 1, 3)
    expect(await store.append(first)).toBe("stored")
    expect(await store.append(rows(name, 3, 2))).toBe("conflict")
    expect(await store.append([...rows(name, 4, 1), { ...rows(name, 5, 1)[0]!, id: first[0]!.id }])).toBe("conflict")
    expect((await store.read(name, 0, 10)).map((row) => row.seq)).toEqual([1, 2, 3])
    expect(await store.append(rows(name, 4, 1))).toBe("stored")
  })

  test("[R50] a hole is refused", async () => {
    const name = room()
    expect(await store.append(rows(name, 2, 1))).toBe("conflict")
    expect(await store.read(name, 0, 10)).toEqual([])
  })

  test("[R50][R1] of two writers at the same number one wins, and the log stays dense", async () => {
    const name = room()
    const write = async (handle: Both) => {
      for (let wins = 0; wins < 15;) {
        const last = (await handle.read(name, 0, 100)).at(-1)?.seq ?? 0
        if ((await handle.append(rows(name, last + 1, 2))) === "stored") wins += 1
      }
    }
    await Promise.all([write(store), write(other)])
    expect((await store.read(name, 0, 100)).map((row) => row.seq)).toEqual(
      Array.from({ length: 60 }, (_none, index) => index + 1),
    )
  })

  test("[R51] bodies come back as the exact text", async () => {
    const name = room()
    const facts = `{"z":1,"a":{},"n":1.0,"big":12345678901234567890,"e":1e400,"u":"\\u00e9 é ئەمشەو","_id":"x","$set":1}`
    const [row] = rows(name, 1, 1, { facts, words: `{}` })
    await store.append([row!])
    expect((await other.read(name, 0, 1))[0]).toEqual(row)
    expect(await other.find(name, row!.id)).toEqual(row)
  })

  test("[R7] blanked words are gone, their digest stays", async () => {
    const name = room()
    const written = rows(name, 1, 3)
    await store.append(written)
    await store.blank(name, [2])
    const found = await other.read(name, 0, 3)
    expect(found.map((row) => row.words)).toEqual([written[0]!.words, null, written[2]!.words])
    expect(found[1]!.wordsDigest).toBe(written[1]!.wordsDigest)
    expect(await store.wordless(name, [1, 2, 3, 99])).toEqual([2])
    expect(await store.wordless(room(), [1, 2, 3])).toEqual([])
  })

  test("[R1] pages, targets, counts and heads answer from one room and subject alone", async () => {
    const name = room()
    await store.append(rows(name, 1, 4))
    await store.append([{ ...rows(name, 5, 1)[0]!, type: "message.edited", target: 2 }])
    await store.append([{ ...rows(name, 6, 1)[0]!, subject: "s2" }])
    expect((await store.page(name, "s1", ["message.sent"], 0, 2)).map((row) => row.seq)).toEqual([4, 3])
    expect((await store.page(name, "s1", ["message.sent"], 3, 9)).map((row) => row.seq)).toEqual([2, 1])
    expect((await store.targeting(name, 1, 3)).map((row) => row.seq)).toEqual([5])
    expect(await store.count(name, "s1", "message.sent", 3)).toBe(3)
    expect((await store.heads([name])).get(name)?.seq).toBe(6)
    expect((await store.heads()).has(name)).toBe(true)
  })

  test("[R52] a stored entry is never overwritten by an older one, and goes when it is dropped", async () => {
    const name = room()
    const row = { room: name, hash: "h", slice: { numbered: 1, leads: 0 }, fold: 1 }
    await store.saveState({ ...row, seq: 5 }, [entry("a", 5, true), entry("b", 3, false), entry("c", 4, false)])
    await other.saveState({ ...row, seq: 4 }, [entry("a", 4, false)])
    expect((await store.loadRoom(name))?.seq).toBe(5)
    expect((await store.loadEntry(name, "a"))?.seq).toBe(5)
    expect((await store.loadOpen(name)).map((each) => each.subject)).toEqual(["a"])
    expect((await store.loadClosed(name, 0, 9)).map((each) => each.subject)).toEqual(["c", "b"])
    expect((await store.loadClosed(name, 4, 9)).map((each) => each.subject)).toEqual(["b"])
    await store.dropState(name)
    expect(await store.loadRoom(name)).toBeUndefined()
    expect(await store.loadOpen(name)).toEqual([])
  })

  test("[R53] an append by any handle wakes every watcher", async () => {
    const name = room()
    const woken = new Map<Both, number>()
    const stops = [store, other].map((handle) =>
      handle.watch((each, seq) => each === name && woken.set(handle, seq ?? 0)),
    )
    await soon(() => true)
    for (let seq = 1; (woken.get(other) ?? 0) < 1 && seq < 60; seq++) {
      await store.append(rows(name, seq, 1))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await soon(() => (woken.get(other) ?? 0) > 0)
    for (const stop of stops) stop()
  })

  test("[R55] marks and cursors only grow; scratch is one row a person and key", async () => {
    const name = room()
    await store.setMark("p1", name, { subject: "s1", seq: 5, messages: 2 })
    expect(await other.setMark("p1", name, { subject: "s1", seq: 3, messages: 1 })).toEqual({
      subject: "s1",
      seq: 5,
      messages: 2,
    })
    expect(await store.marks("p2", name)).toEqual([])
    await store.setCursor("r", name, 7)
    await store.setCursor("r", name, 6)
    expect(await store.cursor("r", name)).toBe(7)
    const key = `thread ${name}`
    await store.keep("p1", key, "one")
    await other.keep("p1", key, "two")
    expect((await store.kept("p1", key)).map((each) => each.text)).toEqual(["two"])
    expect(await store.kept("p2", key)).toEqual([])
    await store.keep("p1", key, "")
    expect(await store.kept("p1", key)).toEqual([])
  })

  const asked = (room: string, ...all: string[]) => ({
    room,
    all,
    any: [] as string[][],
    since: null as string | null,
    until: null as string | null,
    below: null as { seq: number; n: number } | null,
    limit: 10,
  })
  const places = (found: readonly FoundRow[]) => found.map(({ seq, n }) => `${seq}.${n}`)

  test("[R159] what is found has every term, stands in the one room, and comes newest first", async () => {
    const [name, elsewhere] = [room(), room()]
    const put = [
      foundRow(name, 1, 0, "tboat", "tprice"),
      foundRow(name, 2, 1, "tboat", "tred"),
      foundRow(name, 2, 2, "tboat", "tblue"),
      foundRow(name, 4, 0, "tprice", "tred"),
      foundRow(name, 9, 0, "tboat", "tprice"),
    ]
    expect(await store.found.fill(name, 0, 9, { put, drop: [] })).toBe(true)
    expect(await other.found.fill(elsewhere, 0, 3, { put: [foundRow(elsewhere, 3, 0, "tboat")], drop: [] })).toBe(true)
    const find = async (change: object, ...all: string[]) =>
      places(await other.found.find({ ...asked(name, ...all), ...change }))
    expect(await find({}, "tboat")).toEqual(["9.0", "2.2", "2.1", "1.0"])
    expect(await find({}, "tboat", "tprice")).toEqual(["9.0", "1.0"])
    expect(await find({ any: [["tred", "tblue"]] }, "tboat")).toEqual(["2.2", "2.1"])
    expect(await find({ limit: 2 }, "tboat")).toEqual(["9.0", "2.2"])
    expect(await find({ below: { seq: 2, n: 2 } }, "tboat")).toEqual(["2.1", "1.0"])
    expect(await find({ below: { seq: 1, n: 0 } }, "tboat")).toEqual([])
    expect(await find({ until: put[2]!.at }, "tboat")).toEqual(["2.2", "2.1", "1.0"])
    expect(await find({ since: put[2]!.at }, "tboat")).toEqual(["9.0", "2.2", "2.1"])
    expect(await find({ since: put[2]!.at, until: put[3]!.at }, "tboat")).toEqual(["2.2", "2.1"])
    expect(await find({ until: "2026-01-01T00:00:00.000Z" }, "tboat")).toEqual([])
    expect(await find({ since: "2027-01-01T00:00:00.000Z" }, "tboat")).toEqual([])
    const { terms: _terms, ...whole } = put[0]!
    expect((await store.found.find(asked(name, "tboat", "tprice")))[1]).toEqual(whole)
  })

  test("[R160] rows change only together with how far they go, so that a slow process brings nothing back", async () => {
    const name = room()
    const said = async (...all: string[]) => (await store.found.find(asked(name, ...all))).map((each) => each.said)
    const first = foundRow(name, 1, 0, "tsecret")
    expect(await store.found.fill(name, 0, 5, { put: [first, foundRow(name, 5, 0, "tplain")], drop: [] })).toBe(true)
    expect(await other.found.fill(name, 5, 7, { put: [], drop: [{ seq: 1, n: 0 }] })).toBe(true)
    expect(await said("tsecret")).toEqual([])
    expect(await store.found.fill(name, 5, 6, { put: [first], drop: [] })).toBe(false)
    expect(await store.found.fill(name, 0, 6, { put: [first], drop: [] })).toBe(false)
    expect(await said("tsecret")).toEqual([])
    expect(await store.found.filled(name)).toBe(7)
    // An edit keeps its place and is found by its new terms alone.
    const edited = { ...foundRow(name, 5, 0, "tother"), said: `{"texts":["edited"]}` }
    expect(await store.found.fill(name, 7, 8, { put: [edited, foundRow(name, 8, 0, "tother")], drop: [] })).toBe(true)
    expect(await said("tplain")).toEqual([])
    expect(await said("tother")).toEqual([`{"texts":["8.0"]}`, edited.said])
    await other.found.forget(name)
    expect(await said("tother")).toEqual([])
    expect(await store.found.filled(name)).toBe(0)
    expect(await store.found.fill(name, 0, 1, { put: [first], drop: [] })).toBe(true)
    expect(await said("tsecret")).toEqual([first.said])
  })

  test("[R160] of two that fill at once one moves on at a time, and nothing is twice", async () => {
    const name = room()
    const fillAll = async (handle: Both) => {
      for (let at = 0; at < 30; at = await handle.found.filled(name))
        await handle.found.fill(name, at, at + 1, { put: [foundRow(name, at + 1, 0, "tall")], drop: [] })
    }
    await Promise.all([fillAll(store), fillAll(other)])
    const found = await store.found.find({ ...asked(name, "tall"), limit: 100 })
    expect(places(found)).toEqual(Array.from({ length: 30 }, (_none, index) => `${30 - index}.0`))
  })

  test("[R64] a login is taken once, and of two rotations of one refresh secret one wins", async () => {
    const account = { person: randomUUID(), login: `${randomUUID()}@example`, passwordHash: "x" }
    expect(await store.addAccount(account)).toBe(true)
    expect(await other.addAccount({ ...account, person: randomUUID() })).toBe(false)
    expect((await other.account(account.login))?.person).toBe(account.person)
    const at = new Date().toISOString()
    const id = randomUUID()
    await store.addSession({
      id,
      person: account.person,
      refreshHash: "a",
      previousHash: null,
      rotatedAt: at,
      createdAt: at,
      lastUsedAt: at,
      endedAt: null,
      device: "",
    })
    const wins = await Promise.all([store.rotate(id, "a", "b", at), other.rotate(id, "a", "c", at)])
    expect(wins.filter(Boolean)).toHaveLength(1)
    expect(await store.endSession(id, at)).toBe(true)
    expect(await other.endSession(id, at)).toBe(false)
    expect(await store.rotate(id, "b", "d", at)).toBe(false)
  })

  test("[R180][R181][R182] a second factor is confirmed once; a step, and a recovery code, has one winner", async () => {
    const person = randomUUID()
    const at = new Date().toISOString()
    await store.offerSecondFactor(person, "sealed one")
    await other.offerSecondFactor(person, "sealed two")
    expect(await store.secondFactor(person)).toEqual({ person, secret: "sealed two", confirmedAt: null, usedStep: 0 })
    const confirmed = await Promise.all([
      store.confirmSecondFactor(person, 7, at, ["a", "b"]),
      other.confirmSecondFactor(person, 7, at, ["c", "d"]),
    ])
    expect(confirmed.filter(Boolean)).toHaveLength(1)
    const [mine, others] = confirmed[0] ? ["a", "c"] : ["c", "a"]
    await store.offerSecondFactor(person, "sealed three")
    expect(await other.secondFactor(person)).toMatchObject({ secret: "sealed two", confirmedAt: at, usedStep: 7 })
    expect([await store.spendStep(person, 7), await store.spendStep(person, 6)]).toEqual([false, false])
    const steps = await Promise.all([store.spendStep(person, 8), other.spendStep(person, 8)])
    expect(steps.filter(Boolean)).toHaveLength(1)
    expect(await store.spendRecoveryCode(person, others)).toBe(false)
    expect(await store.spendRecoveryCode(randomUUID(), mine)).toBe(false)
    const codes = await Promise.all([store.spendRecoveryCode(person, mine), other.spendRecoveryCode(person, mine)])
    expect(codes.filter(Boolean)).toHaveLength(1)
    await other.dropSecondFactor(person)
    expect(await store.secondFactor(person)).toBeUndefined()
    expect(await store.spendRecoveryCode(person, mine === "a" ? "b" : "d")).toBe(false)
  })

  test("[R183] a person has one link, and of two who use it one wins", async () => {
    const person = randomUUID()
    const expiresAt = new Date().toISOString()
    const [first, second] = [randomUUID(), randomUUID()]
    await store.setLink({ person, hash: first, expiresAt })
    await other.setLink({ person, hash: second, expiresAt })
    expect(await store.link(first)).toBeUndefined()
    expect(await store.link(second)).toEqual({ person, hash: second, expiresAt })
    const spent = await Promise.all([store.spendLink(second), other.spendLink(second)])
    expect(spent.filter(Boolean)).toHaveLength(1)
    expect(await other.link(second)).toBeUndefined()
    const account = { person, login: `${person}@example`, passwordHash: null }
    expect(await store.addAccount(account)).toBe(true)
    expect(await other.accountOf(person)).toEqual(account)
    await other.setPassword(person, "chosen")
    expect((await store.account(account.login))?.passwordHash).toBe("chosen")
  })

  test("[R199] of all who ask for a lease one gets it, until its end; its owner may move the end", async () => {
    const id = `mail ${randomUUID()}`
    const now = Date.now()
    const [first, second] = ["one", "two"].map((owner) => ({ id, owner, untilMs: now + 60_000 }))
    const wins = await Promise.all([store.lease(first!, now), other.lease(second!, now)])
    expect(wins.filter(Boolean)).toHaveLength(1)
    const [won, lost] = wins[0] ? [first!, second!] : [second!, first!]
    expect(await other.leases(id, now)).toEqual([won])
    expect(await store.lease(lost, now + 59_999)).toBe(false)
    expect(await other.lease({ ...won, untilMs: now + 90_000 }, now)).toBe(true)
    expect(await store.lease(lost, now + 60_001)).toBe(false)
    expect(await store.leases(id, now + 90_001)).toEqual([])
    const again = { ...lost, untilMs: now + 120_000 }
    const later = await Promise.all([
      store.lease(again, now + 90_001),
      other.lease({ ...again, owner: "three" }, now + 90_001),
    ])
    expect(later.filter(Boolean)).toHaveLength(1)
    expect((await store.leases("mail ", now + 90_001)).map((lease) => lease.id)).toContain(id)
  })

  test("[R54] what is written first stands: the mode and the secret of a store", async () => {
    const key = randomUUID()
    expect(await store.setMeta(key, "one")).toBe("one")
    expect(await other.setMeta(key, "two")).toBe("one")
    expect(Math.abs((await store.now()) - Date.now())).toBeLessThan(2_000)
  })
}
