// The HTTP door: the page, sign-in, health and metrics. Made by hub.ts from its parts. Everything live goes by sockets.ts.
import { existsSync } from "node:fs"
import { join } from "node:path"
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express"
import helmet from "helmet"
import type { Refusal } from "../../protocol/errors.ts"
import { refuse } from "./answers.ts"
import type { Metrics } from "./metrics.ts"
import { signInRoutes, type SignInParts } from "./sign-in.ts"

export interface HttpParts extends SignInParts {
  /** the built client */
  page: string
  metrics: Metrics
  metricsToken: string | undefined
  /** why this process should get no traffic; empty when it is ready */
  notReady(): string[]
  allowed(origin: string | undefined, host: string | undefined): boolean
  failed(where: string, error: unknown): void
}

export function httpApp(parts: HttpParts): Express {
  const app = express()
  app.disable("x-powered-by")
  app.set("etag", false)
  app.set("trust proxy", parts.proxy ? 1 : false)
  app.use(guard(parts))
  app.use(headers(parts.mode === "production"))
  app.get("/healthz", (_request, response) => void response.json({ ok: true }))
  app.get("/readyz", (_request, response) => {
    const reasons = parts.notReady()
    response.status(reasons.length === 0 ? 200 : 503).json({ ready: reasons.length === 0, reasons })
  })
  app.get("/metrics", async (request, response) => {
    // Counts alone tell how busy others are: in production they are for the operator's collector. [R24]
    const presented = `Bearer ${parts.metricsToken ?? ""}`
    if (parts.mode === "production" && (!parts.metricsToken || request.headers.authorization !== presented))
      return refuse(response, { code: "gone" })
    response.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics())
  })
  app.use("/api", express.json({ limit: "64kb", strict: true }), signInRoutes(parts))
  app.use("/api", (_request, response) => void response.status(404).json({ refusal: { code: "gone" } }))
  app.use(
    "/assets",
    express.static(join(parts.page, "assets"), { immutable: true, maxAge: "1y", index: false, fallthrough: false }),
  )
  app.use(express.static(parts.page, { index: false, cacheControl: false, etag: false, lastModified: false }))
  app.get("/{*path}", (request, response, next) => {
    const page = join(parts.page, "index.html")
    if (!request.accepts("html") || !existsSync(page)) return next()
    response.sendFile(page, { cacheControl: false, etag: false, lastModified: false })
  })
  app.use((_request, response) => void response.status(404).json({ refusal: { code: "gone" } }))
  app.use(failures(parts))
  return app
}

/** Host and Origin: a page of another site must not speak to the hub in a person's name, nor a name that points to 127.0.0.1. */
function guard({ allowed }: HttpParts): RequestHandler {
  return (request, response, next) => {
    const { origin, host } = request.headers
    response.setHeader(
      "Cache-Control",
      request.path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-store",
    )
    if (allowed(request.method === "GET" && origin === undefined ? undefined : origin, host)) return next()
    response.status(403).json({ refusal: { code: "forbidden" } satisfies Refusal })
  }
}

function headers(production: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Lit writes its styles into shadow roots by constructable sheets; `style` attributes set by script are not inline styles.
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        trustedTypes: ["lit-html"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: production ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: "deny" },
  })
}

function failures({ failed }: HttpParts): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error)
    const status = error && typeof error === "object" && "status" in error ? Number(error.status) : 500
    if (status === 404) return refuse(response, { code: "gone" })
    if (status === 413) return refuse(response, { code: "malformed", field: "body", rule: "has at most 64 KB" })
    if (status >= 400 && status < 500)
      return refuse(response, { code: "malformed", field: "body", rule: "must be a JSON object" })
    if (!(error instanceof Error && error.name === "StoreAway")) failed("http", error)
    refuse(response, { code: "unavailable" })
  }
}
