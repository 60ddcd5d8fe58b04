// How one referral or one lead looks: head, narrative, facts, items. Used by referral-pane.ts and lead-pane.ts.
import { css } from "lit"

export const paneStyles = css`
  :host {
    block-size: 100%;
    overflow: auto;
  }
  .head {
    padding: 12px 24px 14px;
    border-block-end: 1px solid var(--line);
    display: grid;
    gap: 12px;
  }
  .line {
    min-block-size: 22px;
    display: flex;
    gap: 10px;
    align-items: center;
    flex-wrap: wrap;
  }
  .reference {
    font-family: var(--font-mono);
    font-size: 0.875rem;
  }
  .line {
    --badge-wrap: normal;
  }
  .titled h1 {
    flex: 1 1 11rem;
    min-inline-size: 0;
  }
  .titled clock-bar {
    margin-inline-start: auto;
  }
  .titled {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
    align-items: start;
    justify-content: space-between;
    margin-block-start: -6px;
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
    padding: 16px 24px 32px;
  }
  .narrative {
    margin-block-end: 14px;
  }
  person-text.narrative {
    line-height: 1.375rem;
    max-inline-size: 76ch;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    gap: 10px 16px;
    padding-block: 12px;
    border-block: 1px solid var(--line);
    margin: 0 0 8px;
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
  /* what kind it is, and the way to its address where a pointer or the focus is */
  button.thumb {
    cursor: copy;
  }
  button.thumb .act,
  button.thumb:is(:hover, :focus-visible) .kind,
  li:hover button.thumb .kind {
    display: none;
  }
  button.thumb:is(:hover, :focus-visible) .act,
  li:hover button.thumb .act {
    display: block;
  }
  button.thumb:hover {
    border-color: var(--control);
    color: var(--text);
  }
  @media (hover: none) {
    button.thumb .kind {
      display: none;
    }
    button.thumb .act {
      display: block;
    }
  }
  @media (max-width: 899px) {
    .head,
    .body {
      padding-inline: 16px;
    }
  }
`
