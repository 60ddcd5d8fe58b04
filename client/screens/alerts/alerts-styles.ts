// How the agency's alerts look. Used by alerts-screen.ts, its list and its board.
import { css } from "lit"

export const alertsStyles = css`
  :host {
    display: block;
    block-size: 100%;
  }
  .list,
  .board {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .list {
    container-type: inline-size;
  }
  .list > header {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 8px 16px;
    min-block-size: 48px;
    border-block-end: 1px solid var(--line);
  }
  .list > header .button {
    margin-inline-start: auto;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--line);
  }
  .filters .chip {
    padding-inline: 7px;
  }
  .part {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    padding-inline-end: 12px;
    background: var(--raised);
    border-block-end: 1px solid var(--line);
  }
  .list .part h2 {
    border: 0;
  }
  .more {
    margin: 8px 16px 12px;
  }
  .entry {
    position: relative;
  }
  .entry > input {
    position: absolute;
    inset-inline-start: 28px;
    inset-block-end: 12px;
  }
  .entry.marked .row {
    background: var(--accent-ground);
  }
  .notes {
    padding: 8px 12px;
    border-inline-start: 3px solid var(--p2);
    background: var(--raised);
    display: grid;
    gap: 4px;
    overflow-wrap: anywhere;
  }
  .scroll {
    overflow: auto;
    flex: 1;
  }
  .list h2 {
    font: 650 0.875rem/1.25rem var(--font-text);
    padding: 10px 16px;
    background: var(--raised);
    border-block-end: 1px solid var(--line);
  }
  .list h2 span {
    color: var(--muted);
    font-weight: 400;
  }
  .none {
    padding: 12px 16px;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(44px, auto) minmax(0, 1fr) auto;
    gap: 0 10px;
    padding: 10px 16px;
    border-block-end: 1px solid var(--line);
    border-inline-start: 3px solid transparent;
    color: var(--text);
    text-decoration: none;
  }
  .row:hover {
    background: var(--hover);
  }
  .row[aria-current="true"] {
    background: var(--accent-ground);
    border-inline-start-color: var(--accent);
  }
  .line {
    display: flex;
    gap: 8px;
    align-items: center;
    flex-wrap: wrap;
  }
  .row > priority-badge {
    align-self: start;
    justify-self: start;
  }
  .row > .line {
    flex-wrap: nowrap;
    white-space: nowrap;
  }
  .name {
    grid-column: 2;
    font-weight: 650;
    overflow-wrap: anywhere;
  }
  .facts {
    grid-column: 2 / -1;
    font: var(--small);
    color: var(--muted);
  }
  .when {
    grid-column: 3;
    grid-row: 1 / span 2;
  }
  .head {
    padding: 14px 24px 16px;
    border-block-end: 1px solid var(--line);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .titled {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    justify-content: space-between;
    align-items: start;
  }
  .titled > .title {
    flex: 1 1 12rem;
  }
  .figure {
    display: grid;
    justify-items: end;
    white-space: nowrap;
  }
  .figure .mono {
    font-size: 1.25rem;
    font-weight: 650;
  }
  .narrative {
    padding: 18px 24px;
    max-inline-size: 72ch;
  }
  .narrow {
    display: none;
  }
  @media (max-width: 899px) {
    .narrow {
      display: inline-flex;
    }
  }
  /* large text on a small screen: one thing under the other */
  @container (max-width: 17rem) {
    .row {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .row > .line,
    .row > .name,
    .row > .facts {
      grid-column: 1 / -1;
      white-space: normal;
      flex-wrap: wrap;
    }
    .row > .when {
      grid-area: 1 / 2;
      justify-self: end;
    }
    .entry > input {
      inset-inline: auto 12px;
    }
  }
  @media (forced-colors: active) {
    .row {
      border-inline-start-color: Canvas;
    }
  }
`
