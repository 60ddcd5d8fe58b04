// What leads look like beyond the alerts' lists and forms and the referral's pane, whose styles they share. Used by leads-screen.ts,
// lead-form.ts and lead-pane.ts.
import { css } from "lit"

export const leadFormStyles = css`
  .body li {
    display: grid;
    grid-template-columns: minmax(0, 1.3fr) minmax(0, 1fr) auto;
    gap: 10px;
    align-items: center;
    min-block-size: 34px;
    padding-block: 4px;
    border-block-end: 1px solid var(--line);
  }
  .body li.dropped defanged-address {
    text-decoration: line-through;
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
  .what {
    display: grid;
    min-inline-size: 0;
  }
  .body li input {
    min-block-size: 26px;
    padding-block: 2px;
  }
  /* the reason is the longest of the four */
  .grid.about {
    grid-template-columns: minmax(72px, 0.5fr) minmax(0, 1.6fr) minmax(0, 1.2fr) minmax(0, 1.2fr);
  }
  textarea[data-field="narrative"] {
    min-block-size: 120px;
  }
  @media (max-width: 1199px) {
    .grid.about {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
    .grid.about > * {
      grid-column: span 3;
    }
    .grid.about > :nth-child(1) {
      grid-column: span 2;
    }
    .grid.about > :nth-child(2) {
      grid-column: span 4;
    }
  }
  @media (max-width: 699px) {
    .body li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    :host {
      scroll-padding-block-end: 72px;
    }
    footer {
      position: sticky;
      inset-block-end: 0;
      gap: 8px;
      padding: 8px 16px;
      background: var(--panel);
    }
    footer > .button {
      flex: 1;
    }
    footer key-hint {
      display: none;
    }
    footer .bad:empty {
      display: none;
    }
    footer .bad {
      order: -1;
      flex-basis: 100%;
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
    /* what does not fit is cut at its end, whichever way the page runs */
    text-align: -webkit-match-parent;
    text-align: match-parent;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .marks {
    display: flex;
    flex: none;
    gap: 8px;
    align-items: center;
    margin-inline-start: auto;
  }
  .waits {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    color: var(--p2);
    font: var(--small);
    font-weight: var(--medium);
    white-space: nowrap;
    --icon: 14px;
  }
  .narrow .button + .button {
    margin-inline-start: 8px;
  }
  .row.decided .name {
    font-weight: 400;
    color: var(--muted);
  }
`

export const leadPaneStyles = css`
  /* Both clocks are the agency's and say so: on a narrow screen their words stand below the title, not beside it. */
  @media (max-width: 599px) {
    .head,
    .body {
      padding-inline: 16px;
    }
    .titled {
      flex-wrap: wrap;
      gap: 8px;
    }
    .titled h1 {
      flex-basis: 100%;
    }
    .titled clock-bar {
      text-align: start;
      --clock-bar: 100%;
    }
  }
`
