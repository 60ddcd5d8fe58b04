// Many readers in one process: frames are counted, not parsed. Runs as a child process, so that the receivers have one core and the
// server the other. Asked by parties.ts.
import { rawSocket } from "./raw-socket.ts"

export interface Crowd {
  url: string
  count: number
  /** the handshake's `auth`; plain Socket.IO needs none */
  auth: object | null
  /** the room to follow; null on plain Socket.IO */
  room: string | null
  /** where every reader begins; null at the start of the log */
  position: { seq: number; hash: string } | null
}

export interface Tally {
  bytes: number
  /** events received, all readers together */
  events: number
  /** sorted, from the stamp in an event's text to its receipt, ms */
  latencies: number[]
  /** of the receivers themselves, so far */
  cpuMs: number
}

/** of those who are live: whoever confirms before its handshake is over is cut off */
const sends = new Map<number, (message: string) => void>()
const seqs: number[] = []
let tally: Omit<Tally, "cpuMs"> = { bytes: 0, events: 0, latencies: [] }
let crowd: Crowd

const nowMs = () => Number(process.hrtime.bigint() / 1_000n) / 1_000
const seqMark = Buffer.from('"seq":')
const entriesMark = Buffer.from('],"entries":')

/** The stamp that a scene writes as `@<ms>@` into a text. */
function stamped(buffer: Buffer, from: number, to: number): void {
  for (const match of buffer.toString("latin1", from, to).matchAll(/@([0-9.]+)@/g))
    tally.latencies.push(nowMs() - Number(match[1]))
}

function received(index: number, buffer: Buffer, from: number, to: number): void {
  tally.bytes += to - from
  if (crowd.room === null) {
    tally.events += 1
    seqs[index]! += 1
  } else {
    // Entries that travel along come after the events and have a seq of their own.
    const entries = buffer.indexOf(entriesMark, from)
    const at = buffer.lastIndexOf(seqMark, entries > 0 && entries < to ? entries : to - 8)
    if (at < from) return
    const seq = parseInt(buffer.toString("latin1", at + 6, at + 18), 10)
    if (!(seq > seqs[index]!)) return
    tally.events += seq - seqs[index]!
    seqs[index] = seq
  }
  // One in ten tells the time: looking for stamps must not become the receivers' own load.
  if (index % 10 === 0) stamped(buffer, from, to)
}

const eventsStart = Buffer.from('42["events"')
const messageStart = Buffer.from('42["message"')
const startsWith = (buffer: Buffer, from: number, start: Buffer) =>
  buffer.compare(start, 0, start.length, from, Math.min(buffer.length, from + start.length)) === 0

function enter(index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const { url, auth, room, position } = crowd
    seqs[index] = position?.seq ?? 0
    const { send } = rawSocket(
      url,
      (buffer, from, to) => {
        if (startsWith(buffer, from, eventsStart) || startsWith(buffer, from, messageStart))
          return received(index, buffer, from, to)
        const frame = buffer.toString("utf8", from, to)
        if (frame.startsWith("0")) return send(`40${auth ? JSON.stringify(auth) : ""}`)
        if (frame.startsWith("44")) return reject(new Error(frame))
        if (frame.startsWith("40") && !room) return resolve()
        // Pages and snapshots ask for an acknowledgement: 42<id>["page",…]
        const asked = /^42(\d+)\[/.exec(frame.slice(0, 16))?.[1]
        if (asked) send(`43${asked}[]`)
        const name = frame.slice(frame.indexOf("[") + 2, frame.indexOf(",") - 1)
        if (name === "hello" && room && !position)
          return send(`420["open",${JSON.stringify({ room, position: { seq: 0, hash: "" } })}]`)
        if (name === "snapshot") seqs[index] = Number(/"position":\{"seq":(\d+)/.exec(frame)?.[1] ?? 0)
        if (name === "live" && frame.includes(`"${room}"`)) {
          sends.set(index, send)
          return resolve()
        }
        return name === "page" ? received(index, buffer, from, to) : undefined
      },
      () => reject(new Error(`reader ${index} was cut off`)),
    )
  })
}

const slices = 20
let slice = 0
// Each once a second, and not all at one moment: as a page does, whose first confirmation comes somewhere within its first second.
setInterval(() => {
  slice = (slice + 1) % slices
  if (!crowd?.room) return
  for (const [index, send] of sends)
    if (index % slices === slice) send(`42["confirm",{"${crowd.room}":${seqs[index]}}]`)
}, 1_000 / slices).unref()

process.on("message", (question: { crowd: Crowd } | "tally" | "reset") => {
  if (question === "tally") {
    const { user, system } = process.cpuUsage()
    const latencies = tally.latencies.sort((one, other) => one - other)
    return process.send?.({ ...tally, latencies, cpuMs: (user + system) / 1_000 } satisfies Tally)
  }
  if (question === "reset") {
    tally = { bytes: 0, events: 0, latencies: [] }
    return process.send?.({})
  }
  crowd = question.crowd
  const startedMs = performance.now()
  Promise.all(Array.from({ length: crowd.count }, (_, index) => enter(index))).then(
    () => process.send?.({ ms: performance.now() - startedMs }),
    (error: Error) => {
      console.error(error.message)
      process.exit(1)
    },
  )
})
process.send?.({})
