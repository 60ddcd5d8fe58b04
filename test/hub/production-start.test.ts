// Production starts with nothing default, and says what is wrong. Each refusal is read as an operator reads it. Rules R54, R185.
import { hash } from "node:crypto"
import { mkdtempSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import mongoose from "mongoose"
import { expect, inject, test } from "vitest"
import { openStore } from "../../server/store/open.ts"
import { freshDatabase } from "../mongod.ts"
import { productionEnv, runHub } from "./production-hub.ts"

const freshFolder = () => mkdtempSync(join(tmpdir(), "hub-start-"))

test("[R185] what is missing or default is refused with 2, by the name of its variable, before any store is made", async () => {
  const missing = join(tmpdir(), "no-such-certificate.pem")
  const refusals: [string, Record<string, string>, RegExp][] = [
    ["no secret", { HUB_SECRET: "" }, /HUB_SECRET must have at least 32 characters/],
    ["a short secret", { HUB_SECRET: "k9#fT2!x" }, /HUB_SECRET must have at least 32 characters/],
    ["a secret of an example", { HUB_SECRET: "please-change-me-0123456789-abcdefgh" }, /HUB_SECRET must be random/],
    ["a secret of one letter", { HUB_SECRET: "x".repeat(64) }, /HUB_SECRET must be random/],
    ["no origin", { HUB_ORIGIN: "" }, /HUB_ORIGIN must be the public https origin/],
    ["an origin without TLS", { HUB_ORIGIN: "http://hub.example" }, /HUB_ORIGIN must be the public https origin/],
    ["an origin with a path", { HUB_ORIGIN: "https://hub.example/app" }, /HUB_ORIGIN must be the public https origin/],
    ["neither TLS nor proxy", { HUB_TLS: "" }, /HUB_TLS must be proxy in production/],
    [
      "a certificate alone",
      { HUB_TLS: "", HUB_TLS_CERT: "package.json" },
      /HUB_TLS_CERT, HUB_TLS_KEY must be given together/,
    ],
    [
      "a certificate that is not there",
      { HUB_TLS: "", HUB_TLS_CERT: missing, HUB_TLS_KEY: missing },
      /no-such-certificate\.pem, which is not there/,
    ],
    [
      "mail to nowhere",
      { HUB_SMTP_URL: "mail.example", HUB_MAIL_FROM: "hub@hub.example" },
      /HUB_SMTP_URL must be an address/,
    ],
    [
      "mail from nobody",
      { HUB_SMTP_URL: "smtps://mail.example" },
      /HUB_SMTP_URL, HUB_MAIL_FROM must be given together/,
    ],
    ["another mode", { HUB_MODE: "staging" }, /HUB_MODE must be evaluation or production/],
    ["evaluation for the whole network", { HUB_MODE: "evaluation", HOST: "0.0.0.0" }, /HOST must be 127\.0\.0\.1/],
  ]
  for (const [what, change, says] of refusals) {
    const folder = freshFolder()
    const ran = await runHub(["serve"], { ...productionEnv(folder), ...change })
    expect([what, ran.code, ran.out, readdirSync(folder)]).toEqual([what, 2, "", []])
    expect([what, ran.err]).toEqual([what, expect.stringMatching(says)])
  }
})

test("[R185] all faults are told at once, and no value is repeated", async () => {
  const env = { ...productionEnv(freshFolder()), HUB_SECRET: "hunter2", HUB_ORIGIN: "", HUB_TLS: "maybe", PORT: "x" }
  const ran = await runHub(["serve"], env)
  for (const name of ["HUB_SECRET", "HUB_ORIGIN", "HUB_TLS", "PORT"]) expect(ran.err).toContain(`  ${name} `)
  expect([ran.code, ran.err.includes("hunter2")]).toEqual([2, false])
})

/** Every byte of the folder, but for the empty files that SQLite lays beside a file which it only reads. */
const bytes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => !file.endsWith("-shm") && !(file.endsWith("-wal") && statSync(join(folder, file)).size === 0))
      .map((file) => [file, hash("sha256", readFileSync(join(folder, file)), "hex")]),
  )

