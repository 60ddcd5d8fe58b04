// One alert in the agency's room, written by people who are judged as the hub judges them. Used by alert.test.ts and alert-acts.test.ts.
import type { PlatformId } from "../../protocol/addresses.ts"
import type { AlertEntry } from "../../protocol/entries/alert.ts"
import { recipients, versionWarnings, waiting } from "../../protocol/topics/version.ts"
import { submitted, type DemoAlert } from "../../server/demo/write.ts"
import { OneSubject } from "./one-subject.ts"

const subject = "6f0b3b5e-6a6c-4c7e-9d5e-2f6f2a4f0b01"
export const otherAlert = "6f0b3b5e-6a6c-4c7e-9d5e-2f6f2a4f0b02"
export const tiktokRow = "https://www.tiktok.com/@demo.one"
export const youtubeRow = "https://www.youtube.com/@DEMOone"

/** An id for each part of each release, so that a test can name it. */
export const referralId = (platform: string, n = 1): string => {
  const number = ["facebook", "instagram", "tiktok", "x", "youtube"].indexOf(platform)
  return `6f0b3b5e-6a6c-4c7e-9d5e-00000000${String(n).padStart(2, "0")}0${number}`
}

export class OneAlert extends OneSubject {
  constructor() {
    super({ room: "org/nca", subject, at: "2026-01-01T00:00:00.000Z" })
  }

  get entry(): AlertEntry {
    return this.known as AlertEntry
  }

  /** Its items, then the version: the first answer that is no "accepted", or that. */
  submits(who: string, changes: Partial<DemoAlert> = {}): string {
    const written: DemoAlert = {
      brief: {
        priority: "P2",
        reason: "advert",
        theme: "lorry",
        languages: ["en"],
        handling: "AMBER",
        asked: ["remove"],
      },
      words: { title: "title", narrative: "narrative", corridor: "", conditions: "" },
      rows: [tiktokRow, youtubeRow].join("\n"),
      ticked: [],
      evidence: [],
      ...changes,
    }
    for (const { type, body } of submitted(written, subject)) {
      const answer = this.does(who, type, body.facts as object, body.words as object)
      if (answer !== "accepted") return answer
    }
    return "accepted"
  }

  /** Releases what waits, each platform with the referral that it has or a new one, with every warning confirmed. */
  releases(who: string, changes: object = {}): string {
    const version = this.known && waiting(this.entry)
    const platforms: PlatformId[] = version ? recipients(version) : ["tiktok"]
    const parts = platforms.map((platform) => ({ platform, referral: this.#referral(platform) }))
    const confirmed = version ? versionWarnings(version) : []
    return this.does(who, "alert.released", { version: version?.version ?? 1, parts, confirmed, ...changes })
  }

  part(platform: string, state = "live"): AlertEntry["parts"][number] | undefined {
    return this.entry.parts.find((each) => each.platform === platform && each.state === state)
  }

  /** A version of it, submitted. */
  wrote(who: string, version = 1): this {
    this.submits(who, { version })
    return this
  }

  did(...act: Parameters<OneSubject["does"]>): this {
    this.does(...act)
    return this
  }

  released(changes: Partial<DemoAlert> = {}): this {
    this.submits("dara", changes)
    this.releases("otto")
    return this
  }

  #referral(platform: string): string {
    const known = (this.known ? this.entry.parts : []).filter((each) => each.platform === platform)
    return known.find((each) => each.state !== "withdrawn")?.referral ?? referralId(platform, known.length + 1)
  }
}
