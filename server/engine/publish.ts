// The one place where facts leave: one encoded frame to everybody of this process in a live room. Called by push.ts through hub.ts.
import type { Server } from "socket.io"
import { Encoder, type Packet } from "socket.io-parser"

/** JSON that is already text: the encoder puts it into the packet as it is. */
export class Encoded {
  readonly json: string
  constructor(json: string) {
    this.json = json
  }
}

/** Socket.IO's own wire, for packets whose single argument is already JSON text. Everything else is left to the default. */
export class TextEncoder extends Encoder {
  override encode(packet: Packet): string[] {
    const data: unknown = packet.data
    if (packet.type === 2 && Array.isArray(data) && data[1] instanceof Encoded) {
      const space = packet.nsp && packet.nsp !== "/" ? `${packet.nsp},` : ""
      return [`2${space}${packet.id ?? ""}["${String(data[0])}",${data[1].json}]`]
    }
    return super.encode(packet) as string[]
  }
}

interface Frames {
  _encode(packet: Packet, options: { wsPreEncodedFrame?: Buffer[] }): string[]
}

/**
 * A frame for everybody in one piece: in two, head and text, each socket's write is a vector, and that was a twentieth of a calm hub's CPU
 * (measured in pairs). Called once the adapter stands.
 */
export function inOnePiece(io: Server): void {
  const adapter = io.of("/").adapter as unknown as Frames
  const encode = adapter._encode.bind(adapter)
  adapter._encode = (packet, options) => {
    const packets = encode(packet, options)
    if (options.wsPreEncodedFrame) options.wsPreEncodedFrame = [Buffer.concat(options.wsPreEncodedFrame)]
    return packets
  }
}

/** Facts go by `local` only: another process reads them from the log itself. */
export function publish(io: Server, room: string, json: string): void {
  io.local.to(room).emit("events", new Encoded(json))
}