async function made(mode: "evaluation" | "production"): Promise<{ folder: string; file: string }> {
  const folder = freshFolder()
  await (await openStore({ folder, mode })).close()
  return { folder, file: join(folder, "hub.sqlite") }
}

test("[R54][R185] a store of the other mode, of a newer hub, or damaged is refused, explained, and left as it was", async () => {
  const evaluation = await made("evaluation")
  const newer = await made("production")
  const database = new DatabaseSync(newer.file)
  database.exec("PRAGMA user_version = 900")
  database.close()
  const cut = await made("production")
  truncateSync(cut.file, 8_192)
  const nonsense = { folder: freshFolder() }
  writeFileSync(join(nonsense.folder, "hub.sqlite"), "this is no database\n".repeat(200))
  const stores: [string, { folder: string }, RegExp][] = [
    ["evaluation", evaluation, /made in mode "evaluation" and never opens in mode "production".*nothing was changed/],
    ["newer", newer, /written by a newer hub \(schema 900, this one knows \d+\).*nothing was changed/],
    ["cut", cut, /(is damaged|cannot be read as a database).*Restore it from a backup/],
    ["nonsense", nonsense, /cannot be read as a database.*Restore it from a backup/],
  ]
  for (const [what, { folder }, says] of stores) {
    const before = bytes(folder)
    for (const verb of [["serve"], ["create-admin", "--login", "a@nca.example", "--name", "A"], ["verify"]]) {
      const ran = await runHub(verb, productionEnv(folder))
      expect([what, verb[0], ran.code, ran.out]).toEqual([what, verb[0], 2, ""])
      expect([what, ran.err]).toEqual([what, expect.stringMatching(says)])
    }
    expect([what, bytes(folder)]).toEqual([what, before])
  }
})

test.runIf(inject("mongoUri"))(
  "[R54][R185] MongoDB: a database of the other mode, or of a newer hub, is refused and explained",
  async () => {
    const uri = freshDatabase(inject("mongoUri")!)
    await (await openStore({ mongoUri: uri, folder: "", mode: "evaluation" })).close()
    const env = productionEnv(freshFolder(), uri)
    const other = await runHub(["serve"], env)
    expect([other.code, other.err]).toEqual([2, expect.stringMatching(/made in mode "evaluation" and never opens/)])
    const connection = await mongoose.createConnection(uri).asPromise()
    await connection.db!.collection("meta").updateOne({ key: "schema" }, { $set: { value: "900" } })
    await connection.close()
    const newer = await runHub(["serve"], env)
    expect([newer.code, newer.err]).toEqual([2, expect.stringMatching(/newer hub \(schema 900/)])
  },
)

test("[R185] with everything given it starts, on an empty store, and is not ready until somebody can sign in", async () => {
  const { startHub } = await import("../../server/hub.ts")
  const { readSettings } = await import("../../server/settings.ts")
  const env = productionEnv(freshFolder())
  const hub = await startHub(readSettings(env))
  const ready = async () => {
    const response = await fetch(`${hub.address}/readyz`)
    return [response.status, (await response.json()) as { reasons: string[] }] as const
  }
  const [status, { reasons }] = await ready()
  expect([status, reasons]).toEqual([503, ["nobody can sign in yet: run hub create-admin"]])
  const folded = new Promise<void>((resolve) =>
    hub.rooms.onCommit(() => hub.rooms.access.people().some((each) => each.memberships.length > 0) && resolve()),
  )
  expect((await runHub(["create-admin", "--login", "a@nca.example", "--name", "A"], env)).code).toBe(0)
  await folded
  expect((await ready())[0]).toBe(200)
  await hub.stop()
})
