// MongoDB's collections and their numbered migrations. Used by mongo.ts. Released migrations never change.
import type { mongo } from "mongoose"
import type { Account, Link, SecondFactor, Session } from "./accounts.ts"
import type { FoundRow } from "./found.ts"
import type { Lease, Row } from "./store.ts"

export interface MarkDocument {
  person: string
  room: string
  subject: string
  seq: number
  messages: number
}

export interface Collections {
  events: Row
  entries: { room: string; subject: string; seq: number; open: boolean; dueAt: string | null; entry: string }
  rooms: { room: string; seq: number; hash: string; slice: string; fold: number }
  marks: MarkDocument
  scratch: { person: string; key: string; text: string; at: string }
  cursors: { reaction: string; room: string; seq: number }
  /** Socket.IO's adapter writes them; they expire by themselves */
  signals: { createdAt: Date }
  found: FoundRow & { terms: readonly string[] }
  barriers: { room: string; count: number }
  meta: { key: string; value: string }
  accounts: Account
  sessions: Session
  secondFactors: SecondFactor
  recoveryCodes: { person: string; hash: string }
  links: Link
  /** `ends` is `untilMs` again, for the index that forgets */
  leases: Lease & { ends: Date }
}

const unique = { unique: true }

/** What every search goes by: one term of one room, newest first. */
export const foundByTerm = { room: 1, terms: 1, seq: -1, n: -1 } as const

const indexOf =
  (db: mongo.Db) =>
  (name: keyof Collections, key: Record<string, 1>, options = {}) =>
    db.collection(name).createIndex(key, options)

export const migrations: readonly ((db: mongo.Db) => Promise<void>)[] = [
  async (db) => {
    const index = indexOf(db)
    await index("meta", { key: 1 }, unique)
    await index("events", { room: 1, seq: 1 }, unique)
    await index("events", { room: 1, id: 1 }, unique)
    await index("events", { room: 1, subject: 1, type: 1, seq: 1 })
    await index("events", { room: 1, target: 1, seq: 1 })
    await index("entries", { room: 1, subject: 1 }, unique)
    await index("entries", { room: 1, open: 1, seq: 1 })
    await index("rooms", { room: 1 }, unique)
    await index("barriers", { room: 1 }, unique)
    await index("marks", { person: 1, room: 1, subject: 1 }, unique)
    await index("scratch", { person: 1, key: 1 }, unique)
    await index("cursors", { reaction: 1, room: 1 }, unique)
    await index("accounts", { person: 1 }, unique)
    await index("accounts", { login: 1 }, unique)
    await index("sessions", { id: 1 }, unique)
    await index("sessions", { person: 1 })
    await index("signals", { createdAt: 1 }, { expireAfterSeconds: 60 })
  },
  async (db) => {
    const index = indexOf(db)
    await index("secondFactors", { person: 1 }, unique)
    await index("recoveryCodes", { person: 1, hash: 1 }, unique)
    await index("links", { person: 1 }, unique)
    await index("links", { hash: 1 }, unique)
  },
  async (db) => {
    await db.collection("found").createIndex({ room: 1, seq: 1, n: 1 }, unique)
    await db.collection("found").createIndex(foundByTerm)
    await db.collection("found").createIndex({ room: 1, at: 1, seq: 1, n: 1 })
  },
  async (db) => {
    const index = indexOf(db)
    await index("leases", { id: 1 }, unique)
    await index("leases", { ends: 1 }, { expireAfterSeconds: 0 })
  },
]
