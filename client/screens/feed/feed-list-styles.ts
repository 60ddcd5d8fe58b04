// How the list of the feed is laid out: a head, and rows that stand where their number says. Used by feed-list.ts.
import { css } from "lit"

export const feedListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .stage {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
  count-pill {
    position: absolute;
    inset-block-start: 8px;
    inset-inline: 0;
    margin-inline: auto;
    z-index: 2;
  }
  .rows {
    container: feed-rows / inline-size;
    block-size: 100%;
    overflow-anchor: none;
    overflow-x: hidden;
  }
  .all {
    position: relative;
    contain: layout style;
  }
  referral-row,
  storm-row {
    position: absolute;
    inset-inline: 0;
  }
  .end {
    padding: 12px 16px 20px;
    text-align: center;
  }
`
