// A silent change of the wire is impossible: its shape has a hash, and the hash stands beside its number. Rule R60.
import { hash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { protocolNumber } from "../../protocol/wire.ts"
import { topics } from "../../protocol/topics.ts"

/** What a schema says, without its functions: kind, members, limits and expressions. */
function shape(value: unknown, seen: ReadonlySet<unknown> = new Set()): unknown {
  if (value instanceof RegExp) return String(value)
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value
  if (value === null || typeof value !== "object" || seen.has(value)) return null
  const inside = new Set([...seen, value])
  if (Array.isArray(value)) return value.map((each) => shape(each, inside))
  const kept = Object.entries(value).filter(
    ([key, each]) => typeof each !== "function" && !["message", "expects", "async", "~standard", "~run"].includes(key),
  )
  return Object.fromEntries(
    kept
      .map(([key, each]): [string, unknown] => [key, shape(each, inside)])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}

/** The file that is the wire, whatever its layout and comments. */
async function wireText(): Promise<string> {
  const text = await readFile(new URL("../../protocol/wire.ts", import.meta.url), "utf8")
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/[\s;]+/g, "")
    .replace(/,(?=[)\]}])/g, "")
}

const bodies = (): string =>
  JSON.stringify(
    [...topics]
      .map(([type, { facts, words }]) => [type, shape(facts), shape(words)])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  )

// When this fails: raise protocolNumber in wire.ts, then write the new hashes beside the new number. Keep the old lines.
const numbers: Record<number, { wire: string; bodies: string }> = {
  1: { wire: "496576a20294e877", bodies: "af5710d1e67522d3" },
  2: { wire: "4cbeb45b54a4fb62", bodies: "42502bc106cb181f" },
  3: { wire: "ef795b4426769503", bodies: "66568abdfa3271fe" },
  4: { wire: "56f6140da407e7c4", bodies: "f8efd0537b781d58" },
}

test("[R60] the wire and the bodies that it carries change only together with their number", async () => {
  expect({
    wire: hash("sha256", await wireText(), "hex").slice(0, 16),
    bodies: hash("sha256", bodies(), "hex").slice(0, 16),
  }).toEqual(numbers[protocolNumber])
})

test("[R60] every number has its own shape", () => {
  const all = Object.values(numbers).map((each) => `${each.wire} ${each.bodies}`)
  expect(new Set(all).size).toBe(all.length)
  expect(Math.max(...Object.keys(numbers).map(Number))).toBe(protocolNumber)
})
