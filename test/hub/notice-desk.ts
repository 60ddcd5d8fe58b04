// A person at a page with an inbox and a ringer, on the real client: what rings and shows is written down. Used by the tests of notices.
import { Inbox } from "../../client/notices/inbox.ts"
import { OwnNotices } from "../../client/notices/own-notices.ts"
import { Ringer, type Shown } from "../../client/notices/ringer.ts"
import { machineClock, type Clock } from "../../client/hub/clock.ts"
import type { TestHub } from "./start-hub.ts"
import { Tab } from "./tab.ts"

/** A page's own time, which runs and can be moved on. */
export class MovedClock implements Clock {
  aheadMs = 0
  now = () => Date.now() + this.aheadMs
  after = machineClock.after
}

export class Desk implements Disposable {
  readonly tab: Tab
  readonly clock: MovedClock
  readonly inbox: Inbox
  readonly own: OwnNotices
  readonly ringer: Ringer
  readonly sounds: string[] = []
  readonly shown: Shown[] = []

  private constructor(tab: Tab, clock: MovedClock) {
    this.tab = tab
    this.clock = clock
    this.inbox = new Inbox(tab.hub)
    this.own = new OwnNotices(tab.hub, () => void tab.hub.dispatchEvent(new Event("change")))
    this.ringer = new Ringer({
      hub: tab.hub,
      inbox: this.inbox,
      own: this.own,
      sound: (priority) => void this.sounds.push(priority),
      show: (each) => void this.shown.push(each),
    })
    tab.hub.addEventListener("change", () => this.ringer.look())
    this.ringer.look()
  }

  static async open(hub: TestHub, name: string): Promise<Desk> {
    const clock = new MovedClock()
    return new Desk(await Tab.open(hub, name, { clock }), clock)
  }

  get unread(): string[] {
    return this.inbox.items.filter(({ unread }) => unread).map(({ notice }) => notice.kind)
  }

  has(kind: string, subject: string): Promise<void> {
    return this.tab.fact(
      () => this.inbox.items.some(({ notice, entry }) => notice.kind === kind && entry.subject === subject),
      `${kind} in the inbox`,
    )
  }

  [Symbol.dispose](): void {
    this.tab[Symbol.dispose]()
  }
}
