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
    inline-size: calc(var(--rail) - 8px);
    flex: none;
    white-space: nowrap;
  }
  .search-room {
    margin-inline-end: auto;
  }
  .search {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: 0 1 340px;
    min-inline-size: 0;
    min-block-size: var(--control-height);
    margin-inline-end: auto;
    padding-inline: 10px 6px;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--muted);
    text-decoration: none;
    white-space: nowrap;
    cursor: text;
  }
  .search:hover {
    border-color: var(--muted);
  }
  .search > span {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
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
  .body {
    position: relative;
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
  main:focus {
    outline: none;
  }
  .skip:not(:focus) {
    position: absolute;
    inset-block-start: -100px;
  }
  .skip:focus {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    z-index: 9;
  }
  main {
    flex: 1;
    min-inline-size: 0;
  }
  @media (max-width: 1100px) {
    .as-of {
      display: none;
    }
  }
  @media (max-width: 899px) {
    .rail {
      display: none;
      position: absolute;
      inset-block: 0;
      inset-inline-start: 0;
      z-index: 5;
      background: var(--panel);
      inline-size: min(280px, 100%);
      box-shadow: var(--shadow);
    }
    .rail.open {
      display: block;
    }
    .brand {
      inline-size: auto;
    }
    .brand span,
    .other span,
    .search key-hint {
      display: none;
    }
    /* its name stays for who hears it */
    .search > span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .search {
      flex: none;
      order: 1;
      margin: 0;
      inline-size: var(--control-height);
      justify-content: center;
      padding: 0;
      border-color: transparent;
      background: none;
      cursor: pointer;
    }
    .bar {
      gap: 8px;
    }
    .connection {
      margin-inline-start: auto;
    }
    .other {
      order: -1;
    }
    .brand {
      order: -2;
    }
  }
`
