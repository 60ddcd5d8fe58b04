// The command `hub` as real child processes, on both stores: help, exit codes, how secrets are given, and tampering found. Rules R6, R186.
import { spawn } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import mongoose from "mongoose"
import { beforeAll, describe, expect, inject, test } from "vitest"
import { freshDatabase } from "../mongod.ts"
import { linkIn, password, productionEnv, runHub, type Ran } from "./production-hub.ts"

const verbs = ["serve", "create-admin", "add-organisation", "add-person", "remove-person", "verify"]

test("[R186] every verb has a help, and a wrong call ends with 2 and says what is wrong", async () => {
  const help = await runHub(["--help"], {})
  expect(help.code).toBe(0)
  for (const verb of verbs) {
    expect(help.out).toContain(`hub ${verb}`)
    const own = await runHub([verb, "--help"], {})
    expect([verb, own.code, own.out.startsWith(`hub ${verb}`), own.err]).toEqual([verb, 0, true, ""])
  }
  const wrong = await runHub(["create-amdin"], {})
  expect([wrong.code, wrong.out]).toEqual([2, ""])
  expect(wrong.err).toContain('there is no verb "create-amdin"')
})

/** All columns of the rows of one room, read and written back as they are. */
interface Table {
  rows(): Promise<Record<string, unknown>[]>
  write(rows: readonly Record<string, unknown>[]): Promise<void>
}

const sqliteTable = (folder: string): Table => {
  const withDatabase = async <T>(work: (database: DatabaseSync) => T): Promise<T> => {
    const database = new DatabaseSync(join(folder, "hub.sqlite"))
    try {
      return work(database)
    } finally {
      database.close()
    }
  }
  return {
    rows: () =>
      withDatabase((database) =>
        database
          .prepare("SELECT * FROM events WHERE room = 'access' ORDER BY seq")
          .all()
          .map((row) => ({ ...row })),
      ),
    write: (rows) =>
      withDatabase((database) => {
        database.exec("DELETE FROM events WHERE room = 'access'")
        for (const row of rows) {
          const names = Object.keys(row)
          database
            .prepare(`INSERT INTO events (${names.join()}) VALUES (${names.map(() => "?").join()})`)
            .run(...(Object.values(row) as string[]))
        }
      }),
  }
}

const mongoTable = (uri: string): Table => {
  const withEvents = async <T>(work: (events: mongoose.mongo.Collection) => Promise<T>): Promise<T> => {
    const connection = await mongoose.createConnection(uri).asPromise()
    try {
      return await work(connection.db!.collection("events"))
    } finally {
      await connection.close()
    }
  }
  return {
    rows: () => withEvents((events) => events.find({ room: "access" }).sort({ seq: 1 }).toArray()),
    write: (rows) =>
      withEvents(async (events) => {
        await events.deleteMany({ room: "access" })
        await events.insertMany(rows.map((row) => ({ ...row })))
      }),
  }
}

