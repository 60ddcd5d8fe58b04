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
    gap: 8px;
    align-items: center;
    padding: 0 16px;
    block-size: 48px;
    border-block-end: 1px solid var(--line);
    flex: none;
  }
  .here {
    margin-inline-start: auto;
    display: flex;
    gap: 2px;
  }
  .log {
    flex: 1;
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
  .message {
    display: flex;
    gap: 8px;
  }
  .message person-avatar {
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
  .by .end {
    margin-inline-start: auto;
    display: flex;
    gap: 4px;
    align-items: center;
    font-variant-numeric: tabular-nums;
  }
  .by toggle-menu {
    opacity: 0;
    align-self: center;
    margin-block: -4px;
  }
  .message:hover toggle-menu,
  toggle-menu:focus-within {
    opacity: 1;
  }
  .said .tag {
    margin-inline-end: 6px;
  }
  .said > .good,
  .said > .button,
  .said > .link {
    display: block;
    margin-block-start: 4px;
    inline-size: fit-content;
  }
  .before {
    margin: 4px 0 0;
    padding-inline-start: 8px;
    border-inline-start: 2px solid var(--line);
  }
  .pending {
    opacity: 0.65;
  }
  .typing {
    min-block-size: 20px;
    margin: 0;
    padding-inline: 16px;
    font: var(--small);
    color: var(--muted);
  }
  form {
    padding: 8px 16px 12px;
    display: grid;
    gap: 8px;
    border-block-start: 1px solid var(--line);
  }
  .kinds {
    display: flex;
    gap: 4px;
  }
  .replying {
    display: flex;
    gap: 8px;
    justify-content: space-between;
    min-inline-size: 0;
  }
  .foot {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 8px;
  }
  textarea {
    resize: vertical;
    min-block-size: 56px;
  }
`
