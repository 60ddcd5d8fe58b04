// What screens ask of reading with a reason: whether this person may, which rooms there are to choose, what runs now, and how each room is
// called. Used by the screens of this folder, the shell and app.ts. [R187][R189]
import { platformNames, type PlatformId } from "../../../protocol/addresses.ts"
import type { ReadingEntry } from "../../../protocol/entries/organisation.ts"
import { agencyRoom, hasContent, platformRoom, readRoom } from "../../../protocol/event.ts"
import { readingOf } from "../../../protocol/topics/reading.ts"
import type { RoomInfo } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import type { Route } from "../../route.ts"

/** The organisations whose log of readings this person opens. */
export const auditInfos = (hub: Pick<Hub, "infos">): RoomInfo[] =>
  hub.infos.filter(({ room }) => readRoom(room)?.kind === "audit")

/** Those that this person is an auditor of. */
export const readableInfos = (hub: Hub): RoomInfo[] =>
  auditInfos(hub).filter(({ room }) => hub.may(room, "reading.begun"))

/** Whether any room with content is open to this person, by their role or by a reading. */
export const opensContent = (hub: Pick<Hub, "infos">): boolean => hub.infos.some(({ room }) => hasContent(room))

/** Whether this person opens rooms with content, and all of them for a reading alone. */
export const onlyReads = (hub: Hub): boolean =>
  opensContent(hub) && hub.infos.every(({ room }) => !hasContent(room) || hub.readsOnly(room))

/** Where somebody is who only reads: screens on which things are written or handed over have none of theirs. */
export function whereRead(route: Route): Route {
  switch (route.screen) {
    case "new-alert":
    case "edit-alert":
      return { screen: "alerts" }
    case "new-lead":
      return { screen: "leads" }
    case "feed":
      return { ...route, outcome: false }
    default:
      return route
  }
}

export interface HeldReading {
  info: RoomInfo
  entry: ReadingEntry
}

/** Newest first. */
export const readingsIn = (hub: Hub, { room }: RoomInfo): ReadingEntry[] =>
  [...(hub.rooms.get(room)?.entries.values() ?? [])]
    .flatMap((entry) => readingOf(entry) ?? [])
    .sort((one, other) => (one.at < other.at ? 1 : -1))

/** What this person reads now; one of each organisation. */
export const ownReadings = (hub: Hub): HeldReading[] =>
  readableInfos(hub).flatMap((info) =>
    readingsIn(hub, info)
      .filter((entry) => entry.ended === null && entry.by.id === hub.person?.id)
      .map((entry) => ({ info, entry })),
  )

/** What an auditor of this organisation may choose. */
export const roomsToRead = ({ organisation: { id, kind } }: RoomInfo): string[] =>
  kind === "agency"
    ? [agencyRoom(id), ...Object.keys(platformNames).map((platform) => platformRoom(platform))]
    : [platformRoom(id), agencyRoom(id)]

/** A room as people call it who are of this organisation. */
export function roomWords(room: string, { id, kind, name }: RoomInfo["organisation"]): string {
  const asked = readRoom(room)
  if (asked?.kind === "platform") {
    const platform = asked.organisation === id ? name : (platformNames[asked.organisation as PlatformId] ?? room)
    return kind === "agency" ? `${platform}: referrals, leads and threads` : "Referrals, leads and threads with the NCA"
  }
  return kind === "agency" ? `Alerts and notes of the ${name}` : `Notes and rota of ${name}`
}

/** Ends it; answers what was refused. */
export async function endReading(hub: Hub, { info, entry }: HeldReading) {
  const draft = { type: "reading.ended", subject: entry.subject, facts: { why: "done" }, words: {} }
  const [answer] = await hub.propose(info.room, [draft])
  return answer && "refusal" in answer ? answer.refusal : undefined
}
