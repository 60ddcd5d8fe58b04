// The scenes of the bench: each plays one situation of the budgets and answers its figures. Called by main.ts.
import { nowMs, pause, quantile, Readers, stampedText, startHub, type Party, type Sender } from "./parties.ts"

export async function senders(party: Party, count: number): Promise<Sender[]> {
  return Promise.all(Array.from({ length: count }, () => party.sender()))
}

/** One room, flat out: CPU of the server per million deliveries, and bytes on the wire of one. */
export async function fanOut(start: () => Promise<Party>, readers: number, events: number) {
  const party = await start()
  const crowd = await Readers.enter(party, readers)
  const people = await senders(party, 4)
  await crowd.reset()
  const before = await party.child.usage()
  let sent = 0
  await Promise.all(
    people.map(async (person) => {
      while (sent < events) {
        sent += 32
        await person.say(Array.from({ length: 32 }, () => stampedText(party.textOf(500))))
      }
    }),
  )
  const { bytes, events: delivered } = await crowd.received(sent * readers)
  const cpuMs = (await party.child.usage()).cpuMs - before.cpuMs
  for (const person of people) person.leave()
  await crowd.leave()
  await party.stop()
  return { cpuMsPerMillion: (cpuMs / delivered) * 1e6, bytesPerDelivery: bytes / delivered }
}

/** A steady rate: CPU per million deliveries, and how long from proposal to receiver. `bytes`: of one event on the wire. */
export async function steady(
  start: () => Promise<Party>,
  readers: number,
  perSecond: number,
  seconds: number,
  bytes: number,
) {
  const party = await start()
  const crowd = await Readers.enter(party, readers)
  // One connection may make 40 calls a second.
  const people = await senders(party, 20)
  const warm = await steadily(people, perSecond, 1, party.textOf(bytes))
  await crowd.received(warm * readers)
  await crowd.reset()
  const before = await party.child.usage()
  const { cpuMs: beforeReceivers } = await crowd.tally()
  const sent = await steadily(people, perSecond, seconds, party.textOf(bytes))
  const { latencies, events, cpuMs: receiversMs } = await crowd.received(sent * readers)
  const cpuMs = (await party.child.usage()).cpuMs - before.cpuMs
  for (const person of people) person.leave()
  await crowd.leave()
  await party.stop()
  return {
    cpuMsPerMillion: (cpuMs / events) * 1e6,
    busy: cpuMs / (seconds * 1_000),
    receiversBusy: (receiversMs - beforeReceivers) / (seconds * 1_000),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  }
}

export async function steadily(
  people: readonly Sender[],
  perSecond: number,
  seconds: number,
  bytes: number,
): Promise<number> {
  const startMs = nowMs()
  const total = perSecond * seconds
  const under: Promise<number>[] = []
  // Messages come one by one, evenly; the next waits for no answer.
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((nowMs() - startMs) / 1_000) * perSecond) + 1)
    for (; sent < due; sent++) under.push(people[sent % people.length]!.say([stampedText(bytes)]))
    await pause(2)
  }
  await Promise.all(under)
  return total
}

/** Durable proposals a second, 64 people with 32 in flight each, nobody reading. */
export async function accepted(start: () => Promise<Party>, proposals: number) {
  const party = await start()
  const people = await senders(party, 64)
  const text = "x".repeat(party.textOf(500))
  const round = async (upTo: number) => {
    let done = 0
    let begun = 0
    const startedMs = performance.now()
    await Promise.all(
      people.map(async (person) => {
        while (begun < upTo) {
          begun += 32
          const more = await person.accept(Array.from({ length: 32 }, () => text))
          done += more
        }
      }),
    )
    return (done / (performance.now() - startedMs)) * 1_000
  }
  await round(proposals / 4)
  const perSecond = await round(proposals)
  for (const person of people) person.leave()
  await party.stop()
  return { perSecond }
}

/** A crowd that missed 100 events comes back at once while others write and read. */
export async function comeBack(readers: number) {
  const party = await startHub()
  const [writer] = await senders(party, 1)
  await writer!.say([stampedText(100)])
  const position = await positionOf(party)
  for (let sent = 0; sent < 100; sent += 20)
    await writer!.say(Array.from({ length: 20 }, () => stampedText(party.textOf(500))))
  const watching = await Readers.enter(party, 20)
  await watching.reset()
  let over = false
  const live = (async () => {
    while (!over) {
      await writer!.say([stampedText(party.textOf(500))])
      await pause(20)
    }
  })()
  const crowd = await Readers.enter(party, readers, position)
  over = true
  await live
  await pause(500)
  const { latencies } = await watching.tally()
  writer!.leave()
  await crowd.leave()
  await watching.leave()
  await party.stop()
  return { liveMs: crowd.liveMs, liveTrafficP99Ms: quantile(latencies, 0.99) }
}

async function positionOf(party: Party): Promise<{ seq: number; hash: string }> {
  const { io } = await import("socket.io-client")
  const socket = io(party.url, { transports: ["websocket"], forceNew: true, auth: { ...party.crowd.auth } })
  socket.on("snapshot", (_snapshot: unknown, confirm: () => void) => confirm())
  const live = new Promise<{ seq: number; hash: string }>((resolve) =>
    socket.on("live", (told: { position: { seq: number; hash: string } }) => resolve(told.position)),
  )
  socket.on("hello", () =>
    socket.emit("open", { room: party.crowd.room, position: { seq: 0, hash: "" } }, () => undefined),
  )
  const position = await live
  socket.disconnect()
  return position
}

/** Memory of the server for one more connection that only listens, bytes: a first crowd has filled what was free after the start. */
export async function idle(start: () => Promise<Party>, readers: number) {
  const party = await start()
  const first = await Readers.enter(party, readers)
  await pause(1_000)
  const before = await party.child.memory()
  const second = await Readers.enter(party, readers)
  await pause(2_000)
  const after = await party.child.memory()
  await first.leave()
  await second.leave()
  await party.stop()
  return { bytesPerConnection: (after - before) / readers }
}
