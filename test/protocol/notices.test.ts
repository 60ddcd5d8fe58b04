// What concerns whom, act by act, and that a notice tells nothing and reaches nobody who may not open its room. Rules R190-R192, R236-R238.
import fc from "fast-check"
import { expect, test } from "vitest"
import { reference } from "../../protocol/entries/brief.ts"
import type { OrganisationEntry, PersonEntry } from "../../protocol/entries/people.ts"
import type { OrganisationKind, Role } from "../../protocol/event.ts"
import { concerns, markedSubject, noticesMark, noticeText } from "../../protocol/notices.ts"
import { noticeKinds } from "../../protocol/entries/notice.ts"
import { actorIn, type AccessView } from "../../protocol/permissions.ts"
import { rolesOf } from "../../protocol/topics/access.ts"
import { room, wishes, written } from "./log-book.ts"
import { OneReferral } from "./one-referral.ts"
import { person } from "./one-subject.ts"
import { names, told } from "./told.ts"

const p1 = () => new OneReferral({ brief: { ...new OneReferral().entry.brief, priority: "P1", reason: "departure" } })
const reason = { reason: "because" }
const to = (id: string) => ({ to: { id, name: person(id).name, organisation: person(id).organisation } })

test("[R190][R192] a new referral concerns the platform's moderators until somebody acknowledges it, and again when that is undone", () => {
  const referral = p1()
  expect(told(referral, "delivered")).toBe("ana mai jonas")
  expect(referral.does("hub", "referral.unattended")).toBe("accepted")
  expect([told(referral, "unattended"), told(referral, "delivered")]).toEqual(["dara mira sela lewis", "ana mai jonas"])
  referral.does("ana", "referral.acknowledged", { estimate: referral.later(1).at }, { comment: "" })
  expect([told(referral, "delivered"), told(referral, "unattended")]).toEqual(["-", "-"])
})

test("[R196] only a P1 that nobody has acknowledged is unattended, and once", () => {
  const calm = new OneReferral()
  expect(calm.does("hub", "referral.unattended")).toBe("wrong-state")
  const referral = p1()
  expect(referral.does("mira", "referral.unattended")).toBe("forbidden")
  referral.does("hub", "referral.unattended")
  expect(referral.does("hub", "referral.unattended")).toBe("already-exists")
  const owned = p1()
  owned.does("ana", "claim.made")
  expect(owned.does("hub", "referral.unattended")).toBe("already-acknowledged")
})

test("[R190][R192] whoever is handed a claim, loses it, or lets it end is told; nobody of their own act", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  referral.does("ana", "claim.handed", to("mai"), { note: "yours" })
  expect([told(referral, "handed"), told(referral, "taken")]).toEqual(["mai", "-"])
  referral.does("jonas", "claim.taken", {}, { note: "mine" })
  expect([told(referral, "handed"), told(referral, "taken")]).toEqual(["-", "mai"])
  referral.later(15).look()
  expect(told(referral, "claim-ended")).toBe("jonas")
})

test("[R190] a message concerns whoever had to do with the referral, and all of a side of which nobody is there yet", () => {
  const referral = new OneReferral()
  referral.does("dara", "message.sent", { kind: "question" }, { text: "Is it live?" })
  expect(told(referral, "question")).toBe("ana mai jonas")
  referral.does("ana", "message.sent", { kind: "message" }, { text: "Yes." })
  expect(told(referral, "message")).toBe("dara")
  referral.does("mira", "message.sent", { kind: "message" }, { text: "Thanks." })
  expect(told(referral, "message")).toBe("ana dara")
  referral.does("ruth", "referral.seen")
  referral.does("dara", "message.sent", { kind: "message" }, { text: "More comes." })
  expect(told(referral, "message")).toBe("ana mira")
})

const saying = (referral: OneReferral, who: string, mentioned: readonly string[], text = "@ana and @mai, do look") => {
  const mentions = mentioned.map((each) => ({ person: each, at: text.indexOf(`@${each}`), length: each.length + 1 }))
  return referral.does(who, "message.sent", { kind: "message", ...(mentions.length > 0 ? { mentions } : {}) }, { text })
}

