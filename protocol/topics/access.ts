// Organisations, people, memberships, ended sessions and what auditors may read: the events of the room `access`. [R22][R23][R187]
import * as v from "valibot"
import type { OrganisationEntry, PersonEntry } from "../entries/people.ts"
import { notNow, type Refusal } from "../errors.ts"
import type { Actor, OrganisationKind, Role } from "../event.ts"
import { nothing, slug, text, topic, uuid } from "../topic.ts"
import { readRoomsSchema } from "./reading.ts"

const rolesByKind = {
  agency: ["analyst", "releaser", "duty", "admin", "auditor"],
  platform: ["moderator", "supervisor", "policy", "admin", "auditor"],
  partner: ["observer", "admin"],
} as const satisfies Record<OrganisationKind, readonly Role[]>

export const rolesOf = (kind: OrganisationKind): readonly Role[] => rolesByKind[kind]

const kinds = Object.keys(rolesByKind) as OrganisationKind[]
const roles = v.pipe(
  v.array(v.picklist([...new Set(Object.values(rolesByKind).flat())])),
  v.minLength(1, "needs at least one role"),
  v.maxLength(5, "has at most 5 roles"),
)
const blank = () => ({})

/** Only the agency's administrators reach beyond their own organisation. [R184] */
const beyond = (by: Actor, organisation: string): Refusal | undefined =>
  by.kind === "hub" || by.kind === "agency" || by.organisation === organisation ? undefined : { code: "forbidden" }

/** The readings of an organisation's auditor end with any change of their roles there. [R187] */
const readElsewhere = ({ readings }: PersonEntry, organisation: string): Pick<PersonEntry, "readings"> =>
  readings ? { readings: readings.filter((each) => each.organisation !== organisation) } : {}

export const accessTopics = [
  topic({
    type: "organisation.added",
    facts: v.strictObject({
      organisation: v.picklist(kinds, `must be one of ${kinds.join(", ")}`),
      prefix: v.pipe(v.string(), v.regex(/^[A-Z]{1,4}$/, "is one to four capital letters")),
    }),
    words: v.strictObject({ name: text(1, 80) }),
    blank: () => ({ name: "" }),
    refusal: ({ entry }, { subject }) =>
      entry
        ? notNow("already-exists")
        : v.is(slug, subject)
          ? undefined
          : { code: "malformed", field: "subject", rule: "is a lower-case word" },
    apply: (entry, { subject, seq, facts, words }): OrganisationEntry | undefined =>
      entry ? undefined : { kind: "organisation", subject, seq, open: true, dueAt: null, ...facts, name: words.name },
  }),
  topic({
    type: "person.added",
    /** for which organisation, when an administrator adds somebody */
    facts: v.strictObject({ organisation: v.optional(slug) }),
    words: v.strictObject({ name: text(1, 80) }),
    blank: () => ({ name: "" }),
    refusal: ({ entry }) => (entry ? notNow("already-exists") : undefined),
    apply: (entry, { subject, seq, words }): PersonEntry | undefined =>
      entry
        ? undefined
        : {
            kind: "person",
            subject,
            seq,
            open: true,
            dueAt: null,
            name: words.name,
            memberships: [],
            endedSessions: [],
          },
  }),
  topic({
    type: "membership.granted",
    facts: v.pipe(
      v.strictObject({ organisation: slug, kind: v.picklist(kinds), roles }),
      v.check(
        ({ kind, roles }) => roles.every((role) => rolesOf(kind).includes(role)),
        "these roles do not exist in this kind of organisation",
      ),
    ),
    words: nothing,
    blank,
    refusal: ({ entry }, { by, facts }) =>
      beyond(by, facts.organisation) ?? (entry?.kind === "person" ? undefined : notNow("no-such-subject")),
    apply: (entry, { facts: { organisation, roles } }) =>
      entry?.kind === "person"
        ? {
            ...entry,
            ...readElsewhere(entry, organisation),
            memberships: [
              ...entry.memberships.filter((each) => each.organisation !== organisation),
              { organisation, roles },
            ],
            ...(entry.left && { left: entry.left.filter((each) => each.organisation !== organisation) }),
          }
        : undefined,
  }),
  topic({
    type: "membership.removed",
    facts: v.strictObject({ organisation: slug }),
    words: nothing,
    blank,
    refusal: ({ entry }, { by, facts }) =>
      beyond(by, facts.organisation) ??
      (entry?.kind === "person" && entry.memberships.some((each) => each.organisation === facts.organisation)
        ? undefined
        : notNow("no-such-subject")),
    apply: (entry, { at, facts: { organisation } }) =>
      entry?.kind === "person"
        ? {
            ...entry,
            ...readElsewhere(entry, organisation),
            memberships: entry.memberships.filter((each) => each.organisation !== organisation),
            left: [...(entry.left ?? []).filter((each) => each.organisation !== organisation), { organisation, at }],
          }
        : undefined,
  }),
  // Facts alone: an administrator of the agency reads here, and the reason is the other organisation's own. [R189]
  topic({
    type: "reading.granted",
    facts: v.strictObject({ organisation: slug, reading: uuid, rooms: readRoomsSchema }),
    words: nothing,
    blank,
    refusal: ({ entry }, { facts: { organisation } }) =>
      entry?.kind === "person" &&
      entry.memberships.some((each) => each.organisation === organisation && each.roles.includes("auditor"))
        ? undefined
        : notNow("no-such-subject"),
    apply: (entry, { facts: { organisation, reading, rooms } }) =>
      entry?.kind === "person"
        ? {
            ...entry,
            readings: [
              ...(entry.readings ?? []).filter((each) => each.organisation !== organisation),
              { organisation, reading, rooms },
            ],
          }
        : undefined,
  }),
  topic({
    type: "reading.withdrawn",
    facts: v.strictObject({ organisation: slug, reading: uuid }),
    words: nothing,
    blank,
    refusal: ({ entry }, { facts: { reading } }) =>
      entry?.kind === "person" && entry.readings?.some((each) => each.reading === reading)
        ? undefined
        : notNow("no-such-subject"),
    apply: (entry, { facts }) =>
      entry?.kind === "person" && entry.readings
        ? { ...entry, readings: entry.readings.filter(({ reading }) => reading !== facts.reading) }
        : undefined,
  }),
  topic({
    type: "session.ended",
    facts: v.strictObject({ session: v.pipe(v.string(), v.maxLength(64)) }),
    words: nothing,
    blank,
    refusal: ({ entry }) => (entry?.kind === "person" ? undefined : notNow("no-such-subject")),
    apply: (entry, { facts: { session } }) =>
      entry?.kind === "person"
        ? { ...entry, endedSessions: [...entry.endedSessions.filter((each) => each !== session), session].slice(-64) }
        : undefined,
  }),
]
