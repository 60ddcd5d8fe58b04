// How the steps of signing in look: one panel in the middle. Used by the elements of this folder.
import { css } from "lit"

export const doorStyles = css`
  form,
  .panel {
    display: grid;
    gap: 16px;
    inline-size: min(400px, 100%);
    background: var(--panel);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 24px;
  }
  h2 {
    font: var(--pane-title);
  }
  p {
    text-wrap: pretty;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .error:empty {
    display: none;
  }
  .secret {
    font-family: var(--font-mono);
    overflow-wrap: anywhere;
    user-select: all;
  }
  .code {
    font-family: var(--font-mono);
    letter-spacing: 0.1em;
  }
  .codes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
    gap: 6px 16px;
    font-family: var(--font-mono);
    font-size: 0.8125rem;
    user-select: text;
  }
`
