// Typing and presence: volatile, never stored, to those who may open the room. Called by sockets.ts. [R46]
// Signals may cross processes by Socket.IO's adapter; facts never do.
import type { Server, Socket } from "socket.io"
import type { By } from "../../protocol/event.ts"
import type { Here } from "../../protocol/wire.ts"
import type { Line } from "../engine/line.ts"

type Signal = "typing" | "here" | "away"

export class Signals {
  readonly #io: Server
  /** room, then line id */
  readonly #here = new Map<string, Map<string, Here>>()

  constructor(io: Server) {
    this.#io = io
  }

  send(socket: Socket, line: Line, room: string, subject: string, signal: Signal, by: By): void {
    const people = this.#here.get(room) ?? new Map<string, Here>()
    if (signal === "here") this.#here.set(room, people.set(line.id, { by, subject }))
    if (signal === "away") people.delete(line.id)
    this.#emit(socket, room, subject, signal, by)
  }

  /** The line left the room or was cut. */
  left(line: Line, room?: string): void {
    for (const [name, people] of this.#here) {
      const here = people.get(line.id)
      if (!here || (room !== undefined && room !== name)) continue
      people.delete(line.id)
      if (people.size === 0) this.#here.delete(name)
      this.#io.to(name).volatile.emit("signal", { room: name, subject: here.subject, signal: "away", by: here.by })
    }
  }

  here(room: string): Here[] {
    return [...(this.#here.get(room)?.values() ?? [])]
  }

  #emit(socket: Socket, room: string, subject: string, signal: Signal, by: By): void {
    socket.to(room).volatile.emit("signal", { room, subject, signal, by })
  }
}
