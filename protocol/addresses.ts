// What an alert's rows are: platforms' addresses, hashtags, phone numbers and hashes, canonical and never fetched.
// Called by the alert form, and by the hub which judges each row again. Rules R70-R72.
import { platformForms } from "./addresses/forms.ts"
import { mixedScripts, visible } from "./addresses/characters.ts"

export const platformNames = {
  facebook: "Facebook",
  instagram: "Instagram",
  youtube: "YouTube",
  tiktok: "TikTok",
  x: "X",
} as const
export type PlatformId = keyof typeof platformNames

export const kindNames = {
  post: "Post",
  video: "Video",
  short: "Short",
  live: "Live stream",
  story: "Story",
  account: "Account",
  page: "Page",
  group: "Group",
  channel: "Channel",
  advert: "Advert",
  hashtag: "Hashtag",
  phone: "Phone number",
  hash: "File hash",
} as const
export type ItemKind = keyof typeof kindNames
export const itemKinds = Object.keys(kindNames) as ItemKind[]

export type ItemClass = "content" | "account" | "contact"

/** What outcomes an item is offered. */
export function itemClass(kind: ItemKind): ItemClass {
  if (kind === "hashtag" || kind === "phone" || kind === "hash") return "contact"
  return kind === "account" || kind === "page" || kind === "group" || kind === "channel" ? "account" : "content"
}

export interface Address {
  kind: ItemKind
  /** null for a phone number, hashtag or hash: the author ticks platforms */
  platform: PlatformId | null
  /** an https address, `+44…`, `#tag` or `sha256:…`: what duplicates are found by */
  canonical: string
  /** a short link, which the hub does not fetch */
  short: boolean
  handle: string | null
}

export type LookReason = "short-link" | "unknown-form" | "handle-too-long" | "tick-platforms"
export type RefusedReason =
  "too-long" | "hidden-characters" | "scheme" | "look-alike" | "login-in-address" | "not-an-address"

export type Verdict =
  | { kind: "ready"; address: Address }
  | { kind: "look"; why: LookReason; address: Address }
  | { kind: "stays"; host: string; canonical: string }
  | { kind: "merged"; row: number; address: Address }
  | { kind: "refused"; why: RefusedReason }

export interface Row {
  /** 1, 2, 3 … in the order of the paste */
  row: number
  raw: string
  verdict: Verdict
}

const longest = 2_048
/** Longest handles that the platforms allow today. */
const handleLimits: Record<PlatformId, number> = { facebook: 50, instagram: 30, youtube: 30, tiktok: 24, x: 15 }

const hashes = { 32: "md5", 40: "sha1", 64: "sha256" } as const
const hosts = new Map(
  Object.entries(platformForms).flatMap(([platform, form]) => form.hosts.map((host) => [host, platform as PlatformId])),
)
const names = /facebook|instagram|youtube|tiktok|twitter/
const refused = (why: RefusedReason): Verdict => ({ kind: "refused", why })

/** Judges one row. Total: any text gets a verdict. [R70] */
export function readAddress(raw: string): Verdict {
  if (raw.length > longest) return refused("too-long")
  if (!raw.isWellFormed()) return refused("hidden-characters")
  const text = unwrapped(raw)
  if (visible(text) !== text) return refused("hidden-characters")
  return readContact(text) ?? readUrl(text)
}

/** Bullets, numbering, quotes and brackets of pastes, and the ways in which people defang. */
function unwrapped(raw: string): string {
  return raw
    .trim()
    .replace(/^(?:[-*•–]\s+|\d{1,4}[.)]\s+)/, "")
    .replace(/^["'“”‘’«<(]+|["'“”‘’»>)]+$/g, "")
    .replace(/[,;.]+$/, "")
    .replace(/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)/gi, ".")
    .replace(/\[:\]/g, ":")
    .replace(/^h(?:xx|tt)ps?(?=:)/i, (scheme) => scheme.toLowerCase().replace("xx", "tt"))
    .trim()
}

