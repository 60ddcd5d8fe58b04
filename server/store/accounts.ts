// The port to secrets and sessions: rows, never events. Implemented by both stores; called by identity/ alone.

export interface Account {
  /** person id in `access` */
  person: string
  /** what is typed at sign-in, lower case; unique */
  login: string
  /** PHC-style text of algorithm, parameters, salt and hash; null until the one-time link is used */
  passwordHash: string | null
}

export interface SecondFactor {
  person: string
  /** sealed: this port never sees it open */
  secret: string
  /** null while it is only offered */
  confirmedAt: string | null
  /** the latest step whose code was accepted; an earlier or equal one never is again */
  usedStep: number
}

export interface Link {
  person: string
  /** sha256 of the link's secret */
  hash: string
  expiresAt: string
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
  secondFactor(person: string): Promise<SecondFactor | undefined>
  /** Keeps a sealed secret to be confirmed; one that is confirmed stays. */
  offerSecondFactor(person: string, secret: string): Promise<void>
  /** Once, with the step of the code and digests of the recovery codes; answers whether this call did. */
  confirmSecondFactor(person: string, step: number, at: string, recoveryHashes: readonly string[]): Promise<boolean>
  /** Takes a step that is later than every one taken before; one winner among concurrent callers. */
  spendStep(person: string, step: number): Promise<boolean>
  spendRecoveryCode(person: string, hash: string): Promise<boolean>
  /** The second factor and its recovery codes. */
  dropSecondFactor(person: string): Promise<void>
  /** The person's only link from now on. */
  setLink(link: Link): Promise<void>
  link(hash: string): Promise<Link | undefined>
  /** Answers whether this call took it. */
  spendLink(hash: string): Promise<boolean>
  addSession(session: Session): Promise<void>
  session(id: string): Promise<Session | undefined>
  sessions(person: string): Promise<Session[]>
  /**
   * Replaces the refresh secret only where `refreshHash` still equals `expected`; answers whether it did. One winner
   * among concurrent callers. It is no act of a person: a page does it by itself.
   */
  rotate(id: string, expected: string, next: string, at: string): Promise<boolean>
  touch(id: string, at: string): Promise<void>
  /** Ends it once; answers whether this call did. */
  endSession(id: string, at: string): Promise<boolean>
}
