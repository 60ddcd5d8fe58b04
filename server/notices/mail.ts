// Mail to people whom a P1 did not reach and to those whom an escalation names. Off unless configured. It says reference, priority and the
// hub's address, for mail is read on screens and by providers that the hub does not know. Once for each notice and person: whoever has the
// lease sends, and keeps it once sent. Called by hub.ts once a second; nothing waits for it. Rules R197, R198, R147.
import { createTransport, type Transporter } from "nodemailer"
import { referenceOf, type NoticedEntry } from "../../protocol/entries.ts"
import type { Notice } from "../../protocol/entries/notice.ts"
import { readRoom } from "../../protocol/event.ts"
import { concerns } from "../../protocol/notices.ts"
import { type NoticeKind } from "../../protocol/entries/notice.ts"
import type { Rooms } from "../engine/rooms.ts"
import type { Accounts } from "../store/accounts.ts"
import type { Store } from "../store/store.ts"
import { burns, reachMs } from "./attendance.ts"

export interface MailSettings {
  smtpUrl: string
  from: string
}

export interface MailParts extends MailSettings {
  rooms: Rooms
  store: Pick<Store, "lease"> & Pick<Accounts, "accountOf">
  now(): number
  /** this process, in leases */
  owner: string
  /** where people find the hub */
  url: string
  reached(subject: string): Promise<Set<string>>
  failed(error: unknown): void
}

/** Only a P1's, and only to whom it did not reach. */
const arrivals: ReadonlySet<NoticeKind> = new Set(["delivered", "lead"])
const mailed: ReadonlySet<NoticeKind> = new Set([
  ...arrivals,
  "escalated",
  "overdue-supervisors",
  "overdue-duty",
  "overdue-both",
])
/** what is older is no news */
const newsMs = 6 * 3_600_000
/** longer than one attempt may take */
const attemptMs = 60_000
const mostKept = 10_000

interface Letter {
  key: string
  person: string
  said: string
}

export class Mail {
  readonly #parts: MailParts
  readonly #post: Transporter
  /** by letter: when to look again, or Infinity once that is settled */
  readonly #next = new Map<string, number>()
  #running: Promise<void> | undefined
  #stopped = false

  constructor(parts: MailParts) {
    this.#parts = parts
    const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }
    this.#post = createTransport({ url: parts.smtpUrl, ...timeouts })
  }

  /** Sends what is due; while that goes on, another look does nothing. */
  look(): Promise<void> {
    this.#running ??= this.#send().finally(() => (this.#running = undefined))
    return this.#running
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#post.close()
    await this.#running?.catch(() => undefined)
  }

  async #send(): Promise<void> {
    if (this.#next.size > mostKept) this.#next.clear()
    for (const letter of await this.#letters()) {
      if (this.#stopped) return
      await this.#deliver(letter)
    }
  }

  async #letters(): Promise<Letter[]> {
    const { rooms, now } = this.#parts
    const letters: Letter[] = []
    for (const room of rooms.all()) {
      if (readRoom(room.name)?.kind !== "platform") continue
      for (const entry of room.entries.values()) {
        if ((entry.kind !== "referral" && entry.kind !== "lead") || !entry.open) continue
        for (const notice of entry.notices)
          if (isNews(entry, notice, now())) letters.push(...(await this.#to(room.name, entry, notice)))
      }
    }
    return letters
  }

  async #to(room: string, entry: NoticedEntry, notice: Notice): Promise<Letter[]> {
    const { access } = this.#parts.rooms
    const { prefix = "" } = access.organisation(readRoom(room)!.organisation) ?? {}
    const said = `${referenceOf(entry, prefix)} ${entry.brief.priority}`
    const letters = access.people().flatMap(({ subject: person }): Letter[] => {
      const key = `mail ${entry.subject} ${notice.kind} ${notice.seq} ${person}`
      if ((this.#next.get(key) ?? 0) > this.#parts.now()) return []
      return concerns(notice, access.actor(person, room)) ? [{ key, person, said }] : []
    })
    if (!arrivals.has(notice.kind) || letters.length === 0) return letters
    const reached = await this.#parts.reached(entry.subject)
    for (const { key, person } of letters) if (reached.has(person)) this.#next.set(key, Infinity)
    return letters.filter(({ person }) => !reached.has(person))
  }

  async #deliver({ key, person, said }: Letter): Promise<void> {
    const { store, now, owner, from, url, failed } = this.#parts
    const to = (await store.accountOf(person))?.login ?? ""
    if (!isAddress(to)) return void this.#next.set(key, Infinity)
    this.#next.set(key, now() + attemptMs)
    if (!(await store.lease({ id: key, owner, untilMs: now() + attemptMs }, now()))) return
    try {
      await this.#post.sendMail({ from, to, subject: said, text: `${said}\n\n${url}\n` })
    } catch (error) {
      // What the other side refuses for good is not asked again; anything else, once the lease has ended.
      if (refusedForGood(error)) this.#next.set(key, Infinity)
      return failed(error)
    }
    this.#next.set(key, Infinity)
    await store.lease({ id: key, owner, untilMs: now() + 2 * newsMs }, now())
  }
}

/** A P1 has its time to reach people first. */
function isNews(entry: NoticedEntry, { kind, at }: Notice, now: number): boolean {
  const age = now - Date.parse(at)
  if (!mailed.has(kind) || age > newsMs) return false
  return !arrivals.has(kind) || (burns(entry) && age >= reachMs)
}

const isAddress = (login: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(login)

const refusedForGood = (error: unknown): boolean => Number((error as { responseCode?: number }).responseCode) >= 500
