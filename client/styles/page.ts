// A page of its own in the middle of the frame: a head with acts, and sections under it. Used by the inbox and the hand-over.
import { css } from "lit"

export const pageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .page {
    flex: 1;
    min-block-size: 0;
    padding: 20px 24px 48px;
  }
  .page > * {
    max-inline-size: 62rem;
    margin-inline: auto;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 10px 16px;
    align-items: start;
    margin-block-end: 16px;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-inline-start: auto;
  }
  section {
    margin-block-end: 24px;
  }
`
