// How a row of the feed stands: a referral's or a storm's, comfortable or compact. The list gives it its height. Used by both rows.
import { css } from "lit"

export const rowStyles = css`
  :host {
    display: grid;
    grid-template-columns: 44px minmax(0, 1fr) auto;
    grid-template-rows: auto auto 1fr;
    gap: 0 10px;
    padding: 9px 16px 0;
    border-block-end: 1px solid var(--line);
    border-inline-start: 3px solid transparent;
    overflow: hidden;
    cursor: pointer;
    contain: strict;
  }
  :host(:hover) {
    background: var(--hover);
  }
  :host([selected]) {
    background: var(--accent-ground);
    border-inline-start-color: var(--accent);
  }
  :host(:focus-visible) {
    outline-offset: -3px;
  }
  :host([inside]) {
    padding-inline-start: 28px;
  }
  :host([marked]) {
    background: var(--accent-ground);
  }
  .mark {
    grid-column: 1;
    grid-row: 2;
    align-self: start;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: 4px 12px;
    accent-color: var(--accent);
    opacity: 0;
  }
  :host(:hover) .mark,
  :host([marked]) .mark,
  :host([marking]) .mark {
    opacity: 1;
  }
  @media (hover: none) {
    .mark {
      opacity: 1;
    }
  }
  .line {
    display: flex;
    gap: 8px;
    align-items: center;
    min-inline-size: 0;
    block-size: 1.25rem;
  }
  .reference {
    font-family: var(--font-mono);
    font-size: 0.8125rem;
    color: var(--muted);
    white-space: nowrap;
  }
  .title {
    grid-column: 2;
    font: 650 0.875rem/1.1875rem var(--font-text);
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  :host([closed]) .title {
    font-weight: 400;
    color: var(--muted);
  }
  .bottom {
    grid-column: 2 / -1;
    display: flex;
    gap: 8px;
    align-items: center;
    align-self: start;
    block-size: 1.25rem;
  }
  .facts {
    flex: 1;
    min-inline-size: 0;
    font: var(--small);
    color: var(--muted);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .end {
    grid-column: 3;
    grid-row: 1 / span 2;
    display: flex;
    flex-direction: column;
    align-items: end;
  }
  .marks {
    display: flex;
    gap: 6px;
    align-items: center;
  }
  /* on a page of its own a row is wide: what is written from right to left stays by the rest of it */
  :host([wide]) {
    padding-inline: 5px 8px;
  }
  :host([wide]) .title {
    justify-self: start;
  }
  :host([compact]) {
    padding-block-start: 6px;
  }
  :host([compact]) .mark {
    margin-block: 0;
    block-size: 1rem;
  }
  :host([compact]) .title {
    -webkit-line-clamp: 1;
  }
  :host([compact]) .facts {
    display: none;
  }
  :host([compact]) .end {
    grid-row: 1;
  }
  :host([compact]) .bottom {
    grid-column: 3;
    grid-row: 2;
    justify-self: end;
  }
  .waits {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    color: var(--p2);
    font: var(--small);
    font-weight: var(--medium);
    white-space: nowrap;
    --icon: 14px;
  }
  .count {
    background: var(--accent);
    color: var(--on-accent);
    border-radius: var(--radius-full);
    font: 650 0.75rem/1.25rem var(--font-text);
    padding-inline: 7px;
  }
  /* text so large that state and clock have no room beside each other: the facts are in the referral */
  @container feed-rows (max-width: 18rem) {
    :host {
      grid-template-columns: auto minmax(0, 1fr);
      grid-template-rows: auto auto auto;
    }
    .end {
      grid-column: 2;
      grid-row: 1;
    }
    .line {
      grid-column: 1 / -1;
      grid-row: 2;
    }
    .title {
      grid-column: 1 / -1;
      grid-row: 3;
    }
    .mark {
      grid-row: 1;
      grid-column: 2;
    }
    .facts {
      display: none;
    }
    .bottom {
      grid-column: 2;
      grid-row: 2;
      justify-self: end;
    }
    clock-bar {
      --clock-more: none;
    }
  }
  @media (forced-colors: active) {
    :host {
      border-inline-start-color: Canvas;
    }
    :host([selected]) {
      border-inline-start-color: Highlight;
    }
  }
`
