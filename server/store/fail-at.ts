// Named places at which a test lets its own hub process die, as a power cut would. Nothing happens unless HUB_FAIL_AT is set:
// `after-commit:7` kills the process the seventh time that it comes by. Called by both stores, engine/room.ts and edge/sockets.ts.

export type FailPoint = "before-commit" | "after-commit" | "after-fan-out" | "after-ack"

const [point, times = "1"] = (process.env["HUB_FAIL_AT"] ?? "").split(":")
let left = Number(times)

export function failAt(here: FailPoint): void {
  if (here !== point || --left !== 0) return
  const die = () => process.kill(process.pid, "SIGKILL")
  // An acknowledgement waits for the frame before it to leave.
  if (here === "after-ack") setImmediate(die)
  else die()
}
