// Rows from what is pasted, dropped or chosen: plain lines, or a table of which one column holds the addresses and perhaps another the evidence.
// Nothing is left out in silence: a line without an address is a row, and columns that are not taken are named. Pure. Used by alert-form.ts. [R210]
import { cellsOf, readAddress } from "../../../protocol/addresses.ts"

export interface RawRow {
  raw: string
  evidence: string
}

export interface ReadPaste {
  rows: RawRow[]
  /** how the table was read, as a sentence; empty for plain lines */
  tells: string
}

/** longest evidence of an item, and longest row: what is longer than an address is refused anyway */
const evidenceMost = 500
const rawMost = 4_096
const sampled = 200
const evidenceName = /evidence|note|descri|comment|detail|reason|what|text/i
const addressName = /^(url|link|address|uri|account|profile|handle|item|post|page|hashtag|phone|hash)s?$/i

export function readPaste(text: string): ReadPaste {
  const { rows, tells } = readTable(text) ?? { rows: cellsOf(text).map((raw) => ({ raw, evidence: "" })), tells: "" }
  return { rows: rows.map(({ raw, evidence }) => ({ raw: shortened(raw, rawMost), evidence })), tells }
}

/** Never within a character. */
const shortened = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "")

function readTable(text: string): ReadPaste | undefined {
  for (const delimiter of ["\t", ",", ";"]) {
    if (!text.includes(delimiter)) continue
    const lines = splitTable(text, delimiter)
    const width = Math.max(0, ...lines.map((cells) => cells.length))
    const even = lines.filter((cells) => cells.length === width).length
    if (width < 2 || even < lines.length * 0.9) continue
    const sample = lines.slice(0, sampled)
    const shares = Array.from({ length: width }, (_none, column) => shareOfAddresses(sample, column))
    const best = Math.max(...shares)
    const column = shares.indexOf(best)
    // Two columns of addresses are a paste of addresses, each a row of its own.
    if (best < 0.5 || shares.some((share, index) => index !== column && share >= 0.5)) continue
    return rowsOf(lines, column)
  }
  return undefined
}

function shareOfAddresses(lines: readonly string[][], column: number): number {
  const cells = lines.map((cells) => cells[column] ?? "").filter((cell) => cell.trim() !== "")
  // A word or a number of a few digits reads as nothing; what reads as an address of any kind counts.
  return cells.length === 0 ? 0 : cells.filter((cell) => readAddress(cell).kind !== "refused").length / lines.length
}

function rowsOf(lines: readonly string[][], column: number): ReadPaste {
  const [first = []] = lines
  const headed = readAddress(first[column] ?? "").kind === "refused" && lines.length > 1 && isHead(first, column)
  const others = first.map((_cell, index) => index).filter((index) => index !== column)
  const evidence = headed
    ? others.find((index) => evidenceName.test(first[index]!))
    : others.length === 1
      ? others[0]
      : undefined
  const names = others
    .filter((index) => index !== evidence)
    .map((index) => (headed ? first[index]!.trim() : "") || `column ${index + 1}`)
  const rows = lines.slice(headed ? 1 : 0).map((cells) => ({
    // Without an address the whole line is shown as a row, to be looked at.
    raw: cells[column]?.trim() || cells.filter((cell) => cell.trim()).join(" "),
    evidence: evidence === undefined ? "" : shortened((cells[evidence] ?? "").trim(), evidenceMost),
  }))
  const named = (index: number) =>
    headed && first[index]!.trim() ? `“${first[index]!.trim()}”` : `column ${index + 1}`
  const cut = lines.filter(
    (cells) => evidence !== undefined && (cells[evidence] ?? "").trim().length > evidenceMost,
  ).length
  return {
    rows,
    tells: [
      `Addresses from ${named(column)}`,
      evidence === undefined ? "no evidence" : `evidence from ${named(evidence)}`,
      ...(names.length > 0 ? [`not taken: ${names.join(", ")}`] : []),
      ...(cut > 0 ? [`evidence shortened to ${evidenceMost} characters in ${cut} ${cut === 1 ? "row" : "rows"}`] : []),
    ].join("; "),
  }
}

/** A head is words: nothing in it is an address, and the column of addresses is called so or not at all like one. */
const isHead = (cells: readonly string[], column: number): boolean =>
  addressName.test(cells[column]!.trim()) ||
  cells.every((cell) => /^[\p{L}\p{M}][\p{L}\p{M}\p{N} _()/-]{0,39}$/u.test(cell.trim()) || cell.trim() === "")

/** Cells by line; quoted ones may hold the delimiter, line ends, and quotes written twice. Blank lines are none. */
export function splitTable(text: string, delimiter: string): string[][] {
  const lines: string[][] = []
  let cells: string[] = []
  let at = text.startsWith("\uFEFF") ? 1 : 0
  while (at <= text.length) {
    let cell: string
    if (text[at] === '"') {
      const [quoted, after] = readQuoted(text, at + 1)
      cell = quoted
      at = after
      // What stands behind the closing quote belongs to the cell too.
      const end = cellEnd(text, at, delimiter)
      cell += text.slice(at, end)
      at = end
    } else {
      const end = cellEnd(text, at, delimiter)
      cell = text.slice(at, end)
      at = end
    }
    cells.push(cell)
    if (text[at] === delimiter) {
      at += 1
      continue
    }
    if (cells.some((each) => each.trim() !== "")) lines.push(cells)
    cells = []
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1
  }
  return lines
}

function readQuoted(text: string, from: number): [string, number] {
  let cell = ""
  for (let at = from; ;) {
    const quote = text.indexOf('"', at)
    // A quote that never closes is a character of its line.
    if (quote < 0) return ['"', from]
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') return [cell, quote + 1]
    cell += '"'
    at = quote + 2
  }
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at += 1
  return at
}
