// Who of an organisation is on duty now, as this client holds its rota. Used by the rail, the list of people and the rota itself. [R204]
import { agencyRoom, type By } from "../../../protocol/event.ts"
import { onDuty, rotaSubject, shiftsOf } from "../../../protocol/topics/rota.ts"
import type { Hub } from "../../hub/hub.ts"

export function onDutyNow(hub: Pick<Hub, "rooms" | "now">, organisation: string): By[] {
  const entry = hub.rooms.get(agencyRoom(organisation))?.entries.get(rotaSubject)
  const people = onDuty(shiftsOf(entry), new Date(hub.now()).toISOString()).map(({ person }) => person)
  return people.filter((each, index) => people.findIndex(({ id }) => id === each.id) === index)
}
