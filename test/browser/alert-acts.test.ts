// The life of an alert, row by row: what the screen offers each person in each state is what the hub accepts of them, and nothing else.
// Rules R20, R31, R120-R125, R129-R131.
import { expect, test } from "vitest"
import { may } from "../../protocol/permissions.ts"
import { waiting } from "../../protocol/topics/version.ts"
import { alertActs } from "../../client/screens/alerts/alert-acts.ts"
import { mayRelease } from "../../client/screens/alerts/desk.ts"
import type { Hub } from "../../client/hub/hub.ts"
import { OneAlert, tiktokRow } from "../protocol/one-alert.ts"
import { person } from "../protocol/one-subject.ts"

const because = { reason: "because" }

/** As much of the hub as the acts ask: who they are, and what their own and others' roles allow. */
const deskOf = (who: string): Hub =>
  ({
    person: { id: who },
    infos: [{ room: "org/nca", organisation: { kind: "agency" } }],
    may: (_room: string, type: string) => may(person(who), "org", type),
    othersMay: (_room: string, other: string, type: string) => may(person(other), "org", type),
  }) as unknown as Hub

const states: Record<string, () => OneAlert> = {
  submitted: () => new OneAlert().wrote("dara"),
  checked: () => new OneAlert().wrote("dara").did("otto", "alert.checked", { version: 1 }),
  returned: () => new OneAlert().wrote("dara").did("otto", "alert.returned", { version: 1 }, because),
  recalled: () => new OneAlert().wrote("dara").did("dara", "alert.recalled", { version: 1 }),
  released: () => new OneAlert().released(),
  "written by a releaser": () => new OneAlert().wrote("lewis"),
  "amended, waiting": () => new OneAlert().released().wrote("sela", 2),
  "amended, checked": () => new OneAlert().released().wrote("sela", 2).did("otto", "alert.checked", { version: 2 }),
  "amended, returned": () =>
    new OneAlert().released().wrote("sela", 2).did("otto", "alert.returned", { version: 2 }, because),
  withdrawn: () =>
    new OneAlert().released().did("otto", "alert.withdrawn", { restore: false, named: [], confirmed: [] }, because),
  closed: () => new OneAlert().released().did("mira", "alert.closed", {}, because),
}

/** What the hub answers to each act of the screen, on an alert of its own. */
const acts: Record<string, (alert: OneAlert, who: string) => string> = {
  edit: (alert, who) => {
    const { next } = alert.entry
    return alert.submits(who, { version: (next ?? alert.entry).version + 1, rows: tiktokRow })
  },
  recall: (alert, who) => alert.does(who, "alert.recalled", { version: waiting(alert.entry)?.version ?? 1 }),
  withdraw: (alert, who) => alert.does(who, "alert.withdrawn", { restore: false, named: [], confirmed: [] }, because),
  close: (alert, who) => alert.does(who, "alert.closed", {}, because),
}

const people = ["dara", "sela", "lewis", "otto", "mira"]

for (const [state, made] of Object.entries(states))
  test(`[R20][R31][R121][R122][R123][R129][R131] ${state}: each person is offered what the hub accepts of them`, () => {
    for (const who of people) {
      const desk = deskOf(who)
      const offered = alertActs(desk, made().entry).map((act) => act.id)
      for (const [id, does] of Object.entries(acts))
        expect([who, id, offered.includes(id)]).toEqual([who, id, does(made(), who) === "accepted"])
      // One button checks and releases; whoever may do neither reads.
      expect([who, "release", mayRelease(desk, made().entry)]).toEqual([
        who,
        "release",
        made().releases(who) === "accepted",
      ])
      expect(offered.includes("check")).toBe(waiting(made().entry) !== undefined)
    }
  })
