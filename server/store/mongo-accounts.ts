// Secrets and sessions in MongoDB. Made by mongo.ts.
import type { Account, Accounts, Link, SecondFactor, Session } from "./accounts.ts"
import { durable, ignoreDuplicate, isDuplicate, plain, type MongoReach } from "./mongo-reach.ts"

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

  async secondFactor(person: string): Promise<SecondFactor | undefined> {
    return this.at.reach(async () => (await this.at.in("secondFactors").findOne({ person }, plain)) ?? undefined)
  }

  async offerSecondFactor(person: string, secret: string): Promise<void> {
    // One that is confirmed makes the upsert collide with the unique index: it stays.
    const change = { $set: { secret }, $setOnInsert: { usedStep: 0 } }
    await this.at.reach(() =>
      this.at
        .in("secondFactors")
        .updateOne({ person, confirmedAt: null }, change, { upsert: true, ...durable })
        .catch(ignoreDuplicate),
    )
  }

  async confirmSecondFactor(person: string, step: number, at: string, hashes: readonly string[]): Promise<boolean> {
    const filter = { person, confirmedAt: null }
    const change = { $set: { confirmedAt: at, usedStep: step } }
    const won = await this.at.reach(() => this.at.in("secondFactors").updateOne(filter, change, durable))
    if (won.modifiedCount !== 1) return false
    await this.at.reach(() =>
      this.at.in("recoveryCodes").insertMany(
        hashes.map((hash) => ({ person, hash })),
        durable,
      ),
    )
    return true
  }

  async spendStep(person: string, step: number): Promise<boolean> {
    const filter = { person, usedStep: { $lt: step } }
    const change = { $set: { usedStep: step } }
    return (
      (await this.at.reach(() => this.at.in("secondFactors").updateOne(filter, change, durable))).modifiedCount === 1
    )
  }

  async spendRecoveryCode(person: string, hash: string): Promise<boolean> {
    return (
      (await this.at.reach(() => this.at.in("recoveryCodes").deleteOne({ person, hash }, durable))).deletedCount === 1
    )
  }

  async dropSecondFactor(person: string): Promise<void> {
    await this.at.reach(() => this.at.in("recoveryCodes").deleteMany({ person }, durable))
    await this.at.reach(() => this.at.in("secondFactors").deleteOne({ person }, durable))
  }

  async setLink({ person, hash, expiresAt }: Link): Promise<void> {
    await this.at.reach(() =>
      this.at.in("links").updateOne({ person }, { $set: { hash, expiresAt } }, { upsert: true, ...durable }),
    )
  }

  async link(hash: string): Promise<Link | undefined> {
    return this.at.reach(async () => (await this.at.in("links").findOne({ hash }, plain)) ?? undefined)
  }

  async spendLink(hash: string): Promise<boolean> {
    return (await this.at.reach(() => this.at.in("links").deleteOne({ hash }, durable))).deletedCount === 1
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
    const change = { previousHash: expected, refreshHash: next, rotatedAt: at }
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
