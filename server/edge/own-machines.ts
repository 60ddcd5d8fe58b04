// What a person does for themselves alone reaches their other machines at once: how far they have read, and what they have set apart about
// threads. Their own lines hear of it and nobody else's; those of other processes where signals cross. Made by hub.ts, told by calls.ts.
// Rules R25, R191, R239.
import type { Server } from "socket.io"
import type { Pushes } from "../../protocol/wire.ts"
import type { AccessGate } from "../engine/access.ts"
import type { Contact } from "../engine/contact.ts"
import { Encoded } from "../engine/publish.ts"
import type { SocketLine } from "./sockets.ts"

export interface OwnMachinesParts {
  io: Server
  /** whether the adapter reaches other processes */
  crosses: boolean
  contact: Pick<Contact, "held" | "regained">
  access: Pick<AccessGate, "actor">
  linesOf(person: string): Iterable<SocketLine>
}

type Own = { [K in "mark" | "kept"]: { person: string; name: K; push: Pushes[K] } }["mark" | "kept"]

export class OwnMachines {
  readonly #parts: OwnMachinesParts

  constructor(parts: OwnMachinesParts) {
    this.#parts = parts
    parts.io.on("own", (own: Own) => void this.#tell(own))
  }

  marked(line: SocketLine, push: Pushes["mark"]): void {
    this.#carry({ person: line.person, name: "mark", push }, line)
  }

  kept(line: SocketLine, push: Pushes["kept"]): void {
    this.#carry({ person: line.person, name: "kept", push }, line)
  }

  #carry(own: Own, from: SocketLine): void {
    void this.#tell(own, from)
    if (this.#parts.crosses) this.#parts.io.serverSideEmit("own", own)
  }

  /** Whoever has lost a room meanwhile hears of no mark in it; what is set apart names only what its owner named. [R16][R22] */
  async #tell({ person, name, push }: Own, from?: SocketLine): Promise<void> {
    const { contact, access, linesOf } = this.#parts
    if (!contact.held()) await contact.regained()
    if (name === "mark" && !access.actor(person, push.room)) return
    const encoded = new Encoded(JSON.stringify(push))
    for (const line of linesOf(person)) if (line !== from) line.socket.emit(name, encoded)
  }
}
