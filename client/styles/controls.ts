// Style fragments for what is pressed: buttons, chips, tabs, keys. Used in shadow roots beside `base` of shared.ts.
import { css } from "lit"

/** `button.button` is secondary; add `primary`, `quiet`, `danger`, `small` (26 px), `icon` (square), `wide`. Also for `a.button`. A bare `button` is only reset. */
export const buttons = css`
  button {
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
    text-align: start;
    cursor: pointer;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: var(--control-height);
    padding: 4px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--panel);
    color: var(--text);
    font: 550 0.8125rem/1.125rem var(--font-text);
    text-decoration: none;
    text-align: center;
    cursor: pointer;
    transition:
      background-color var(--quick) var(--ease),
      border-color var(--quick) var(--ease);
  }
  .button:hover {
    background: var(--hover);
    border-color: var(--control);
  }
  .button:active {
    background: var(--p3-ground);
  }
  .button[aria-expanded="true"],
  .button[aria-pressed="true"] {
    border-color: var(--accent);
    background: var(--accent-ground);
    color: var(--accent);
  }
  .button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: var(--bold);
    --edge: color-mix(in srgb, var(--on-accent) 45%, transparent);
    --key-text: var(--on-accent);
    --key-ground: transparent;
  }
  .button.primary:hover {
    border-color: var(--accent-strong);
    background: var(--accent-strong);
  }
  .button.danger {
    border-color: color-mix(in srgb, var(--p1) 45%, transparent);
    color: var(--p1);
  }
  .button.danger:hover {
    border-color: var(--p1);
    background: var(--p1-ground);
  }
  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--muted);
  }
  .button.quiet:hover {
    background: var(--hover);
    color: var(--text);
  }
  .button.quiet[aria-expanded="true"],
  .button.quiet[aria-pressed="true"] {
    background: var(--accent-ground);
    color: var(--accent);
  }
  .button.small {
    min-block-size: var(--control-small);
    padding: 2px 10px;
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .button.icon {
    inline-size: var(--control-height);
    padding: 0;
  }
  .button.icon.small {
    inline-size: var(--control-small);
  }
  .button.wide {
    inline-size: 100%;
  }
  .button:disabled,
  .button[aria-disabled="true"] {
    border-color: var(--line);
    background: var(--raised);
    color: var(--faint);
    cursor: default;
    --edge: var(--line);
    --key-text: var(--faint);
  }
  .button kbd,
  .button key-hint {
    margin-inline-end: -4px;
  }
  .button.primary kbd {
    background: transparent;
    color: inherit;
  }
  @media (forced-colors: active) {
    .button.primary {
      forced-color-adjust: none; /* or a backplate hides the text on Highlight */
    }
    .button:disabled {
      color: GrayText;
    }
  }
`

/** A key on a button or in a line of help. key-hint.ts writes it from a combination. */
export const keys = css`
  kbd {
    display: var(--key-display, inline-flex);
    align-items: center;
    justify-content: center;
    gap: 3px;
    min-inline-size: 18px;
    block-size: 18px;
    padding-inline: 4px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--panel);
    color: var(--muted);
    font: 550 0.6875rem/1 var(--font-mono);
    white-space: nowrap;
  }
`

/** `.chip` (round filter or toggle, a button), `.tag` (small word; `p1`, `p2`, `good`, `quiet`), `.count` (round number of unread). */
export const chips = css`
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 24px;
    padding: 2px 9px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-full);
    background: none;
    color: var(--muted);
    font: 550 0.75rem/1rem var(--font-text);
    white-space: nowrap;
    text-decoration: none;
    cursor: pointer;
    --icon: 14px;
  }
  .chip:hover {
    border-color: var(--control);
    background: var(--hover);
    color: var(--text);
  }
  .chip:is([aria-pressed="true"], [aria-checked="true"], [aria-selected="true"], .on) {
    border-color: var(--accent-ground);
    background: var(--accent-ground);
    color: var(--accent);
    font-weight: var(--bold);
  }
  .chip:is([aria-pressed="true"], [aria-checked="true"], [aria-selected="true"], .on):hover {
    border-color: var(--accent);
  }
  .tag {
    display: inline-block;
    padding: 0 7px 1px;
    border-radius: var(--radius-full);
    background: var(--accent-ground);
    color: var(--accent);
    font: 650 0.6875rem/1rem var(--font-text);
    white-space: nowrap;
  }
  .tag.p1 {
    background: var(--p1-ground);
    color: var(--p1);
  }
  .tag.p2 {
    background: var(--p2-ground);
    color: var(--p2);
  }
  .tag.good {
    background: var(--good-ground);
    color: var(--good);
  }
  .tag.quiet {
    background: var(--p3-ground);
    color: var(--p3);
  }
  .count {
    display: inline-grid;
    place-items: center;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 6px;
    border-radius: var(--radius-full);
    background: var(--accent);
    color: var(--on-accent);
    font: 650 0.75rem/1 var(--font-text);
    forced-color-adjust: none;
  }
  @media (forced-colors: active) {
    .tag,
    .chip {
      border: 1px solid CanvasText;
    }
    .chip:is([aria-pressed="true"], [aria-checked="true"], [aria-selected="true"], .on) {
      border-width: 2px;
      border-color: Highlight;
    }
  }
`

/** `[role=tablist]` with `[role=tab]` buttons, or `nav.tabs` with links that carry aria-current; the chosen one is underlined. */
export const tabs = css`
  [role="tablist"],
  .tabs {
    display: flex;
    gap: 4px;
    border-block-end: 1px solid var(--line);
    overflow-x: auto;
    scrollbar-width: none;
  }
  [role="tab"],
  .tabs > a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 34px;
    padding: 6px 10px;
    border-block-end: 2px solid transparent;
    color: var(--muted);
    font: 550 0.8125rem/1.125rem var(--font-text);
    text-decoration: none;
    white-space: nowrap;
  }
  [role="tab"]:hover,
  .tabs > a:hover {
    color: var(--text);
  }
  [role="tab"][aria-selected="true"],
  .tabs > a[aria-current] {
    border-block-end-color: var(--accent);
    color: var(--accent);
  }
  @media (forced-colors: active) {
    [role="tab"]:not([aria-selected="true"]),
    .tabs > a:not([aria-current]) {
      border-block-end-color: Canvas;
    }
  }
  [role="tab"]:focus-visible,
  .tabs > a:focus-visible {
    outline-offset: -3px;
    border-radius: var(--radius-small);
  }
`
