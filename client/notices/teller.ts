// Sound and desktop notices of this browser. Of all its tabs one makes the sound and one shows notices: whoever has the lock, and only a tab
// that can asks for it. Nothing is asked of the browser but from a button. Made by app.ts. [R194]
import type { Priority } from "../../protocol/vocabulary.ts"
import type { Shown } from "./ringer.ts"
import { play } from "./tones.ts"

export type DesktopState = "off" | "on" | "denied" | "none"

export class Teller {
  readonly #changed: () => void
  readonly #open: (shown: Shown) => void
  #context: AudioContext | undefined
  #person = ""
  #locks: Partial<Record<"sound" | "desktop", { held: boolean; release(): void }>> = {}

  /** `open`: somebody has clicked a notice. */
  constructor(changed: () => void, open: (shown: Shown) => void) {
    this.#changed = changed
    this.#open = open
    // A page that is opened anew makes no sound before it is touched: then the one that was switched on comes back by itself.
    for (const event of ["pointerdown", "keydown"])
      addEventListener(event, () => void (this.soundOn && !this.sounds && this.#start()), { capture: true })
  }

  /** Whose notices they are: tabs of several people in one browser each tell their own. */
  begin(person: string): void {
    if (person === this.#person) return
    this.#person = person
    for (const lock of Object.values(this.#locks)) lock.release()
    this.#locks = {}
    if (person) this.#claim()
  }

  /** Whether this browser is to make sounds. */
  get soundOn(): boolean {
    return localStorage.getItem("notices sound") === "on"
  }

  /** Whether it could do so in this tab right now. */
  get sounds(): boolean {
    return this.soundOn && this.#context?.state === "running"
  }

  async setSound(on: boolean): Promise<void> {
    localStorage.setItem("notices sound", on ? "on" : "off")
    if (on) await this.#start()
    else {
      this.#locks.sound?.release()
      delete this.#locks.sound
    }
    this.#changed()
  }

  get desktop(): DesktopState {
    if (typeof Notification === "undefined") return "none"
    if (Notification.permission === "denied") return "denied"
    return Notification.permission === "granted" && localStorage.getItem("notices desktop") === "on" ? "on" : "off"
  }

  /** From a button alone: it may ask the browser's question. */
  async setDesktop(on: boolean): Promise<void> {
    if (on && Notification.permission === "default") await Notification.requestPermission()
    localStorage.setItem("notices desktop", on ? "on" : "off")
    if (!on) {
      this.#locks.desktop?.release()
      delete this.#locks.desktop
    } else this.#claim()
    this.#changed()
  }

  sound(priority: Priority): void {
    if (this.sounds && this.#locks.sound?.held) play(this.#context!, priority)
  }

  /** How it sounds, from a button. */
  async try(priority: Priority): Promise<void> {
    await this.#start()
    if (this.#context?.state === "running") play(this.#context, priority)
  }

  show(shown: Shown): void {
    if (this.desktop !== "on" || !this.#locks.desktop?.held) return
    const notice = new Notification(shown.text, { tag: shown.key, icon: "/icon.svg", silent: true })
    notice.addEventListener("click", () => {
      window.focus()
      notice.close()
      this.#open(shown)
    })
  }

  async #start(): Promise<void> {
    this.#context ??= new AudioContext()
    await this.#context.resume().catch(() => undefined)
    this.#claim()
    this.#changed()
  }

  #claim(): void {
    if (!this.#person) return
    if (this.sounds) this.#ask("sound")
    if (this.desktop === "on") this.#ask("desktop")
  }

  /** Held as long as the tab lives or until it is given back; the next tab in the queue follows by itself. */
  #ask(what: "sound" | "desktop"): void {
    if (this.#locks[what]) return
    const ended = Promise.withResolvers<void>()
    const away = new AbortController()
    const lock = {
      held: false,
      release() {
        lock.held = false
        away.abort()
        ended.resolve()
      },
    }
    this.#locks[what] = lock
    navigator.locks
      .request(`notices ${what} ${this.#person}`, { signal: away.signal }, () => {
        lock.held = true
        return ended.promise
      })
      .catch(() => undefined)
  }
}
