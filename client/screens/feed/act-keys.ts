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

/** `acts` of the referral that is open, none without one; `covered`: what its items show can be uncovered; `many`: several are chosen. */
export function isIdle(
  key: string,
  { acts, covered, many }: { acts: readonly Act[] | undefined; covered: boolean; many: boolean },
): boolean {
  if (onOne.has(key)) return !acts
  if (key === "t") return !covered
  const named = actKeys[key]
  if (!named || many) return false
  return !acts?.some((act) => named.includes(act.id))
}
