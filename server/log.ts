// Structured logs without content: only these fields are ever written, so no name and no word of a room can slip in. Made by hub.ts.
import { pino, type Logger } from "pino"

export interface LogFacts {
  what?: string
  where?: string
  /** an error's class and place in the code, never its message: messages may quote what people wrote */
  error?: string
  url?: string
  count?: number
  ms?: number
  store?: string
  mode?: string
}

export interface Log {
  info(message: string, facts?: LogFacts): void
  warn(message: string, facts?: LogFacts): void
  error(message: string, facts?: LogFacts): void
}

export function makeLog(level: string): Log {
  const logger: Logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return {
    info: (message, facts = {}) => logger.info(facts, message),
    warn: (message, facts = {}) => logger.warn(facts, message),
    error: (message, facts = {}) => logger.error(facts, message),
  }
}

export function errorFact(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const place =
    error.stack
      ?.split("\n")
      .find((line) => line.includes("at "))
      ?.trim() ?? ""
  return `${error.name} ${place.replace(/\(?(?:file:\/\/)?\/.*\/(server|protocol|node_modules)\//, "$1/")}`
}
