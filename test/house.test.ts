// The house rules: one-way imports, one publish, no forbidden names, every numbered rule carried by a test. Each failure says what to do.
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { expect, test } from "vitest"

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.(ts|js)$/.test(file))
const source = new Map(files.map((file) => [file, readFileSync(file, "utf8")]))

/** What a file imports: paths from the top for our own, names for packages. */
function importsOf(file: string): string[] {
  const found = [
    ...source
      .get(file)!
      .matchAll(
        /^(?:import|export)\s(?:[^"'=/]*?\sfrom\s)?["']([^"']+)["']|^\} from ["']([^"']+)["']|import\(["']([^"']+)["']\)/gm,
      ),
  ]
  return found
    .map((match) => match[1] ?? match[2] ?? match[3]!)
    .map((path) => (path.startsWith(".") ? normalize(join(dirname(file), path)) : path))
}

/** Where a file belongs, in the server by its inner layer. */
function layer(file: string): string {
  const [top = "", second = ""] = file.split("/")
  if (top === "server") return second.endsWith(".ts") ? "server" : `server/${second}`
  return top === "client" && second === "parts" ? "client/parts" : top
}

const allowed: Record<string, readonly string[]> = {
  protocol: ["protocol"],
  "client/parts": ["client/parts", "protocol"],
  client: ["client", "client/parts", "protocol"],
  "server/store": ["server/store", "protocol"],
  "server/engine": ["server/engine", "server/store", "server", "protocol"],
  "server/identity": ["server/identity", "server/store", "protocol"],
  "server/reactions": ["server/reactions", "server/engine", "server/store", "protocol"],
  "server/search": ["server/search", "server/engine", "server/store", "protocol"],
  "server/notices": ["server/notices", "server/engine", "server/store", "protocol"],
  "server/demo": ["server/demo", "server/engine", "server/store", "server/reactions", "protocol"],
  "server/edge": ["server/edge", "server/search", "server/engine", "server/identity", "server/store", "protocol"],
  "server/cli": ["server/cli", "server/engine", "server/identity", "server/store", "server", "protocol"],
}

test("imports run one way: protocol to both sides, the engine and identity under the edge, the store port under all", () => {
  const wrong: string[] = []
  for (const file of files) {
    const may = allowed[layer(file)]
    if (!may) continue
    for (const path of importsOf(file)) {
      const own = /^(protocol|client|server)\//.test(path)
      const style = path.startsWith("client/styles/")
      if (own && !style && !may.includes(layer(path)))
        wrong.push(`${file} must not import ${path}: move what it needs to ${may.join(" or ")}, or pass it in`)
      if (!own && layer(file) === "protocol" && path !== "valibot")
        wrong.push(`${file} must import nothing but valibot and protocol/: it reaches every browser`)
    }
  }
  expect(wrong).toEqual([])
})

test("the stores are reached through the port: only open.ts and they themselves know them", () => {
  const wrong = files
    .filter((file) => file.startsWith("server/") && !file.startsWith("server/store/"))
    .flatMap((file) =>
      importsOf(file)
        .filter((path) => /server\/store\/(sqlite|mongo)/.test(path))
        .map((path) => `${file} must not import ${path}: use server/store/open.ts`),
    )
  expect(wrong).toEqual([])
})

test("facts leave by publish.ts alone, signals by signals.ts", () => {
  const wrong = files
    .filter(
      (file) => file.startsWith("server/") && !["server/engine/publish.ts", "server/edge/signals.ts"].includes(file),
    )
    .filter((file) => /\bio\.(?:local\.)?(?:emit|to|in)\(|\.broadcast\b/.test(source.get(file)!))
    .map((file) => `${file} must not send to rooms by itself: use publish or Signals`)
  expect(wrong).toEqual([])
})

test("names and shortcuts that the house does not have", () => {
  const wrong: string[] = []
  for (const [file, text] of source) {
    if (/-(service|manager|helper|util)\.ts$|\/(utils|types|common)\//.test(file))
      wrong.push(`${file}: name it by what it is`)
    if (file.startsWith("client/") && text.includes("unsafeHTML("))
      wrong.push(`${file}: build a template instead of unsafeHTML`)
    if (file.startsWith("test/") && /\b(?:test|it|describe)\.(?:only|skip|todo)\b/.test(text))
      wrong.push(`${file}: a test that does not run is no test`)
  }
  expect(wrong).toEqual([])
})

test("every numbered rule is carried by a test that names it in brackets", () => {
  const rules = [...readFileSync("protocol/SPEC.md", "utf8").matchAll(/^(R\d+)\. /gm)].map((match) => match[1]!)
  const titles = files
    .filter((file) => file.startsWith("test/") && file !== "test/house.test.ts")
    .map((file) => source.get(file)!)
    .join("\n")
  const carried = new Set([...titles.matchAll(/\[(R\d+)\]/g)].map((match) => match[1]!))
  expect(rules.filter((rule) => !carried.has(rule)).map((rule) => `write a test whose title names [${rule}]`)).toEqual(
    [],
  )
  expect(
    [...carried].filter((rule) => !rules.includes(rule)).map((rule) => `${rule} is named by a test but not in SPEC.md`),
  ).toEqual([])
})
