// How the reading log looks. Used by reading-log.ts.
import { css } from "lit"

export const logStyles = css`
  section ul {
    margin-block-start: 6px;
    border-block-start: 1px solid var(--line);
  }
  article {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr);
    gap: 12px;
    padding: 12px 8px;
    border-block-end: 1px solid var(--line);
  }
  .what {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    align-items: baseline;
    font-variant-numeric: tabular-nums;
  }
  .tag {
    padding: 0 6px;
    border: 1px solid var(--line);
    border-radius: 999px;
    font: var(--small);
    color: var(--muted);
  }
  .tag.now {
    border-color: var(--accent);
    background: var(--accent-ground);
    color: var(--accent);
  }
  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    color: var(--muted);
    cursor: pointer;
  }
  .opened {
    display: grid;
    gap: 2px;
    padding-block: 4px;
  }
  .opened li {
    display: grid;
    grid-template-columns: 5rem minmax(0, 1fr);
    gap: 12px;
    overflow-wrap: anywhere;
  }
  .opened time-text {
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .older {
    display: flex;
    margin-inline: auto;
  }
  @media (max-width: 899px) {
    .page {
      padding-inline: 12px;
    }
    article {
      padding-inline: 0;
    }
  }
`
