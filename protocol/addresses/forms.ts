// The platforms' hosts and the forms of their addresses. Each form answers its canonical path; what is not listed is "unknown form".
// Used by addresses.ts alone. Handles are case-insensitive everywhere; ids keep their case.
import type { ItemKind, PlatformId } from "../addresses.ts"

interface Seen {
  host: string
  segments: string[]
  query: URLSearchParams
}

export interface Form {
  kind: ItemKind
  /** canonical path with its query, from "/" on */
  path: string
  /** for short links: their own host stays */
  host?: string
  short?: boolean
  handle?: string
}

interface Platform {
  home: string
  hosts: readonly string[]
  read(seen: Seen): Form | undefined
}

const enc = (text: string): string => encodeURIComponent(text).replaceAll("%40", "@")
const id = /^[\w.-]{1,128}$/
const number = /^\d{1,32}$/
const handle = /^[\p{L}\p{M}\p{N}_.-]{1,128}$/u
const isId = (text: string | null | undefined): text is string => text !== null && text !== undefined && id.test(text)
const account = (kind: ItemKind, at: "@" | "", name: string): Form | undefined =>
  handle.test(name) ? { kind, path: `/${at}${enc(name.toLowerCase())}`, handle: name.toLowerCase() } : undefined
const short = (host: string, segments: readonly string[]): Form | undefined =>
  segments.length > 0 ? { kind: "post", host, path: `/${segments.map(enc).join("/")}`, short: true } : undefined
const tag = (path: string, name: string | undefined): Form | undefined =>
  name && /^[\p{L}\p{M}\p{N}_]{1,100}$/u.test(name)
    ? { kind: "hashtag", path: `${path}${enc(name.toLowerCase())}` }
    : undefined

function facebook({ host, segments, query }: Seen): Form | undefined {
  const [first = "", second, third, fourth] = segments
  if (host === "fb.watch" || host === "fb.me") return short(host, segments)
  if (host === "m.me") return second === undefined && first ? account("page", "", first) : undefined
  const story = query.get("story_fbid") ?? query.get("fbid")
  switch (first.toLowerCase()) {
    case "profile.php":
      return isId(query.get("id")) ? { kind: "account", path: `/profile.php?id=${query.get("id")}` } : undefined
    case "permalink.php":
    case "story.php":
      return isId(story) && isId(query.get("id"))
        ? { kind: "post", path: `/permalink.php?story_fbid=${story}&id=${query.get("id")}` }
        : undefined
    case "photo.php":
    case "photo":
      return isId(story) ? { kind: "post", path: `/photo.php?fbid=${story}` } : undefined
    case "watch":
      if (second === "live" && isId(query.get("v"))) return { kind: "live", path: `/watch/live?v=${query.get("v")}` }
      return isId(query.get("v")) ? { kind: "video", path: `/watch?v=${query.get("v")}` } : undefined
    case "reel":
      return isId(second) ? { kind: "short", path: `/reel/${second}` } : undefined
    case "stories":
      return isId(second) ? { kind: "story", path: `/stories/${second}${isId(third) ? `/${third}` : ""}` } : undefined
    case "groups":
      if (!isId(second)) return undefined
      if ((third === "posts" || third === "permalink") && isId(fourth))
        return { kind: "post", path: `/groups/${second.toLowerCase()}/posts/${fourth}` }
      return third === undefined ? { kind: "group", path: `/groups/${second.toLowerCase()}` } : undefined
    case "people":
      return isId(third) ? { kind: "account", path: `/profile.php?id=${third}` } : undefined
    case "pages":
      return isId(segments.at(-1)) && segments.length > 2
        ? { kind: "page", path: `/pages/${segments.slice(1).map(enc).join("/")}` }
        : undefined
    case "events":
      return isId(second) ? { kind: "post", path: `/events/${second}` } : undefined
    case "hashtag":
      return tag("/hashtag/", second)
    case "share":
      return segments.length > 1 ? { kind: "post", path: `/${segments.map(enc).join("/")}`, short: true } : undefined
    case "ads":
      return second === "library" && isId(query.get("id"))
        ? { kind: "advert", path: `/ads/library?id=${query.get("id")}` }
        : undefined
  }
  if (!first) return undefined
  if (second === "posts" && isId(third))
    return { kind: "post", path: `/${enc(first.toLowerCase())}/posts/${third}`, handle: first.toLowerCase() }
  if (second === "videos" && isId(segments.at(-1))) return { kind: "video", path: `/watch?v=${segments.at(-1)}` }
  if (second === "live") return { kind: "live", path: `/${enc(first.toLowerCase())}/live`, handle: first.toLowerCase() }
  return second === undefined && !first.includes(".php") ? account("page", "", first) : undefined
}

function instagram({ segments, host }: Seen): Form | undefined {
  const [first = "", second, third] = segments
  if (host === "instagr.am" && first !== "p") return short(host, segments)
  switch (first.toLowerCase()) {
    case "p":
      return isId(second) ? { kind: "post", path: `/p/${second}` } : undefined
    case "reel":
    case "reels":
      return isId(second) ? { kind: "short", path: `/reel/${second}` } : undefined
    case "tv":
      return isId(second) ? { kind: "video", path: `/tv/${second}` } : undefined
    case "stories":
      return isId(second)
        ? {
            kind: "story",
            path: `/stories/${second.toLowerCase()}${isId(third) ? `/${third}` : ""}`,
            handle: second.toLowerCase(),
          }
        : undefined
    case "explore":
      return second === "tags" ? tag("/explore/tags/", third) : undefined
    case "share":
      return segments.length > 1 ? { kind: "post", path: `/${segments.map(enc).join("/")}`, short: true } : undefined
  }
  if (second === "p" && isId(third)) return { kind: "post", path: `/p/${third}` }
  if (second === "reel" && isId(third)) return { kind: "short", path: `/reel/${third}` }
  if (second === "live") return { kind: "live", path: `/${first.toLowerCase()}/live`, handle: first.toLowerCase() }
  return second === undefined && first ? account("account", "", first) : undefined
}

