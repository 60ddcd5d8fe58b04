// The icon and the word of each kind of item. Used by defanged-address and by the screens that list items.
import type { IconName } from "./hub-icon.ts"

const icons: Record<string, IconName> = {
  account: "user-round", channel: "user-round", profile: "user-round", page: "file-text", group: "users-round", post: "message-square", story: "history",
  video: "video", short: "video", reel: "video", live: "radio", stream: "radio", image: "image", photo: "image", advert: "megaphone", ad: "megaphone",
  hashtag: "hash", phone: "phone", hash: "key-round", link: "link", shortlink: "link", message: "message-square",
} // prettier-ignore

/** The icon of a kind, however it is cased ("shortLink", "short-link"); a globe for what is not known. */
export function iconOfKind(kind: string): IconName {
  return icons[kind.toLowerCase().replace(/[^a-z]/g, "")] ?? "globe"
}
