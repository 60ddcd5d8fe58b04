// What leads look like beyond the alerts' lists and forms, whose styles they share. Used by leads-screen.ts and lead-form.ts.
import { css } from "lit"

export const leadFormStyles = css`
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
