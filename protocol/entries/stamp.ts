// Who did something, and when. Part of most entries.
import type { By } from "../event.ts"

export interface Stamp {
  by: By
  at: string
}
