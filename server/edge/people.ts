// The people of an organisation, over HTTP, for its administrators: narrow calls, because a platform's administrator must not open
// the room `access`. Mounted by sign-in.ts under a session. Rules R183, R184, R261.
import { Router, type Request, type Response } from "express"
import * as v from "valibot"
import type { Refusal } from "../../protocol/errors.ts"
import type { Leavers } from "../identity/leavers.ts"
import type { People } from "../identity/people.ts"
import type { Sessions } from "../identity/sessions.ts"
import type { Session } from "../store/accounts.ts"
import { given, refuse } from "./answers.ts"

const short = (most: number) => v.pipe(v.string(), v.maxLength(most))
const membership = { organisation: short(32), roles: v.pipe(v.array(short(32)), v.minLength(1), v.maxLength(5)) }

/** `caller`: the live session that the request holds. Who administers nobody is answered as if nothing were here. */
export function peopleRoutes(
  people: People,
  leavers: Leavers,
  sessions: Pick<Sessions, "touch">,
  caller: (request: Request) => Promise<Session | undefined>,
): Router {
  const router = Router({ mergeParams: true })

  router.use(async (request, response, next) => {
    const session = await caller(request)
    if (!session) return refuse(response, { code: "signed-out" })
    if (people.organisations(session.person).length === 0) return refuse(response, { code: "gone" })
    // Acts keep the session alive, a look does not. [R64]
    if (request.method !== "GET") await sessions.touch(session.id)
    response.locals["admin"] = session.person
    next()
  })

  const done = (response: Response, refusal: Refusal | undefined) =>
    refusal ? refuse(response, refusal) : void response.json({ done: true })
  const linked = (response: Response, made: Awaited<ReturnType<People["link"]>>) =>
    "code" in made ? refuse(response, made) : void response.json(made)
  const adminOf = (response: Response) => response.locals["admin"] as string

  router.get("/", async (_request, response) => {
    const admin = adminOf(response)
    const [list, left] = await Promise.all([people.list(admin), leavers.list(admin)])
    response.json({ organisations: people.organisations(admin), people: list, left })
  })

  router.post("/", async (request, response) => {
    const body = given(v.strictObject({ name: short(80), login: short(128), ...membership }), request, response)
    if (body) linked(response, await people.invite(adminOf(response), body))
  })

  router.post("/:person/memberships", async (request, response) => {
    const body = given(v.strictObject(membership), request, response)
    const admin = adminOf(response)
    if (body) done(response, await people.grant(admin, request.params.person, body.organisation, body.roles))
  })

  router.delete("/:person/memberships/:organisation", async (request, response) => {
    const { person, organisation } = request.params
    done(response, await people.remove(adminOf(response), person, organisation))
  })

  router.post("/:person/link", async (request, response) => {
    linked(response, await people.link(adminOf(response), request.params.person))
  })

  router.delete("/:person/sessions", async (request, response) => {
    done(response, await people.endSessions(adminOf(response), request.params.person))
  })

  router.post("/:person/left/:organisation", async (request, response) => {
    const body = given(v.strictObject({ to: short(64) }), request, response)
    const { person, organisation } = request.params
    if (body) done(response, await leavers.handOver(adminOf(response), person, organisation, body.to))
  })

  router.delete("/:person/left/:organisation", async (request, response) => {
    const { person, organisation } = request.params
    done(response, await leavers.delete(adminOf(response), person, organisation))
  })

  return router
}
