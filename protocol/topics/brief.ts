// What alert and referral have in common: schemas of the brief and its words. Used by alert.ts and referral.ts.
import * as v from "valibot"
import { oneOf, text, whole } from "../topic.ts"
import {
  languages,
  priorities,
  priorityReasons,
  referralHandlings,
  requestedActions,
  themes,
  type Language,
  type RequestedAction,
} from "../vocabulary.ts"

const listOf = <K extends string>(list: Record<K, unknown>, what: string) =>
  v.pipe(
    v.array(oneOf(list)),
    v.minLength(1, `needs at least one ${what}`),
    v.check((values) => new Set(values).size === values.length, `names a ${what} twice`),
  )

export const briefSchema = v.pipe(
  v.strictObject({
    priority: v.picklist(priorities, "must be P1, P2 or P3"),
    reason: v.string(),
    theme: oneOf(themes),
    languages: listOf<Language>(languages, "language"),
    handling: v.picklist(referralHandlings, "goes up to AMBER+STRICT"),
    asked: listOf<RequestedAction>(requestedActions, "requested action"),
  }),
  v.forward(
    v.check(
      ({ priority, reason }) => Object.hasOwn(priorityReasons[priority], reason),
      "does not belong to this priority",
    ),
    ["reason"],
  ),
)

export const briefWordsSchema = v.strictObject({
  title: text(1, 200),
  narrative: text(1, 8_000),
  corridor: text(0, 120),
  conditions: text(0, 500),
})

export const blankBriefWords = () => ({ title: "", narrative: "", corridor: "", conditions: "" })

/** Most items in one event that says something of each, and in one alert or referral. */
export const itemsAnEvent = 200
export const itemsAtMost = 2_000

/** Items of a referral that an act is about, each once. */
export const itemNumbers = v.pipe(
  v.array(whole(1, 100_000)),
  v.minLength(1, "needs at least one item"),
  v.maxLength(itemsAtMost, `has at most ${itemsAtMost} items`),
  v.check((items) => new Set(items).size === items.length, "names each item once"),
)
