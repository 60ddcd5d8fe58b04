// The way between a client and its hub, or a hub and its MongoDB: TCP passed on byte for byte until a test cuts it, holds it, or lets
// answers get lost. Made by tab.ts and cut-off.test.ts.
import { once } from "node:events"
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net"

export class TcpLine implements Disposable {
  readonly #server: Server
  /** the client's end to the hub's */
  readonly #ends = new Map<Socket, Socket>()
  #isDown = false
  #held: "answers" | "both" | undefined

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

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Cuts what is connected; the next attempt succeeds unless the line is down. */
  cut(): void {
    for (const [client, hub] of this.#ends) {
      client.destroy()
      hub.destroy()
    }
    this.#ends.clear()
    this.#held = undefined
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

  /** What the hub sends waits, in order, until `release`; with "both" also what it is sent. */
  hold(what: "answers" | "both" = "answers"): void {
    this.#held = what
    for (const [client, hub] of this.#ends) {
      hub.unpipe(client)
      if (what === "both") client.unpipe(hub)
    }
  }

  release(): void {
    const held = this.#held
    this.#held = undefined
    if (!held) return
    for (const [client, hub] of this.#ends) {
      hub.pipe(client)
      if (held === "both") client.pipe(hub)
    }
  }

  close(): void {
    this.down()
    this.#server.close()
  }

  [Symbol.dispose](): void {
    this.close()
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
    if (this.#held !== "both") client.pipe(hub)
    if (!this.#held) hub.pipe(client)
  }
}
