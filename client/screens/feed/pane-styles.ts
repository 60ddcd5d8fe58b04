// How one referral or one lead looks: head, narrative, facts, items. Used by referral-pane.ts and lead-pane.ts.
import { css } from "lit"

export const paneStyles = css`
  :host {
    block-size: 100%;
    overflow: auto;
  }
  .head {
    padding: 14px 24px 16px;
    border-block-end: 1px solid var(--line);
    display: grid;
    gap: 14px;
  }
  .line {
    display: flex;
    gap: 10px;
    align-items: center;
    flex-wrap: wrap;
  }
  .reference {
    font-family: var(--font-mono);
    font-size: 0.875rem;
  }
  .titled {
    display: flex;
    gap: 16px;
    align-items: start;
    justify-content: space-between;
  }
  .titled h1 {
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .waiting {
    padding: 8px 12px;
    border-inline-start: 3px solid var(--p2);
    background: var(--raised);
    display: grid;
    gap: 4px;
  }
  .about {
    overflow-wrap: anywhere;
  }
  .error {
    color: var(--p1);
    font-weight: 550;
  }
  .body {
    padding: 18px 24px 32px;
  }
  .narrative {
    margin-block-end: 18px;
  }
  person-text.narrative {
    font-size: 0.9375rem;
    line-height: 1.5rem;
    max-inline-size: 72ch;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    gap: 12px 16px;
    padding-block: 14px;
    border-block: 1px solid var(--line);
    margin: 0 0 14px;
  }
  dt {
    font: var(--small);
    color: var(--muted);
  }
  dd {
    margin: 0;
    font-weight: 650;
  }
  .items-head {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding-block: 8px;
    border-block-end: 1px solid var(--line);
  }
  .items-head .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: end;
    margin-inline-start: auto;
  }
  .cover {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: center;
    padding: 14px 16px;
    margin-block-end: 16px;
    border: 1px dashed var(--edge);
    border-radius: 8px;
    color: var(--muted);
  }
  .cover .button {
    margin-inline-start: auto;
  }
  li {
    display: flex;
    gap: 12px;
    align-items: center;
    padding-block: 7px;
    border-block-end: 1px solid var(--line);
  }
  .thumb {
    display: grid;
    place-content: center;
    inline-size: 36px;
    block-size: 36px;
    flex: none;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--raised);
    color: var(--muted);
  }
  .what {
    min-inline-size: 0;
    flex: 1;
  }
  .what > * {
    display: block;
  }
  /* From right to left an address stands where its line begins, though it is read from left to right. */
  .what > defanged-address {
    display: flex;
  }
  .state {
    display: flex;
    gap: 6px;
    align-items: center;
    font: var(--small);
    color: var(--muted);
    text-align: end;
  }
  .state.done {
    color: var(--good);
    font-weight: 550;
  }
  .copy {
    opacity: 0;
  }
  li:hover .copy,
  .copy:focus-visible {
    opacity: 1;
  }
`
