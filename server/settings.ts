// All settings, read from the environment and validated in one place. Called by main.ts and cli/. The table below is the README's.
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { clockDefaults, type Priority, type PriorityLimits } from "../protocol/vocabulary.ts"

export interface Settings {
  mode: "evaluation" | "production"
  port: number
  host: string
  dataFolder: string
  mongoUri: string | undefined
  /** undefined in evaluation mode: then a random secret is kept in the store */
  secret: string | undefined
  /** the public origin in production; undefined in evaluation mode, where only this machine is served */
  origin: string | undefined
  tls: { cert: string; key: string } | "proxy" | "none"
  logLevel: string
  /** what a collector must present in production; without one /metrics answers nobody there */
  metricsToken: string | undefined
  headsFile: string
  /** undefined: the hub sends no mail */
  mail: { smtpUrl: string; from: string } | undefined
  clocks: Record<Priority, PriorityLimits>
}

/** Name, default, what it is. */
export const settingsTable: readonly (readonly [string, string, string])[] = [
  [
    "HUB_MODE",
    "evaluation",
    "`evaluation` (demo people, this machine only) or `production`; written into the store when it is made",
  ],
  ["PORT", "3000", "port to listen on; 0 takes a free one"],
  ["HOST", "127.0.0.1", "address to listen on; in evaluation mode always 127.0.0.1; in production 0.0.0.0 by default"],
  ["HUB_DATA", "./data", "folder of the embedded store and of the noted heads"],
  ["MONGODB_URI", "", "a MongoDB replica set; without it the embedded store is used"],
  [
    "HUB_SECRET",
    "",
    "production: at least 32 characters, the same for every process; signs tokens and seals second factors",
  ],
  ["HUB_ORIGIN", "", "production: the public address, for example https://hub.example"],
  [
    "HUB_TLS",
    "",
    "production: `proxy` when a proxy in front ends TLS; or leave empty and set HUB_TLS_CERT and HUB_TLS_KEY",
  ],
  ["HUB_TLS_CERT, HUB_TLS_KEY", "", "production: PEM files, when the hub ends TLS itself"],
  [
    "HUB_METRICS_TOKEN",
    "",
    "production: what a collector presents as `Authorization: Bearer …`; without it /metrics is closed",
  ],
  ["HUB_LOG_LEVEL", "info", "`fatal`, `error`, `warn`, `info`, `debug` or `silent`"],
  [
    "HUB_HEADS_FILE",
    "HUB_DATA/heads.log",
    "where the heads of all logs are noted once a minute; keep it on another disk in production",
  ],
  [
    "HUB_SMTP_URL",
    "",
    "where the hub hands over mail, for example smtps://name:password@mail.example; without it no mail is sent",
  ],
  ["HUB_MAIL_FROM", "", "whom its mail is from, for example hub@hub.example; goes with HUB_SMTP_URL"],
  ["HUB_CLOCKS", "P1=5/60 P2=30/1440 P3=240/4320", "minutes to acknowledge and to decide, by priority"],
]

/** Thrown with every fault at once, each naming its variable and rule. */
export class SettingsRefused extends Error {
  override readonly name = "SettingsRefused"
}

const levels = ["fatal", "error", "warn", "info", "debug", "silent"]

