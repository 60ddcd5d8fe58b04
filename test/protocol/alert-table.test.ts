// The table "Alert" of the lifecycle, act by act: in every situation, by everybody at the agency, each is accepted or refused exactly as the
// table says. Written from the table, not from the topics. Rules R32, R120-R125, R129-R131.
import { expect, test } from "vitest"
import { OneAlert, otherAlert, referralId } from "./one-alert.ts"

// Analysts: Dara, who writes it, and Sela. Analyst and releaser: Lewis. Releaser: Otto. Duty officer, who does all that both do: Mira.
const everybody = ["dara", "sela", "lewis", "otto", "mira", "hub", "ana", "jonas"] as const
const analysts = ["dara", "sela", "lewis", "mira"]
const releasers = ["lewis", "otto", "mira"]
const because = { reason: "because" }

function so(...answers: string[]): void {
  for (const answer of answers) if (answer !== "accepted") throw new Error(answer)
}

/** The version that an act is about: what waits, or what stands. */
const version = (it: OneAlert): number => it.entry?.next?.version ?? it.entry?.version ?? 1
const next = (it: OneAlert): number => (it.entry ? version(it) + 1 : 1)
const returns = (it: OneAlert, who: string) => it.does(who, "alert.returned", { version: version(it) }, because)
const recalls = (it: OneAlert, who: string) => it.does(who, "alert.recalled", { version: version(it) })
const checks = (it: OneAlert, who: string) => it.does(who, "alert.checked", { version: version(it) })
const withdraws = (it: OneAlert, who: string) =>
  it.does(who, "alert.withdrawn", { restore: false, named: [], confirmed: [] }, because)
const supersedes = (it: OneAlert, who: string) =>
  it.does(who, "alert.superseded", { alert: otherAlert, parts: [], restore: false })

const situations = {
  nothing: () => undefined,
  submitted: (it) => so(it.submits("dara")),
  checked: (it) => so(it.submits("dara"), checks(it, "mira")),
  returned: (it) => so(it.submits("dara"), returns(it, "otto")),
  recalled: (it) => so(it.submits("dara"), recalls(it, "dara")),
  "submitted again": (it) => so(it.submits("dara"), returns(it, "otto"), it.submits("dara", { version: 2 })),
  released: (it) => void it.released(),
  "amendment submitted": (it) => so(it.released().submits("sela", { version: 2 })),
  "amendment checked": (it) => so(it.released().submits("sela", { version: 2 }), checks(it, "mira")),
  "amendment returned": (it) => so(it.released().submits("sela", { version: 2 }), returns(it, "otto")),
  amended: (it) => so(it.released().submits("sela", { version: 2 }), it.releases("otto")),
  "closed by the duty officer": (it) => so(it.released().does("mira", "alert.closed", {}, because)),
  "closed by the hub": (it) => {
    it.released()
    for (const platform of ["tiktok", "youtube"])
      so(it.does("hub", "part.ended", { referral: referralId(platform), platform }))
  },
  withdrawn: (it) => so(withdraws(it.released(), "otto")),
  superseded: (it) => so(supersedes(it.released(), "hub")),
} satisfies Record<string, (it: OneAlert) => void>
type Situation = keyof typeof situations
const all = Object.keys(situations) as Situation[]

/** A version waits for its second person. Checked is submitted that somebody has looked at. */
const firstWaits: Situation[] = ["submitted", "checked", "submitted again"]
const amendmentWaits: Situation[] = ["amendment submitted", "amendment checked"]
const closed: Situation[] = ["closed by the duty officer", "closed by the hub"]
/** It stands at the platforms; a waiting amendment changes nothing of that, and closed means that it is done, not that it is gone. */
const stands: Situation[] = ["released", ...amendmentWaits, "amendment returned", "amended", ...closed]
const without = (all: string[], ...some: string[]) => all.filter((each) => !some.includes(each))

