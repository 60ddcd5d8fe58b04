// What a verb of the command line is, and what several of them need. Used by main.ts and the verbs.
import { randomUUID } from "node:crypto"
import { createInterface } from "node:readline/promises"
import { Writable } from "node:stream"
import type { ParseArgsOptionsConfig } from "node:util"
import type { Answer } from "../../protocol/wire.ts"
import type { Proposal } from "../../protocol/event.ts"
import { refusalSentence } from "../../protocol/errors.ts"
import type { Settings } from "../settings.ts"

export interface Verb {
  usage: string
  about: string
  options: ParseArgsOptionsConfig
  /** how many words may stand without an option; a secret typed by mistake must not pass in silence [R186] */
  words?: number
  /** `given`: what stands behind each option; an empty text for one that stands alone */
  run(settings: Settings, given: Record<string, string>, positionals: string[]): Promise<number>
}

/** The call's words are off: the message says what is wrong. Exit code 2. */
export class CallOff extends Error {
  override readonly name = "CallOff"
}

export function needed(given: Record<string, string>, name: string, example: string): string {
  const value = given[name]?.trim()
  if (!value) throw new CallOff(`--${name} is needed, for example --${name} ${example}`)
  return value
}

export const made = (type: string, subject: string, facts: unknown, words: unknown): Proposal => ({
  id: randomUUID(),
  type,
  subject,
  seen: 0,
  body: { facts, words },
})

/** Throws with the first refusal as a sentence. */
export function accepted(answers: readonly Answer[]): void {
  for (const answer of answers) if ("refusal" in answer) throw new CallOff(refusalSentence(answer.refusal))
}

/** A password from the terminal, not shown, or the first line of what is piped in. Never from the command line. */
export async function askPassword(): Promise<string> {
  const terminal = process.stdin.isTTY
  if (terminal) process.stderr.write("Password (15 characters or more): ")
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal })
  try {
    for await (const line of lines) return line
    throw new CallOff("a password is read from the terminal or from standard input, and there was none")
  } finally {
    lines.close()
    if (terminal) process.stderr.write("\n")
  }
}