function readContact(text: string): Verdict | undefined {
  const look = (kind: ItemKind, canonical: string): Verdict => ({
    kind: "look",
    why: "tick-platforms",
    address: { kind, platform: null, canonical, short: false, handle: null },
  })
  const tag = /^#([\p{L}\p{M}\p{N}_]{1,100})$/u.exec(text)
  if (tag) return look("hashtag", `#${tag[1]!.toLowerCase().normalize("NFC")}`)
  const sum = /^(?:(?:md5|sha1|sha256):)?([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.exec(text)
  if (sum) return look("hash", `${hashes[sum[1]!.length as keyof typeof hashes]}:${sum[1]!.toLowerCase()}`)
  if (!/^(?:tel:)?[+(0][\d\s().-]{6,24}$/.test(text)) return undefined
  const digits = text
    .replace(/^tel:/, "")
    .replace(/\(0\)/, "")
    .replace(/[\s().-]/g, "")
  const number = digits.replace(/^00/, "+").replace(/^0/, "+44")
  return /^\+[1-9]\d{7,14}$/.test(number) ? look("phone", number) : refused("not-an-address")
}

function readUrl(text: string): Verdict {
  if (/\s/.test(text)) return refused("not-an-address")
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(text)?.[1]?.toLowerCase()
  if (scheme && scheme !== "https" && scheme !== "http" && !scheme.includes(".")) return refused("scheme")
  if (scheme && !scheme.includes(".") && !/^https?:\/\/[^/]/i.test(text)) return refused("scheme")
  const full = scheme && !scheme.includes(".") ? text : `https://${text.replace(/^\/\//, "")}`
  const url = URL.canParse(full) ? new URL(full) : undefined
  const host = url?.hostname.toLowerCase().replace(/\.$/, "") ?? ""
  if (!url || !/^(?:[a-z0-9-]+\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(host))
    return refused(names.test(text.toLowerCase()) ? "look-alike" : "not-an-address")
  if (url.username || url.password) return refused("login-in-address")
  const bare = host.replace(/^(?:www|m|mobile|web|mbasic|touch|music|gaming|[a-z]{2}-[a-z]{2})\.(?=.+\..+)/, "")
  const platform = hosts.get(host) ?? hosts.get(bare)
  if (!platform)
    return names.test(host) && !host.endsWith(".example")
      ? refused("look-alike")
      : { kind: "stays", host, canonical: plainUrl(url, host) }
  const { read } = platformForms[platform]
  const segments = url.pathname.split("/").filter(Boolean).map(decoded)
  const wrapped = hosts.get(host) === "facebook" && /^lm?\.facebook\.com$/.test(host) ? url.searchParams.get("u") : null
  if (wrapped && wrapped.length < text.length) return readAddress(wrapped)
  const form = read({ host: hosts.has(host) ? host : bare, segments, query: url.searchParams })
  if (!form) {
    const { home } = platformForms[platform]
    // A host of short links keeps its name where its home would read the same path as something else. [R71]
    const alike = hosts.get(host) === undefined || read({ host: home, segments, query: url.searchParams }) === undefined
    const address: Address = {
      kind: "post",
      platform,
      canonical: plainUrl(url, alike ? home : host),
      short: false,
      handle: null,
    }
    return { kind: "look", why: "unknown-form", address }
  }
  const canonical = `https://${form.host ?? platformForms[platform].home}${form.path}`
  const address: Address = {
    kind: form.kind,
    platform,
    canonical,
    short: form.short ?? false,
    handle: form.handle ?? null,
  }
  if (address.short) return { kind: "look", why: "short-link", address }
  if (form.handle && [...form.handle].length > handleLimits[platform])
    return { kind: "look", why: "handle-too-long", address }
  return { kind: "ready", address }
}

const tracking =
  /^(?:utm_.*|fbclid|gclid|igsh|igshid|si|feature|s|t|lang|hl|ref.*|is_from_webapp|sender_device|share_.*|_r|_t|mibextid|app)$/

/** An address of no known form: its tracking parameters dropped, the others sorted. */
function plainUrl(url: URL, host: string): string {
  const kept = [...url.searchParams]
    .filter(([name]) => !tracking.test(name.toLowerCase()))
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const query = new URLSearchParams(kept).toString()
  return `https://${host}${url.pathname.replace(/\/+$/, "")}${query ? `?${query}` : ""}`
}

function decoded(segment: string): string {
  try {
    const text = decodeURIComponent(segment)
    return visible(text) === text && !text.includes("/") ? text : segment
  } catch {
    return segment
  }
}

const keyOf = (address: Address): string => address.canonical

/**
 * Splits a paste into cells, each a row of its own: lines, and what stands beside each other on one (tabs, or commas and semicolons
 * before a space or an address). Every line that is not blank yields at least one. [R70]
 */
export function cellsOf(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((line) => line.split(/\t|[,;](?=\s|https?:|hxxps?:)/i))
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "" && !/^[,;]+$/.test(cell))
}

/** Judges rows one after the other, each in the light of those before: so a long paste can be read in slices. */
export function rowReader(already: readonly Row[] = []): (raw: string) => Row {
  const seen = new Map<string, number>()
  for (const { row, verdict } of already)
    if ("address" in verdict && verdict.kind !== "merged") seen.set(keyOf(verdict.address), row)
  let row = already.length
  return (raw) => {
    row += 1
    const verdict = readAddress(raw)
    if (!("address" in verdict)) return { row, raw, verdict }
    const first = seen.get(keyOf(verdict.address))
    if (first !== undefined) return { row, raw, verdict: { kind: "merged", row: first, address: verdict.address } }
    seen.set(keyOf(verdict.address), row)
    return { row, raw, verdict }
  }
}

export const readRows = (text: string, already: readonly Row[] = []): Row[] => cellsOf(text).map(rowReader(already))

/** What a screen shows: never clickable by accident, nothing hidden in it. [R72] */
export function defang(address: string): string {
  if (/^\+\d{8,15}$/.test(address)) return grouped(address)
  if (/^(?:#|md5:|sha1:|sha256:)/.test(address)) return visible(address)
  const match = /^(?:https?:\/\/)?([^/?#\s]+)([\s\S]*)$/i.exec(address)
  if (!match) return visible(address)
  const host =
    mixedScripts(match[1]!) && URL.canParse(`https://${match[1]}`) ? new URL(`https://${match[1]}`).hostname : match[1]!
  return visible(host.replace(/^www\./, "").replaceAll(".", "[.]") + match[2]!)
}

/** `+44 7700 900219`, `+33 6 12 34 56 78`, others in threes. */
function grouped(number: string): string {
  const uk = /^\+44(\d{4})(\d{6})$/.exec(number)
  if (uk) return `+44 ${uk[1]} ${uk[2]}`
  const fr = /^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(number)
  if (fr) return `+33 ${fr.slice(1).join(" ")}`
  return number.replace(/(\d{3})(?=\d)/g, "$1 ")
}

const lookTexts: Record<LookReason, string> = {
  "short-link": "Short link, not resolved here",
  "unknown-form": "form not known: look at it",
  "handle-too-long": "longer than this platform allows",
  "tick-platforms": "tick who should get it",
}
const refusedTexts: Record<RefusedReason, string> = {
  "too-long": "Not an address: too long",
  "hidden-characters": "Refused: it holds hidden characters",
  scheme: "Not an address: check the start",
  "look-alike": "Looks like a platform but is none: check the host",
  "login-in-address": "Refused: it carries a name or password",
  "not-an-address": "Not an address",
}

/** What a row's verdict says, as a fragment of a sentence. */
export function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case "ready":
      return `${kindNames[verdict.address.kind]}, new`
    case "look":
      return verdict.why === "short-link"
        ? lookTexts[verdict.why]
        : `${kindNames[verdict.address.kind]}, ${lookTexts[verdict.why]}`
    case "stays":
      return `Stays: ${hostName(verdict.host)} is not a signatory`
    case "merged":
      return `${kindNames[verdict.address.kind]}, the same as row ${verdict.row}`
    case "refused":
      return refusedTexts[verdict.why]
  }
}

const others: Record<string, string> = {
  "t.me": "Telegram",
  "telegram.me": "Telegram",
  "wa.me": "WhatsApp",
  "chat.whatsapp.com": "WhatsApp",
  "signal.me": "Signal",
}
const hostName = (host: string): string => others[host] ?? host.replaceAll(".", "[.]")
