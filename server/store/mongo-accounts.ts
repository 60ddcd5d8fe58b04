// Secrets and sessions in MongoDB. Made by mongo.ts.
import type { Account, Accounts, Session } from "./accounts.ts"
import { durable, isDuplicate, plain, type MongoReach } from "./mongo-reach.ts"

export class MongoAccounts implements Accounts {
  protected readonly at: MongoReach

  constructor(at: MongoReach) {
    this.at = at
  }

  async account(login: string): Promise<Account | undefined> {
    const found = await this.at.reach(() => this.at.in("accounts").findOne({ login }, plain))
    return (found as Account | null) ?? undefined
  }

  async accountOf(person: string): Promise<Account | undefined> {
    const found = await this.at.reach(() => this.at.in("accounts").findOne({ person }, plain))
    return (found as Account | null) ?? undefined
  }

  async addAccount(account: Account): Promise<boolean> {
    try {
      await this.at.reach(() => this.at.in("accounts").insertOne({ ...account }, durable))
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  async setPassword(person: string, passwordHash: string): Promise<void> {
    await this.at.reach(() => this.at.in("accounts").updateOne({ person }, { $set: { passwordHash } }, durable))
  }

  async addSession(session: Session): Promise<void> {
    await this.at.reach(() => this.at.in("sessions").insertOne({ ...session }, durable))
  }

  async session(id: string): Promise<Session | undefined> {
    const found = await this.at.reach(() => this.at.in("sessions").findOne({ id }, plain))
    return (found as Session | null) ?? undefined
  }

  sessions(person: string): Promise<Session[]> {
    return this.at.reach(
      () =>
        this.at.in("sessions").find({ person }, plain).sort({ createdAt: -1 }).limit(200).toArray() as Promise<
          Session[]
        >,
    )
  }

  rotate(id: string, expected: string, next: string, at: string): Promise<boolean> {
    const change = { previousHash: expected, refreshHash: next, rotatedAt: at, lastUsedAt: at }
    return this.#changes({ id, refreshHash: expected, endedAt: null }, change)
  }

  async touch(id: string, at: string): Promise<void> {
    await this.#changes({ id }, { lastUsedAt: at })
  }

  endSession(id: string, at: string): Promise<boolean> {
    return this.#changes({ id, endedAt: null }, { endedAt: at })
  }

  async #changes(session: Partial<Session>, change: Partial<Session>): Promise<boolean> {
    const done = await this.at.reach(() => this.at.in("sessions").updateOne(session, { $set: change }, durable))
    return done.modifiedCount === 1
  }
}
