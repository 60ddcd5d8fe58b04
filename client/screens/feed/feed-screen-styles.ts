// How the panes of a feed stand. Used by feed-screen.ts.
import { css } from "lit"

export const feedScreenStyles = css`
  :host {
    display: block;
    block-size: 100%;
  }
  .start {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .start feed-list {
    flex: 1;
    min-block-size: 0;
  }
  @media (min-width: 900px) {
    .narrow {
      display: none;
    }
  }
`
