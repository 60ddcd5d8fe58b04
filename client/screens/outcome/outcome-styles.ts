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
  .titled {
    display: flex;
    gap: 16px;
    justify-content: space-between;
    align-items: start;
  }
  .fields {
    flex: 1;
    overflow: auto;
  }
  .fields {
    padding: 18px 24px;
    display: grid;
    gap: 14px;
    align-content: start;
  }
  .fields h2 {
    display: flex;
    gap: 8px;
    align-items: baseline;
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
    inline-size: 100%;
    margin: 4px 0;
  }
  .used {
    margin-block-start: -8px;
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
`
