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
  .list > header {
    display: flex;
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
    grid-template-columns: 44px minmax(0, 1fr) auto;
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
  .row[aria-current="true"],
  .platform[aria-current="true"] {
    background: var(--accent-ground);
    border-inline-start-color: var(--accent);
  }
  .line {
    display: flex;
    gap: 8px;
    align-items: center;
    flex-wrap: wrap;
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
    gap: 12px;
  }
  .titled {
    display: flex;
    gap: 16px;
    justify-content: space-between;
    align-items: start;
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
  .columns,
  .platform {
    display: grid;
    grid-template-columns: 88px minmax(120px, 1fr) 92px 92px 84px 32px;
    gap: 2px 12px;
    padding: 10px 21px;
    align-items: start;
  }
  .columns {
    border-block-end: 1px solid var(--line);
  }
  .platform {
    border-block-end: 1px solid var(--line);
    border-inline-start: 3px solid transparent;
    color: var(--text);
    text-decoration: none;
  }
  .platform:hover {
    background: var(--hover);
  }
  .platform > span > span {
    display: flex;
  }
  .last {
    grid-column: 2 / -1;
  }
  .count {
    display: inline-block;
    background: var(--accent);
    color: var(--on-accent);
    border-radius: var(--radius-full);
    font: 650 0.75rem/1.25rem var(--font-text);
    padding-inline: 7px;
  }
  .open-items {
    padding: 4px 24px 12px;
    border-block-end: 1px solid var(--line);
  }
  .open-items li {
    display: flex;
    gap: 12px;
    justify-content: space-between;
    padding-block: 5px;
    border-block-end: 1px solid var(--line);
  }
  .open-items li:last-child {
    border: 0;
  }
  .state {
    display: flex;
    gap: 6px;
    align-items: center;
    font: var(--small);
    color: var(--muted);
    white-space: nowrap;
  }
  .state.done {
    color: var(--good);
    font-weight: 550;
  }
  .narrow {
    display: none;
  }
  @media (max-width: 899px) {
    .narrow {
      display: inline-flex;
    }
    .columns {
      display: none;
    }
    .platform {
      grid-template-columns: 1fr 1fr;
    }
  }
  @media (forced-colors: active) {
    .row,
    .platform {
      border-inline-start-color: Canvas;
    }
  }
`
