// The hub's secret: from the environment in production, kept in the store in evaluation mode so that processes share it.
import { randomBytes } from "node:crypto"
import type { Store } from "../store/store.ts"

export async function hubSecret(store: Store, given: string | undefined): Promise<string> {
  return given ?? store.setMeta("secret", randomBytes(48).toString("base64url"))
}
