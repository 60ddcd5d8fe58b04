// The live door: Socket.IO connections, their handshake and their calls. Made by hub.ts. The wire is protocol/wire.ts.
// One wrapper registers every call: parses, checks the acknowledgement, limits the rate, catches everything. Rules R21-R29, R61, R62.
import type { IncomingMessage, Server as HttpServer } from "node:http"
import { Decoder } from "socket.io-parser"
import { Server, type Socket } from "socket.io"
import * as v from "valibot"
import type { Refusal } from "../../protocol/errors.ts"
import type { Position } from "../../protocol/event.ts"
import {
  calls,
  handshakeSchema,
  limits,
  protocolNumber,
  type CallName,
  type CallOf,
  type ConnectRefusal,
} from "../../protocol/wire.ts"
import type { Line } from "../engine/line.ts"
import { Encoded, publish, TextEncoder } from "../engine/publish.ts"
import { failAt } from "../store/fail-at.ts"
import { within } from "../store/within.ts"
import { Allowance } from "./allowance.ts"
import { isRefusal, parseCall } from "./parse-call.ts"

export interface Admitted {
  person: string
  session: string
  /** when the session ends by itself, ms since 1970 */
  untilMs: number
}

export interface SocketsParts {
  http: HttpServer
  /** the origins that a page may have; undefined where there is none (a program) is allowed */
  allowed(origin: string | undefined, host: string | undefined): boolean
  admit(token: string): Promise<Admitted | ConnectRefusal>
  connected(line: SocketLine, positions: Record<string, Position>): void
  disconnected(line: SocketLine): void
  call<K extends CallName>(name: K, line: SocketLine, value: CallOf<K>): Promise<object | Refusal>
  failed(where: string, error: unknown): void
  now(): number
}

const isCallName = (name: unknown): name is CallName => typeof name === "string" && Object.hasOwn(calls, name)
const closeMs = 2_000
const callsPerSecond = 40
const callsAtOnce = 120
/** Packets of any kind. A page that catches up acknowledges some hundred pages a second. */
const packetsPerSecond = 1_000
const packetsAtOnce = 4_000

/** A socket as a line, with who it belongs to. */
export class SocketLine implements Line {
  readonly id: string
  readonly person: string
  readonly session: string
  untilMs: number
  readonly socket: Socket
  readonly allowance = new Allowance(callsPerSecond, callsAtOnce)

  constructor(socket: Socket, { person, session, untilMs }: Admitted) {
    this.socket = socket
    this.id = socket.id
    this.person = person
    this.session = session
    this.untilMs = untilMs
  }

  get connected(): boolean {
    return this.socket.connected
  }

  send(event: string, json: string): void {
    this.socket.emit(event, new Encoded(json))
  }

  /** Rejects when it is late, and at once when the line is gone: what comes and goes must not be kept until it would be late. */
  confirmed(event: string, json: string, timeoutMs: number): Promise<void> {
    const { socket } = this
    if (!socket.connected) return Promise.reject(new Error("the line is gone"))
    const confirmation = Promise.withResolvers<void>()
    const gone = () => confirmation.reject(new Error("the line is gone"))
    const late = setTimeout(() => confirmation.reject(new Error("it was not confirmed in time")), timeoutMs)
    socket.once("disconnect", gone)
    socket.emit(event, new Encoded(json), () => confirmation.resolve())
    return confirmation.promise.finally(() => {
      clearTimeout(late)
      socket.off("disconnect", gone)
    })
  }

  join(room: string): void {
    void this.socket.join(room)
  }

  leave(room: string): void {
    void this.socket.leave(room)
  }

  backlog(): number {
    return (this.socket.conn as unknown as { writeBuffer?: unknown[] }).writeBuffer?.length ?? 0
  }

  /** `disconnect(true)` would keep what waits in the transport; this frees it. */
  terminate(): void {
    const { transport } = this.socket.conn as unknown as { transport?: { socket?: { terminate?(): void } } }
    if (transport?.socket?.terminate) transport.socket.terminate()
    else this.socket.disconnect(true)
  }

  end(reason: "signed-out" | "expired" | "restarting"): void {
    this.socket.emit("ended", { reason })
    this.socket.disconnect(true)
  }
}

export class Sockets {
  readonly io: Server
  readonly #parts: SocketsParts
  readonly #lines = new Map<string, SocketLine>()
  readonly #responses = new WeakMap<IncomingMessage, { req?: unknown }>()

