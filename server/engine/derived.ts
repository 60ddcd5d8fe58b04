// Ids that are a function of their cause, so that repeats and several processes make one event. Called by reactions/ and demo content.
import { hash } from "node:crypto"

/** A UUID (version 8) from any texts. */
export function derivedId(...parts: readonly string[]): string {
  const hex = hash("sha256", parts.join("\n"), "hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
