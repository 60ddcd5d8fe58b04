// Single keys, never in inputs, and only where they are switched on. Used by screens through a controller.
import type { ReactiveController, ReactiveControllerHost } from "lit"

type Bindings = Record<string, (event: KeyboardEvent) => void>

const typing = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"

export const keysOff = (): boolean => document.documentElement.classList.contains("no-keys")

/** Keys are written as KeyboardEvent.key, with "Mod+" for Ctrl or Cmd. Mod keys and Escape work in inputs too. */
export class Keys implements ReactiveController {
  readonly #bindings: Bindings

  constructor(host: ReactiveControllerHost, bindings: Bindings) {
    this.#bindings = bindings
    host.addController(this)
  }

  hostConnected(): void {
    addEventListener("keydown", this.#pressed)
  }

  hostDisconnected(): void {
    removeEventListener("keydown", this.#pressed)
  }

  #pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return
    const mod = event.ctrlKey || event.metaKey
    const run = this.#bindings[(mod ? "Mod+" : "") + event.key]
    if (!run) return
    const target = event.composedPath()[0]
    const inText = target instanceof Element && target.matches(typing)
    const pressing =
      target instanceof Element &&
      target.matches("button, a, summary, [role=menuitem]") &&
      (event.key === "Enter" || event.key === " ")
    if (!mod && event.key !== "Escape" && (inText || pressing || keysOff())) return
    // A dialog keeps its keys.
    if (document.querySelector("hub-app")?.shadowRoot?.querySelector("[data-dialog]")) return
    event.preventDefault()
    run(event)
  }
}
