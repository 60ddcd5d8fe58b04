// Runs once before all tests: provides `mongoUri` to them, or says aloud why the MongoDB half does not run.
import type { TestProject } from "vitest/node"
import { startMongod } from "./mongod.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Undefined when there is no mongod: those tests skip. Take `freshDatabase(inject("mongoUri"))` from mongod.ts. */
    mongoUri: string | undefined
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startMongod()
  if (server.kind === "running") {
    project.provide("mongoUri", server.uri)
    return server.stop
  }
  const said = `THE MONGODB HALF DID NOT RUN: ${server.reason}`
  if (process.env["CI"] === "true") throw new Error(said)
  return async () => void process.stderr.write(`\n${said}\n`)
}
