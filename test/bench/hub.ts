// The hub as main.ts measures it: evaluation mode on an empty folder, or on MONGODB_URI. Runs as a child process.
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startHub } from "../../server/hub.ts"
import { readSettings } from "../../server/settings.ts"
import { tellUsage } from "./servers.ts"

const data = process.env.HUB_DATA ?? mkdtempSync(join(tmpdir(), "hub-bench-"))
const hub = await startHub(
  readSettings({
    PORT: "0",
    HUB_DATA: data,
    HUB_LOG_LEVEL: "silent",
    ...(process.env.MONGODB_URI ? { MONGODB_URI: process.env.MONGODB_URI } : {}),
  }),
  { content: false },
)
tellUsage()
process.send?.({ url: hub.url })
