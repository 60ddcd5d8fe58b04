// How the search looks. Used by search-screen.ts.
import { css } from "lit"

export const searchStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  header,
  .found {
    padding-inline: 24px;
  }
  header > *,
  .found > * {
    max-inline-size: 860px;
    margin-inline: auto;
  }
  header {
    flex: none;
    padding-block: 16px 12px;
    border-block-end: 1px solid var(--line);
    display: grid;
    gap: 10px;
    grid-template-columns: minmax(0, 1fr);
  }
  header > * {
    inline-size: 100%;
  }
  .box {
    position: relative;
    --icon: 18px;
  }
  .box hub-icon {
    position: absolute;
    inset-inline-start: 12px;
    inset-block-start: 11px;
    color: var(--muted);
  }
  .box input {
    min-block-size: 40px;
    padding-inline-start: 40px;
    font-size: 1rem;
  }
  .box input::-webkit-search-cancel-button {
    appearance: none;
    inline-size: 14px;
    block-size: 14px;
    background:
      linear-gradient(45deg, transparent 46%, var(--muted) 46% 54%, transparent 54%),
      linear-gradient(-45deg, transparent 46%, var(--muted) 46% 54%, transparent 54%);
    cursor: pointer;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .hints .chip {
    font-family: var(--font-mono);
  }
  .found {
    flex: 1;
    min-block-size: 0;
    padding-block: 12px 32px;
  }
  h2 {
    display: flex;
    gap: 8px;
    align-items: baseline;
    padding: 12px 12px 4px;
    font: 650 0.8125rem/1.125rem var(--font-text);
  }
  [role="option"] {
    display: grid;
    gap: 2px;
    grid-template-columns: minmax(0, 1fr) auto;
    padding: 8px 12px;
    border-block-end: 1px solid var(--line);
    border-radius: var(--radius-small);
    cursor: pointer;
    scroll-margin-block: 48px;
  }
  [role="option"]:hover {
    background: var(--hover);
  }
  [role="option"][aria-selected="true"] {
    background: var(--accent-ground);
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  [role="option"] > .wide {
    grid-column: 1 / -1;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    min-inline-size: 0;
  }
  .name {
    font-weight: var(--medium);
    overflow-wrap: anywhere;
  }
  [role="option"] .small {
    color: var(--muted);
  }
  [role="option"] > .small {
    line-height: 1.375rem;
    font-variant-numeric: tabular-nums;
  }
  .older {
    display: grid;
    justify-items: center;
    padding-block: 16px;
  }
  @media (max-width: 899px) {
    header,
    .found {
      padding-inline: 12px;
    }
  }
`
