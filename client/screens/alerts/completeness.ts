// What makes an alert complete: each point names its field, so that the form leads there. Pure. Used by alert-form.ts. [R213]
import { platformNames, type PlatformId } from "../../../protocol/addresses.ts"
import { itemsAtMost } from "../../../protocol/topics/brief.ts"
import { recipients, versionWarnings } from "../../../protocol/topics/version.ts"
import { priorityReasons } from "../../../protocol/vocabulary.ts"
import type { AlertDraft, DraftVersion } from "./draft.ts"
import { inAlerts, type JudgedRow } from "./draft-rows.ts"

/** the parts of the form that a point leads to */
export type FieldName =
  | "title"
  | "narrative"
  | "reason"
  | "asked"
  | "languages"
  | "corridor"
  | "items"
  | "contacts"
  | "awareness"
  | `wording ${PlatformId}`

export interface Point {
  text: string
  /** `missing` stands in the way of submitting, `look` does not */
  state: "good" | "missing" | "look"
  field: FieldName
}

/** `alone`: it cannot become several alerts, because it is a later version of one. */
export function completeness(
  draft: AlertDraft,
  version: DraftVersion,
  rows: readonly JudgedRow[],
  alone: boolean,
): Point[] {
  const point = (field: FieldName, good: boolean, yes: string, no: string, otherwise: Point["state"] = "missing") => ({
    field,
    text: good ? yes : no,
    state: good ? ("good" as const) : otherwise,
  })
  return [
    point("title", draft.title.trim() !== "", "It has a title", "Give it a title"),
    point(
      "narrative",
      draft.narrative.trim() !== "",
      "The platforms are told what this is",
      "Tell the platforms what this is",
    ),
    point(
      "reason",
      Object.hasOwn(priorityReasons[draft.priority], draft.reason),
      "The priority has its reason",
      "Give the priority its reason",
    ),
    point("asked", draft.asked.length > 0, "It says what is asked for", "Say what is asked for"),
    point("languages", draft.languages.length > 0, "Languages are named", "Name at least one language"),
    point("corridor", draft.corridor.trim() !== "", "The corridor is named", "No corridor is named", "look"),
    ...(draft.aware ? awarePoints(draft, point) : itemPoints(rows, version, alone, point)),
    ...wordingPoints(draft, version, point),
  ]
}

type MakePoint = (field: FieldName, good: boolean, yes: string, no: string, otherwise?: Point["state"]) => Point

const awarePoints = ({ awareness }: AlertDraft, point: MakePoint): Point[] => [
  point(
    "awareness",
    awareness.length > 0,
    `${awareness.length === 1 ? "One platform is" : `${awareness.length} platforms are`} made aware`,
    "Choose who is made aware",
  ),
]

function itemPoints(rows: readonly JudgedRow[], version: DraftVersion, alone: boolean, point: MakePoint): Point[] {
  const platforms = recipients(version)
  const without = rows.filter((row) => row.keep && "address" in row.verdict && row.platforms.length === 0).length
  const short = rows.filter((row) => row.keep && row.verdict.kind === "look" && row.verdict.why === "short-link").length
  const going = rows.filter((row) => row.platforms.length > 0)
  const bare = going.filter((row) => !row.evidence).length
  const alerts = inAlerts(rows, itemsAtMost)
  const fits =
    rows.length <= itemsAtMost || (!alone && alerts.every((each) => each.some((row) => row.platforms.length > 0)))
  return [
    point(
      "items",
      platforms.length > 0,
      `${platforms.length === 1 ? "One platform gets" : `${platforms.length} platforms get`} a referral`,
      "Paste at least one address of a platform",
    ),
    ...(without > 0
      ? [point("contacts", false, "", "Tick who gets phone numbers, hashtags and hashes, or drop them")]
      : []),
    ...(rows.length > itemsAtMost
      ? [
          point(
            "items",
            fits,
            `${rows.length} rows become ${alerts.length} alerts with the same text`,
            alone
              ? `A version holds ${itemsAtMost} rows: clear some`
              : `${rows.length} rows are too many for what goes out: clear those that do not`,
          ),
        ]
      : []),
    ...(short > 0
      ? [
          point(
            "items",
            false,
            "",
            `${short === 1 ? "One short link is" : `${short} short links are`} not resolved`,
            "look",
          ),
        ]
      : []),
    ...(going.length > 0
      ? [
          point(
            "items",
            bare === 0,
            "Each item has its evidence",
            `${bare === 1 ? "One item has" : `${bare} items have`} no evidence in words`,
            "look",
          ),
        ]
      : []),
  ]
}

function wordingPoints(draft: AlertDraft, version: DraftVersion, point: MakePoint): Point[] {
  const gets = recipients(version)
  const own = draft.wordings.flatMap(({ platform, title, narrative }) => {
    const name = platformNames[platform]
    if (!gets.includes(platform))
      return [point(`wording ${platform}`, false, "", `${name} gets nothing, so its own words go nowhere`, "look")]
    const whole = title.trim() !== "" && narrative.trim() !== ""
    return [point(`wording ${platform}`, whole, `${name} has its own words`, `Give ${name} its own title and text`)]
  })
  const warnings = versionWarnings(version)
  const told = warnings.map(
    (each) => `${platformNames[each.platform as PlatformId]}’s text names ${platformNames[each.names]}`,
  )
  const first = warnings[0]?.platform as PlatformId | undefined
  const where = version.wordings.some((each) => each.platform === first) ? (`wording ${first!}` as const) : "narrative"
  const more = told.length > 2 ? ` and ${told.length - 2} more` : ""
  return [
    ...own,
    point(
      where,
      warnings.length === 0,
      "No text names another platform",
      `${told.slice(0, 2).join(", ")}${more}: it would learn that the other plays a part`,
      "look",
    ),
  ]
}
