// Those who wait until a room has come as far as a number, in this process. Used by room.ts alone.

export class Followers {
  readonly #looking = new Set<() => void>()

  /** Resolves once `there` is true; asked again each time that the room tells. */
  async wait(there: () => boolean): Promise<void> {
    if (there()) return
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!there()) return
        this.#looking.delete(look)
        resolve()
      }
      this.#looking.add(look)
    })
  }

  tell(): void {
    for (const look of this.#looking) look()
  }
}
