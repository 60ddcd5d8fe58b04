// How bar and rail look. Used by hub-shell.ts.
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
    display: flex;
    flex-direction: column;
    gap: 2px;
    padding: 16px 8px;
    border-inline-end: 1px solid var(--line);
    overflow: auto;
  }
  .rail h2 {
    margin: 16px 8px 4px;
    font-weight: 550;
  }
  .home {
    display: flex;
    gap: 10px;
    align-items: center;
    padding: 0 8px 12px;
  }
  .home .small {
    display: block;
  }
  .duty {
    padding: 0 8px 12px;
    overflow-wrap: anywhere;
  }
  .badge {
    display: grid;
    place-content: center;
    inline-size: 30px;
    block-size: 30px;
    border-radius: var(--radius);
    background: var(--text);
    color: var(--panel);
    font-weight: 650;
    flex: none;
  }
  .badge.agency {
    background: var(--accent);
    color: var(--on-accent);
  }
  .link {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 6px 8px;
    border-radius: var(--radius-small);
    color: var(--text);
    text-decoration: none;
  }
  .link .number {
    margin-inline-start: auto;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .link:hover {
    background: var(--hover);
  }
  .link[aria-current="page"] {
    background: var(--accent-ground);
    font-weight: 650;
  }
  .link[aria-current="page"] .number {
    color: var(--accent);
  }
  .me {
    display: flex;
    gap: 8px;
    align-items: center;
    margin-block-start: auto;
    padding: 12px 8px 0;
    border-block-start: 1px solid var(--line);
  }
  .me .button {
    margin-inline-start: auto;
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
      display: flex;
    }
    .brand span,
    .other span {
      display: none;
    }
  }
`
