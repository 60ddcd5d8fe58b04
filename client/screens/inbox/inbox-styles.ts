// How the inbox looks. Used by inbox-screen.ts.
import { css } from "lit"

export const inboxStyles = css`
  section ul {
    margin-block-start: 6px;
    border-block-start: 1px solid var(--line);
  }
  .row {
    display: grid;
    grid-template-columns: 8px 3.5rem 12.5rem 5.5rem minmax(0, 1fr) 9rem 5.25rem;
    gap: 2px 12px;
    align-items: center;
    min-block-size: 2.5rem;
    padding: 6px 8px;
    border-block-end: 1px solid var(--line);
    color: var(--muted);
    text-decoration: none;
    scroll-margin: 48px;
  }
  .row:hover {
    background: var(--hover);
  }
  .row:focus-visible {
    background: var(--accent-ground);
  }
  .dot {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
  }
  .unread .dot {
    background: var(--accent);
  }
  .unread .kind,
  .burns .kind {
    font-weight: var(--bold);
    color: var(--text);
  }
  .kind {
    display: flex;
    gap: 8px;
    align-items: center;
    min-inline-size: 0;
  }
  .unread .mention {
    color: var(--accent);
  }
  .burns .when {
    color: var(--p1);
  }
  .what {
    justify-self: start;
    max-inline-size: 100%;
    color: var(--text);
  }
  .who {
    text-align: end;
  }
  .when {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .more {
    margin-block-start: 12px;
  }
  @media (max-width: 899px) {
    .page {
      padding-inline: 12px;
    }
    .row {
      grid-template-columns: 8px auto minmax(0, 1fr) auto;
      min-block-size: 4rem;
    }
    .kind {
      grid-column: 3;
    }
    .when {
      grid-column: 4;
      grid-row: 1;
    }
    .reference {
      grid-column: 2;
      grid-row: 2;
    }
    .what {
      grid-column: 3 / -1;
      grid-row: 2;
    }
    .who {
      grid-column: 3 / -1;
      grid-row: 3;
    }
  }
  @media (forced-colors: active) {
    .unread .dot {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`
