// One lead in the list: its state, what it is, the agency's clock, and whom it waits for. A template of leads-screen.ts, which links it.
import { html, nothing, type TemplateResult } from "lit"
import { leadClock, leadReference, leadState } from "../../../protocol/entries/lead.ts"
import { hoursOfLead } from "../../../protocol/topics/lead.ts"
import { languages, themes } from "../../../protocol/vocabulary.ts"
import { waitsFor } from "../../../protocol/waiting.ts"
import { moment } from "../../parts/times.ts"
import { ticker } from "../../parts/ticker.ts"
import type { HeldLead } from "./lead-index.ts"
import { leadClockWords } from "./lead-words.ts"
import "../../parts/clock-bar.ts"
import "../../parts/hub-icon.ts"
import "../../parts/person-avatar.ts"
import "../../parts/priority-badge.ts"
import "../../parts/state-label.ts"

/** `named`: leads of several platforms stand in the list, so each says whose it is. */
export function leadRow({ room, entry }: HeldLead, named: boolean): TemplateResult {
  const { brief, items, decided, acknowledged } = entry
  const { acting, organisation } = room.info
  const running = leadClock(entry)
  const unread = room.unread(entry.subject)
  const facts = [
    ...(named ? [organisation.name] : []),
    themes[brief.theme],
    items.length === 1 ? "1 item" : `${items.length} items`,
    ...(decided
      ? [moment(decided.at, ticker.now())]
      : acknowledged
        ? [`est. ${moment(acknowledged.estimate, ticker.now())}`]
        : []),
    brief.languages.map((each) => languages[each]).join(", "),
  ]
  return html`<priority-badge .priority=${brief.priority}></priority-badge>
    <span class="line"
      ><span class="mono small">${leadReference(organisation.prefix, entry.number)}</span
      ><state-label .state=${leadState(entry)}></state-label
    ></span>
    <span class="name" dir="auto">${entry.words.title}</span>
    <span class="end"
      >${running ? html`<clock-bar .deadline=${running.clock.deadline} .startedAt=${running.clock.startedAt} .hours=${hoursOfLead(entry)} label=${acting.kind === "agency" ? leadClockWords[running.name].own : leadClockWords[running.name].left} .overdueLabel=${leadClockWords[running.name].overdueShort}></clock-bar>` : nothing}</span
    >
    <span class="bottom"
      ><span class="facts" dir="auto" title=${facts.join(" · ")}>${facts.join(" · ")}</span
      ><span class="marks"
        >${waitsFor(entry, acting) ? html`<span class="waits" title="A question waits for your side"><hub-icon name="message-circle-question-mark"></hub-icon>waits for you</span>` : nothing}${unread > 0 ? html`<span class="count" title="unread messages">${unread}<span class="visually-hidden"> unread messages</span></span>` : nothing}${acknowledged && !decided ? html`<person-avatar .personId=${acknowledged.by.id} .name=${acknowledged.by.name} .size=${20} .label=${`${acknowledged.by.name} has it`}></person-avatar>` : nothing}</span
      ></span
    >`
}