function youtube({ host, segments, query }: Seen): Form | undefined {
  const [first = "", second] = segments
  if (host === "youtu.be") return isId(first) ? { kind: "video", path: `/watch?v=${first}` } : undefined
  switch (first.toLowerCase()) {
    case "watch":
      return isId(query.get("v")) ? { kind: "video", path: `/watch?v=${query.get("v")}` } : undefined
    case "embed":
    case "v":
      return isId(second) ? { kind: "video", path: `/watch?v=${second}` } : undefined
    case "shorts":
      return isId(second) ? { kind: "short", path: `/shorts/${second}` } : undefined
    case "live":
      return isId(second) ? { kind: "live", path: `/live/${second}` } : undefined
    case "channel":
      return isId(second) ? { kind: "channel", path: `/channel/${second}` } : undefined
    case "c":
    case "user":
      return isId(second)
        ? { kind: "channel", path: `/${first.toLowerCase()}/${second.toLowerCase()}`, handle: second.toLowerCase() }
        : undefined
    case "playlist":
      return isId(query.get("list")) ? { kind: "post", path: `/playlist?list=${query.get("list")}` } : undefined
    case "post":
      return isId(second) ? { kind: "post", path: `/post/${second}` } : undefined
    case "hashtag":
      return tag("/hashtag/", second)
  }
  if (!first.startsWith("@")) return undefined
  if (second === "live")
    return { kind: "live", path: `/@${enc(first.slice(1).toLowerCase())}/live`, handle: first.slice(1).toLowerCase() }
  return second === undefined || ["videos", "shorts", "about", "featured", "streams", "community"].includes(second)
    ? account("channel", "@", first.slice(1))
    : undefined
}

function tiktok({ host, segments }: Seen): Form | undefined {
  const [first = "", second, third] = segments
  if (host === "vm.tiktok.com" || host === "vt.tiktok.com") return short(host, segments.slice(0, 1))
  if (first === "t" && isId(second)) return { kind: "post", path: `/t/${second}`, short: true }
  if (first === "tag") return tag("/tag/", second)
  if (first === "v" && second)
    return number.test(second.replace(".html", ""))
      ? { kind: "video", path: `/v/${second.replace(".html", "")}` }
      : undefined
  if (!first.startsWith("@") || !handle.test(first.slice(1))) return undefined
  const name = first.slice(1).toLowerCase()
  if (second === "video" && isId(third)) return { kind: "video", path: `/@${enc(name)}/video/${third}`, handle: name }
  if (second === "photo" && isId(third)) return { kind: "post", path: `/@${enc(name)}/photo/${third}`, handle: name }
  if (second === "live") return { kind: "live", path: `/@${enc(name)}/live`, handle: name }
  return second === undefined ? account("account", "@", name) : undefined
}

function x({ host, segments, query }: Seen): Form | undefined {
  const [first = "", second, third, fourth] = segments
  if (host === "t.co") return short(host, segments.slice(0, 1))
  if (first === "i" && (second === "status" || second === "web") && isId(segments.at(-1)))
    return { kind: "post", path: `/i/status/${segments.at(-1)}` }
  if (first === "i" && second === "spaces" && isId(third)) return { kind: "live", path: `/i/spaces/${third}` }
  if (first === "i" && second === "broadcasts" && isId(third)) return { kind: "live", path: `/i/broadcasts/${third}` }
  if (first === "i" && second === "communities" && isId(third))
    return { kind: "group", path: `/i/communities/${third}` }
  if (first === "hashtag") return tag("/hashtag/", second)
  if (first === "search")
    return query.get("q") ? { kind: "post", path: `/search?q=${enc(query.get("q")!)}` } : undefined
  // A post is the same whatever handle stands before it.
  if (
    (second === "status" || second === "statuses") &&
    isId(third) &&
    (!fourth || fourth === "photo" || fourth === "video")
  )
    return { kind: "post", path: `/i/status/${third}`, handle: first.toLowerCase() }
  return second === undefined && first !== "i" && /^\w+$/.test(first) ? account("account", "", first) : undefined
}

export const platformForms: Record<PlatformId, Platform> = {
  facebook: {
    home: "facebook.com",
    hosts: ["facebook.com", "fb.com", "fb.watch", "fb.me", "m.me", "l.facebook.com", "lm.facebook.com"],
    read: facebook,
  },
  instagram: { home: "instagram.com", hosts: ["instagram.com", "instagr.am"], read: instagram },
  youtube: { home: "youtube.com", hosts: ["youtube.com", "youtu.be", "youtube-nocookie.com"], read: youtube },
  tiktok: { home: "tiktok.com", hosts: ["tiktok.com", "vm.tiktok.com", "vt.tiktok.com"], read: tiktok },
  x: { home: "x.com", hosts: ["x.com", "twitter.com", "t.co"], read: x },
}
