// Style fragments for every shadow root: `static override styles = [base, texts, css`...`]`. Buttons and chips are in controls.ts, forms in fields.ts.
// They style plain native elements by class; colours and sizes come from tokens.css.
import { css } from "lit"

/** First in every element: box model, hidden, focus ring, language faces, `.visually-hidden`, `.mono`. */
export const base = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :lang(vi) {
    font-family: var(--font-vi);
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  :focus-visible {
    outline: var(--focus);
    outline-offset: var(--focus-gap);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .mono {
    font-family: var(--font-mono);
    letter-spacing: -0.01em;
  }
`

/** `.title` of what is open, `.pane-title`, `.small`, `.muted`, `.faint`, `.strong`, `.good`, `.bad`, `.warn`, `.clip` (one line, with an ellipsis). */
export const texts = css`
  .title {
    font: var(--title);
    text-wrap: balance;
  }
  .pane-title {
    font: var(--pane-title);
  }
  .small {
    font: var(--small);
    color: var(--muted);
  }
  .muted {
    color: var(--muted);
  }
  .faint {
    color: var(--faint);
  }
  .strong {
    font-weight: var(--bold);
    color: var(--text);
  }
  .good {
    color: var(--good);
  }
  .bad {
    color: var(--p1);
  }
  .warn {
    color: var(--p2);
  }
  .clip {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`

/** `a` and `button.link`. */
export const links = css`
  a:not(.button, .chip, .plain),
  .link {
    color: var(--accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }
  a:not(.button, .chip, .plain):hover,
  .link:hover {
    color: var(--accent-strong);
    text-decoration-thickness: 2px;
  }
`

/** `hr`, `.lined` (a hairline between children), `.new-line` (the word between two red lines). */
export const lines = css`
  hr {
    margin: 0;
    border: 0;
    border-block-start: 1px solid var(--line);
  }
  .lined > * + * {
    border-block-start: 1px solid var(--line);
  }
  .new-line {
    display: flex;
    align-items: center;
    gap: 12px;
    font: 650 0.75rem/1rem var(--font-text);
    color: var(--p1);
  }
  .new-line::before,
  .new-line::after {
    content: "";
    flex: 1;
    border-block-start: 1px solid color-mix(in srgb, var(--p1) 60%, transparent);
  }
`

/** `table.quiet`: hairlines, small muted heads, `.number` cells at the end. */
export const tables = css`
  table.quiet {
    inline-size: 100%;
    border-collapse: collapse;
    font: var(--body);
    font-variant-numeric: tabular-nums;
  }
  table.quiet :is(th, td) {
    padding: 5px 8px;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: baseline;
    font-weight: 400;
  }
  table.quiet :is(th, td):first-child {
    padding-inline-start: 0;
  }
  table.quiet :is(th, td):last-child {
    padding-inline-end: 0;
  }
  table.quiet thead th {
    font: var(--small);
    color: var(--muted);
  }
  table.quiet tbody th {
    font-weight: var(--bold);
  }
  table.quiet .number {
    text-align: end;
  }
`

/** `.scroll`: a pane that scrolls by itself with a thin bar. */
export const scrolling = css`
  .scroll {
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--edge) transparent;
  }
`
