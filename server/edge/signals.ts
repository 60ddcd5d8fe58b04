// Typing and presence: volatile, never stored, to those who may open the room. Called by calls.ts and hub.ts. [R46]
// Signals may cross processes by Socket.IO's adapter, from hub to hub; facts never do. Each hub tells its own people, and only while
// it knows who still may hear it. [R16]
import type { Server, Socket } from "socket.io"
import type { By } from "../../protocol/event.ts"
import type { Here, Pushes } from "../../protocol/wire.ts"
import type { Contact } from "../engine/contact.ts"
import type { Line } from "../engine/line.ts"

type Signal = Pushes["signal"]
type Near = Server["local"]

export interface SignalsParts {
  io: Server
  /** whether the adapter reaches other processes */
  crosses: boolean
  contact: Pick<Contact, "held" | "regained">
}

export class Signals {
  readonly #parts: SignalsParts
  /** room, then line id */
  readonly #here = new Map<string, Map<string, Here>>()

  constructor(parts: SignalsParts) {
    this.#parts = parts
    parts.io.on("signal", (signal: Signal) => void this.#tell(parts.io.local, signal))
  }

  send(socket: Socket, line: Line, room: string, subject: string, signal: Signal["signal"], by: By): void {
    const people = this.#here.get(room) ?? new Map<string, Here>()
    if (signal === "here") this.#here.set(room, people.set(line.id, { by, subject }))
    if (signal === "away") people.delete(line.id)
    this.#emit(socket.local, { room, subject, signal, by })
  }

  /** The line left the room or was cut. */
  left(line: Line, room?: string): void {
    for (const [name, people] of this.#here) {
      const here = people.get(line.id)
      if (!here || (room !== undefined && room !== name)) continue
      people.delete(line.id)
      if (people.size === 0) this.#here.delete(name)
      this.#emit(this.#parts.io.local, { room: name, subject: here.subject, signal: "away", by: here.by })
    }
  }

  here(room: string): Here[] {
    return [...(this.#here.get(room)?.values() ?? [])]
  }

  #emit(near: Near, signal: Signal): void {
    void this.#tell(near, signal)
    if (this.#parts.crosses) this.#parts.io.serverSideEmit("signal", signal)
  }

  /** Typing of a while ago is no news; who came and who left is. */
  async #tell(near: Near, signal: Signal): Promise<void> {
    const { contact } = this.#parts
    if (!contact.held()) {
      if (signal.signal === "typing") return
      await contact.regained()
    }
    near.to(signal.room).volatile.emit("signal", signal)
  }
}
