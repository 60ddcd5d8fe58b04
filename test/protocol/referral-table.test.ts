// The tables "Referral" and "Item" of the lifecycle, act by act: in every situation, by everybody who may stand in the room, each is accepted or
// refused exactly as the table says. Written from the table, not from the topics. Rules R20, R35-R41, R84-R103, R132-R135.
import { expect, test } from "vitest"
import { OneReferral, outcome, said } from "./one-referral.ts"
import { person } from "./one-subject.ts"
import {
  everybody,
  M,
  S,
  P,
  A,
  D,
  hub,
  nobody,
  reason,
  none,
  question,
  hold,
  verify,
  acknowledge,
  situations,
  all,
  so,
  type Situation,
} from "./referral-situations.ts"

/** Neither decided nor over: the platform has to act. */
const undecided: Situation[] = [
  "delivered",
  "seen",
  "acknowledged",
  "claimed",
  "asked",
  "held",
  "claimed, one held",
  "claimed, one decided",
  "challenged",
  "reopened",
]
const claimed: Situation[] = ["claimed", "asked", "claimed, one held", "claimed, one decided"]
const decided: Situation[] = ["decided", "duplicate", "answered", "restored", "verified"]
const over: Situation[] = ["closed", "closed unread", "withdrawn", "withdrawn, to restore"]
const live = all.filter((each) => !over.includes(each))
/** Item 1 waits for its claimant. */
const itemOpen: Situation[] = ["delivered", "seen", "acknowledged", "claimed", "asked", "reopened"]

interface Act {
  act: (it: OneReferral, who: string) => string
  /** who may, in which situations; in all others nobody */
  may: [Situation[], string[]][]
}

const table: Record<string, Act> = {
  "[R35] see": {
    act: (it, who) => it.does(who, "referral.seen"),
    may: [
      [
        ["delivered", "held"],
        [...M, ...P],
      ],
    ],
  },
  "[R36] acknowledge": { act: acknowledge, may: [[["delivered", "seen", "held"], M]] },
  "[R36] undo the acknowledgement": {
    act: (it, who) => it.does(who, "referral.unacknowledged"),
    // What was reopened has no decision that stands.
    may: [[["acknowledged"], ["ana", ...S]]],
  },
  "[R37] claim": {
    act: (it, who) => it.does(who, "claim.made"),
    may: [[["delivered", "seen", "acknowledged", "reopened"], M]],
  },
  "[R84] keep the claim": { act: (it, who) => it.does(who, "claim.kept"), may: [[claimed, ["ana"]]] },
  "[R85] take over": {
    act: (it, who) => it.does(who, "claim.taken", {}, { note: "mine now" }),
    may: [[claimed, ["mai", ...S]]],
  },
  "[R86] hand over": {
    act: (it, who) => {
      const { id, name, organisation } = person("mai")
      return it.does(who, "claim.handed", { to: { id, name, organisation } }, { note: "yours now" })
    },
    may: [[claimed, ["ana", ...S]]],
  },
  "[R37] release the claim": { act: (it, who) => it.does(who, "claim.released"), may: [[claimed, ["ana", ...S]]] },
  "[R88] need information": {
    act: (it, who) => it.does(who, "information.needed", { items: [2] }, question),
    may: [[claimed.filter((each) => each !== "asked"), ["ana"]]],
  },
  "[R89] answer": {
    act: (it, who) => it.does(who, "information.answered", {}, { answer: "the first" }),
    may: [[["asked"], A]],
  },
  "[R89] cancel": { act: (it, who) => it.does(who, "information.cancelled"), may: [[["asked"], ["ana", ...S]]] },
  "[R38] record an outcome": { act: (it, who) => it.records(who, [1]), may: [[["claimed", "asked"], ["ana"]]] },
  "[R38] record an outcome of the item beside it": {
    act: (it, who) => it.records(who, [2]),
    may: [[claimed, ["ana"]]],
  },
  "[R99] name a duplicate": {
    act: (it, who) => it.records(who, [1], none, { duplicateOf: "TT-0001" }),
    may: [[["claimed", "asked"], ["ana"]]],
  },
  "[R133] record what was done before the withdrawal": {
    act: (it, who) => it.records(who, [2], { actedAt: "2026-01-01T00:00:00.000Z" }),
    may: [
      [claimed, ["ana"]],
      [["withdrawn", "withdrawn, to restore"], M],
    ],
  },
  "[R41] undo an outcome": {
    act: (it, who) => it.does(who, "outcome.undone", { items: [1] }),
    may: [
      [
        ["claimed, one decided", "decided", "duplicate"],
        ["ana", ...S],
      ],
    ],
  },
  "[R91] hold": { act: (it, who) => hold(it, who, [1]), may: [[itemOpen, A]] },
  "[R93] give a receipt": {
    act: (it, who) => it.does(who, "hold.receipted", { items: [1] }, { receipt: "PR-1" }),
    may: [[["held", "claimed, one held"], M]],
  },
  "[R92] end a hold": {
    act: (it, who) => it.does(who, "hold.ended", { items: [1] }),
    may: [[["held", "claimed, one held"], A]],
  },
  "[R93] refuse a hold": {
    act: (it, who) => it.does(who, "hold.refused", { items: [1] }, reason),
    may: [[["held", "claimed, one held"], S]],
  },
  "[R94] challenge": {
    act: (it, who) => it.does(who, "outcome.challenged", { items: [1] }, reason),
    may: [[["claimed, one decided", "decided", "restored", "verified"], A]],
  },
  "[R95] keep what is challenged": {
    act: (it, who) => it.does(who, "challenge.kept", { items: [1] }, reason),
    may: [[["challenged"], [...S, ...P]]],
  },
  "[R95] change what is challenged": {
    act: (it, who) => {
      const change = { ...outcome, items: [{ n: 1, seq: it.item(1).seq }], action: "terminated" }
      return it.does(who, "challenge.changed", { outcomes: [change] }, { outcomes: [said], ...reason })
    },
    may: [[["challenged"], [...S, ...P]]],
  },
  "[R96] restore after an appeal": {
    act: (it, who) => it.does(who, "outcome.restored", { items: [1] }, reason),
    may: [
      [
        ["claimed, one decided", "decided", "answered", "verified", "withdrawn, to restore"],
        [...S, ...P],
      ],
    ],
  },
  "[R134] keep what was asked to be restored": {
    act: (it, who) => it.does(who, "outcome.kept", { items: [1] }, reason),
    may: [[["withdrawn, to restore"], [...S, ...P]]],
  },
  // Sela wrote the alert. What is a duplicate was never decided by itself.
  "[R97] verify as gone": {
    act: (it, who) => verify(it, who, "gone", [1]),
    may: [
      [
        ["decided", "answered", "restored", "verified"],
        ["dara", ...D],
      ],
    ],
  },
  "[R98] find still up": {
    act: (it, who) => verify(it, who, "still-up", [1]),
    may: [
      [
        ["decided", "answered", "restored", "verified"],
        ["dara", ...D],
      ],
    ],
  },
  "[R101] close": {
    act: (it, who) => it.does(who, "referral.closed", {}, reason),
    may: [
      [["verified"], A],
      [live, D],
    ],
  },
  "[R101] close without a reason": {
    act: (it, who) => it.does(who, "referral.closed", { unexplained: true }, { reason: "" }),
    may: [[["verified"], A]],
  },
  "[R102] reopen": {
    act: (it, who) => it.does(who, "referral.reopened", { items: [1] }, reason),
    may: [
      [
        [...decided, "closed", "closed unread"],
        [...A, ...S],
      ],
    ],
  },
  "[R103] escalate": {
    act: (it, who) => it.does(who, "referral.escalated", {}, reason),
    may: [[undecided, [...M, ...A]]],
  },
  "[R135] take note of what has items": { act: (it, who) => it.does(who, "referral.noted"), may: [[all, nobody]] },
  "[R132] withdraw": {
    act: (it, who) => it.does(who, "referral.withdrawn", { restore: false, replacedBy: null }, reason),
    may: [[[...live, "closed", "closed unread"], hub]],
  },
  "[R84] let the claim end": {
    act: (it, who) => it.does(who, "claim.expired", { endsAt: it.entry.claim?.endsAt ?? it.at }),
    may: [[all, nobody]],
  },
  "[R260] end the claim of whoever left": {
    act: (it, who) => it.does(who, "claim.left", { person: "ana" }),
    may: [[claimed, hub]],
  },
  "[R43] write in the thread": {
    act: (it, who) => it.does(who, "message.sent", { kind: "message" }, { text: "hello" }),
    may: [[all, everybody.filter((each) => each !== "hub")]],
  },
}