for (const kind of ["sqlite", "mongo"] as const) {
  const mongoUri = kind === "mongo" ? inject("mongoUri") : undefined
  describe.runIf(kind === "sqlite" || mongoUri !== undefined)(`the command line on ${kind}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "hub-command-"))
    const uri = mongoUri && freshDatabase(mongoUri)
    const env = productionEnv(folder, uri)
    const hub = (args: string[], input?: string) => runHub(args, env, input)
    const person = (login: string, organisation: string, roles: string, ...more: string[]) => [
      "add-person",
      "--login",
      login,
      "--name",
      "Somebody",
      "--organisation",
      organisation,
      "--roles",
      roles,
      ...more,
    ]
    const organisation = (id: string, prefix: string, type = "platform") => [
      "add-organisation",
      "--id",
      id,
      "--kind",
      type,
      "--name",
      id,
      "--prefix",
      prefix,
    ]
    let first: Ran

    beforeAll(async () => {
      first = await hub(["create-admin", "--login", "hanne@nca.example", "--name", "Hanne Vold"])
    })

    test(`${kind}: [R186] the first administrator gets a link for the public origin, and no secret comes from the command line`, async () => {
      expect([first.code, linkIn(first).length, first.out.includes("https://hub.example/welcome#")]).toEqual([
        0,
        32,
        true,
      ])
      const typed = ["five", "quiet", "words"].map((word) => `${word}-for-nobody`).join("-")
      for (const args of [["--password", typed], [`--password=${typed}`], [typed]]) {
        const ran = await hub([...person("mai@nca.example", "nca", "analyst"), ...args], typed)
        expect([args, ran.code, ran.out]).toEqual([args, 2, ""])
      }
    })

    test(`${kind}: [R186] a password is read from standard input, and one that is too short is refused`, async () => {
      const made = await hub(person("dara@nca.example", "nca", "analyst", "--password"), `${password}\n`)
      expect([made.code, made.out]).toEqual([0, "Somebody can sign in as dara@nca.example.\n"])
      const short = await hub(person("lewis@nca.example", "nca", "releaser", "--password"), "too short\n")
      expect([short.code, short.out]).toEqual([2, ""])
      expect(short.err).toContain("at least 15 characters")
      const none = await hub(person("lewis@nca.example", "nca", "releaser", "--password"), "")
      expect([none.code, none.err.includes("there was none")]).toEqual([2, true])
    })

    test(`${kind}: [R186] organisations and people: what is off is named, with 2, and changes nothing`, async () => {
      expect((await hub(organisation("tiktok", "TT"))).code).toBe(0)
      const refused: [string[], RegExp][] = [
        [organisation("tiktok", "TK"), /exists already/],
        [organisation("x", "TT"), /prefix TT belongs to tiktok/],
        [organisation("x", "TOOLONG"), /one to four capital letters/],
        [organisation("x", "X", "bank"), /agency, platform, partner/],
        [organisation("Not A Word", "X"), /lower-case word/],
        [["add-organisation", "--id", "x"], /--kind is needed/],
        [person("ana@x.example", "nowhere", "moderator"), /no organisation "nowhere"/],
        [person("ana@x.example", "tiktok", "analyst"), /moderator, supervisor, policy, admin, auditor/],
        [person("two words", "tiktok", "moderator"), /one word or an e-mail address/],
        [["create-admin", "--name", "Nobody"], /--login is needed/],
        [["create-admin", "--colour", "red"], /colour/],
      ]
      for (const [args, says] of refused) {
        const ran = await hub(args)
        expect([args, ran.code, ran.out]).toEqual([args, 2, ""])
        expect(ran.err).toMatch(says)
      }
      const report = await hub(["verify", "access"])
      // The agency, Hanne and Dara with a membership each, and TikTok: nothing of Lewis, whose password was refused.
      expect([report.code, report.out]).toEqual([0, "1 rooms, 6 events, 0 faults\n"])
    })

    test(`${kind}: [R186] somebody who is there gets the roles and keeps their password; create-admin gives a new start`, async () => {
      const more = await hub(person("dara@nca.example", "nca", "analyst,releaser"))
      expect([more.code, more.out]).toEqual([0, "Somebody has these roles now, and signs in as before.\n"])
      const renewed = await hub(["create-admin", "--login", "HANNE@nca.example", "--name", "Hanne Vold"])
      expect([renewed.code, linkIn(renewed) === linkIn(first)]).toEqual([0, false])
    })

    test(`${kind}: [R186] serve says where it is, stops on SIGTERM with 0, and notes the heads`, async () => {
      const child = spawn(process.execPath, ["server/cli/hub.js", "serve"], {
        env: { ...process.env, NODE_OPTIONS: "", ...env },
        stdio: ["ignore", "pipe", "inherit"],
      })
      const ready = await new Promise<string>((resolve) => child.stdout.once("data", (text) => resolve(String(text))))
      expect(ready).toContain("Joint Action Hub is ready: https://hub.example")
      const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)))
      child.kill("SIGTERM")
      expect(await ended).toBe(0)
    })

    test(`${kind}: [R6][R186] verify ends with 1 and names the place of any edit, deletion, reordering or cut tail`, async () => {
      const table = kind === "sqlite" ? sqliteTable(folder) : mongoTable(uri!)
      const rows = await table.rows()
      const at = rows.findLastIndex((row) => row["type"] === "person.added")
      const edited = Object.keys(rows[at]!).filter((name) => !["_id", "room", "seq", "target"].includes(name))
      expect(edited).toHaveLength(10)
      const change = (name: string, value: unknown) =>
        rows.map((row, index) => (index === at ? { ...row, [name]: value } : row))
      const tamperings: [string, Record<string, unknown>[]][] = [
        ...edited.map((name): [string, Record<string, unknown>[]] => [
          `${name} edited`,
          change(name, other(rows[at]![name])),
        ]),
        ["target edited", change("target", 1)],
        ["one deleted", rows.toSpliced(at, 1)],
        [
          "two swapped",
          rows.map((row, index) =>
            index === at || index === at + 1 ? { ...row, seq: 2 * at + 3 - Number(row["seq"]) } : row,
          ),
        ],
        ["the tail cut", rows.slice(0, -1)],
      ]
      for (const [what, tampered] of tamperings) {
        await table.write(tampered)
        const report = await hub(["verify"])
        expect([what, report.code, /^access \d+: \w/m.test(report.out)]).toEqual([what, 1, true])
      }
      await table.write(rows)
      expect((await hub(["verify"])).code).toBe(0)
    })
  })
}

/** Another value that its column could hold: a body of the same form, otherwise other letters. */
const other = (value: unknown): string => {
  const text = String(value)
  return text.startsWith("{")
    ? text.replace(/[a-z](?=")/, (letter) => (letter === "a" ? "b" : "a"))
    : `${text.slice(0, -1)}${text.endsWith("0") ? "1" : "0"}`
}
