// Plain Socket.IO, one emit per message and nothing stored: what the hub is compared with. Runs as a child process.
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { Server } from "socket.io"
import { tellUsage } from "./servers.ts"

const http = createServer()
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, serveClient: false })
io.on("connection", (socket) => {
  void socket.join("room")
  socket.on("message", (message: unknown, acknowledge: (answer: object) => void) => {
    io.to("room").emit("message", message)
    acknowledge({})
  })
  socket.on("accept", (_message: unknown, acknowledge: (answer: object) => void) => acknowledge({}))
})
tellUsage()
http.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () =>
  process.send?.({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }),
)
