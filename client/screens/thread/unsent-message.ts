// A message that is not in the log yet: dimmed while it is on its way, with the reason and the ways on where it was refused. Takes the
// styles of its host. Used by thread-pane.ts.
import { html, nothing, type TemplateResult } from "lit"
import { refusalSentence } from "../../../protocol/errors.ts"
import type { Pending } from "../../hub/hub.ts"
import "../../parts/person-avatar.ts"
import "../../parts/person-text.ts"

/** What is shown of all that waits: messages, and what was refused of their edits and translations. */
export const shownUnsent = ({ proposal, refusal }: Pending): boolean =>
  proposal.type === "message.sent" ||
  (refusal !== undefined && ["message.edited", "message.translated"].includes(proposal.type))

/** `again` takes its words back into the composer, `dismiss` drops them. */
export function unsentMessage(
  { proposal, refusal }: Pending,
  { id, name }: { id: string; name: string },
  { again, dismiss }: { again: () => void; dismiss: () => void },
): TemplateResult {
  const { text } = proposal.body.words as { text: string }
  return html`<article class="message pending">
    <person-avatar .personId=${id} .name=${name}></person-avatar>
    <div class="said">
      <div class="by">
        <span class="strong"><bdi>${name}</bdi></span
        ><span class="small">${refusal ? "not sent" : "sending"}</span>
      </div>
      <person-text .text=${text} inline></person-text>
      ${
        refusal
          ? html`<p class="small bad" role="alert">${refusalSentence(refusal)}</p>
              ${proposal.type === "message.translated" ? nothing : html`<button class="button small" @click=${again}>Edit and send again</button>`}
              <button class="button small" @click=${dismiss}>Delete</button>`
          : nothing
      }
    </div>
  </article>`
}
