// How the rail looks. Used by hub-rail.ts.
import { css } from "lit"

export const railStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 2px;
    box-sizing: border-box;
    min-block-size: 100%;
    padding: 16px 8px;
  }
  h2 {
    margin: 16px 8px 4px;
    font-weight: 550;
  }
  .home {
    display: flex;
    gap: 10px;
    align-items: center;
    padding: 0 8px 12px;
  }
  .home .small {
    display: block;
  }
  .duty {
    padding: 0 8px 12px;
    overflow-wrap: anywhere;
  }
  .badge {
    display: grid;
    place-content: center;
    inline-size: 30px;
    block-size: 30px;
    border-radius: var(--radius);
    background: var(--text);
    color: var(--panel);
    font-weight: 650;
    flex: none;
  }
  .badge.agency {
    background: var(--accent);
    color: var(--on-accent);
  }
  @media (forced-colors: active) {
    .badge {
      border: 1px solid CanvasText;
    }
  }
  .link {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 6px 8px;
    border-radius: var(--radius-small);
    color: var(--text);
    text-decoration: none;
  }
  .link .number {
    margin-inline-start: auto;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .link:hover {
    background: var(--hover);
  }
  .link[aria-current="page"] {
    background: var(--accent-ground);
    font-weight: 650;
  }
  .link[aria-current="page"] .number {
    color: var(--accent);
  }
  .me {
    display: flex;
    gap: 8px;
    align-items: center;
    margin-block-start: auto;
    padding: 12px 0 0 8px;
    border-block-start: 1px solid var(--line);
  }
  .me person-avatar {
    flex: none;
  }
  .me .name {
    flex: 1;
    min-inline-size: 0;
  }
  .me .name > * {
    display: block;
  }
  @media (forced-colors: active) {
    .link[aria-current="page"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`
