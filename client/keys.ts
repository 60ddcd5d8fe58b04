// Single keys, never in inputs, and only where they are switched on. Used by screens through a controller.
import type { ReactiveController, ReactiveControllerHost } from "lit"
import { dialogs } from "./parts/dialogs.ts"

type Bindings = Record<string, (event: KeyboardEvent) => void>

const typing = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"

export const keysOff = (): boolean => document.documentElement.classList.contains("no-keys")

/** Screens that listen; the last to come stands inside the others, and gets a key first. */
const listening: Keys[] = []
/** The g that waits for its letter. */
let lead: KeyboardEvent | undefined
const leadMs = 1_500

const bindingOf = (key: string): Bindings[string] | undefined =>
  listening.findLast((each) => each.bindings[key])?.bindings[key]

/** Whether a key does something on the screens that are open now. */
export function isBound(key: string): boolean {
  const keys = listening.findLast((each) => each.bindings[key])
  return keys !== undefined && !keys.idle(key)
}

/** Does what the key does, for people who choose it by its words. */
export function press(key: string): void {
  bindingOf(key)?.(new KeyboardEvent("keydown", { key }))
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing || dialogs.size > 0) return
  const mod = event.ctrlKey || event.metaKey
  const target = event.composedPath()[0]
  const inText = target instanceof Element && target.matches(typing)
  const pressing =
    target instanceof Element &&
    ((target.matches("button, a, summary, [role=menuitem]") && (event.key === "Enter" || event.key === " ")) ||
      (target.matches("[type=checkbox], [type=radio]") && event.key === " "))
  if (!mod && event.key !== "Escape" && (inText || pressing || keysOff())) return
  const led = !mod && lead !== undefined && event.timeStamp - lead.timeStamp < leadMs
  lead = event.key === "g" && !mod && !led ? event : undefined
  const run = bindingOf((mod ? "Mod+" : led ? "g " : "") + event.key)
  if (!run) return
  event.preventDefault()
  run(event)
}

/**
 * Keys are written as KeyboardEvent.key, with "Mod+" for Ctrl or Cmd, and "g f" for a g and then an f. Mod keys and Escape work in
 * inputs too.
 */
export class Keys implements ReactiveController {
  readonly bindings: Readonly<Bindings>
  readonly idle: (key: string) => boolean

  /** `idle`: whether a key would do nothing just now. */
  constructor(host: ReactiveControllerHost, bindings: Bindings, idle: (key: string) => boolean = () => false) {
    this.bindings = bindings
    this.idle = idle
    host.addController(this)
  }

  hostConnected(): void {
    if (listening.length === 0) addEventListener("keydown", pressed)
    listening.push(this)
  }

  hostDisconnected(): void {
    listening.splice(listening.indexOf(this), 1)
    if (listening.length === 0) removeEventListener("keydown", pressed)
  }
}
