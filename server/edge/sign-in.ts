// Signing in and out over HTTP: the only routes besides the page itself. Called by http.ts. Rules R63, R64.
// Each session has a cookie of its own, scoped by path, so that two windows of one browser can be two people.
import { Router, type Request, type Response } from "express"
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"
import * as v from "valibot"
import type { AccessGate } from "../engine/access.ts"
import { passwordMatches } from "../identity/passwords.ts"
import type { Granted, Sessions } from "../identity/sessions.ts"
import type { Accounts } from "../store/accounts.ts"
import { refuse } from "./http.ts"

export interface SignInParts {
  mode: "evaluation" | "production"
  /** whether a proxy in front ends TLS and names the caller */
  proxy: boolean
  access: AccessGate
  accounts: Accounts
  sessions: Sessions
  /** evaluation mode only: acts for the other side, so that one person alone sees the hub live */
  otherSide: { play(person: string): Promise<boolean> } | undefined
}

const cookieName = "refresh"
const login = v.strictObject({
  login: v.pipe(v.string(), v.maxLength(128)),
  password: v.pipe(v.string(), v.maxLength(256)),
})
const demo = v.strictObject({ person: v.pipe(v.string(), v.maxLength(64)) })

export function signInRoutes(parts: SignInParts): Router {
  const { mode, access, accounts, sessions } = parts
  const router = Router()
  const perAccount = new RateLimiterMemory({ points: 8, duration: 300 })
  const perAddress = new RateLimiterMemory({ points: mode === "evaluation" ? 600 : 60, duration: 300 })

  router.get("/sign-in", (_request, response) => {
    const people = access.people().flatMap((person) => {
      const memberships = person.memberships.flatMap(({ organisation, roles }) => {
        const found = access.organisation(organisation)
        return found ? [{ organisation: found.name, id: organisation, kind: found.organisation, roles }] : []
      })
      return memberships.length > 0 ? [{ id: person.subject, name: person.name, memberships }] : []
    })
    response.json(mode === "evaluation" ? { mode, people } : { mode })
  })

  router.post("/sign-in", async (request, response) => {
    const given = v.safeParse(mode === "evaluation" ? v.union([demo, login]) : login, request.body)
    if (!given.success) {
      const [issue] = given.issues
      return refuse(response, { code: "malformed", field: v.getDotPath(issue) ?? "body", rule: issue.message })
    }
    const key = "person" in given.output ? given.output.person : given.output.login.toLowerCase()
    const withPassword = "login" in given.output
    const waitMs = (await spent(perAddress, request.ip ?? "")) || (withPassword ? await spent(perAccount, key) : 0)
    if (waitMs > 0) return refuse(response, { code: "too-fast", retryMs: waitMs })
    const person =
      "person" in given.output
        ? access.person(key)?.subject
        : await byPassword(given.output.login, given.output.password)
    if (!person || !access.person(person)?.memberships.length) return refuse(response, { code: "signed-out" })
    grant(response, await sessions.begin(person, device(request)))
  })

  async function byPassword(login: string, password: string): Promise<string | undefined> {
    const account = await accounts.account(login.trim().toLowerCase())
    return (await passwordMatches(password, account?.passwordHash)) ? account?.person : undefined
  }

  function grant(response: Response, { session, person, token, expiresAt, refresh }: Granted): void {
    if (refresh)
      response.cookie(cookieName, refresh, {
        httpOnly: true,
        secure: mode === "production",
        sameSite: "strict",
        path: `/api/session/${session}`,
        maxAge: 12 * 3_600_000,
      })
    response.json({ session, token, expiresAt, person: { id: person, name: access.person(person)?.name ?? "" } })
  }

  router.post("/session/:id/token", async (request, response) => {
    const granted = await sessions.renew(request.params.id, cookieOf(request))
    if (!granted || !access.person(granted.person)) return refuse(response, { code: "signed-out" })
    grant(response, granted)
  })

  router.delete("/session/:id", async (request, response) => {
    const session = await sessions.holder(request.params.id, cookieOf(request))
    if (!session) return refuse(response, { code: "signed-out" })
    await sessions.end(session)
    response.clearCookie(cookieName, { path: `/api/session/${session.id}` }).json({ ended: true })
  })

  router.get("/session/:id/sessions", async (request, response) => {
    const session = await sessions.holder(request.params.id, cookieOf(request))
    if (!session) return refuse(response, { code: "signed-out" })
    const own = await sessions.of(session.person)
    response.json({
      sessions: own.map(({ id, createdAt, lastUsedAt, device }) => ({
        id,
        createdAt,
        lastUsedAt,
        device,
        this: id === session.id,
      })),
    })
  })

  router.delete("/session/:id/sessions/:other", async (request, response) => {
    const session = await sessions.holder(request.params.id, cookieOf(request))
    if (!session) return refuse(response, { code: "signed-out" })
    const other = (await sessions.of(session.person)).find((each) => each.id === request.params.other)
    if (!other) return refuse(response, { code: "gone" })
    await sessions.end(other)
    response.json({ ended: true })
  })

  router.post("/session/:id/other-side", async (request, response) => {
    const session = parts.otherSide && (await sessions.holder(request.params.id, cookieOf(request)))
    if (!session) return refuse(response, { code: "gone" })
    response.json({ played: await parts.otherSide?.play(session.person) })
  })

  return router
}

async function spent(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext)
    throw error
  }
}

function cookieOf(request: Request): string {
  const found = (request.headers.cookie ?? "").split(/;\s*/).find((each) => each.startsWith(`${cookieName}=`))
  return found?.slice(cookieName.length + 1) ?? ""
}

/** What the owner sees in the list of sessions: browser and system. */
function device(request: Request): string {
  const agent = request.headers["user-agent"] ?? ""
  const browser = /(Firefox|Edg|Chrome|Safari)\/[\d.]+/.exec(agent)?.[1]?.replace("Edg", "Edge") ?? "A program"
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(agent)?.[1] ?? "an unknown system"
  return `${browser} on ${system}`
}
