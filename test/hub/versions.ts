// A version of an alert, released as the screens do. Used by alert-life.test.ts and alert-random.test.ts.
import { randomUUID } from "node:crypto"
import type { Answer } from "../../protocol/wire.ts"
import { platformsOf, released, type DemoAlert } from "../../server/demo/write.ts"
import type { HubPerson } from "./hub-person.ts"
import { agency } from "./start-hub.ts"

/** Releases the version that waits, each platform with the referral that it has or a new one. */
export async function releaseNext(person: HubPerson, written: DemoAlert, subject: string): Promise<Answer[]> {
  const known = () => {
    const entry = person.held(agency).entries.get(subject)
    return entry?.kind === "alert" ? entry : undefined
  }
  await person.fact(
    () => {
      const alert = known()
      return (alert?.next ?? alert)?.version === (written.version ?? 1)
    },
    `version ${written.version ?? 1} of ${subject}`,
  )
  const parts = platformsOf(written).map((platform) => {
    const part = known()?.parts.find((each) => each.platform === platform && each.state !== "withdrawn")
    return { platform, referral: part?.referral ?? randomUUID() }
  })
  const answers = await person.propose(agency, released(written, subject, parts))
  for (const answer of answers) if ("seq" in answer) await person.reaches(agency, answer.seq)
  return answers
}
