// What a person may do with an alert now: one list for buttons, menu and keys. Used by alert-acting.ts and the board.
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import { reached } from "../../../protocol/topics/alert-end.ts"
import { mayBegin, waiting } from "../../../protocol/topics/version.ts"
import { namedPlatforms, warningsFor, type Warning } from "../../../protocol/warnings.ts"
import type { Hub } from "../../hub/hub.ts"
import { reason, type Act } from "../feed/act.ts"
import { agencyRoomOf, mayRelease, warningText, othersWrite } from "./desk.ts"

/** Acts without a body are a screen of their own: reading, checking, writing. */
export function alertActs(hub: Hub, alert: AlertEntry): Act[] {
  const me = hub.person?.id ?? ""
  const may = (type: string) => hub.may(agencyRoomOf(hub), type)
  const acts: Act[] = []
  const version = waiting(alert)
  if (version) {
    const text = mayRelease(hub, alert) ? "Check" : "Read what was submitted"
    acts.push({ id: "check", text, key: "c", main: true })
    if (version.author.id === me && may("alert.recalled")) acts.push(recall(version.version))
  }
  if (may("alert.submitted") && !mayBegin(alert, me, othersWrite(hub))) {
    const again = alert.state === "returned" || alert.next?.state === "returned"
    const text = again ? "Edit and submit again" : "Amend"
    acts.push({ id: "edit", text, key: "m", main: true })
  }
  const gone = alert.withdrawn ?? alert.superseded
  if (alert.released && !gone) {
    if (may("alert.withdrawn") && reached(alert).length > 0) acts.push(withdraw(alert))
    if (may("alert.submitted")) acts.push({ id: "supersede", text: "Replace by a new alert", key: "" })
    if (may("alert.closed") && !alert.closed) acts.push(close)
  }
  return acts
}

const recall = (version: number): Act => ({
  id: "recall",
  text: "Recall",
  key: "z",
  main: true,
  ask: {
    heading: `Recall version ${version}`,
    tells: "Nobody checks or releases it any more. You can change it and submit it again.",
    send: "Recall",
  },
  body: () => ({ type: "alert.recalled", facts: { version }, words: {} }),
})

/** The warnings of a reason that names another platform than its reader. [R129] */
function withdrawalWarnings(alert: AlertEntry, text: string): Warning[] {
  const platforms = reached(alert).map((part) => part.platform)
  return warningsFor(platforms, namedPlatforms({ reason: text }))
}

function withdraw(alert: AlertEntry): Act {
  const count = reached(alert).length
  const from = count === 1 ? "1 platform" : `${count} platforms`
  return {
    id: "withdraw",
    text: "Withdraw",
    key: "w",
    main: true,
    ask: {
      heading: `Withdraw it from ${from}`,
      tells:
        "Each platform reads the reason. Clocks stop and evidence is cut; what was decided stays. It cannot be undone.",
      send: "Withdraw",
      text: { ...reason, label: "Reason, read by each platform" },
      choice: {
        label: "Please restore what was acted on",
        of: { yes: "Yes, please restore", no: "No, leave it as it is" },
      },
      confirms: (text) => withdrawalWarnings(alert, text).map((each) => `${warningText(each)}, and it may say so`),
      typed: `withdraw from ${from}`,
    },
    body: ({ text, choice }) => ({
      type: "alert.withdrawn",
      facts: {
        restore: choice === "yes",
        named: namedPlatforms({ reason: text }),
        confirmed: withdrawalWarnings(alert, text),
      },
      words: { reason: text },
    }),
  }
}

const close: Act = {
  id: "close",
  text: "Close",
  key: "",
  ask: {
    heading: "Close the alert",
    tells: "Its referrals go on by themselves; no platform learns of it. It opens again when one of them is reopened.",
    send: "Close",
    text: reason,
  },
  body: ({ text }) => ({ type: "alert.closed", facts: {}, words: { reason: text } }),
}
