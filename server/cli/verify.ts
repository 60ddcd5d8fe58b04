// `hub verify`: every log against its hashes, its stored entries, and the heads noted outside the store. [R6]
import { withHub } from "../engine/offline.ts"
import type { Verb } from "./verb.ts"

export const verify: Verb = {
  usage: "hub verify [ROOM]",
  about:
    "Checks one room's log, or all of them, from the first event. Exit code 1 when anything is wrong; each fault is one line.",
  options: {},
  words: 1,
  run: (settings, _given, [room]) =>
    withHub(settings, async (parts) => {
      const report = await parts.verify(room)
      for (const fault of report.faults) process.stdout.write(`${fault.room} ${fault.seq}: ${fault.what}\n`)
      process.stdout.write(`${report.rooms} rooms, ${report.events} events, ${report.faults.length} faults\n`)
      return report.faults.length === 0 ? 0 : 1
    }),
}
