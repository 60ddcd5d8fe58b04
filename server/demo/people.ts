// The invented people of evaluation mode. Called by play.ts. Nobody here exists.
import type { OrganisationKind, Role } from "../../protocol/event.ts"

export interface DemoOrganisation {
  id: string
  kind: OrganisationKind
  name: string
  prefix: string
}

export interface DemoPerson {
  id: string
  name: string
  memberships: { organisation: string; roles: Role[] }[]
}

export const demoOrganisations: readonly DemoOrganisation[] = [
  { id: "nca", kind: "agency", name: "NCA", prefix: "A" },
  { id: "home-office", kind: "partner", name: "Home Office", prefix: "HO" },
  { id: "facebook", kind: "platform", name: "Facebook", prefix: "FB" },
  { id: "instagram", kind: "platform", name: "Instagram", prefix: "IG" },
  { id: "tiktok", kind: "platform", name: "TikTok", prefix: "TT" },
  { id: "x", kind: "platform", name: "X", prefix: "X" },
  { id: "youtube", kind: "platform", name: "YouTube", prefix: "YT" },
]

const person = (name: string, organisation: string, ...roles: Role[]): DemoPerson => ({
  id: `demo-${name.toLowerCase().replaceAll(" ", "-")}`,
  name,
  memberships: [{ organisation, roles }],
})

export const demoPeople: readonly DemoPerson[] = [
  person("Dara Karim", "nca", "analyst"),
  person("Sela Brook", "nca", "analyst"),
  person("Lewis Fenn", "nca", "analyst", "releaser"),
  person("Mira Okoro", "nca", "duty"),
  person("Hanne Vold", "nca", "admin"),
  person("Edith Marlow", "nca", "auditor"),
  person("Ana Rahimi", "tiktok", "moderator"),
  person("Mai Lund", "tiktok", "moderator"),
  person("Jonas Okafor", "tiktok", "supervisor"),
  person("Ruth Amsel", "tiktok", "policy"),
  person("Femi Adeyemi", "tiktok", "auditor"),
  {
    id: "demo-noor-blum",
    name: "Noor Blum",
    memberships: [
      { organisation: "facebook", roles: ["moderator"] },
      { organisation: "instagram", roles: ["moderator"] },
    ],
  },
  person("Emre Tan", "facebook", "moderator"),
  person("Lina Haddad", "facebook", "supervisor"),
  person("Theo Marsh", "instagram", "moderator"),
  person("Aylin Kaya", "instagram", "supervisor"),
  person("Iris Vale", "youtube", "moderator"),
  person("Sam Oduya", "youtube", "moderator"),
  person("Nils Berg", "youtube", "supervisor"),
  person("Petra Holm", "x", "moderator"),
  person("Kofi Adjei", "x", "moderator"),
  person("Vera Lind", "x", "supervisor"),
  person("Owen Hart", "home-office", "observer"),
  person("Priya Nair", "home-office", "observer"),
  person("Grace Ellery", "home-office", "observer"),
]
