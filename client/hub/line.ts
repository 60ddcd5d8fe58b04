// The client's one connection: opened with a token and the positions, opened again whatever cuts it; calls and their answers.
// Knows nothing of what is held. Used by hub.ts. Wire: protocol/wire.ts. Rules R26, R61.
import type { io, Socket } from "socket.io-client"
import type { Refusal } from "../../protocol/errors.ts"
import type { Position } from "../../protocol/event.ts"
import type { CallName, CallOf, CallResults, Pushes } from "../../protocol/wire.ts"
import type { Clock } from "./clock.ts"
import { Refused, type Session } from "./session.ts"

export type Takers = { [K in Exclude<keyof Pushes, "ended">]: (push: Pushes[K]) => void }

export interface LineParts {
  url: string
  io: typeof io
  clock: Clock
  session: Session
  /** the hub's time, ms since 1970 */
  now(): number
  /** the number that this client speaks */
  protocol: number
  /** the least time between two attempts */
  backoffMs: number
  positions(): Record<string, Position>
  take: Takers
  /** the line is there no more; it is tried again by itself */
  down(): void
  /** not before the page is loaded anew */
  outdated(): void
  /** the session is over */
  ended(): void
}

const callMs = 5_000
const openMs = 60_000
const againMs = 1_000
const refusedMs = 2_000

export class Line {
  readonly #parts: LineParts
  readonly #calls = new Set<(error: Error) => void>()
  #socket: Socket | undefined

  constructor(parts: LineParts) {
    this.#parts = parts
  }

  get connected(): boolean {
    return this.#socket?.connected === true
  }

  open(): void {
    const { url, io, backoffMs } = this.#parts
    const socket = io(url || undefined, {
      transports: ["websocket"],
      forceNew: true,
      reconnectionDelay: backoffMs,
      reconnectionDelayMax: 40 * backoffMs,
      randomizationFactor: 0.5,
      auth: (answer) => void this.#handshake(socket, answer),
    })
    this.#socket = socket
    this.#listen(socket)
  }

  close(): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.disconnect()
    this.#fail("closed")
  }

  /** One call and its answer; rejects when the line is cut, and when there is no answer in 5 s. */
  call<K extends CallName>(name: K, value: CallOf<K>): Promise<CallResults[K] | { refusal: Refusal }> {
    const socket = this.#socket
    if (!socket?.connected) return Promise.reject(new Error("offline"))
    return new Promise((resolve, reject) => {
      const done = () => (stop(), this.#calls.delete(fail))
      const fail = (error: Error) => (done(), reject(error))
      const stop = this.#parts.clock.after(name === "open" ? openMs : callMs, () => fail(new Error("no answer")))
      this.#calls.add(fail)
      socket.emit(name, value, (answer: CallResults[K] | { refusal: Refusal }) => (done(), resolve(answer)))
    })
  }

  /** A call that nobody waits for. */
  tell<K extends "confirm" | "signal">(name: K, value: CallOf<K>): void {
    if (this.connected) this.#socket?.emit(name, value)
  }

  async #handshake(socket: Socket, answer: (auth: object) => void): Promise<void> {
    const { session, protocol, positions, now } = this.#parts
    let token = ""
    try {
      token = await session.token(now())
    } catch (error) {
      if (socket === this.#socket && signedOut(error)) return this.#parts.ended()
      // No answer from the hub: the door says no to an empty token, and it is tried again.
    }
    answer({ token, protocol, positions: positions() })
  }

  #listen(socket: Socket): void {
    const { take, down, outdated, ended } = this.#parts
    for (const [name, taker] of Object.entries(take))
      socket.on(name, (push: unknown, confirm?: () => void) => {
        if (socket !== this.#socket) return
        ;(taker as (push: unknown) => void)(push)
        confirm?.()
      })
    socket.on("ended", ({ reason }: Pushes["ended"]) => {
      if (reason === "signed-out" || reason === "expired") ended()
      else if (reason === "outdated") outdated()
      // The hub closes the line when it restarts; Socket.IO would take that for a farewell.
      else this.#again(socket, this.#parts.backoffMs)
    })
    socket.on("disconnect", (reason) => {
      if (socket !== this.#socket) return
      this.#fail("cut")
      down()
      if (reason === "io server disconnect") this.#again(socket, againMs)
    })
    socket.on("connect_error", (error) => {
      const refusal = (error as { data?: Refusal }).data
      if (refusal?.code === "outdated") return outdated()
      if (refusal?.code === "signed-out") return void this.#renew(socket)
      down()
      if (refusal) this.#again(socket, refusedMs)
    })
  }

  #again(socket: Socket, ms: number): void {
    this.#parts.clock.after(ms, () => socket === this.#socket && !socket.connected && socket.connect())
  }

  /** The token was refused: it may only have run out. */
  async #renew(socket: Socket): Promise<void> {
    try {
      await this.#parts.session.renew()
      this.#again(socket, againMs)
    } catch (error) {
      if (socket !== this.#socket) return
      if (signedOut(error)) this.#parts.ended()
      else this.#again(socket, refusedMs)
    }
  }

  #fail(why: string): void {
    for (const fail of this.#calls) fail(new Error(why))
  }
}

export const signedOut = (error: unknown): boolean => error instanceof Refused && error.refusal.code === "signed-out"
