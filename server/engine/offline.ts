// One more process on the store, without sockets: what the command line works through. Called by cli/.
import type { Answer } from "../../protocol/wire.ts"
import type { Proposal } from "../../protocol/event.ts"
import type { Settings } from "../settings.ts"
import type { Accounts } from "../store/accounts.ts"
import { openStore } from "../store/open.ts"
import type { Store } from "../store/store.ts"
import type { AccessGate } from "./access.ts"
import { Rooms } from "./rooms.ts"
import { verify, type VerifyReport } from "./verify.ts"

export interface OfflineParts {
  store: Store & Accounts
  access: AccessGate
  /** proposes as the hub */
  propose(room: string, proposals: readonly Proposal[]): Promise<Answer[]>
  verify(room?: string): Promise<VerifyReport>
}

/** Opens the store, does the work, and leaves nothing half done. A running hub on the same store takes notice by itself. */
export async function withHub<T>(settings: Settings, work: (parts: OfflineParts) => Promise<T>): Promise<T> {
  const store = await openStore({
    ...(settings.mongoUri ? { mongoUri: settings.mongoUri } : {}),
    folder: settings.dataFolder,
    mode: settings.mode,
  })
  try {
    const rooms = new Rooms({
      store,
      now: Date.now,
      counted: () => undefined,
      // It lives for one verb.
      inContact: () => true,
      broken: (room, what) => process.stderr.write(`${room}: ${what}\n`),
    })
    const started = rooms.start()
    const parts: OfflineParts = {
      store,
      access: rooms.access,
      propose: async (room, proposals) => (await started, rooms.proposeAsHub(room, proposals)),
      // A damaged log cannot be folded, but must be reported: verify does not wait for the rooms.
      verify: (room) => verify(store, settings.headsFile, room),
    }
    await started.catch(() => undefined)
    const result = await work(parts)
    await started.catch(() => undefined)
    await rooms.stop()
    return result
  } finally {
    await store.close()
  }
}
