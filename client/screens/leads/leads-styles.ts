// What leads look like beyond the alerts' lists and forms, whose styles they share. Used by leads-screen.ts and lead-form.ts.
import { css } from "lit"

export const leadFormStyles = css`
  .group {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: end;
    border-block-end: 1px solid var(--line);
    padding-block: 4px;
    min-block-size: 32px;
  }
  .group > :first-child {
    margin-inline-end: auto;
  }
  .body li {
    display: grid;
    grid-template-columns: 76px minmax(0, 1.4fr) minmax(0, 1fr) auto;
    gap: 10px;
    align-items: center;
    min-block-size: 34px;
    border-block-end: 1px solid var(--line);
  }
  .body li.dropped defanged-address {
    text-decoration: line-through;
  }
  .verdict .reference {
    min-block-size: 24px;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .verdict {
    font-size: 0.75rem;
    font-weight: 550;
  }
  .keep {
    display: flex;
    gap: 2px;
    justify-content: end;
    min-inline-size: 100px;
  }
  .keep .chip {
    border-color: transparent;
  }
  @media (max-width: 699px) {
    .body li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .body li > :first-child {
      display: none;
    }
  }
  .body li {
    grid-template-columns: minmax(0, 1.3fr) minmax(0, 1fr) auto;
    padding-block: 4px;
  }
  .what {
    display: grid;
    min-inline-size: 0;
  }
  .body li input {
    min-block-size: 26px;
    padding-block: 2px;
  }
  @media (max-width: 699px) {
    .body li > :first-child {
      display: grid;
    }
    .body li > input {
      grid-column: 1 / -1;
      grid-row: 2;
    }
  }
`

export const leadsStyles = css`
  .row .line {
    flex-wrap: nowrap;
    min-inline-size: 0;
  }
  .row .end {
    grid-column: 3;
    grid-row: 1 / span 2;
  }
  .row .name {
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
  }
  .row .bottom {
    grid-column: 2 / -1;
    display: flex;
    gap: 8px;
    align-items: center;
    min-inline-size: 0;
  }
  .row .bottom .facts {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .row.decided .name {
    font-weight: 400;
    color: var(--muted);
  }
`
