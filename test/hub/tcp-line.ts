// The way between a client and its hub: TCP passed on byte for byte until a test cuts it, holds it, or lets answers get lost. Made by tab.ts.
import { once } from "node:events"
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net"

export class TcpLine {
  readonly #server: Server
  /** the client's end to the hub's */
  readonly #ends = new Map<Socket, Socket>()
  #isDown = false
  #isHeld = false

  private constructor(server: Server, port: number) {
    this.#server = server
    server.on("connection", (client) => this.#connected(client, port))
  }

  /** A line to a hub's port on this machine. */
  static async to(port: number): Promise<TcpLine> {
    const server = createServer()
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    return new TcpLine(server, port)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Cuts what is connected; the next attempt succeeds unless the line is down. */
  cut(): void {
    for (const [client, hub] of this.#ends) {
      client.destroy()
      hub.destroy()
    }
    this.#ends.clear()
    this.#isHeld = false
  }

  down(): void {
    this.#isDown = true
    this.cut()
  }

  up(): void {
    this.#isDown = false
  }

  /** From here to the next cut nothing of the hub's arrives: it hears the client, and its answers get lost. */
  loseAnswers(): void {
    for (const [client, hub] of this.#ends) {
      hub.unpipe(client)
      hub.resume()
    }
  }

  /** What the hub sends waits, in order, until `release`. */
  hold(): void {
    this.#isHeld = true
    for (const [client, hub] of this.#ends) hub.unpipe(client)
  }

  release(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    for (const [client, hub] of this.#ends) hub.pipe(client)
  }

  close(): void {
    this.down()
    this.#server.close()
  }

  #connected(client: Socket, port: number): void {
    if (this.#isDown) return void client.destroy()
    const hub = connect(port, "127.0.0.1")
    this.#ends.set(client, hub)
    const ended = () => {
      client.destroy()
      hub.destroy()
      this.#ends.delete(client)
    }
    for (const end of [client, hub]) end.setNoDelay(true).on("error", ended).on("close", ended)
    client.pipe(hub)
    if (!this.#isHeld) hub.pipe(client)
  }
}