/** What a refusal says: somebody's role, or a rule about the state; never that the act was badly made. */
const isRule = (answer: string): boolean => answer === "forbidden" || /^[a-z]+(-[a-z]+)*$/.test(answer)

for (const [name, { act, may }] of Object.entries(table))
  test(`${name}: in ${all.length} situations, by everybody, as the table says`, () => {
    for (const situation of all)
      for (const who of everybody) {
        const referral = new OneReferral({ author: "sela" })
        situations[situation](referral)
        const before = referral.known
        const answer = act(referral.later(1), who)
        const allowed = may.some(([when, whom]) => when.includes(situation) && whom.includes(who))
        expect([situation, who, answer === "accepted", answer]).toEqual([situation, who, allowed, answer])
        if (allowed) continue
        expect([situation, who, answer, isRule(answer)]).toEqual([situation, who, answer, true])
        expect(referral.known).toBe(before)
      }
  })

test("[R135] of what has no items each act is refused but looking, acknowledging, noting, escalating, talking, and its end", () => {
  const may: Record<string, string[]> = {
    "[R35] see": [...M, ...P],
    "[R36] acknowledge": M,
    "[R135] take note of what has items": M,
    "[R101] close": D,
    "[R103] escalate": [...M, ...A],
    "[R132] withdraw": hub,
    "[R43] write in the thread": everybody.filter((each) => each !== "hub"),
  }
  // What names an item cannot even be written down.
  const noItem = ["record", "duplicate", "change what"]
  for (const [name, { act }] of Object.entries(table).filter(([each]) => !noItem.some((what) => each.includes(what))))
    for (const who of everybody) {
      const answer = act(new OneReferral({ items: [], author: "sela" }), who)
      expect([name, who, answer === "accepted", answer]).toEqual([name, who, may[name]?.includes(who) ?? false, answer])
    }
})

test("[R95] whoever decided first answers no challenge, also as a supervisor, and nobody of those who may not decide", () => {
  for (const who of everybody) {
    const referral = new OneReferral()
    so(referral.does("jonas", "claim.made"), referral.records("jonas", [1, 2, 3]))
    so(referral.does("dara", "outcome.challenged", { items: [1] }, reason))
    expect([who, table["[R95] keep what is challenged"]!.act(referral, who) === "accepted"]).toEqual([
      who,
      who === "ruth",
    ])
  }
})

test("[R41] a decision that somebody looked at again is undone by nobody: challenged and kept, changed, or restored", () => {
  for (const situation of ["challenged", "answered", "restored", "verified"] as const)
    for (const who of everybody) {
      const referral = new OneReferral()
      situations[situation](referral)
      expect([situation, who, referral.does(who, "outcome.undone", { items: [1] }) === "accepted"]).toEqual([
        situation,
        who,
        false,
      ])
    }
})
