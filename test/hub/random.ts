// Seeded randomness, so that a failing run can be run again. Used by the tests that cut, kill and attack.

export interface Random {
  whole(least: number, most: number): number
  pick<T>(values: readonly T[]): T
}

/** mulberry32 */
export function random(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return { whole, pick: (values) => values[whole(0, values.length - 1)]! }
}
