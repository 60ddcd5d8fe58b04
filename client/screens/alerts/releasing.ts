// What releasing a version means for who reads it, or why they do not: one sentence. Used by alert-check.ts. [R123]
import type { AlertEntry, AlertVersion } from "../../../protocol/entries/alert.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import { recipients, waiting } from "../../../protocol/topics/version.ts"
import type { Hub } from "../../hub/hub.ts"
import { moment } from "../../parts/times.ts"
import { mayRelease, worksInHours, wrote } from "./desk.ts"

export function releasing(hub: Hub, alert: AlertEntry, version: AlertVersion): string {
  if (!waiting(alert)) {
    if (version.returned)
      return version.returned.recalled ? "Its author has recalled it." : "It is with its author again."
    return alert.released ? `${reference("A", alert.number)} was released by ${alert.released.by.name}.` : ""
  }
  if (mayRelease(hub, alert)) return `Exactly version ${version.version}. ${clocks(hub, alert, version)}`
  if (version.author.id === hub.person?.id) return "You wrote it. Somebody else has to check and release it."
  return wrote(hub, alert)
    ? "You wrote a version of it. Somebody else has to check and release it."
    : "A releaser or the duty officer checks it."
}

/** When the clocks would run out; an amendment and working hours make that a matter of each referral. */
function clocks(hub: Hub, alert: AlertEntry, version: AlertVersion): string {
  const { priority } = version.brief
  const inHours = recipients(version).some((platform) => worksInHours(hub, platform, priority))
  if (alert.released || inHours) return "The clocks start when it is released."
  const { acknowledgeMs, decideMs } = hub.clocks[priority]
  const at = (ms: number) => moment(new Date(hub.now() + ms).toISOString(), hub.now())
  return `Released now: acknowledge by ${at(acknowledgeMs)}, decide by ${at(decideMs)}.`
}
