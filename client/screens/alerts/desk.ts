// What the agency's screens ask of the alerts that this client holds: which there are, in which part of the list each stands, who wrote it,
// and what releasing it proposes. Used by every screen of this folder and by the rail.
import type { AlertEntry, AlertVersion, ReferralEntry } from "../../../protocol/entries.ts"
import { agencyRoom, platformRoom } from "../../../protocol/event.ts"
import { recipients, waiting } from "../../../protocol/topics/version.ts"
import { platformNames, type PlatformId } from "../../../protocol/addresses.ts"
import { OlderEntries } from "../../hub/older-entries.ts"
import type { Warning } from "../../../protocol/warnings.ts"
import type { RoomInfo } from "../../../protocol/wire.ts"
import type { Draft, Hub } from "../../hub/hub.ts"

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

/** What is most urgent and has waited longest comes first; of the others what is newest. */
export function inOrder(section: Section, alerts: readonly AlertEntry[]): AlertEntry[] {
  const since = (alert: AlertEntry) => versionShown(alert).submittedAt ?? ""
  return alerts
    .filter((alert) => sectionOf(alert) === section)
    .sort((one, other) =>
      section === "waiting" || section === "checked"
        ? one.brief.priority.localeCompare(other.brief.priority) || since(one).localeCompare(since(other))
        : other.number - one.number,
    )
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

/** A platform's referral, once this client holds it. */
export function referralIn(hub: Hub, platform: string, subject: string): ReferralEntry | undefined {
  const entry = hub.rooms.get(platformRoom(platform))?.entries.get(subject)
  return entry?.kind === "referral" && entry.received ? entry : undefined
}

export const referralsOf = (hub: Hub, { parts }: AlertEntry): ReferralEntry[] =>
  parts.flatMap((part) => referralIn(hub, part.platform, part.referral) ?? [])
