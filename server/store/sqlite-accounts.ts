// Secrets and sessions in the SQLite file. Made by sqlite.ts.
import type { SQLInputValue } from "node:sqlite"
import type { Account, Accounts, Link, SecondFactor, Session } from "./accounts.ts"
import type { Found, SqliteThread } from "./sqlite-thread.ts"

export class SqliteAccounts implements Accounts {
  protected readonly writer: SqliteThread
  protected readonly reader: SqliteThread

  protected constructor(writer: SqliteThread, reader: SqliteThread) {
    this.writer = writer
    this.reader = reader
  }

  async account(login: string): Promise<Account | undefined> {
    return accountOf(await this.reader.get("SELECT * FROM accounts WHERE login = ?", login))
  }

  async accountOf(person: string): Promise<Account | undefined> {
    return accountOf(await this.reader.get("SELECT * FROM accounts WHERE person = ?", person))
  }

  addAccount({ person, login, passwordHash }: Account): Promise<boolean> {
    return this.#changes(
      "INSERT OR IGNORE INTO accounts (person, login, password_hash) VALUES (?, ?, ?)",
      person,
      login,
      passwordHash ?? "",
    )
  }

  async setPassword(person: string, passwordHash: string): Promise<void> {
    await this.#changes("UPDATE accounts SET password_hash = ? WHERE person = ?", passwordHash, person)
  }

  async secondFactor(person: string): Promise<SecondFactor | undefined> {
    const found = await this.reader.get("SELECT * FROM second_factors WHERE person = ?", person)
    return (
      found && {
        person,
        secret: String(found["secret"]),
        confirmedAt: textOrNull(found["confirmed_at"]),
        usedStep: Number(found["used_step"]),
      }
    )
  }

  async offerSecondFactor(person: string, secret: string): Promise<void> {
    const sql = `INSERT INTO second_factors (person, secret, confirmed_at, used_step) VALUES (?, ?, NULL, 0) ON CONFLICT (person) DO UPDATE
      SET secret = excluded.secret WHERE confirmed_at IS NULL`
    await this.#changes(sql, person, secret)
  }

  async confirmSecondFactor(person: string, step: number, at: string, hashes: readonly string[]): Promise<boolean> {
    // The recovery codes first, and only as long as it is not confirmed: of two callers the second adds none.
    const open = "EXISTS (SELECT 1 FROM second_factors WHERE person = ? AND confirmed_at IS NULL)"
    const done = await this.writer.run(
      ...hashes.map((hash) => ({
        sql: `INSERT INTO recovery_codes (person, hash) SELECT ?, ? WHERE ${open}`,
        values: [person, hash, person],
      })),
      {
        sql: "UPDATE second_factors SET confirmed_at = ?, used_step = ? WHERE person = ? AND confirmed_at IS NULL",
        values: [at, step, person],
      },
    )
    return done.at(-1) === 1
  }

  spendStep(person: string, step: number): Promise<boolean> {
    return this.#changes(
      "UPDATE second_factors SET used_step = ? WHERE person = ? AND used_step < ?",
      step,
      person,
      step,
    )
  }

  spendRecoveryCode(person: string, hash: string): Promise<boolean> {
    return this.#changes("DELETE FROM recovery_codes WHERE person = ? AND hash = ?", person, hash)
  }

  async dropSecondFactor(person: string): Promise<void> {
    await this.writer.run(
      { sql: "DELETE FROM recovery_codes WHERE person = ?", values: [person] },
      { sql: "DELETE FROM second_factors WHERE person = ?", values: [person] },
    )
  }

  async setLink({ person, hash, expiresAt }: Link): Promise<void> {
    const sql = `INSERT INTO links (person, hash, expires_at) VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE
      SET hash = excluded.hash, expires_at = excluded.expires_at`
    await this.#changes(sql, person, hash, expiresAt)
  }

  async link(hash: string): Promise<Link | undefined> {
    const found = await this.reader.get("SELECT * FROM links WHERE hash = ?", hash)
    return found && { person: String(found["person"]), hash, expiresAt: String(found["expires_at"]) }
  }

  spendLink(hash: string): Promise<boolean> {
    return this.#changes("DELETE FROM links WHERE hash = ?", hash)
  }

  async addSession(session: Session): Promise<void> {
    await this.#changes(
      "INSERT INTO sessions (id, person, refresh_hash, previous_hash, rotated_at, created_at, last_used_at, ended_at, device) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      session.id,
      session.person,
      session.refreshHash,
      session.previousHash,
      session.rotatedAt,
      session.createdAt,
      session.lastUsedAt,
      session.endedAt,
      session.device,
    )
  }

  async session(id: string): Promise<Session | undefined> {
    const found = await this.reader.get("SELECT * FROM sessions WHERE id = ?", id)
    return found && sessionOf(found)
  }

  async sessions(person: string): Promise<Session[]> {
    return (
      await this.reader.all("SELECT * FROM sessions WHERE person = ? ORDER BY created_at DESC LIMIT 200", person)
    ).map(sessionOf)
  }

  rotate(id: string, expected: string, next: string, at: string): Promise<boolean> {
    const sql = `UPDATE sessions SET previous_hash = refresh_hash, refresh_hash = ?, rotated_at = ?
      WHERE id = ? AND refresh_hash = ? AND ended_at IS NULL`
    return this.#changes(sql, next, at, id, expected)
  }

  async touch(id: string, at: string): Promise<void> {
    await this.#changes("UPDATE sessions SET last_used_at = ? WHERE id = ?", at, id)
  }

  endSession(id: string, at: string): Promise<boolean> {
    return this.#changes("UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL", at, id)
  }

  async #changes(sql: string, ...values: SQLInputValue[]): Promise<boolean> {
    return (await this.writer.run({ sql, values }))[0] === 1
  }
}

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

const accountOf = (found: Found | undefined): Account | undefined =>
  found && {
    person: String(found["person"]),
    login: String(found["login"]),
    // The first schema allowed no NULL here.
    passwordHash: String(found["password_hash"]) || null,
  }

const sessionOf = (found: Found): Session => ({
  id: String(found["id"]),
  person: String(found["person"]),
  refreshHash: String(found["refresh_hash"]),
  previousHash: textOrNull(found["previous_hash"]),
  rotatedAt: String(found["rotated_at"]),
  createdAt: String(found["created_at"]),
  lastUsedAt: String(found["last_used_at"]),
  endedAt: textOrNull(found["ended_at"]),
  device: String(found["device"]),
})
