// How the alert form looks. Used by alert-form.ts and its parts.
import { css } from "lit"

export const formStyles = css`
  :host {
    display: flex;
    block-size: 100%;
  }
  .form {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-inline-size: 0;
  }
  aside {
    inline-size: 416px;
    flex: none;
    background: var(--raised);
    border-inline-start: 1px solid var(--line);
    overflow: auto;
    padding: 16px 24px;
  }
  aside > * + * {
    margin-block-start: 16px;
  }
  header {
    padding: 14px 24px 12px;
    border-block-end: 1px solid var(--line);
    display: grid;
    gap: 6px;
  }
  .line {
    display: flex;
    gap: 8px;
    align-items: center;
    flex-wrap: wrap;
  }
  .apart {
    margin-inline-start: auto;
  }
  .body {
    flex: 1;
    overflow: auto;
    padding: 16px 24px 32px;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
    align-content: start;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
    gap: 12px;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.375rem), 1fr));
    gap: 12px;
  }
  footer {
    display: flex;
    gap: 12px;
    align-items: center;
    padding: 12px 24px;
    border-block-start: 1px solid var(--line);
    flex-wrap: wrap;
  }
  .items-head {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding-block: 8px;
    border-block-end: 1px solid var(--line);
  }
  /* what is added to rows that are there: they should be seen */
  textarea.more {
    min-block-size: var(--control-height);
    padding-block: 5px;
  }
  .items-head .small[role] {
    margin-inline-end: auto;
  }
  label.button:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .wordings {
    display: grid;
    grid-template-columns: fit-content(50%) minmax(0, 1fr);
    align-items: center;
    gap: 12px;
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  .wordings legend {
    float: inline-start; /* so that it is laid out with the chips */
    padding: 0;
  }
  .wordings labelled-field {
    grid-column: 1 / -1;
  }
  .note {
    padding: 8px 12px;
    border-inline-start: 3px solid var(--p2);
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .note.followed,
  .note.aside {
    display: flex;
    gap: 4px 12px;
    align-items: center;
    flex-wrap: wrap;
  }
  .note.aside bdi {
    flex: 1 1 12rem;
    white-space: pre-wrap;
    max-block-size: 5rem;
    overflow: auto;
  }
  .note.followed > span {
    flex: 1 1 16rem;
  }
  .body.over {
    outline: 2px dashed var(--accent);
    outline-offset: -6px;
  }
  .sealed {
    display: flex;
    gap: 8px;
    color: var(--accent);
    font-size: 0.8125rem;
    padding-block: 12px;
    border-block: 1px solid var(--line);
  }
  .sealed hub-icon {
    flex: none;
    margin-block-start: 2px;
  }
  .points li {
    display: flex;
    gap: 8px;
    padding-block: 4px;
    align-items: center;
  }
  .points .good hub-icon {
    color: var(--good);
  }
  .points .look hub-icon {
    color: var(--p2);
  }
  .points .missing {
    color: var(--muted);
  }
  @media (max-width: 1099px) {
    :host {
      display: block;
      overflow: auto;
    }
    aside {
      inline-size: auto;
      border-inline-start: 0;
    }
    .form {
      min-block-size: 100%;
    }
  }
`
