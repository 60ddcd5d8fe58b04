// `hub serve`: starts the hub and stops it gracefully on SIGTERM or SIGINT.
import { startHub } from "../hub.ts"
import { readSettings, SettingsRefused } from "../settings.ts"
import { StoreRefused } from "../store/store.ts"

const longestStopMs = 14_000
const lingerMs = 500

/** Resolves with the exit code once the hub has stopped: 0, or 2 when it must not start. */
export async function serve(): Promise<number> {
  try {
    const hub = await startHub(readSettings(process.env))
    // Before it says that it is ready: whoever waits for that may stop it at once.
    const stop = new Promise((resolve) => {
      process.once("SIGTERM", resolve)
      process.once("SIGINT", resolve)
    })
    process.stdout.write(`\n  Joint Action Hub is ready: ${hub.url}\n\n`)
    await stop
    setTimeout(() => process.exit(1), longestStopMs).unref()
    await hub.stop()
    // What a driver still holds open to a server that stands still must not keep the process.
    setTimeout(() => process.exit(0), lingerMs).unref()
    return 0
  } catch (error) {
    const known = error instanceof SettingsRefused || error instanceof StoreRefused
    if (!known && !isInUse(error)) throw error
    process.stderr.write(`${known ? error.message : "The port is in use. Set PORT to another one."}\n`)
    return 2
  }
}

const isInUse = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EADDRINUSE"
