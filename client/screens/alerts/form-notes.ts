// What the author of a later version has to know, above the form: why it came back, that another version was submitted meanwhile, and what gave
// way to it. `acts` is missing while the own version is on its way. Template of alert-form.ts, which carries the styles. [R121][R216][R217]
import { html, nothing, type TemplateResult } from "lit"
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import { waiting } from "../../../protocol/topics/version.ts"
import { clock } from "../../parts/times.ts"
import { versionShown } from "./desk.ts"
import type { DraftInHand } from "./draft-in-hand.ts"
import type { SetAside } from "./rebase.ts"

interface NoteActs {
  compare(): void
  putBack(aside: SetAside): void
}

export function formNotes(
  alert: AlertEntry,
  hand: DraftInHand,
  me: string,
  acts: NoteActs | undefined,
): TemplateResult {
  const { returned, author } = versionShown(alert)
  const { aside } = hand.draft
  return html`${returned?.reason && author.id === me ? html`<p class="note"><bdi>${returned.by.name}</bdi> returned it: <bdi>“${returned.reason}”</bdi></p>` : nothing}
    <div role="status">${followedBy(alert, hand, me, acts)}</div>
    ${aside.map(
      (each) =>
        html`<p class="note aside">
          <span class="small">${each.what}, set aside</span><bdi>${each.text || "nothing"}</bdi
          ><button class="button small" @click=${() => acts?.putBack(each)}>
            Put back<span class="visually-hidden"> ${each.what}</span>
          </button>
        </p>`,
    )}`
}

function followedBy(
  alert: AlertEntry,
  hand: DraftInHand,
  me: string,
  acts: NoteActs | undefined,
): TemplateResult | typeof nothing {
  const version = hand.followed(alert)
  if (!version || !acts) return nothing
  const who = version.author.id === me ? "you, elsewhere," : version.author.name
  const stands = alert.released && version.version === alert.version
  const next = stands
    ? html`<bdi>${alert.released!.by.name}</bdi> released it ${clock(alert.released!.at)}.`
    : waiting(alert)
      ? "It waits for its check and release."
      : ""
  return html`<p class="note followed">
    <span
      ><b>Version ${version.version} was submitted by <bdi>${who}</bdi> at ${clock(version.submittedAt ?? "")}</b>,
      after yours was begun. ${next}</span
    ><button class="button small" @click=${acts.compare}>What it changes</button>
  </p>`
}