  constructor(parts: SocketsParts) {
    this.#parts = parts
    this.io = new Server(parts.http, {
      transports: ["websocket"],
      allowUpgrades: false,
      allowEIO3: false,
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: limits.messageBytes,
      connectTimeout: 5_000,
      pingInterval: 20_000,
      pingTimeout: 15_000,
      parser: { Encoder: TextEncoder, Decoder },
      allowRequest: (request, answer) => answer(null, parts.allowed(request.headers.origin, request.headers.host)),
    })
    this.io.engine.use((request: IncomingMessage, response: object, next: () => void) => {
      this.#responses.set(request, response)
      next()
    })
    this.io.engine.on("connection", guardConnection)
    this.io.use((socket, next) => {
      this.#admit(socket).then(
        (refusal) => next(refusal && Object.assign(new Error(refusal.code), { data: refusal })),
        (error: unknown) => {
          parts.failed("handshake", error)
          next(Object.assign(new Error("unavailable"), { data: { code: "unavailable" } }))
        },
      )
    })
    this.io.on("connection", (socket) => this.#connected(socket))
  }

  lines(): Iterable<SocketLine> {
    return this.#lines.values()
  }

  publish(room: string, json: string): void {
    publish(this.io, room, json)
  }

  async close(): Promise<void> {
    for (const line of this.#lines.values()) line.end("restarting")
    // What carries signals between processes waits long for a store that stands still.
    await within(closeMs, this.io.close(), () => new Error("it did not close in time")).catch(() => undefined)
  }

  async #admit(socket: Socket): Promise<ConnectRefusal | undefined> {
    const parsed = v.safeParse(handshakeSchema, socket.handshake.auth)
    if (!parsed.success) {
      const issue = parsed.issues[0]
      return { code: "malformed", field: v.getDotPath(issue) ?? "auth", rule: issue.message }
    }
    const { token, protocol, positions } = parsed.output
    if (protocol !== protocolNumber) return { code: "outdated" }
    const admitted = await this.#parts.admit(token)
    if ("code" in admitted) return admitted
    socket.data = { admitted, positions }
    return undefined
  }

  #connected(socket: Socket): void {
    const { admitted, positions } = socket.data as { admitted: Admitted; positions: Record<string, Position> }
    const line = new SocketLine(socket, admitted)
    this.#lines.set(line.id, line)
    this.#letGo(socket)
    // One listener for every call: one of its own for each would be a third of what an idle connection costs.
    socket.onAny((name: unknown, ...args: unknown[]) => {
      if (!socket.connected) return
      if (isCallName(name)) this.#asked(line, name, args)
      else socket.disconnect(true)
    })
    socket.on("error", () => undefined)
    socket.on("disconnect", () => {
      this.#lines.delete(line.id)
      this.#guard("disconnect", () => this.#parts.disconnected(line))
    })
    this.#guard("connection", () => this.#parts.connected(line, positions))
  }

  /** What of the handshake would stay as long as the socket lives: the request with its headers, and the token. */
  #letGo(socket: Socket): void {
    const conn = socket.conn as { request?: IncomingMessage }
    const response = conn.request && this.#responses.get(conn.request)
    if (response) delete response.req
    delete conn.request
    socket.data = {}
    Object.assign(socket, { handshake: {} })
  }

  #guard(where: string, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#parts.failed(where, error)
    }
  }

  #asked<K extends CallName>(line: SocketLine, name: K, args: readonly unknown[]): void {
    const acknowledge = args.at(-1)
    const answer = (value: object) => {
      if (typeof acknowledge === "function") (acknowledge as (value: object) => void)(value)
    }
    // A call without an acknowledgement has nobody to tell; only `confirm` and `signal` may do without.
    if (typeof acknowledge !== "function" && name !== "confirm" && name !== "signal") return
    const retryMs = line.allowance.take(this.#parts.now())
    if (retryMs > 0) return answer({ refusal: { code: "too-fast", retryMs } })
    const parsed = parseCall(name, args[0])
    if (isRefusal(parsed)) return answer({ refusal: parsed })
    this.#parts.call(name, line, parsed).then(
      (result) => {
        answer(isRefusal(result) ? { refusal: result } : result)
        if (name === "propose") failAt("after-ack")
      },
      (error: unknown) => {
        const away = error instanceof Error && error.name === "StoreAway"
        if (!away) this.#parts.failed(name, error)
        answer({ refusal: { code: "unavailable" } })
      },
    )
  }
}

/** One CONNECT per connection, text only, and not without end: one transport must neither open thousands of sockets nor fill the loop. [R62][R300] */
function guardConnection(connection: {
  on(event: "packet", listener: (packet: { type: string; data?: unknown }) => void): void
  close(discard?: boolean): void
}): void {
  let connects = 0
  const allowance = new Allowance(packetsPerSecond, packetsAtOnce)
  connection.on("packet", ({ type, data }) => {
    if (allowance.take(performance.now()) > 0) return connection.close(true)
    if (type !== "message") return
    if (typeof data !== "string") return connection.close(true)
    if (data.startsWith("0") && ++connects > 1) connection.close(true)
    // Binary events and acknowledgements are not spoken here.
    if (data.startsWith("5") || data.startsWith("6")) connection.close(true)
  })
}
