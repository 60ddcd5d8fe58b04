// Before `npm start`: builds the page when its sources are newer than what was built. Quick when nothing has changed.
import { readdirSync, statSync } from "node:fs"
import { build } from "vite"

const root = new URL("../..", import.meta.url).pathname

/** The latest change in a folder, ms since 1970; 0 when it is not there. */
function latest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((each) => latest(`${path}/${each}`)))
}

const built = statSync(`${root}/dist/index.html`, { throwIfNoEntry: false })?.mtimeMs ?? 0
if (["client", "protocol", "package-lock.json", "vite.config.ts"].some((each) => latest(root + each) > built)) {
  process.stdout.write("Building the page …\n")
  await build({ configFile: `${root}/vite.config.ts`, logLevel: "warn" })
}
