// One item of the feed as an article: a referral's row or a storm's. A template of feed-list.ts, which says where it stands.
import { html, type TemplateResult } from "lit"
import { reference } from "../../../protocol/entries/brief.ts"
import { undecided } from "../../../protocol/entries/referral.ts"
import { waitsFor } from "../../../protocol/waiting.ts"
import type { FeedItem } from "./feed-view.ts"
import { stormName } from "./storm-row.ts"
import "./referral-row.ts"
import "./storm-row.ts"

export interface ItemLook {
  /** 1, 2, 3 … in the whole feed, and how many there are; -1 while older ones are still coming */
  at: number
  of: number
  top: number
  height: number
  selected: boolean
  /** the one that Tab comes to */
  held: boolean
  compact: boolean
  /** several platforms: each row names its own */
  named: boolean
  version: number
  /** may be chosen together with others */
  boxed: boolean
  /** is */
  marked: boolean
  /** something is chosen: every row shows its box */
  marking: boolean
  choose(): void
  /** `range`: with all between it and the last one that was marked */
  mark(range: boolean): void
  focused(): void
  fold(): void
}

export function feedItem(item: FeedItem, look: ItemLook): TemplateResult {
  const place = `inset-block-start: ${look.top}px; block-size: ${look.height}px`
  if (item.kind === "storm")
    return html`<storm-row
      role="article"
      data-key=${item.key}
      .style=${place}
      aria-posinset=${look.at}
      aria-setsize=${look.of}
      aria-label="Storm: ${item.rows.length} referrals, ${stormName(item)}"
      tabindex=${look.held ? 0 : -1}
      .storm=${item}
      .version=${look.version}
      ?selected=${look.selected}
      ?compact=${look.compact}
      @click=${look.choose}
      @focus=${look.focused}
      @fold=${look.fold}
    ></storm-row>`
  const { entry, room, unread, side } = item.row
  const { prefix, name } = room.info.organisation
  return html`<referral-row
    role="article"
    data-key=${item.key}
    .style=${place}
    aria-posinset=${look.at}
    aria-setsize=${look.of}
    aria-label="${entry.brief.priority} ${reference(prefix, entry.number)} ${entry.words.title}"
    tabindex=${look.held ? 0 : -1}
    .entry=${entry}
    .series=${prefix}
    .unread=${unread}
    .waiting=${waitsFor(entry, side)}
    .of=${look.named ? name : ""}
    ?selected=${look.selected}
    ?closed=${!undecided(entry)}
    ?inside=${item.inside}
    ?compact=${look.compact}
    .boxed=${look.boxed}
    ?marked=${look.marked}
    ?marking=${look.marking}
    @click=${look.choose}
    @mark=${({ detail }: CustomEvent<{ range: boolean }>) => look.mark(detail.range)}
    @focus=${look.focused}
  ></referral-row>`
}
