// An act that is done takes its button with it, and the focus with the button: it goes on where the screen says. Used by alerts-screen.ts.
import type { ReactiveController, ReactiveControllerHost } from "lit"
import { dialogs } from "./dialogs.ts"

export class KeptFocus implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #goOn: () => void
  /** the focus was in here, and nobody has pointed elsewhere since */
  #inside = false

  /** `goOn` puts the focus on what stands nearest to what has gone. */
  constructor(host: ReactiveControllerHost & HTMLElement, goOn: () => void) {
    this.#host = host
    this.#goOn = goOn
    host.addController(this)
  }

  hostConnected(): void {
    this.#host.addEventListener("focusin", this.#entered)
    addEventListener("pointerdown", this.#pointed, true)
  }

  hostDisconnected(): void {
    this.#host.removeEventListener("focusin", this.#entered)
    removeEventListener("pointerdown", this.#pointed, true)
  }

  /** The elements within are drawn after their host. */
  hostUpdated(): void {
    setTimeout(() => {
      const lost = document.activeElement === document.body && dialogs.size === 0
      if (this.#inside && lost && this.#host.isConnected) this.#goOn()
    })
  }

  #entered = (): void => {
    this.#inside = true
  }

  #pointed = (): void => {
    this.#inside = false
  }
}
