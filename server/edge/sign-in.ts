// Signing in and out over HTTP, and what a person does about the own session. Called by http.ts. Rules R63, R64, R180-R183.
// Each session has a cookie of its own, scoped by path, so that two windows of one browser can be two people.
import { Router, type Request, type Response } from "express"
import * as v from "valibot"
import type { Refusal } from "../../protocol/errors.ts"
import type { AccessGate } from "../engine/access.ts"
import { loginOf, type Entered, type PasswordDoor } from "../identity/password-door.ts"
import type { Leavers } from "../identity/leavers.ts"
import type { People } from "../identity/people.ts"
import type { SecondFactors } from "../identity/second-factors.ts"
import type { Granted, Sessions } from "../identity/sessions.ts"
import { given, refuse } from "./answers.ts"
import { peopleRoutes } from "./people.ts"
import { Slowing } from "./slowing.ts"

export interface SignInParts {
  mode: "evaluation" | "production"
  /** whether a proxy in front ends TLS and names the caller */
  proxy: boolean
  access: AccessGate
  sessions: Sessions
  door: PasswordDoor
  factors: SecondFactors
  people: People
  leavers: Leavers
  /** evaluation mode only: acts for the other side, so that one person alone sees the hub live */
  otherSide: { play(person: string): Promise<boolean> } | undefined
}

const cookieName = "refresh"
const password = v.pipe(v.string(), v.maxLength(256))
const code = v.optional(v.pipe(v.string(), v.maxLength(64)))
const link = v.pipe(v.string(), v.maxLength(64))
const credentials = v.strictObject({ login: v.pipe(v.string(), v.maxLength(128)), password, code })
const demo = v.strictObject({ person: v.pipe(v.string(), v.maxLength(64)) })

export function signInRoutes(parts: SignInParts): Router {
  const { mode, access, sessions, door } = parts
  const router = Router()
  const perAccount = new Slowing(8, 300)
  const perAddress = new Slowing(mode === "evaluation" ? 600 : 60, 300)
  // Six digits are few: a known password leaves five guesses in half an hour. [R181]
  const perCode = new Slowing(5, 1_800)

  router.get("/sign-in", (_request, response) => {
    const people = access.people().flatMap((person) => {
      const memberships = membershipsOf(person.subject)
      return memberships.length > 0 ? [{ id: person.subject, name: person.name, memberships }] : []
    })
    response.json(mode === "evaluation" ? { mode, people } : { mode })
  })

  router.post("/sign-in", async (request, response) => {
    const body = given(mode === "evaluation" ? v.union([demo, credentials]) : credentials, request, response)
    if (!body) return
    const waitMs = await perAddress.take(request.ip ?? "")
    if (waitMs > 0) return refuse(response, { code: "too-fast", retryMs: waitMs })
    if ("login" in body) {
      const entered = await slowed(loginOf(body.login), body.code, () => door.enter(body))
      // A whole office comes from one address at the start of a shift: what is right costs it nothing either.
      if ("kind" in entered && entered.kind !== "refused" && entered.kind !== "code-refused")
        await perAddress.giveBack(request.ip ?? "")
      return answer(request, response, entered)
    }
    const known = access.person(body.person)
    return answer(
      request,
      response,
      known?.memberships.length ? { kind: "in", person: body.person } : { kind: "refused" },
    )
  })

  /** What is right costs nothing; what is wrong makes the next attempts wait. The same for names that nobody has. */
  async function slowed(
    who: string,
    code: string | undefined,
    enter: () => Promise<Entered>,
  ): Promise<Entered | Refusal> {
    const waitMs = (await perAccount.take(who)) || (code === undefined ? 0 : await perCode.take(who))
    if (waitMs > 0) return { code: "too-fast", retryMs: waitMs }
    const entered = await enter()
    if (entered.kind !== "refused") await perAccount.giveBack(who)
    // Who does not know the password must not make its owner's codes wait.
    if (entered.kind !== "code-refused" && code !== undefined) await perCode.giveBack(who)
    return entered
  }

  async function answer(request: Request, response: Response, entered: Entered | Refusal): Promise<void> {
    if ("code" in entered) return refuse(response, entered)
    switch (entered.kind) {
      case "refused":
        return refuse(response, { code: "signed-out" })
      case "code-wanted":
        return void response.json({ step: "code" })
      case "code-refused":
        return refuse(response, { code: "malformed", field: "code", rule: "is not right, or was used already" })
      case "enrol":
        return void response.json({ step: "enrol", ...entered.offer })
      case "in":
        return grant(response, await sessions.begin(entered.person, device(request)), entered.recoveryCodes)
    }
  }

  router.post("/welcome", async (request, response) => {
    const body = given(v.strictObject({ link, password: v.optional(password) }), request, response)
    if (!body) return
    const waitMs = await perAddress.take(request.ip ?? "")
    if (waitMs > 0) return refuse(response, { code: "too-fast", retryMs: waitMs })
    const done =
      body.password === undefined ? await door.welcome(body.link) : await door.choose(body.link, body.password)
    if (!done) return refuse(response, { code: "gone" })
    await perAddress.giveBack(request.ip ?? "")
    if ("rule" in done) return refuse(response, { code: "malformed", field: "password", rule: done.rule })
    response.json(done)
  })

  const membershipsOf = (person: string) =>
    (access.person(person)?.memberships ?? []).flatMap(({ organisation, roles }) => {
      const found = access.organisation(organisation)
      return found ? [{ organisation: found.name, id: organisation, kind: found.organisation, roles }] : []
    })

  function grant(
    response: Response,
    { session, person, token, expiresAt, refresh }: Granted,
    recoveryCodes?: readonly string[],
  ): void {
    if (refresh)
      response.cookie(cookieName, refresh, {
        httpOnly: true,
        secure: mode === "production",
        sameSite: "strict",
        path: `/api/session/${session}`,
        maxAge: 12 * 3_600_000,
      })
    const name = access.person(person)?.name ?? ""
    response.json({ session, token, expiresAt, person: { id: person, name }, ...(recoveryCodes && { recoveryCodes }) })
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

  /** Who one is: memberships, whether there is a second factor, and whose people one administers. */
  router.get("/session/:id", async (request, response) => {
    const session = await sessions.holder(request.params.id, cookieOf(request))
    if (!session) return refuse(response, { code: "signed-out" })
    response.json({
      memberships: membershipsOf(session.person),
      secondFactor: await parts.factors.confirmed(session.person),
      administers: parts.people.organisations(session.person).length > 0,
    })
  })

  router.post("/session/:id/second-factor", async (request, response) => {
    const session = await sessions.holder(request.params.id, cookieOf(request))
    if (!session) return refuse(response, { code: "signed-out" })
    const body = given(v.strictObject({ password, code }), request, response)
    if (!body) return
    const entered = await slowed(session.person, body.code, () =>
      door.addFactor(session.person, body.password, body.code),
    )
    if (!("code" in entered) && entered.kind === "in") response.json({ recoveryCodes: entered.recoveryCodes })
    else if (!("code" in entered) && entered.kind === "refused")
      refuse(response, { code: "malformed", field: "password", rule: "is not right" })
    else await answer(request, response, entered)
  })

  router.use(
    "/session/:id/people",
    peopleRoutes(parts.people, parts.leavers, sessions, (request) =>
      sessions.holder(String(request.params["id"]), cookieOf(request)),
    ),
  )

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
