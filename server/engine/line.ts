// One connection, as the engine sees it: edge/sockets.ts makes it from a Socket.IO socket. Called by push.ts.

export interface Line {
  readonly id: string
  readonly person: string
  readonly connected: boolean
  /** Sends JSON text that is already encoded. */
  send(event: "page" | "snapshot" | "live" | "gone" | "hello", json: string): void
  /** The same, resolving when the client has confirmed it; rejects after `timeoutMs` or when the line is cut. */
  confirmed(event: "page" | "snapshot" | "gone", json: string, timeoutMs: number): Promise<void>
  /** In or out of the live room, at once. */
  join(room: string): void
  leave(room: string): void
  /** frames that wait for the network */
  backlog(): number
  /** Cuts the transport and frees what waits in it. */
  terminate(): void
}