test("[R236] a mention is a notice of its own for each who is mentioned, who is not told of the message too; a newer one takes its place for them alone", () => {
  const referral = new OneReferral()
  referral.does("mai", "referral.acknowledged", { estimate: referral.later(1).at }, { comment: "" })
  expect(saying(referral, "dara", ["ana", "mai"])).toBe("accepted")
  expect([told(referral, "mention"), told(referral, "message")]).toEqual(["ana mai", ""])
  const first = referral.events.at(-1)!.seq
  expect(saying(referral, "mira", ["mai"], "@mai, this one")).toBe("accepted")
  const mentions = referral.entry.notices.filter(({ kind }) => kind === "mention")
  expect(mentions.map(({ people, seq }) => [people, seq === first])).toEqual([
    [["ana"], true],
    [["mai"], false],
  ])
  expect(told(referral, "message")).toBe("dara")
  saying(referral, "ana", ["ana"], "@ana will look")
  expect(told(referral, "mention")).toBe("ana mai")
  // What is redacted calls nobody any more; the other's mention stands.
  referral.does("dara", "message.redacted", { reason: "other" }, {}, first)
  expect(told(referral, "mention")).toBe("mai")
  expect(Object.keys(noticeKinds)[0]).toBe("mention")
})

test("[R237] who follows is told of what is said, who does not is not; a mention and whatever else concerns them comes all the same", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  saying(referral, "dara", [])
  expect(["ana", "mai", "jonas"].map((id) => told(referral, "message", { [id]: "yes" }))).toEqual([
    "ana",
    "ana mai",
    "ana jonas",
  ])
  expect(told(referral, "message", { ana: "no" })).toBe("")
  // Nobody of a side is there yet, and one of it wants to hear nothing of it.
  const fresh = new OneReferral()
  fresh.does("dara", "message.sent", { kind: "question" }, { text: "Is it live?" })
  expect(told(fresh, "question", { mai: "no" })).toBe("ana jonas")

  const none = Object.fromEntries(names.map((id) => [id, "no" as const]))
  saying(referral, "dara", ["ana"])
  referral.does("ana", "claim.handed", to("mai"), { note: "yours" })
  expect([told(referral, "mention", none), told(referral, "handed", none)]).toEqual(["ana", "mai"])
  // Following brings what is said and nothing of anybody's role.
  expect(told(referral, "handed", { jonas: "yes" })).toBe("mai")
  referral.later(10_000).look()
  expect(told(referral, "overdue", none)).toBe("mai")
  expect(told(p1(), "delivered", none)).toBe("ana mai jonas")
})

test("[R238] a step tells whoever it names as on duty, and of a side of which it names nobody everybody with the role", () => {
  const onDuty = (...ids: string[]) =>
    ids.map((id) => ({ id, name: person(id).name, organisation: person(id).organisation }))
  const stepped = (...duty: string[][]) => {
    const referral = new OneReferral()
    referral.later(30).look()
    const { deadline } = referral.entry.clocks.acknowledge
    const steps = ["platform-supervisors", "duty", "both-supervisors"]
    for (const [index, to] of steps.entries())
      referral.later(30).does("hub", "clock.escalated", {
        clock: "acknowledge",
        deadline,
        step: index + 1,
        to,
        onDuty: onDuty(...duty[index]!),
      })
    return (["overdue-supervisors", "overdue-duty", "overdue-both"] as const).map((kind) => told(referral, kind))
  }
  expect(stepped([], [], [])).toEqual(["jonas", "mira", "jonas mira"])
  expect(stepped(["ana"], ["dara"], ["ana", "dara"])).toEqual(["ana", "dara", "ana dara"])
  expect(stepped(["jonas"], [], ["dara"])).toEqual(["jonas", "mira", "jonas dara"])
})

test("[R206][R238] the agency's own clock of a referral goes up as its steps say", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  referral.does("ana", "information.needed", { items: [1] }, { question: "Which?" })
  referral.later(121).look()
  referral.later(40).look()
  expect([told(referral, "overdue"), told(referral, "overdue-duty"), told(referral, "overdue-supervisors")]).toEqual([
    "dara mira sela lewis",
    "mira",
    "-",
  ])
})

test("[R190][R192] a request for information concerns analysts until it is answered, and the answer whoever asked", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  referral.does("ana", "information.needed", { items: [1] }, { question: "Which?" })
  expect(told(referral, "asked")).toBe("dara mira sela lewis")
  referral.later(121).look()
  expect(told(referral, "overdue")).toBe("dara mira sela lewis")
  referral.does("dara", "information.answered", {}, { answer: "That one." })
  expect([told(referral, "asked"), told(referral, "answered")]).toEqual(["-", "ana"])
})

test("[R190][R192] a challenge concerns those who may answer it and did not decide first; its answer whoever challenged", () => {
  const referral = new OneReferral()
  referral.does("jonas", "claim.made")
  referral.records("jonas", [1, 2, 3])
  referral.does("dara", "outcome.challenged", { items: [1] }, reason)
  expect(told(referral, "challenged")).toBe("ruth")
  referral.does("ruth", "challenge.kept", { items: [1] }, reason)
  expect([told(referral, "challenged"), told(referral, "challenge-answered")]).toEqual(["-", "dara"])
})

