// How the outcome form looks. Used by outcome-screen.ts.
import { css } from "lit"

export const outcomeStyles = css`
  :host {
    display: block;
    block-size: 100%;
  }
  .form {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  header {
    padding: 14px 16px 12px;
    border-block-end: 1px solid var(--line);
    display: grid;
    gap: 8px;
    flex: none;
  }
  .form header {
    padding-inline: 24px;
  }
  .lost {
    margin: 0;
    padding: 8px 24px;
    background: var(--p2-ground);
    color: var(--p2);
  }
  .line {
    display: flex;
    gap: 8px;
    align-items: center;
    flex-wrap: wrap;
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
    justify-content: space-between;
    align-items: start;
  }
  .fields {
    flex: 1;
    overflow: auto;
  }
  .fields {
    padding: 16px 24px;
    display: grid;
    gap: 10px;
    align-content: start;
  }
  .fields h2 {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding-block: 2px 4px;
  }
  .fields h2 hub-icon {
    color: var(--muted);
  }
  .number {
    max-inline-size: 10rem;
  }
  .since {
    margin-inline-start: auto;
  }
  .stays {
    display: flex;
    gap: 8px;
    align-items: center;
    color: var(--muted);
  }
  .withdrawn {
    display: grid;
    gap: 8px;
    justify-items: start;
    padding: 10px 14px;
    border-inline-start: 3px solid var(--p2);
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .fields hr {
    border: 0;
    border-block-start: 1px solid var(--line);
    inline-size: 100%;
    margin: 6px 0 2px;
  }
  .used {
    margin-block-start: -6px;
    flex-wrap: wrap;
    padding-inline-start: 108px;
    display: flex;
    gap: 12px;
  }
  footer {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 12px 16px;
    border-block-start: 1px solid var(--line);
    flex: none;
    flex-wrap: wrap;
  }
  .form footer {
    padding-inline: 24px;
  }
  .form footer > :first-child {
    margin-inline-end: auto;
  }
  .error {
    color: var(--p1);
    font-weight: 550;
  }
  .narrow {
    display: none;
  }
  @media (max-width: 899px) {
    .form :is(header, .fields, footer),
    .fields {
      padding-inline: 16px;
    }
    .narrow {
      display: inline-flex;
      gap: 8px;
    }
  }
`
