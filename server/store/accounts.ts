// The port to secrets and sessions: rows, never events. Implemented by both stores; called by identity/ alone.

export interface Account {
  /** person id in `access` */
  person: string
  /** what is typed at sign-in, lower case; unique */
  login: string
  /** PHC-style text of algorithm, parameters, salt and hash */
  passwordHash: string
}

export interface Session {
  id: string
  person: string
  /** sha256 of the current refresh secret, and of the one before (10 s grace for two tabs) */
  refreshHash: string
  previousHash: string | null
  rotatedAt: string
  createdAt: string
  lastUsedAt: string
  endedAt: string | null
  /** what the owner sees: browser and system, at most 120 characters */
  device: string
}

export interface Accounts {
  account(login: string): Promise<Account | undefined>
  accountOf(person: string): Promise<Account | undefined>
  /** Refuses (false) when login or person is taken. */
  addAccount(account: Account): Promise<boolean>
  setPassword(person: string, passwordHash: string): Promise<void>
  addSession(session: Session): Promise<void>
  session(id: string): Promise<Session | undefined>
  sessions(person: string): Promise<Session[]>
  /**
   * Replaces the refresh secret only where `refreshHash` still equals `expected`; answers whether it did. One winner
   * among concurrent callers.
   */
  rotate(id: string, expected: string, next: string, at: string): Promise<boolean>
  touch(id: string, at: string): Promise<void>
  /** Ends it once; answers whether this call did. */
  endSession(id: string, at: string): Promise<boolean>
}
