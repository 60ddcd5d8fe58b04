// How the page of hours and duty looks. Used by hours-screen.ts.
import { css } from "lit"

export const hoursStyles = css`
  :host {
    block-size: 100%;
    overflow: auto;
    background: var(--ground);
  }
  .page {
    max-inline-size: 960px;
    margin-inline: auto;
    padding: 24px 16px 48px;
  }
  h1 {
    margin-block-end: 16px;
    font: var(--title);
  }
  section {
    margin-block-end: 16px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--panel);
  }
  h2 {
    padding: 10px 16px 4px;
    font: var(--pane-title);
  }
  details {
    border-block-start: 1px solid var(--line);
  }
  summary {
    min-block-size: 24px;
    padding: 8px 16px;
    cursor: pointer;
  }
`
