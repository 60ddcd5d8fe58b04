// "Play the other side": evaluation mode's button, so that one person alone sees the hub live. For a moderator a P1 is released and its
// questions are answered; for the agency a moderator acknowledges, claims and asks. Called by edge/sign-in.ts.
import { randomUUID } from "node:crypto"
import type { PlatformId } from "../../protocol/addresses.ts"
import { agencyRoom, platformRoom, type Proposal } from "../../protocol/event.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import type { Rooms } from "../engine/rooms.ts"
import { demoPeople } from "./people.ts"
import { released, submitted, type DemoAlert } from "./write.ts"

const author = "demo-dara-karim"
const releaser = "demo-lewis-fenn"
const thinkMs = 3_500

const made = (type: string, subject: string, facts: unknown, words: unknown, target?: number): Proposal => ({
  id: randomUUID(),
  type,
  subject,
  seen: 0,
  ...(target === undefined ? {} : { target }),
  body: { facts, words },
})

export class OtherSide {
  readonly #rooms: Rooms
  readonly #now: () => number
  /** referrals that it released, whose questions it answers */
  readonly #mine = new Set<string>()
  #played = 0

  constructor(rooms: Rooms, now: () => number) {
    this.#rooms = rooms
    this.#now = now
    rooms.onCommit(({ room, events }) => {
      for (const event of events) {
        if (event.type !== "message.sent" || !this.#mine.has(event.subject)) continue
        if ((event.facts as { kind: string }).kind === "question")
          this.#later(() => this.#answer(room, event.subject, event.seq))
      }
    })
  }

  /** Answers whether there was anything to play. */
  async play(person: string): Promise<boolean> {
    const memberships = this.#rooms.access.person(person)?.memberships ?? []
    const platform = memberships.find(
      ({ organisation }) => this.#rooms.access.organisation(organisation)?.organisation === "platform",
    )
    return platform ? this.#release(platform.organisation as PlatformId) : this.#work()
  }

  async #release(platform: PlatformId): Promise<boolean> {
    const mark = `${this.#now().toString(36)}${(this.#played += 1)}`
    const addresses: Record<PlatformId, string[]> = {
      facebook: [`https://www.facebook.com/DEMO.boat.${mark}`, `https://www.facebook.com/watch?v=DEMO${mark}`],
      instagram: [`https://www.instagram.com/demo.boat.${mark}/`, `https://www.instagram.com/reel/DEMO${mark}/`],
      tiktok: [`https://www.tiktok.com/@demo.boat.${mark}`, `https://www.tiktok.com/@demo.boat.${mark}/live`],
      x: [`https://x.com/DEMO${mark.slice(-8)}`, `https://x.com/DEMO${mark.slice(-8)}/status/17${this.#now()}`],
      youtube: [`https://www.youtube.com/@DEMOboat${mark}`, `https://www.youtube.com/live/DEMO${mark}`],
    }
    const alert: DemoAlert = {
      brief: {
        priority: "P1",
        reason: "departure",
        theme: "boat-crossing",
        languages: ["ckb", "en"],
        handling: "AMBER+STRICT",
        asked: ["remove", "suspend", "preserve"],
      },
      words: {
        title: "Departure within two hours, meeting point shown",
        narrative:
          "An account shows the meeting point of a departure within two hours and names a price. Please act on the account and what it streams, and preserve both.",
        corridor: "Dunkirk to Dover",
        conditions: "",
      },
      rows: addresses[platform].join("\n"),
      ticked: [],
      evidence: ["Shows the meeting point", ""],
    }
    const subject = randomUUID()
    const referral = randomUUID()
    this.#mine.add(referral)
    await this.#rooms.propose(author, agencyRoom("nca"), submitted(alert, subject))
    const [answer] = await this.#rooms.propose(releaser, agencyRoom("nca"), [
      released(alert, subject, [{ platform, referral }]),
    ])
    this.#later(() =>
      this.#say(
        platformRoom(platform),
        author,
        made(
          "message.sent",
          referral,
          { kind: "message" },
          { text: "This one is about tonight. Ask here if anything is unclear, I stay in this thread." },
        ),
      ),
    )
    return answer !== undefined && !("refusal" in answer)
  }

  /** A moderator takes the latest referral that nobody has acknowledged. */
  async #work(): Promise<boolean> {
    for (const organisation of this.#rooms.access.organisations()) {
      if (organisation.organisation !== "platform") continue
      const name = platformRoom(organisation.subject)
      const moderator = demoPeople.find(
        (each) =>
          each.memberships[0]?.organisation === organisation.subject && each.memberships[0].roles.includes("moderator"),
      )
      const open = [...(await this.#rooms.room(name)).entries.values()]
        .filter((entry): entry is ReferralEntry => entry.kind === "referral" && entry.received && !entry.acknowledged)
        .sort((one, other) => other.seq - one.seq)[0]
      if (!open || !moderator) continue
      await this.#rooms.propose(moderator.id, name, [made("claim.made", open.subject, {}, {})])
      this.#later(() =>
        this.#say(
          name,
          moderator.id,
          made(
            "message.sent",
            open.subject,
            { kind: "question" },
            { text: "We have it. Is the first address the organiser’s own, or a repost?" },
          ),
        ),
      )
      return true
    }
    return false
  }

  async #answer(room: string, subject: string, question: number): Promise<void> {
    await this.#say(
      room,
      author,
      made(
        "message.sent",
        subject,
        { kind: "answer" },
        { text: "Yes, we have seen it in two places since noon. Act on it as it stands." },
        question,
      ),
    )
  }

  async #say(room: string, person: string, proposal: Proposal): Promise<void> {
    await this.#rooms.propose(person, room, [proposal])
  }

  #later(work: () => Promise<void>): void {
    setTimeout(() => void work().catch(() => undefined), thinkMs).unref()
  }
}