export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = []
  const fault = (name: string, rule: string) => void faults.push(`${name} ${rule}`)
  const mode = env["HUB_MODE"] || "evaluation"
  if (mode !== "evaluation" && mode !== "production") fault("HUB_MODE", "must be evaluation or production")
  const production = mode === "production"
  const port = Number(env["PORT"] || "3000")
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fault("PORT", "must be a whole number from 0 to 65535")
  const host = env["HOST"] || (production ? "0.0.0.0" : "127.0.0.1")
  if (!production && host !== "127.0.0.1")
    fault("HOST", "must be 127.0.0.1 in evaluation mode: its people have no passwords")
  const logLevel = env["HUB_LOG_LEVEL"] || "info"
  if (!levels.includes(logLevel)) fault("HUB_LOG_LEVEL", `must be one of ${levels.join(", ")}`)
  const mongoUri = env["MONGODB_URI"] || undefined
  if (mongoUri && !/^mongodb(\+srv)?:\/\//.test(mongoUri))
    fault("MONGODB_URI", "must begin with mongodb:// or mongodb+srv://")
  const dataFolder = resolve(env["HUB_DATA"] || "data")
  const secret = env["HUB_SECRET"] || undefined
  const origin = env["HUB_ORIGIN"] || undefined
  if (production) {
    if (!secret || secret.length < 32) fault("HUB_SECRET", "must have at least 32 characters in production")
    else if (new Set(secret).size < 12 || /change|secret|default|example|password/i.test(secret))
      fault("HUB_SECRET", "must be random, for example from: openssl rand -base64 48")
    if (!origin || !URL.canParse(origin) || new URL(origin).origin !== origin || !origin.startsWith("https://"))
      fault("HUB_ORIGIN", "must be the public https origin in production, for example https://hub.example")
  }
  const tls = readTls(env, production, fault)
  const mail = readMail(env, fault)
  const clocks = readClocks(env["HUB_CLOCKS"] ?? "", fault)
  if (faults.length > 0)
    throw new SettingsRefused(
      `The hub cannot start with these settings:\n  ${faults.join("\n  ")}\nSee the table in README.md.`,
    )
  const headsFile = env["HUB_HEADS_FILE"] || join(dataFolder, "heads.log")
  return {
    mode: production ? "production" : "evaluation",
    port,
    host,
    dataFolder,
    mongoUri,
    secret,
    origin: production ? origin : undefined,
    tls,
    logLevel,
    metricsToken: env["HUB_METRICS_TOKEN"] || undefined,
    headsFile,
    mail,
    clocks,
  }
}

function readTls(
  env: Readonly<Record<string, string | undefined>>,
  production: boolean,
  fault: (name: string, rule: string) => void,
): Settings["tls"] {
  const { HUB_TLS: tls, HUB_TLS_CERT: cert, HUB_TLS_KEY: key } = env
  if (tls && tls !== "proxy") fault("HUB_TLS", "must be proxy or empty")
  if (tls === "proxy") return "proxy"
  for (const file of [cert, key])
    if (file && !existsSync(file)) fault("HUB_TLS_CERT, HUB_TLS_KEY", `name ${file}, which is not there`)
  if (cert && key) return { cert, key }
  if (cert || key) fault("HUB_TLS_CERT, HUB_TLS_KEY", "must be given together")
  else if (production)
    fault("HUB_TLS", "must be proxy in production, or HUB_TLS_CERT and HUB_TLS_KEY must name PEM files")
  return "none"
}

function readMail(
  { HUB_SMTP_URL: smtpUrl, HUB_MAIL_FROM: from }: Readonly<Record<string, string | undefined>>,
  fault: (name: string, rule: string) => void,
): Settings["mail"] {
  if (smtpUrl && !(/^smtps?:\/\//.test(smtpUrl) && URL.canParse(smtpUrl)))
    fault("HUB_SMTP_URL", "must be an address that begins with smtp:// or smtps://")
  if (from && !/^[^\s@<>]+@[^\s@<>]+$/.test(from)) fault("HUB_MAIL_FROM", "must be an e-mail address")
  if (!smtpUrl !== !from) fault("HUB_SMTP_URL, HUB_MAIL_FROM", "must be given together")
  return smtpUrl && from ? { smtpUrl, from } : undefined
}

function readClocks(text: string, fault: (name: string, rule: string) => void): Settings["clocks"] {
  const clocks = structuredClone(clockDefaults)
  for (const part of text.split(/\s+/).filter(Boolean)) {
    const match = /^(P[123])=(\d{1,6})\/(\d{1,6})(?:\/(\d{1,6})\/(\d{1,6}))?$/.exec(part)
    const [acknowledge, decide, answer, escalate] = (match ?? []).slice(2).map((each) => Number(each ?? 1))
    if (!match || !acknowledge || !answer || !escalate || decide! < acknowledge) {
      fault("HUB_CLOCKS", `has "${part}"; write for example P1=5/60 or P1=5/60/10/5`)
      continue
    }
    const priority = match[1] as Priority
    clocks[priority] = { ...clocks[priority], acknowledgeMs: acknowledge * 60_000, decideMs: decide! * 60_000 }
    if (match[4]) Object.assign(clocks[priority], { answerMs: answer * 60_000, escalateMs: escalate * 60_000 })
  }
  return clocks
}
