// How the composer looks. Used by message-composer.ts.
import { css } from "lit"

export const composerStyles = css`
  form {
    padding: 8px 16px 12px;
    display: grid;
    gap: 8px;
    border-block-start: 1px solid var(--line);
  }
  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .kinds .chip {
    padding-inline: 6px;
    font-size: 0.71875rem; /* four of them in a thread of 316 px */
  }
  .replying {
    display: flex;
    gap: 8px;
    justify-content: space-between;
    min-inline-size: 0;
    padding-inline-start: 8px;
    border-inline-start: 2px solid var(--accent);
  }
  .link {
    color: var(--accent);
    text-decoration: underline;
  }
  .box {
    position: relative;
  }
  .box textarea {
    inline-size: 100%;
    display: block;
  }
  [role="listbox"] {
    position: absolute;
    inset-inline: 0;
    inset-block-end: calc(100% + 4px);
    z-index: 2;
    max-block-size: 240px;
    overflow: auto;
    padding: 4px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--panel);
    box-shadow: var(--shadow);
  }
  [role="option"] {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 32px;
    padding: 4px 8px;
    border-radius: var(--radius-small);
    cursor: pointer;
  }
  [role="option"] .strong {
    flex: none;
    max-inline-size: 70%;
  }
  [role="option"]:hover {
    background: var(--hover);
  }
  [role="option"][aria-selected="true"] {
    background: var(--accent-ground);
    outline: 1px solid var(--accent);
    outline-offset: -1px;
  }
  .foot {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 8px;
  }
  .who {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    --icon: 14px;
  }
  :host([notes]:not([notes=""])) .who {
    color: var(--private);
    font-weight: var(--medium);
  }
  textarea {
    resize: vertical;
    min-block-size: 56px;
  }
`
