// `hub VERB`: the command line. Each verb is one more process on the store; a running hub takes notice by itself. Called by hub.js.
// Exit codes: 0 done, 1 something was wrong with the log or the work failed, 2 the call or the settings were off.
import { parseArgs } from "node:util"
import { readSettings, settingsTable, SettingsRefused } from "../settings.ts"
import { StoreRefused } from "../store/store.ts"
import { addOrganisation } from "./add-organisation.ts"
import { addPerson } from "./add-person.ts"
import { createAdmin } from "./create-admin.ts"
import { removePerson } from "./remove-person.ts"
import { serve } from "./serve.ts"
import { CallOff, type Verb } from "./verb.ts"
import { verify } from "./verify.ts"

const verbs: Record<string, Verb> = {
  serve: {
    usage: "hub serve",
    about: `Starts the hub. Settings come from the environment:\n${settingsTable.map(([name, , what]) => `  ${name.padEnd(28)}${what}`).join("\n")}`,
    options: {},
    run: () => serve(),
  },
  "create-admin": createAdmin,
  "add-organisation": addOrganisation,
  "add-person": addPerson,
  "remove-person": removePerson,
  verify,
}

const help = `Joint Action Hub\n\n${Object.values(verbs)
  .map((verb) => `  ${verb.usage}`)
  .join("\n")}\n\nhub VERB --help says more.\n`

async function main([name, ...rest]: string[]): Promise<number> {
  const verb = name === undefined ? undefined : verbs[name]
  if (!verb) {
    const asked = name === undefined || name === "--help" || name === "help"
    process[asked ? "stdout" : "stderr"].write(asked ? help : `hub: there is no verb "${name}"\n\n${help}`)
    return asked ? 0 : 2
  }
  if (rest.includes("--help")) {
    process.stdout.write(`${verb.usage}\n\n${verb.about}\n`)
    return 0
  }
  try {
    const { values, positionals } = parseArgs({ args: rest, options: verb.options, allowPositionals: true })
    if (positionals.length > (verb.words ?? 0))
      throw new CallOff(`what stands behind the options is not understood. Call it as: ${verb.usage}`)
    const given = Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) =>
        typeof value === "string" ? [[key, value]] : value === true ? [[key, ""]] : [],
      ),
    )
    return await verb.run(readSettings(process.env), given, positionals)
  } catch (error) {
    const off = error instanceof CallOff || error instanceof SettingsRefused || error instanceof StoreRefused
    const misused = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")
    process.stderr.write(
      `hub ${name}: ${error instanceof Error ? error.message : String(error)}\n${misused ? `\n${verb.usage}\n` : ""}`,
    )
    return off || misused ? 2 : 1
  }
}

process.exitCode = await main(process.argv.slice(2))
