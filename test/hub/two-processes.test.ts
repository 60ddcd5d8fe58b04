// Two hubs as processes of their own on one store, with people on either, and the command line as a third. Both stores.
// Rules R1, R3, R22, R37, R46, R53, R239.
import { expect, inject, test } from "vitest"
import { RunningHub } from "../browser/desk.ts"
import { HubPerson, type Grant } from "./hub-person.ts"
import { Ledger } from "./ledger.ts"
import { enter, placeFor, referral, remove, soon, verb } from "./processes.ts"
import { act, ruleOf, say, tiktok } from "./start-hub.ts"

const mongoUri = inject("mongoUri")

for (const kind of mongoUri ? (["SQLite", "MongoDB"] as const) : (["SQLite"] as const)) {
  test(`${kind}: [R1][R3][R22][R37][R46][R53][R239] people of two processes write at once into one log, and a right that a third takes ends at both`, async () => {
    const place = placeFor(kind, mongoUri)
    await using one = await RunningHub.start(place.env)
    await using other = await RunningHub.start(place.env)
    const subject = await referral(one)
    const ledger = new Ledger(subject)
    const [ana, phone] = [await enter(one, "Ana Rahimi"), await enter(other, "Ana Rahimi")]
    const [jonas, mai] = [await enter(other, "Jonas Okafor"), await enter(other, "Mai Lund")]
    for (const each of [phone, jonas, mai]) await each.seesReferral(tiktok, subject)
    await Promise.all(
      [ana, jonas, mai].map(async (person) => {
        for (let n = 0; n < 20; n++) expect(await ledger.post(person, 1 + (n % 5))).toBe(true)
      }),
    )
    const claims = await Promise.all([ana, jonas].map((each) => each.propose(tiktok, act("claim.made", subject))))
    expect(new Set(claims.flat().map(ruleOf))).toEqual(new Set(["already-claimed", undefined]))
    const twice = act("message.sent", subject, { kind: "question" }, { text: "the same at both" })
    const answers = await Promise.all([ana, phone].map((each) => each.propose(tiktok, twice)))
    expect(answers[0]).toEqual(answers[1])
    // Only a store that several machines share carries signals.
    if (kind === "MongoDB") {
      ana.socket.emit("signal", { room: tiktok, subject, signal: "typing" })
      await jonas.seesFrame("signal", ({ signal }: { signal: string }) => signal === "typing")
      // What a person does for themselves alone reaches their machine at the other process. [R239]
      await ana.call("keep", { key: `follow ${tiktok} ${subject}`, text: "yes" })
      await ana.call("mark", { room: tiktok, subject, seq: 1 })
      await phone.seesFrame("kept", ({ text }: { text: string }) => text === "yes")
      await phone.seesFrame("mark", ({ room }: { room: string }) => room === tiktok)
      expect(jonas.frames.filter(({ event }) => event === "kept" || event === "mark")).toEqual([])
    }

    await remove(place, "Mai Lund", "tiktok")
    await mai.seesFrame("gone", ({ room }: { room: string }) => room === tiktok)
    expect(await ledger.post(ana, 1, "canary-elsewhere")).toBe(true)
    for (const each of [ana, phone, jonas]) await each.reaches(tiktok, ledger.last)
    expect(await mai.call("propose", { room: tiktok, proposals: [say(subject, "x")] })).toEqual({
      refusal: { code: "gone" },
    })
    expect(mai.bytes.join("\n")).not.toContain("canary-elsewhere")
    for (const each of [ana, phone, jonas, mai]) each.leave()
    for (const each of [one, other]) expect(await each.stop("SIGTERM")).toBe(0)
    ledger.also(twice, answers[0]![0]!)
    await ledger.check(place, [ana, phone, jonas])
  })

  test(`${kind}: [R22] a person whom the command line adds or removes while the hub runs can come in, and is out, without a restart`, async () => {
    const place = placeFor(kind, mongoUri)
    await using hub = await RunningHub.start(place.env)
    const subject = await referral(hub)
    const login = "nora@tiktok.example"
    const password = "a long password of nora"
    const who = ["--login", login, "--organisation", "tiktok"]
    const signIn = () =>
      fetch(`${hub.url}/api/sign-in`, {
        method: "POST",
        headers: { origin: hub.url, "content-type": "application/json" },
        body: JSON.stringify({ login, password }),
      })
    expect((await signIn()).status).not.toBe(200)
    const added = await verb(
      place,
      ["add-person", ...who, "--name", "Nora Feld", "--roles", "moderator", "--password"],
      password,
    )
    expect(added).toBe(`Nora Feld can sign in as ${login}.\n`)
    let response = await signIn()
    await soon("she can sign in", async () => response.ok || (response = await signIn()).ok)
    const grant = (await response.json()) as Omit<Grant, "url" | "cookie" | "setCookie">
    const nora = new HubPerson({ ...grant, url: hub.url, cookie: "", setCookie: "" })
    await nora.connect()
    await nora.openAll()
    await nora.accepted(tiktok, say(subject, "good morning"))

    expect(await verb(place, ["remove-person", ...who])).toBe("Nora Feld is no longer in tiktok.\n")
    await nora.fact(() => !nora.connected)
    expect(nora.ended).toBe("signed-out")
    const ana = await enter(hub, "Ana Rahimi")
    await ana.accepted(tiktok, say(subject, "canary-after"))
    expect(nora.bytes.join("\n")).not.toContain("canary-after")
    expect((await signIn()).status).not.toBe(200)
    await expect(verb(place, ["remove-person", ...who])).rejects.toThrow("Nora Feld has no role in tiktok")
    for (const each of [nora, ana]) each.leave()
  })
}
