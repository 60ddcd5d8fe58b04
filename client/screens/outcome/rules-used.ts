// The rules of a platform that this person has recorded outcomes with, newest first: their own scratch row, on every machine of theirs and on
// no screen of anybody else's. Used by the outcome form and by acts that name a rule. Rules R25, R244.
import type { Hub } from "../../hub/hub.ts"

const mostRules = 8
const keyOf = (room: string): string => `rules ${room}`

/** What one person has used in one room. */
class Used {
  rules: readonly string[] = []
  /** resolves once the hub has said what it keeps; rejects while the line is down */
  readonly loaded: Promise<void>

  constructor(hub: Hub, room: string) {
    // What earlier pages kept for whoever sits at this browser.
    localStorage.removeItem(keyOf(room))
    this.loaded = hub.scratch.all(keyOf(room)).then((kept) => {
      this.rules = JSON.parse(kept.get(keyOf(room)) || "[]") as string[]
    })
  }
}

const known = new WeakMap<Hub, { person: string; used: Map<string, Used> }>()

/** Of whoever is signed in now: nothing of the person before is left. */
function usedBy(hub: Hub): Map<string, Used> {
  const person = hub.person?.id ?? ""
  const held = known.get(hub)
  if (held?.person === person) return held.used
  const used = new Map<string, Used>()
  known.set(hub, { person, used })
  return used
}

function usedIn(hub: Hub, room: string): Used {
  const all = usedBy(hub)
  const used = all.get(room) ?? new Used(hub, room)
  all.set(room, used)
  // Asked again the next time.
  used.loaded.catch(() => all.get(room) === used && all.delete(room))
  return used
}

/** The person's own rules; `loaded` is called when the hub has answered and there are some. */
export function rulesUsed(hub: Hub, room: string, loaded: () => void): readonly string[] {
  const { rules, loaded: answer } = usedIn(hub, room)
  if (rules.length === 0) void answer.then(() => usedIn(hub, room).rules.length > 0 && loaded()).catch(() => undefined)
  return rules
}

export async function remember(hub: Hub, room: string, given: readonly string[]): Promise<void> {
  const fresh = given.filter((rule) => rule.trim())
  if (fresh.length === 0) return
  const used = usedIn(hub, room)
  await used.loaded.catch(() => undefined)
  used.rules = [...new Set([...fresh, ...used.rules])].slice(0, mostRules)
  hub.scratch.put(keyOf(room), JSON.stringify(used.rules))
}