interface Act {
  act: (it: OneAlert, who: string) => string
  may: [Situation[], string[]][]
}

const table: Record<string, Act> = {
  "[R31][R121][R125] submit the next version": {
    act: (it, who) => it.submits(who, { version: next(it) }),
    may: [
      [["nothing", "released", "amended", ...closed], analysts],
      [["returned", "recalled"], ["dara"]],
      [["amendment returned"], ["sela"]],
    ],
  },
  "[R121] return": {
    act: returns,
    // Not their own: that is recalled.
    may: [[[...firstWaits, ...amendmentWaits], releasers]],
  },
  "[R122] recall": {
    act: recalls,
    may: [
      [firstWaits, ["dara"]],
      [amendmentWaits, ["sela"]],
    ],
  },
  "[R123] check": {
    act: checks,
    may: [[["submitted", "submitted again", "amendment submitted"], releasers]],
  },
  "[R32][R123] release": {
    act: (it, who) => it.releases(who),
    may: [[[...firstWaits, ...amendmentWaits], releasers]],
  },
  "[R123] release another version than the one that waits": {
    act: (it, who) => it.releases(who, { version: 9 }),
    may: [],
  },
  "[R129] withdraw": { act: withdraws, may: [[stands, releasers]] },
  "[R130] supersede": {
    act: supersedes,
    may: [[without(all, "nothing", "withdrawn", "superseded") as Situation[], ["hub"]]],
  },
  "[R131] close": {
    act: (it, who) => it.does(who, "alert.closed", {}, because),
    may: [[without(stands, ...closed) as Situation[], ["mira"]]],
  },
  "[R131] end its last parts": {
    act: (it, who) => it.does(who, "part.ended", { referral: referralId("tiktok"), platform: "tiktok" }),
    may: [
      [
        [
          "released",
          ...amendmentWaits,
          "amendment returned",
          "amended",
          "closed by the duty officer",
          "withdrawn",
          "superseded",
        ],
        ["hub"],
      ],
    ],
  },
}

for (const [name, { act, may }] of Object.entries(table))
  test(`${name}: in ${all.length} situations, by everybody, as the table says`, () => {
    for (const situation of all)
      for (const who of everybody) {
        const alert = new OneAlert()
        situations[situation](alert)
        const before = alert.known
        const answer = act(alert.later(1), who)
        const allowed = may.some(([when, whom]) => when.includes(situation) && whom.includes(who))
        expect([situation, who, answer === "accepted", answer]).toEqual([situation, who, allowed, answer])
        if (!allowed) expect([situation, who, answer, alert.known === before]).toEqual([situation, who, answer, true])
      }
  })

test("[R32][R121][R123] whoever wrote any version, also as a releaser, returns none of their own, and checks and releases none", () => {
  for (const writer of ["lewis", "mira"])
    for (const act of [returns, checks, (it: OneAlert, who: string) => it.releases(who)]) {
      const first = new OneAlert()
      so(first.submits(writer))
      expect([writer, act(first, writer) === "accepted"]).toEqual([writer, false])
      if (act === returns) continue
      const later = new OneAlert().released()
      so(later.submits(writer, { version: 2 }), later.releases("otto"), later.submits("sela", { version: 3 }))
      expect([writer, act(later, writer) === "accepted"]).toEqual([writer, false])
    }
})

test("[R129][R131][R121] a withdrawal, a closing and a return want a reason", () => {
  const alert = new OneAlert()
  so(alert.submits("dara"))
  expect(alert.does("otto", "alert.returned", { version: 1 }, { reason: " " })).toBe("words.reason")
  so(alert.releases("otto"))
  const facts = { restore: false, named: [], confirmed: [] }
  expect(alert.does("otto", "alert.withdrawn", facts, { reason: "" })).toBe("words.reason")
  expect(alert.does("mira", "alert.closed", {}, { reason: "" })).toBe("words.reason")
})
