// What rings, and when: once for what is new, and every 30 s for a P1 that nobody has acknowledged. Made by app.ts, which asks it to look at
// every change and every second; how it sounds and shows is passed in. Rules R190, R193-R195, R147.
import { referenceOf } from "../../protocol/entries.ts"
import type { Notice } from "../../protocol/entries/notice.ts"
import { noticeText } from "../../protocol/notices.ts"
import type { Priority } from "../../protocol/vocabulary.ts"
import type { Hub } from "../hub/hub.ts"
import { isMention, type Inbox, type Watched } from "./inbox.ts"
import { silent, type OwnNotices } from "./own-notices.ts"
import { running, runningOut, type RunningOut } from "./running-out.ts"

/** A desktop notice; `at` is where it leads. */
export interface Shown {
  key: string
  text: string
  at: Watched & { notice?: Notice }
}

export interface RingerParts {
  hub: Hub
  inbox: Inbox
  own: OwnNotices
  sound(priority: Priority): void
  show(shown: Shown): void
}

export const repeatMs = 30_000
/** what is running out comes and goes by the second; changes come by the hundred */
const outEveryMs = 1_000
/** above so many at once, one notice speaks for all */
const mostShown = 3

interface News extends Shown {
  priority: Priority
}

export class Ringer {
  readonly #parts: RingerParts
  #of = ""
  #known = new Set<string>()
  /** when the P1s ring again, or 0 while there is none */
  #againAt = 0
  #out: readonly RunningOut[] = []
  #outAtMs = 0

  constructor(parts: RingerParts) {
    this.#parts = parts
  }

  /** What is running out, the P1s first and then what runs out first. */
  runningOut(): RunningOut[] {
    const { hub, inbox, own } = this.#parts
    const nearMs = own.wishes.nearMinutes * 60_000
    return [...inbox.watched()]
      .flatMap((each) => runningOut(each, each.room.info.acting, hub.person?.id ?? "", hub.now(), nearMs))
      .sort(
        (one, other) => Number(other.kind === "alarm") - Number(one.kind === "alarm") || (one.at < other.at ? -1 : 1),
      )
  }

  look(): void {
    const { hub, inbox, own } = this.#parts
    const person = hub.person?.id ?? ""
    if (!person || hub.status.kind !== "live") {
      if (!person) this.#of = ""
      return
    }
    const now = hub.now()
    const first = this.#of !== person
    // What was there when the page was opened is no news; a P1 that still waits is. [R194]
    this.#of = person
    const fresh = inbox
      .takeFresh()
      .toSorted((one, other) => Number(isMention(other)) - Number(isMention(one)))
      .map(({ key, notice, ...at }) => news(key, { ...at, notice }, notice.kind))
    const out = this.#outNow(now, first || this.#firstAlarm(fresh))
    const came = first ? [] : out.filter(({ kind, key }) => kind !== "alarm" && !this.#known.has(key))
    this.#known = new Set(out.map(({ key }) => key))
    const heard = [...fresh, ...came.map(newsOf)].filter(({ priority }) => !silent(own.wishes, priority, new Date(now)))
    const alarms = out.filter(({ kind }) => kind === "alarm")
    const repeats = this.#repeats(alarms.length > 0, now, heard) && !silent(own.wishes, "P1", new Date(now))
    if (repeats) heard.push(...alarms.map(newsOf))
    const [loudest] = heard.map(({ priority }) => priority).sort()
    if (loudest) this.#parts.sound(loudest)
    this.#show(heard)
  }

  /** A P1 has come where none waited: it has rung as news, and must not ring again as one that waits. */
  #firstAlarm(fresh: readonly News[]): boolean {
    return fresh.some(({ priority }) => priority === "P1") && !this.#out.some(({ kind }) => kind === "alarm")
  }

  /** As it stood less than a second ago, but for when the P1s are about to ring again: then, and if `anew`, as it stands. */
  #outNow(now: number, anew: boolean): readonly RunningOut[] {
    const age = now - this.#outAtMs
    const due = this.#againAt > 0 && now >= this.#againAt
    if (!anew && !due && age >= 0 && age < outEveryMs) return this.#out
    this.#outAtMs = now
    this.#out = this.runningOut()
    return this.#out
  }

  /** Whether the P1s are due; one that has just rung as news counts. */
  #repeats(waiting: boolean, now: number, heard: readonly News[]): boolean {
    if (!waiting) this.#againAt = 0
    else if (heard.some(({ priority }) => priority === "P1")) this.#againAt = now + repeatMs
    else if (now >= this.#againAt) {
      this.#againAt = now + repeatMs
      return true
    }
    return false
  }

  #show(heard: readonly News[]): void {
    const [first] = heard
    if (!first) return
    if (heard.length <= mostShown) for (const { key, text, at } of heard) this.#parts.show({ key, text, at })
    else this.#parts.show({ key: "several", text: `${heard.length} notices`, at: first.at })
  }
}

const named = ({ room, entry }: Watched): string =>
  `${referenceOf(entry, room.info.organisation.prefix)} ${entry.brief.priority}`

const news = (key: string, at: Shown["at"], kind: Parameters<typeof noticeText>[2]): News => ({
  key,
  priority: at.entry.brief.priority,
  text: noticeText(referenceOf(at.entry, at.room.info.organisation.prefix), at.entry.brief.priority, kind),
  at,
})

const newsOf = ({ key, room, entry, kind }: RunningOut): News => ({
  key,
  priority: entry.brief.priority,
  text: `${named({ room, entry })}: ${running[kind]}`,
  at: { room, entry },
})
