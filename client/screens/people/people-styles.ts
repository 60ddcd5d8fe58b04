// How the list of people looks. Used by people-screen.ts.
import { css } from "lit"

export const peopleStyles = css`
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
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
    align-items: end;
    justify-content: space-between;
    margin-block-end: 16px;
  }
  h1 {
    font: var(--title);
  }
  .find {
    inline-size: min(280px, 100%);
  }
  section {
    margin-block-end: 16px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--panel);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    padding: 10px 16px;
  }
  .head h2 {
    font: var(--pane-title);
  }
  .head .button {
    margin-inline-start: auto;
  }
  .none {
    padding: 0 16px 12px;
  }
  li {
    display: grid;
    grid-template-columns: 32px minmax(0, 3fr) minmax(0, 2fr) minmax(0, 2fr) 32px;
    gap: 4px 12px;
    align-items: center;
    padding: 8px 16px;
    border-block-start: 1px solid var(--line);
  }
  .who {
    min-inline-size: 0;
  }
  .who > * {
    display: block;
    overflow-wrap: anywhere;
    text-align: match-parent;
  }
  .roles {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .state {
    display: grid;
    gap: 2px;
  }
  .state span {
    display: flex;
    gap: 6px;
    align-items: center;
    --icon: 14px;
  }
  .error {
    margin-block-end: 16px;
  }
  @media (max-width: 720px) {
    li {
      grid-template-columns: 32px minmax(0, 1fr) 32px;
    }
    .roles,
    .state {
      grid-column: 2 / -1;
    }
    li > toggle-menu {
      grid-column: 3;
      grid-row: 1;
    }
  }
`
