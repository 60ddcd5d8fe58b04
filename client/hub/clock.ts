// Time as the client's parts know it: passed in, so that tests move it. Used by hub.ts and what it holds.

export interface Clock {
  /** ms since 1970 by this machine */
  now(): number
  /** Does the work later, once. Answers how to call it off. */
  after(ms: number, work: () => void): () => void
}

export const machineClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
