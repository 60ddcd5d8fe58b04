// How the frame looks. Used by hub-shell.ts.
import { css } from "lit"

export const shellStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    background: var(--panel);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 12px;
    block-size: var(--bar);
    padding-inline: 16px;
    border-block-end: 1px solid var(--line);
    flex: none;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    font-weight: 650;
    color: var(--text);
    text-decoration: none;
    margin-inline-end: auto;
    white-space: nowrap;
  }
  .brand hub-icon {
    --icon: 20px;
    color: var(--accent);
  }
  .connection {
    display: flex;
    gap: 6px;
    align-items: center;
    font-weight: 650;
    color: var(--muted);
    font-size: 0.8125rem;
    white-space: nowrap;
  }
  .connection.live {
    color: var(--good);
  }
  .connection.offline {
    color: var(--p1);
  }
  .as-of {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .banner {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 8px 16px;
    background: var(--p2-ground);
    color: var(--p2);
    flex: none;
    margin: 0;
  }
  .banner.calm {
    background: var(--accent-ground);
    color: var(--text);
  }
  .body {
    display: flex;
    flex: 1;
    min-block-size: 0;
  }
  .rail {
    inline-size: var(--rail);
    flex: none;
    border-inline-end: 1px solid var(--line);
    overflow: auto;
  }
  main {
    flex: 1;
    min-inline-size: 0;
  }
  .help {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 8px 16px;
    align-items: center;
    margin: 0;
  }
  .help dd {
    margin: 0;
  }
  .narrow-only {
    display: none;
  }
  @media (max-width: 1100px) {
    .as-of {
      display: none;
    }
  }
  @media (max-width: 899px) {
    .narrow-only {
      display: inline-flex;
    }
    .rail {
      display: none;
      position: absolute;
      inset-block: var(--bar) 0;
      inset-inline-start: 0;
      z-index: 5;
      background: var(--panel);
      inline-size: 240px;
    }
    .rail.open {
      display: block;
    }
    .brand span,
    .other span {
      display: none;
    }
  }
`
