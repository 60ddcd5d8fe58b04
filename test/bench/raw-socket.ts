// A Socket.IO connection as cheap as it can be: a TCP socket that reads WebSocket frames in place and copies nothing, because a
// thousand ordinary clients would keep a core busy with themselves. Text frames only. Used by readers.ts.
import { randomBytes } from "node:crypto"
import { connect, type Socket } from "node:net"

const text = 0x81

/** `frame` is called with the buffer and the bounds of one Engine.IO message. */
export function rawSocket(
  url: string,
  frame: (buffer: Buffer, from: number, to: number) => void,
  ended: () => void,
): { send(message: string): void } {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  let rest: Buffer = Buffer.alloc(0)
  let upgraded = false
  const send = (message: string) => {
    const bytes = Buffer.from(message)
    const long = bytes.length > 125
    const head = Buffer.alloc(long ? 8 : 6)
    head[0] = text
    head[1] = 0x80 | (long ? 126 : bytes.length)
    if (long) head.writeUInt16BE(bytes.length, 2)
    // The mask is four zero bytes: what it masks stays as it is.
    socket.write(Buffer.concat([head, bytes]))
  }
  socket.on("connect", () => {
    const key = randomBytes(16).toString("base64")
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    )
  })
  socket.on("close", ended)
  socket.on("error", () => undefined)
  socket.on("data", (chunk: Buffer) => {
    let buffer: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    if (!upgraded) {
      const end = buffer.indexOf("\r\n\r\n")
      if (end < 0) return void (rest = buffer)
      upgraded = true
      buffer = buffer.subarray(end + 4)
    }
    let at = 0
    while (buffer.length - at >= 2) {
      const short = buffer[at + 1]! & 0x7f
      const head = short === 126 ? 4 : short === 127 ? 10 : 2
      if (buffer.length - at < head) break
      const length =
        short === 126 ? buffer.readUInt16BE(at + 2) : short === 127 ? Number(buffer.readBigUInt64BE(at + 2)) : short
      const from = at + head
      if (buffer.length - from < length) break
      at = from + length
      if (buffer[from - head] !== text) continue
      // Engine.IO's ping is answered here.
      if (length === 1 && buffer[from] === 0x32) send("3")
      else frame(buffer, from, at)
    }
    rest = Buffer.from(buffer.subarray(at))
  })
  return { send }
}
