// Which acts a key stands for, and whether it would do anything now. Used by feed-screen.ts.
import type { Act } from "./act.ts"

const actKeys: Readonly<Record<string, readonly string[]>> = {
  a: ["acknowledge"],
  c: ["claim"],
  o: ["outcome", "note"],
  i: ["need", "answer"],
  h: ["hand-over"],
  e: ["escalate"],
  v: ["verify"],
}

/** Keys that act on the referral that is open, beside those that stand for acts. */
const onOne: ReadonlySet<string> = new Set(["r", "u", "y", "Y", "Mod+z"])
/** Of these, what remains for somebody who reads with a reason. [R187] */
const forReaders: ReadonlySet<string> = new Set(["y", "Y"])
const choosing: ReadonlySet<string> = new Set(["s", "S"])

interface Now {
  /** of the referral that is open; none without one */
  acts: readonly Act[] | undefined
  /** nothing is done there: it is read with a reason */
  reads: boolean
  /** several can be chosen for one act on all */
  chooses: boolean
  /** what its items show can be uncovered */
  covered: boolean
  /** several are chosen */
  many: boolean
}

export function isIdle(key: string, { acts, reads, chooses, covered, many }: Now): boolean {
  if (onOne.has(key)) return !acts || (reads && !forReaders.has(key))
  if (choosing.has(key)) return !chooses
  if (key === "t") return !covered
  const named = actKeys[key]
  if (!named || many) return false
  return !acts?.some((act) => named.includes(act.id))
}
