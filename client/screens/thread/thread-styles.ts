// How a thread looks. Used by thread-pane.ts.
import { css } from "lit"

export const threadStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    background: var(--raised);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: center;
    padding: 0 16px;
    min-block-size: 48px;
    border-block-end: 1px solid var(--line);
    flex: none;
  }
  .here {
    margin-inline-start: auto;
    display: flex;
    gap: 2px;
  }
  .frame {
    position: relative;
    flex: 1;
    min-block-size: 0;
    display: flex;
  }
  .newest {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 16px;
    --icon: 14px;
  }
  .log {
    flex: 1;
    min-inline-size: 0;
    overflow: auto;
    padding: 16px;
    display: flex;
    flex-direction: column;
    gap: 12px;
    overflow-anchor: none;
  }
  .log > :first-child {
    margin-block-start: auto;
  }
  .sought {
    margin-inline: -8px;
    padding: 8px;
    border-radius: var(--radius);
    background: var(--accent-ground);
  }
  .none {
    padding-block: 24px;
    color: var(--muted);
    text-align: center;
    text-wrap: balance;
  }
  .log > .none {
    margin-block: auto;
  }
  .system {
    display: flex;
    gap: 8px;
    justify-content: space-between;
    color: var(--muted);
    font: var(--small);
    margin: 0;
    padding-inline-start: 34px;
  }
  .system time {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .pending {
    display: flex;
    gap: 8px;
  }
  .pending person-avatar {
    flex: none;
  }
  .said {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .by {
    display: flex;
    gap: 6px;
    align-items: baseline;
    min-block-size: 22px;
  }
  .pending {
    opacity: 0.65;
  }
  .typing {
    display: flex;
    gap: 8px;
    min-block-size: 20px;
    margin: 0;
    padding-inline: 16px;
    font: var(--small);
    color: var(--muted);
  }
  /* what the own organisation alone reads has its own ground, edge and lock */
  :host([notes]:not([notes=""])) {
    background: var(--private-ground);
    border-inline-start: 3px solid var(--private);
    --raised: var(--private-ground);
    --line: var(--private-line);
  }
  .own {
    display: flex;
    gap: 6px;
    align-items: center;
    margin: 0;
    padding: 6px 16px;
    border-block-end: 1px solid var(--line);
    color: var(--private);
    font: var(--small);
    font-weight: var(--medium);
    --icon: 14px;
  }
`
