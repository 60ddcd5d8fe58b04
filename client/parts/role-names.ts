// Roles as people read them. Used by every screen that names one.
import type { Role } from "../../protocol/event.ts"

export const roleNames: Record<Role, string> = {
  analyst: "analyst",
  releaser: "releaser",
  duty: "duty officer",
  moderator: "moderator",
  supervisor: "supervisor",
  policy: "policy",
  observer: "observer",
  admin: "administrator",
  auditor: "auditor",
}
