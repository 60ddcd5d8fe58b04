// What the agency's screens ask of the alerts that this client holds: which there are, in which part of the list each stands, who wrote it,
// and what releasing it proposes. Used by every screen of this folder and by the rail.
import type { AlertEntry, AlertVersion } from "../../../protocol/entries/alert.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import type { Clock } from "../../../protocol/entries/clock.ts"
import { runningClock, type ClockName, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import { agencyRoom, platformRoom } from "../../../protocol/event.ts"
import { hoursSubject } from "../../../protocol/topics/hours.ts"
import { recipients, waiting } from "../../../protocol/topics/version.ts"
import { platformNames, type PlatformId } from "../../../protocol/addresses.ts"
import type { Priority } from "../../../protocol/vocabulary.ts"
import { OlderEntries } from "../../hub/older-entries.ts"
import type { Warning } from "../../../protocol/warnings.ts"
import { isAlways } from "../../../protocol/working-time.ts"
import type { RoomInfo } from "../../../protocol/wire.ts"
import type { Draft, Hub } from "../../hub/hub.ts"

/** Whether somebody else writes alerts here still. */
export const othersWrite =
  (hub: Hub) =>
  (person: string): boolean =>
    hub.othersMay(agencyRoomOf(hub), person, "alert.submitted")

/** The agency's room of this person. */
export function agencyRoomOf(hub: Hub): string {
  const own = ({ room, organisation }: RoomInfo) =>
    organisation.kind === "agency" && room === agencyRoom(organisation.id)
  return hub.infos.find(own)?.room ?? ""
}

export function alertsOf(hub: Hub): AlertEntry[] {
  return [...(hub.rooms.get(agencyRoomOf(hub))?.entries.values() ?? [])].filter(
    (entry): entry is AlertEntry => entry.kind === "alert" && entry.state !== "arriving",
  )
}

export function alertIn(hub: Hub, subject: string): AlertEntry | undefined {
  const entry = hub.rooms.get(agencyRoomOf(hub))?.entries.get(subject)
  return entry?.kind === "alert" && entry.state !== "arriving" ? entry : undefined
}

/** What a new alert can take the place of: released, and neither withdrawn nor replaced. */
export const replaceable = (hub: Hub, but: string): AlertEntry[] =>
  alertsOf(hub).filter((alert) => alert.released && !alert.withdrawn && !alert.superseded && alert.subject !== but)

/** The way to alerts that ended before those that are held. */
export const olderAlerts = (hub: Hub): OlderEntries => {
  const known = older.get(hub) ?? new OlderEntries(hub, "alert")
  older.set(hub, known)
  return known
}
const older = new WeakMap<Hub, OlderEntries>()

/** The version that somebody has to do something about, or the one that stands. */
export function versionShown(alert: AlertEntry): AlertVersion {
  const { next } = alert
  return waiting(alert) ?? (next && next.state !== "arriving" ? next : alert)
}

export const sections = {
  waiting: "Waiting for a check",
  checked: "Checked, not released",
  returned: "With their author",
  released: "Released",
  ended: "Ended",
} as const
export type Section = keyof typeof sections

/** Where it stands in the list: with what has to be done next. */
export function sectionOf(alert: AlertEntry): Section {
  const version = waiting(alert)
  if (version) return version.state === "submitted" ? "waiting" : "checked"
  if (alert.next?.state === "returned" || alert.state === "returned") return "returned"
  return alert.state === "released" ? "released" : "ended"
}

/** What is most urgent and has waited longest comes first; of those released what burns first; of the others what is newest. */
export function inOrder(hub: Hub, section: Section, alerts: readonly AlertEntry[]): AlertEntry[] {
  const here = alerts.filter((alert) => sectionOf(alert) === section)
  const newest = (one: AlertEntry, other: AlertEntry) => other.number - one.number
  if (section === "returned" || section === "ended") return here.sort(newest)
  if (section === "released") {
    const due = new Map(here.map((alert) => [alert, burning(referralsOf(hub, alert))?.clock]))
    const last = "~"
    const at = (alert: AlertEntry) => {
      const clock = due.get(alert)
      return !clock ? last + last : clock.pausedAt ? last + clock.deadline : clock.deadline
    }
    return here.sort((one, other) => compared(at(one), at(other)) || newest(one, other))
  }
  const version = new Map(here.map((alert) => [alert, versionShown(alert)]))
  const order = (alert: AlertEntry) => `${version.get(alert)!.brief.priority} ${version.get(alert)!.submittedAt ?? ""}`
  return here.sort((one, other) => compared(order(one), order(other)))
}

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

export interface Burning {
  referral: ReferralEntry
  name: ClockName
  clock: Clock
}

/** The clock that burns first among these: one that runs before one that is paused. */
export function burning(referrals: readonly ReferralEntry[]): Burning | undefined {
  const all = referrals.flatMap((referral): Burning[] => {
    const running = runningClock(referral)
    return running ? [{ referral, ...running }] : []
  })
  const at = ({ clock }: Burning) => `${clock.pausedAt ? 1 : 0}${clock.deadline}`
  return all.sort((one, other) => compared(at(one), at(other)))[0]
}

/** Whether its clocks stand still at night: it has working hours, and P1 goes on at any hour. [R201] */
export function worksInHours(hub: Hub, platform: string, priority: Priority): boolean {
  const entry = hub.rooms.get(platformRoom(platform))?.entries.get(hoursSubject)
  return priority !== "P1" && entry?.kind === "hours" && !isAlways(entry.hours)
}

/** Nobody checks or releases what they wrote a version of. [R123] */
export const wrote = (hub: Hub, alert: AlertEntry): boolean => alert.writers.includes(hub.person?.id ?? "")

/** Whether this person may check and release the version that waits. */
export const mayRelease = (hub: Hub, alert: AlertEntry): boolean =>
  waiting(alert) !== undefined && !wrote(hub, alert) && hub.may(agencyRoomOf(hub), "alert.released")

/** Each platform keeps the referral that it has, others get a new one. [R125] */
export function releaseOf(alert: AlertEntry, version: AlertVersion, confirmed: readonly Warning[]): Draft {
  const parts = recipients(version).map((platform) => {
    const known = alert.parts.find((each) => each.platform === platform && each.state !== "withdrawn")
    return { platform, referral: known?.referral ?? crypto.randomUUID() }
  })
  return {
    type: "alert.released",
    subject: alert.subject,
    facts: { version: version.version, parts, confirmed },
    words: {},
  }
}

export const keyOf = ({ platform, names }: Warning): string => `${platform} ${names}`
export const nameOf = (platform: string): string => platformNames[platform as PlatformId] ?? platform

export const warningText = ({ platform, names }: Warning): string => `${nameOf(platform)}’s text names ${nameOf(names)}`

/** "TT-0412" where the platform has its referral, else "TT-next". */
export function nextReference(hub: Hub, alert: AlertEntry, platform: string): string {
  const prefix = hub.rooms.get(platformRoom(platform))?.info.organisation.prefix ?? ""
  const known = alert.parts.find((each) => each.platform === platform && each.state !== "withdrawn")
  const referral = known && referralIn(hub, platform, known.referral)
  return referral ? reference(prefix, referral.number) : `${prefix}-next`
}

/** A platform's referral, once this client holds it. */
export function referralIn(hub: Hub, platform: string, subject: string): ReferralEntry | undefined {
  const entry = hub.rooms.get(platformRoom(platform))?.entries.get(subject)
  return entry?.kind === "referral" && entry.received ? entry : undefined
}

export const referralsOf = (hub: Hub, { parts }: AlertEntry): ReferralEntry[] =>
  parts.flatMap((part) => referralIn(hub, part.platform, part.referral) ?? [])
