// A deadline for an answer. Used by both stores: a driver's own deadlines do not hold while the server stands still.

/** The work's answer, or a rejection with `late()` once this long has passed; the work itself goes on. */
export function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const timer = setTimeout(() => reject(late()), ms)
  work.then(resolve, reject)
  return promise.finally(() => clearTimeout(timer))
}
