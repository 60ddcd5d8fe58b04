// Joins the parts into one running hub. Called by main.ts, cli/serve.ts and the tests, which pass another clock or store.
import { randomUUID } from "node:crypto"
import { createServer as createHttp, type Server as HttpServer } from "node:http"
import { createServer as createHttps } from "node:https"
import { readFileSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { createAdapter } from "@socket.io/mongo-adapter"
import { accessRoom, agencyRoom } from "../protocol/event.ts"
import { OtherSide } from "./demo/other-side.ts"
import { demoAccess, demoContent } from "./demo/play.ts"
import { calls } from "./edge/calls.ts"
import { httpApp } from "./edge/http.ts"
import { ReadingLog } from "./edge/reading-log.ts"
import { Metrics } from "./edge/metrics.ts"
import { OwnMachines } from "./edge/own-machines.ts"
import { Signals } from "./edge/signals.ts"
import { Sockets, type SocketLine } from "./edge/sockets.ts"
import { Contact } from "./engine/contact.ts"
import { inOnePiece } from "./engine/publish.ts"
import { Push } from "./engine/push.ts"
import { Rooms } from "./engine/rooms.ts"
import { noteHeads } from "./engine/verify.ts"
import { identity } from "./identity/identity.ts"
import { Leavers } from "./identity/leavers.ts"
import { hubSecret } from "./identity/secret.ts"
import { errorFact, makeLog } from "./log.ts"
import { Attendance } from "./notices/attendance.ts"
import { Mail } from "./notices/mail.ts"
import { endClaimsOfLeavers } from "./reactions/leavers.ts"
import { writeDue } from "./reactions/due.ts"
import { deliver } from "./reactions/deliver.ts"
import { duplicates } from "./reactions/duplicates.ts"
import { calendarIn } from "./reactions/hours.ts"
import { receiveLead } from "./reactions/lead.ts"
import { parts } from "./reactions/parts.ts"
import { readersLeft, readings } from "./reactions/readings.ts"
import { Reactions } from "./reactions/run.ts"
import { SearchReader } from "./search/reader.ts"
import { Search } from "./search/search.ts"
import type { Settings } from "./settings.ts"
import { openStore } from "./store/open.ts"

export interface HubParts {
  /** ms since 1970 */
  now?: () => number
  /** whether evaluation mode fills an empty store with referrals */
  content?: boolean
}

export interface Hub {
  /** where people find it */
  url: string
  /** where it listens: behind a proxy something else */
  address: string
  rooms: Rooms
  stop(): Promise<void>
}

const page = new URL("../dist", import.meta.url).pathname

export async function startHub(settings: Settings, { now = Date.now, content = true }: HubParts = {}): Promise<Hub> {
  const log = makeLog(settings.logLevel)
  const metrics = new Metrics()
  const failed = (where: string, error: unknown) => {
    metrics.failures.inc()
    log.error("a fault was caught", { where, error: errorFact(error) })
  }
  const store = await openStore({ mongoUri: settings.mongoUri, folder: settings.dataFolder, mode: settings.mode })
  const faults = new Set<string>()
  // Demo content is written as if in the past; nothing else moves the hub's clock.
  let agoMs = 0
  const rooms: Rooms = new Rooms({
    store,
    inContact: () => contact.held(),
    now: () => now() - agoMs,
    broken: (_room, what) => {
      faults.add("a log is damaged or of a newer version: run hub verify")
      log.error("a room stopped", { error: what.slice(0, 200) })
    },
    counted: (what, value = 1) => {
      if (what === "accepted") metrics.accepted.inc(value)
      else if (what === "refused") metrics.refused.inc()
      else if (what === "away") metrics.away.inc()
      else metrics.turnSeconds.observe(value)
    },
  })
  const contact: Contact = new Contact({ store, now, compare: () => rooms.compare() })
  const { tokens, sessions, factors, door, people } = identity({
    accounts: store,
    secret: await hubSecret(store, settings.secret),
    now,
    access: rooms.access,
    propose: (person, proposals) => rooms.propose(person, accessRoom, proposals),
  })
  const leavers = new Leavers({ people, access: rooms.access, store, now })
  const every = (ms: number, what: string, work: () => unknown) =>
    setInterval(
      () =>
        void Promise.resolve()
          .then(work)
          .catch((error: unknown) => failed(what, error)),
      ms,
    )
  await rooms.start()
  await contact.look()
  await leavers.tidy()
  const timers = [every(250, "contact", () => contact.look())]
  if (settings.mode === "evaluation") await demoAccess(rooms)

  const notReady = () => {
    const reasons = [...faults, ...contact.reasons()]
    if (stopping) reasons.push("it is stopping")
    if (rooms.access.people().length === 0) reasons.push("nobody can sign in yet: run hub create-admin")
    return reasons
  }
  const allowed = (origin: string | undefined, host: string | undefined) => {
    const { port } = http.address() as AddressInfo
    if (settings.origin) return origin === undefined || origin === settings.origin
    const own = [`127.0.0.1:${port}`, `localhost:${port}`]
    return own.includes(host ?? "") && (origin === undefined || own.some((each) => origin === `http://${each}`))
  }
  const app = httpApp({
    page,
    metrics,
    metricsToken: settings.metricsToken,
    notReady,
    allowed,
    failed,
    mode: settings.mode,
    proxy: settings.tls === "proxy",
    access: rooms.access,
    sessions,
    door,
    factors,
    people,
    leavers,
    otherSide: settings.mode === "evaluation" ? new OtherSide(rooms, now) : undefined,
  })
  const http: HttpServer =
    typeof settings.tls === "object"
      ? createHttps({ cert: readFileSync(settings.tls.cert), key: readFileSync(settings.tls.key) }, app)
      : createHttp(app)
  let stopping = false

  const hello = (line: { person: string }) => ({
    person: { id: line.person, name: rooms.access.person(line.person)?.name ?? "" },
    at: new Date(now()).toISOString(),
    rooms: rooms.access.rooms(line.person),
    mode: settings.mode,
    clocks: settings.clocks,
  })
  const readingLog = new ReadingLog(rooms, now)
  const push: Push = new Push({
    rooms,
    store,
    now,
    publish: (room, json) => sockets.publish(room, json),
    here: (room) => signals.here(room),
    noted: (actor, room) => readingLog.allows(actor, room),
    contact,
    greet: (line) => line.send("hello", JSON.stringify(hello(line))),
  })
  const call = calls({
    rooms,
    store,
    push,
    sessions,
    leavers,
    contact,
    search: new Search(rooms, store, now),
    now,
    readingLog,
    signal: (...facts) => (metrics.signals.inc(), signals.send(...facts)),
    own: {
      marked: (...told) => own.marked(...told),
      kept: (...told) => own.kept(...told),
    },
  })
  const sockets = new Sockets({
    http,
    now,
    allowed,
    failed,
    call,
    async admit(token) {
      if (!contact.held()) return { code: "unavailable" }
      const facts = tokens.read(token)
      const session = facts && (await sessions.find(facts.session))
      if (!facts || !session || !rooms.access.person(facts.person)) return { code: "signed-out" }
      return { person: facts.person, session: facts.session, untilMs: sessions.until(session) }
    },
    connected(line, positions) {
      metrics.sockets.inc()
      // Asked again without an await in between: the session may have ended while the handshake was under way. [R23]
      const person = rooms.access.person(line.person)
      if (!person || person.endedSessions.includes(line.session) || stopping) return line.end("signed-out")
      push.add(line)
      line.send("hello", JSON.stringify(hello(line)))
      for (const [room, position] of Object.entries(positions))
        void push.open(line, room, position).then((answer) => {
          if (answer === "gone" && line.connected) line.send("gone", JSON.stringify({ room }))
        })
    },
    disconnected(line) {
      metrics.sockets.dec()
      push.remove(line)
      signals.left(line)
    },
  })
  // Typing and presence reach the people of other processes this way; facts are read from the log itself.
  const crossing = store.signals?.()
  if (crossing)
    sockets.io.adapter(createAdapter(crossing as Parameters<typeof createAdapter>[0], { addCreatedAtField: true }))
  const near = { io: sockets.io, crosses: crossing !== undefined, contact }
  inOnePiece(sockets.io)
  const signals: Signals = new Signals(near)
  const linesOf = (person: string) => push.linesOf(person) as Iterable<SocketLine>
  const own: OwnMachines = new OwnMachines({ ...near, access: rooms.access, linesOf })

  const endEnded = (person: string) => {
    const ended = rooms.access.person(person)?.endedSessions ?? []
    for (const line of linesOf(person)) if (ended.includes(line.session)) line.end("signed-out")
  }
  rooms.onCommit(({ room, changed }) => {
    if (room === accessRoom) for (const { subject } of changed) endEnded(subject)
  })
  rooms.onCommit((committed) => push.committed(committed))
  const agencies = () => {
    const all = rooms.access.organisations().filter((each) => each.organisation === "agency")
    return all.map((each) => agencyRoom(each.subject))
  }
  const hoursIn = calendarIn(rooms)
  const reactions = new Reactions(rooms, store, [
    deliver(settings.clocks, hoursIn),
    parts(agencies),
    receiveLead(settings.clocks, hoursIn, agencies),
    duplicates,
    readings,
    readersLeft,
  ])
  reactions.start()
  const searchReader = new SearchReader(rooms, store, (error) => failed("search", error))
  await searchReader.start()
  const attendance = new Attendance({
    rooms,
    store,
    now,
    here: (person, room) => [...push.linesOf(person)].some((line) => push.follows(line, room)),
  })
  if (settings.mode === "evaluation" && content) {
    const played = await demoContent({ rooms, store, now, ago: (ms) => (agoMs = ms) })
    if (played) await attendance.pretend()
  }

  let mail: Mail | undefined
  timers.push(
    every(100, "backlog", () => push.sweepBacklog()),
    every(1_000, "late", () => push.sweepLate()),
    every(1_000, "clocks", () => writeDue(rooms, now())),
    every(1_000, "leavers", () => endClaimsOfLeavers(rooms)),
    every(3_600_000, "left work", () => leavers.tidy()),
    every(1_000, "attendance", () => attendance.look()),
    every(1_000, "mail", () => mail?.look()),
    every(1_000, "sessions", async () => {
      for (const line of [...sockets.lines()].filter((each) => now() > each.untilMs)) {
        // The person may have acted in another tab, or over HTTP.
        const session = await sessions.find(line.session)
        if (session) line.untilMs = sessions.until(session)
        else line.end("expired")
      }
    }),
    every(30_000, "tidy", () => rooms.tidy((room) => push.inUse(room))),
    every(60_000, "heads", () => noteHeads(store, settings.headsFile, new Date(now()).toISOString())),
  )
  // A thousand clients come back at once: Node's own queue of 511 would drop some of them for seconds.
  const where = { port: settings.port, host: settings.host, backlog: 4_096 }
  await new Promise<void>((resolve, reject) => http.once("error", reject).listen(where, resolve))
  const { port } = http.address() as AddressInfo
  const scheme = typeof settings.tls === "object" ? "https" : "http"
  const address = `${scheme}://${settings.host === "0.0.0.0" ? "127.0.0.1" : settings.host}:${port}`
  const url = settings.origin ?? address
  if (settings.mail) {
    const reached = (subject: string) => attendance.reached(subject)
    const parts = { ...settings.mail, rooms, store, now, owner: randomUUID(), url, reached }
    mail = new Mail({ ...parts, failed: (error) => failed("mail", error) })
  }
  log.info("listening", { url, store: store.kind, mode: settings.mode })

  return {
    url,
    address,
    rooms,
    async stop() {
      stopping = true
      for (const timer of timers) clearInterval(timer)
      await Promise.all([reactions.stop(), searchReader.stop(), mail?.stop(), sockets.close()])
      if (await rooms.stop())
        await noteHeads(store, settings.headsFile, new Date(now()).toISOString()).catch(() => undefined)
      await store.close()
      log.info("stopped")
    },
  }
}
