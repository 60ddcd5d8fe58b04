// How an alert's platforms look: a table of one line of heads and three-line rows, folded where there is no room for it. Used by alert-platforms.ts.
import { css } from "lit"

export const platformsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .columns,
  .platform {
    display: grid;
    grid-template-columns: 76px minmax(96px, 1fr) 78px 78px 56px 30px;
    gap: 2px 10px;
    padding-block: 10px;
    padding-inline: 21px 24px;
    align-items: start;
    border-block-end: 1px solid var(--line);
    border-inline-start: 3px solid transparent;
  }
  .columns {
    padding-block: 8px;
  }
  .end {
    text-align: end;
  }
  .platform {
    color: var(--text);
    text-decoration: none;
  }
  a.platform:hover {
    background: var(--hover);
  }
  .platform[aria-current="true"] {
    background: var(--accent-ground);
    border-inline-start-color: var(--accent);
  }
  .who,
  .stands {
    display: grid;
    gap: 2px;
    min-inline-size: 0;
  }
  .line {
    display: flex;
    gap: 6px;
    align-items: center;
    flex-wrap: wrap;
    min-inline-size: 0;
  }
  .holder {
    flex-wrap: nowrap;
  }
  .rest {
    grid-column: 2 / -1;
  }
  .last {
    grid-column: 2 / -1;
    display: flex;
    gap: 12px;
    justify-content: space-between;
    align-items: baseline;
    min-inline-size: 0;
  }
  .due {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
  .new {
    text-align: end;
  }
  .count {
    display: inline-block;
    background: var(--accent);
    color: var(--on-accent);
    border-radius: var(--radius-full);
    font: 650 0.75rem/1.25rem var(--font-text);
    padding-inline: 7px;
  }
  .open {
    padding: 10px 24px 12px;
    border-block-end: 1px solid var(--line);
    display: grid;
    gap: 6px;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 8px;
    align-items: center;
  }
  .acts > :first-child {
    flex: 1 1 12rem;
  }
  .item {
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
    block-size: 100%;
    min-block-size: 2rem;
    min-inline-size: 0;
    border-block-start: 1px solid var(--line);
  }
  .state {
    display: flex;
    flex: none;
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
  @container (max-width: 29.9rem) {
    .columns {
      display: none;
    }
    .platform {
      grid-template-columns: minmax(0, 1fr) 78px 78px;
      padding-inline: 13px 16px;
      gap: 4px 12px;
    }
    .who {
      grid-area: 1 / 1;
    }
    .stands {
      grid-column: 1;
    }
    .platform clock-bar {
      grid-row: 1;
    }
    tally-bar {
      grid-column: 2;
      justify-self: end;
    }
    .new {
      grid-column: 3;
    }
    .last {
      grid-column: 1 / -1;
    }
    .open {
      padding-inline: 16px;
    }
    .item {
      flex-wrap: wrap;
      gap: 2px 12px;
      padding-block: 6px;
    }
  }
  /* large text on a small screen: one thing under the other */
  @container (max-width: 17rem) {
    .platform {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .who,
    .stands {
      grid-area: auto / 1 / auto / -1;
    }
    .platform clock-bar {
      grid-row: auto;
    }
    tally-bar {
      grid-column: 1;
      justify-self: start;
    }
    .new {
      grid-column: 2;
    }
    .last {
      flex-wrap: wrap;
    }
  }
  .narrow {
    display: none;
  }
  @media (max-width: 899px) {
    .narrow {
      display: inline-flex;
    }
  }
  @media (forced-colors: active) {
    .count {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .columns,
    .platform {
      border-inline-start-color: Canvas;
    }
    .platform[aria-current="true"] {
      border-inline-start-color: Highlight;
    }
  }
`
