// The roles that exist in an organisation, to be ticked. Used in the forms of this folder.
import { html, type TemplateResult } from "lit"
import type { Role } from "../../../protocol/event.ts"
import type { AdministeredOrganisation } from "../../hub/people.ts"
import { roleNames } from "../../parts/role-names.ts"

/** What each role is for, in the organisation's kind. */
const about: Record<Role, string> = {
  analyst: "writes alerts, answers questions, verifies",
  releaser: "checks and releases what others wrote",
  duty: "all that analysts and releasers do",
  moderator: "acknowledges, claims and decides referrals",
  supervisor: "all that moderators do; answers challenges",
  policy: "reads referrals; answers challenges",
  observer: "opens no room yet",
  admin: "looks after people; opens no content",
  auditor: "reads with a reason, for a time; what was opened is logged",
}

export const roleChoice = ({ roles }: AdministeredOrganisation, chosen: readonly Role[]): TemplateResult =>
  html`<fieldset>
    <legend class="label">Roles</legend>
    ${roles.map(
      (role) =>
        html`<label class="check"
          ><input type="checkbox" name="role" value=${role} ?checked=${chosen.includes(role)} /><span
            ><span class="strong">${roleNames[role]}</span> <span class="small">${about[role]}</span></span
          ></label
        >`,
    )}
  </fieldset>`

/** The roles ticked in a form; one at least, or a sentence. */
export function rolesOf(form: HTMLFormElement): string[] | string {
  const roles = new FormData(form).getAll("role").map(String)
  return roles.length > 0 ? roles : "Choose at least one role."
}
