// Where a person is, as an address: Back returns to the same place, and a link can be sent to a colleague. Used by app.ts.
import { platformNames, type PlatformId } from "../protocol/addresses.ts"

export type Route =
  | { screen: "home" }
  | {
      screen: "feed"
      organisation: string
      subject?: string
      outcome?: boolean
      notes?: boolean
      message?: number
      query?: string
    }
  | { screen: "alerts"; subject?: string; platform?: string }
  | { screen: "check"; subject: string }
  | { screen: "new-alert"; supersedes?: string; lead?: { platform: PlatformId; subject: string } }
  | { screen: "leads"; subject?: string; message?: number }
  | { screen: "new-lead" }
  | { screen: "edit-alert"; subject: string }
  | { screen: "search"; query: string }
  | { screen: "shift"; organisation: string }
  | { screen: "people" }
  | { screen: "hours" }
  | { screen: "inbox" }
  | { screen: "reading" }
  | { screen: "readings" }

/** Instead of one platform: all that this person may open. No organisation is called so. */
export const everywhere = "-"

/** `query` is what stands behind the question mark: the feed's filter, or what is searched for. */
export function readRoute(path: string, query = ""): Route {
  const [first, second, third, fourth, fifth] = path.split("/").filter(Boolean)
  if (first === "feed" && second)
    return {
      screen: "feed",
      organisation: second,
      ...(third ? { subject: third } : {}),
      ...(fourth === "outcome" ? { outcome: true } : {}),
      ...(fourth === "notes" ? { notes: true } : {}),
      ...((fourth === "message" || fourth === "notes") && /^\d{1,15}$/.test(fifth ?? "")
        ? { message: Number(fifth) }
        : {}),
      query: query.replace(/^\?/, ""),
    }
  if (first === "shift" && second) return { screen: "shift", organisation: second }
  if (first === "inbox") return { screen: "inbox" }
  if (first === "reading") return { screen: "reading" }
  if (first === "readings") return { screen: "readings" }
  if (first === "people") return { screen: "people" }
  if (first === "hours") return { screen: "hours" }
  if (first === "alerts" && second === "new") {
    const platform = Object.keys(platformNames).find((each): each is PlatformId => each === third)
    const supersedes = new URLSearchParams(query).get("supersedes")
    return {
      screen: "new-alert",
      ...(supersedes ? { supersedes } : {}),
      ...(platform && fourth ? { lead: { platform, subject: fourth } } : {}),
    }
  }
  if (first === "leads" && second === "new") return { screen: "new-lead" }
  if (first === "leads")
    return {
      screen: "leads",
      ...(second ? { subject: second } : {}),
      ...(third === "message" && /^\d{1,15}$/.test(fourth ?? "") ? { message: Number(fourth) } : {}),
    }
  if (first === "alerts" && second && third === "edit") return { screen: "edit-alert", subject: second }
  if (first === "alerts" && second && third === "check") return { screen: "check", subject: second }
  if (first === "alerts")
    return { screen: "alerts", ...(second ? { subject: second } : {}), ...(third ? { platform: third } : {}) }
  if (first === "search") return { screen: "search", query: new URLSearchParams(query).get("q") ?? "" }
  return { screen: "home" }
}

export function writeRoute(route: Route): string {
  switch (route.screen) {
    case "home":
      return "/"
    case "feed":
      return (
        [
          "/feed",
          route.organisation,
          route.subject,
          route.outcome ? "outcome" : undefined,
          route.notes ? "notes" : route.message ? "message" : undefined,
          route.message,
        ]
          .filter(Boolean)
          .join("/") + (route.query ? `?${route.query}` : "")
      )
    case "alerts":
      return ["/alerts", route.subject, route.platform].filter(Boolean).join("/")
    case "check":
      return `/alerts/${route.subject}/check`
    case "new-alert":
      return (
        ["/alerts/new", route.lead?.platform, route.lead?.subject].filter(Boolean).join("/") +
        (route.supersedes ? `?${new URLSearchParams({ supersedes: route.supersedes })}` : "")
      )
    case "leads":
      return ["/leads", route.subject, route.message ? `message/${route.message}` : undefined].filter(Boolean).join("/")
    case "new-lead":
      return "/leads/new"
    case "edit-alert":
      return `/alerts/${route.subject}/edit`
    case "search":
      return `/search${route.query ? `?${new URLSearchParams({ q: route.query })}` : ""}`
    case "shift":
      return `/shift/${route.organisation}`
    case "inbox":
      return "/inbox"
    case "reading":
      return "/reading"
    case "readings":
      return "/readings"
    case "people":
      return "/people"
    case "hours":
      return "/hours"
  }
}

/** How a screen asks to be somewhere else: the app listens. */
export function go(from: EventTarget, route: Route, replace = false): void {
  from.dispatchEvent(new CustomEvent("go", { detail: { route, replace }, bubbles: true, composed: true }))
}
