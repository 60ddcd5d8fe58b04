// The tones of each priority, made in code: no file is fetched. Quiet, short, and told apart by rhythm as well as by pitch. Used by teller.ts.
import type { Priority } from "../../protocol/vocabulary.ts"

/** Hertz and seconds: where each tone begins and how long it lasts. */
const tones: Record<Priority, readonly (readonly [pitch: number, from: number, lasts: number])[]> = {
  P1: [
    [880, 0, 0.16],
    [660, 0.2, 0.16],
    [880, 0.4, 0.16],
    [660, 0.6, 0.3],
  ],
  P2: [
    [660, 0, 0.14],
    [784, 0.18, 0.24],
  ],
  P3: [[523, 0, 0.22]],
}
const loudness = 0.18

export function play(context: AudioContext, priority: Priority): void {
  for (const [pitch, from, lasts] of tones[priority]) {
    const [tone, volume] = [context.createOscillator(), context.createGain()]
    const at = context.currentTime + from
    tone.frequency.value = pitch
    // Without a ramp it would click.
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(loudness, at + 0.015)
    volume.gain.setValueAtTime(loudness, at + lasts - 0.04)
    volume.gain.linearRampToValueAtTime(0, at + lasts)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + lasts)
  }
}
