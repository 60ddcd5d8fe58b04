// The working hours that stand in a room, as a delivery carries them. Used by deliver.ts and lead.ts. [R200]-[R202]
import { hoursSubject } from "../../protocol/topics/hours.ts"
import { calendarOf, zoneExists, type Calendar } from "../../protocol/working-time.ts"
import type { Rooms } from "../engine/rooms.ts"

/** The calendar of a room's working hours from a moment on; undefined when none are set. */
export type CalendarIn = (room: string, at: string) => Promise<Calendar | undefined>

export const calendarIn =
  (rooms: Pick<Rooms, "room">): CalendarIn =>
  async (room, at) => {
    const entry = (await rooms.room(room)).entries.get(hoursSubject)
    // A zone that this machine does not know must not keep an alert from going out: then all time counts.
    return entry?.kind === "hours" && zoneExists(entry.hours.zone) ? calendarOf(entry.hours, Date.parse(at)) : undefined
  }
