// Where something stands: icon, word and colour, for referrals, items and alerts. Used by rows, boards and heads.
import { LitElement, css, html } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"
import type { IconName } from "./hub-icon.ts"

export type Tone = "muted" | "accent" | "p1" | "p2" | "good" | "text"

/** Known states, with their word, icon and tone. Anything else is shown as it is, with a plain circle. */
export const states: Record<string, { word: string; icon: IconName; tone: Tone }> = {
  // referrals, first true one is shown
  delivered: { word: "Delivered", icon: "bell-dot", tone: "muted" },
  seen: { word: "Seen", icon: "eye", tone: "muted" },
  acknowledged: { word: "Acknowledged", icon: "check", tone: "muted" },
  "in-review": { word: "In review", icon: "user-round-check", tone: "accent" },
  "needs-information": { word: "Needs information", icon: "message-circle-question-mark", tone: "p2" },
  "on-hold": { word: "On hold", icon: "pause", tone: "muted" },
  decided: { word: "Decided", icon: "circle-check", tone: "good" },
  verified: { word: "Verified", icon: "badge-check", tone: "good" },
  duplicate: { word: "Duplicate", icon: "copy", tone: "muted" },
  closed: { word: "Closed", icon: "archive", tone: "muted" },
  withdrawn: { word: "Withdrawn", icon: "circle-slash", tone: "muted" },
  // badges beside it
  amended: { word: "Amended", icon: "file-pen", tone: "accent" },
  challenged: { word: "Challenged", icon: "scale", tone: "p2" },
  reopened: { word: "Reopened", icon: "rotate-ccw", tone: "p2" },
  restored: { word: "Restored", icon: "rotate-ccw", tone: "muted" },
  overdue: { word: "Overdue", icon: "clock-alert", tone: "p1" },
  storm: { word: "Storm", icon: "layers", tone: "accent" },
  // items
  open: { word: "Not decided", icon: "circle-dashed", tone: "muted" },
  held: { word: "Held", icon: "pause", tone: "muted" },
  "in-time": { word: "in time", icon: "check", tone: "good" },
  // alerts
  draft: { word: "Draft", icon: "file-pen", tone: "accent" },
  submitted: { word: "Waiting for a check", icon: "hourglass", tone: "muted" },
  returned: { word: "Returned", icon: "undo-2", tone: "p2" },
  checked: { word: "Checked, not released", icon: "shield-check", tone: "accent" },
  released: { word: "Released", icon: "send", tone: "good" },
  superseded: { word: "Superseded", icon: "git-merge", tone: "muted" },
}

@customElement("state-label")
export class StateLabel extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-inline-size: 0;
        font: 400 0.75rem/1rem var(--font-text);
        color: var(--muted);
        --icon: 14px;
      }
      .word {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      :host([data-tone="accent"]) {
        color: var(--accent);
        font-weight: var(--bold);
      }
      :host([data-tone="p1"]) {
        color: var(--p1);
        font-weight: var(--bold);
      }
      :host([data-tone="p2"]) {
        color: var(--p2);
        font-weight: var(--bold);
      }
      :host([data-tone="good"]) {
        color: var(--good);
      }
      :host([data-tone="text"]) {
        color: var(--text);
        font-weight: var(--bold);
      }
    `,
  ]

  /** "in review", "in-review" or "inReview". */
  @property() state = ""
  /** Words instead of the state's own ("Facebook overdue", "Lewis is reading it", "Suspended 13:55"). */
  @property() text = ""
  @property() icon: IconName | undefined
  @property() tone: Tone | undefined

  override willUpdate() {
    this.dataset.tone = this.tone ?? this.known?.tone ?? "muted"
  }

  private get known() {
    return states[
      this.state
        .replace(/\s+/g, "-")
        .replace(/(?<=[a-z])[A-Z]/g, "-$&")
        .toLowerCase()
    ]
  }

  override render() {
    return html`<hub-icon name=${this.icon ?? this.known?.icon ?? "circle"}></hub-icon
      ><bdi class="word">${this.text || this.known?.word || this.state}</bdi>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "state-label": StateLabel
  }
}
