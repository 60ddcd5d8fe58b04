// Saving what a feed shows as a view, and dropping it again: the dialog, the name to begin with, what is refused. A controller of
// feed-screen.ts; the views themselves are saved-views.ts.
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit"
import { refusedSentence } from "./acts.ts"
import { dimensions, type Filter, type FilterKey, type Sort } from "./filter.ts"
import type { SavedViews, View } from "./saved-views.ts"

interface Shown {
  filter: Filter
  sort: Sort
}

export class SavingView implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #views: () => SavedViews
  readonly #shown: () => Shown
  #open = false
  #error = ""

  /** `shown`: the filter as it would be saved. */
  constructor(host: ReactiveControllerHost, views: () => SavedViews, shown: () => Shown) {
    this.#host = host
    this.#views = views
    this.#shown = shown
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#open = false
  }

  /** The view that shows just this. */
  get current(): View | undefined {
    const { filter, sort } = this.#shown()
    return this.#views().find(filter, sort)
  }

  ask(open: boolean): void {
    this.#open = open
    this.#error = ""
    this.#host.requestUpdate()
  }

  /** Answers with what was refused, or nothing. */
  async forget(): Promise<string> {
    const { current } = this
    return current ? refusedSentence(await this.#views().remove(current)) : ""
  }

  dialog(): TemplateResult | typeof nothing {
    if (!this.#open) return nothing
    return html`<save-view-dialog
      .rooms=${this.#views().rooms}
      .suggestion=${this.#suggestion()}
      .error=${this.#error}
      @save=${this.#save}
      @dialog-close=${() => this.ask(false)}
    ></save-view-dialog>`
  }

  readonly #save = async ({ detail: { name, room } }: CustomEvent<{ name: string; room: string }>): Promise<void> => {
    const { filter, sort } = this.#shown()
    this.#error = refusedSentence(await this.#views().save(name, filter, sort, room))
    if (!this.#error) this.#open = false
    this.#host.requestUpdate()
  }

  /** "P1, Mine": a name to begin with. */
  #suggestion(): string {
    return (Object.entries(this.#shown().filter) as [FilterKey, string[]][])
      .flatMap(([key, values]) => values.map((value) => dimensions[key].options[value] ?? ""))
      .filter(Boolean)
      .join(", ")
      .slice(0, 40)
  }
}