test("[R190] holds, verifying, what is still up, reopening and escalating concern whose work it is", () => {
  const referral = new OneReferral()
  referral.does("ana", "claim.made")
  const until = new Date(Date.parse(referral.at) + 3_600_000).toISOString()
  referral.does("dara", "hold.placed", { items: [1], until }, { ...reason, owner: "dara" })
  expect(told(referral, "held")).toBe("ana")
  referral.does("jonas", "hold.refused", { items: [1] }, reason)
  expect([told(referral, "held"), told(referral, "hold-refused")]).toEqual(["-", "dara"])
  referral.does("ana", "referral.escalated", {}, reason)
  expect(told(referral, "escalated")).toBe("jonas mira")
  referral.records("ana", [1, 2, 3])
  expect(told(referral, "escalated")).toBe("-")
  referral.does("dara", "items.verified", { items: [{ n: 1, finding: "gone" }] })
  expect(told(referral, "verified")).toBe("ana")
  referral.does("dara", "items.verified", { items: [{ n: 2, finding: "still-up" }] })
  expect(told(referral, "reopened")).toBe("ana")
  expect(told(new OneReferral(), "held")).toBe("-")
})

test("[R190][R192] a breach goes up step by step to those who are named, and all of it ends with the clock", () => {
  const referral = new OneReferral()
  const kinds = ["overdue", "overdue-supervisors", "overdue-duty", "overdue-both"] as const
  const steps = [30, 30, 30, 30].map((minutes) => {
    referral.later(minutes).look()
    return kinds.map((kind) => told(referral, kind))
  })
  expect(steps.at(-1)).toEqual(["ana mai jonas", "jonas", "mira", "jonas mira"])
  expect(steps[0]).toEqual(["ana mai jonas", "-", "-", "-"])
  referral.does("ana", "referral.acknowledged", { estimate: referral.entry.clocks.decide.deadline }, { comment: "" })
  expect(kinds.filter((kind) => told(referral, kind) !== "-" && referral.entry.clocks.decide.steps === 0)).toEqual([])
})

const roles = (kind: OrganisationKind) => fc.subarray([...rolesOf(kind)], { minLength: 1 })
const organisations: Record<string, OrganisationKind> = {
  nca: "agency",
  tiktok: "platform",
  facebook: "platform",
  ho: "partner",
}
const memberships = fc.uniqueArray(
  fc.constantFrom(...Object.keys(organisations)).chain((organisation) =>
    roles(organisations[organisation]!).map((each): { organisation: string; roles: readonly Role[] } => ({
      organisation,
      roles: each,
    })),
  ),
  { maxLength: 2, selector: (each) => each.organisation },
)

test("[R190] whatever happened, a notice goes only to whoever may open the room now, and says reference, priority and kind", () => {
  let reached = 0
  const kinds = new Set<string>()
  fc.assert(
    fc.property(wishes, fc.record(Object.fromEntries(names.map((id) => [id, memberships]))), (list, rights) => {
      const view: AccessView = {
        organisation: (id) => {
          const kind = organisations[id]
          return kind && ({ kind: "organisation", subject: id, organisation: kind } as OrganisationEntry)
        },
        person: (id) =>
          ({ kind: "person", subject: id, name: id, memberships: rights[id] ?? [] }) as unknown as PersonEntry,
      }
      written(list, "heron-words", ({ referral }) => {
        expect(JSON.stringify(referral.notices)).not.toContain("heron-words")
        // The last of each kind, of mentions the last of each person. [R236]
        const each = referral.notices.flatMap(({ kind, people }) => (kind === "mention" ? people : [kind]))
        expect(new Set(each).size).toBe(each.length)
        for (const notice of referral.notices) {
          kinds.add(notice.kind)
          expect(noticeText(reference("TT", referral.number), referral.brief.priority, notice.kind)).toBe(
            `TT-0001 ${referral.brief.priority}: ${noticeKinds[notice.kind]}`,
          )
          for (const id of names) {
            const me = actorIn(view, id, room)
            if (!concerns(notice, me)) continue
            reached += 1
            const inside = (rights[id] ?? []).some((each) => ["nca", "tiktok"].includes(each.organisation))
            expect([inside, id === notice.by.id]).toEqual([true, false])
          }
        }
      })
    }),
    { numRuns: 100 },
  )
  expect(reached).toBeGreaterThan(100)
  expect(kinds.size).toBeGreaterThan(10)
})

test("[R191] a mark of notices is of a whole room or of one referral, and is told apart from a thread's", () => {
  const subject = "6f0b3b5e-6a6c-4c7e-9d5e-2f6f2a4f0a01"
  expect([noticesMark(), noticesMark(subject)].map(markedSubject)).toEqual(["", subject])
  expect(markedSubject(subject)).toBe(subject)
})
