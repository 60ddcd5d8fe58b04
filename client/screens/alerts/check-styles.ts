// How the check of an alert is laid out. Used by alert-check.ts.
import { css } from "lit"

export const checkStyles = css`
  :host {
    display: grid;
    grid-template-columns: 372px minmax(0, 1fr);
    block-size: 100%;
  }
  .left,
  .right {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    block-size: 100%;
  }
  .left {
    border-inline-end: 1px solid var(--line);
  }
  header {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 8px 16px;
    min-block-size: 48px;
    border-block-end: 1px solid var(--line);
    flex: none;
  }
  .right header {
    padding-inline: 24px;
  }
  header {
    flex-wrap: wrap;
  }
  .left,
  .right {
    min-inline-size: 0;
  }
  header .apart {
    margin-inline-start: auto;
  }
  section {
    padding: 14px 16px;
    border-block-end: 1px solid var(--line);
    display: grid;
    gap: 8px;
  }
  .line {
    display: flex;
    gap: 8px;
    align-items: center;
    flex-wrap: wrap;
  }
  .scroll {
    flex: 1;
    overflow: auto;
  }
  dl {
    display: grid;
    grid-template-columns: 80px 1fr;
    gap: 6px;
    margin: 0;
  }
  dt {
    font: var(--small);
    color: var(--muted);
  }
  dd {
    margin: 0;
  }
  .warning {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 8px;
  }
  .warning hub-icon {
    color: var(--p2);
    margin-block-start: 3px;
  }
  .warning label {
    grid-column: 2;
  }
  .sides {
    display: flex;
    min-block-size: 100%;
  }
  .side {
    flex: 1 0 280px;
    padding: 16px 20px;
    border-inline-end: 1px solid var(--line);
    display: grid;
    gap: 12px;
    align-content: start;
  }
  .side h2 > .mono {
    margin-inline-start: auto;
    color: var(--muted);
  }
  .side h2 {
    display: flex;
    gap: 8px;
    align-items: baseline;
  }
  footer {
    display: flex;
    gap: 12px;
    align-items: center;
    padding: 12px 24px;
    border-block-start: 1px solid var(--line);
    flex: none;
    flex-wrap: wrap;
  }
  footer > :first-child {
    flex: 1 1 12rem;
  }
  .bad {
    font-weight: 550;
  }
  .stay {
    display: grid;
    align-content: center;
    block-size: 100%;
  }
  @media (max-width: 899px) {
    .sides {
      flex-direction: column;
    }
    :host {
      display: block;
      overflow: auto;
    }
    .left,
    .right {
      block-size: auto;
      border: 0;
    }
  }
  .return {
    padding: 12px 16px;
    border-block-start: 1px solid var(--line);
    background: var(--raised);
    display: grid;
    gap: 8px;
    flex: none;
  }
  .return .line > :last-child {
    margin-inline-start: auto;
  }
`
