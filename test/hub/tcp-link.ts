// A line between a hub and a server, which a test can hold: nothing passes and nobody is told, as when a network is cut.
import { once } from "node:events"
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net"

export class TcpLink implements AsyncDisposable {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #held = false

  static async to(port: number): Promise<TcpLink> {
    const server = createServer().listen(0, "127.0.0.1")
    await once(server, "listening")
    return new TcpLink(server, port)
  }

  private constructor(server: Server, target: number) {
    this.port = (server.address() as AddressInfo).port
    this.#server = server
    server.on("connection", (near) => {
      const far = connect(target, "127.0.0.1")
      this.#carry(near, far)
      this.#carry(far, near)
    })
  }

  hold(): void {
    this.#held = true
    for (const each of this.#sockets) each.pause()
  }

  /** What was under way arrives now, late. */
  release(): void {
    this.#held = false
    for (const each of this.#sockets) each.resume()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of this.#sockets) each.destroy()
    this.#server.close()
    await once(this.#server, "close")
  }

  #carry(from: Socket, to: Socket): void {
    this.#sockets.add(from)
    from.on("data", (data) => void to.write(data))
    if (this.#held) from.pause()
    from.on("error", () => undefined)
    from.on("close", () => {
      this.#sockets.delete(from)
      to.destroy()
    })
  }
}
