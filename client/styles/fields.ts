// Style fragment for native form controls. Used in shadow roots beside `base` of shared.ts, by every element with a form.
import { css } from "lit"

/** Native `input`, `select`, `textarea`, checkbox and radio; `label.field` with a `.label` above its control, `.row` to set it beside; `.hint`, `.error`. */
export const fields = css`
  /* two controls that say one thing */
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .pair > input {
    flex: 1 1 11rem;
    inline-size: auto;
    min-inline-size: 0;
  }
  .pair > input.short {
    flex: 0 1 9rem;
  }
  input:not([type="checkbox"], [type="radio"], [type="range"], [type="file"]),
  select,
  textarea {
    inline-size: 100%;
    min-block-size: var(--control-height);
    margin: 0;
    padding: 5px 10px;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background-color: var(--panel);
    color: var(--text);
    font: var(--body);
    font-variant-numeric: tabular-nums;
    transition: border-color var(--quick) var(--ease);
  }
  textarea {
    display: block;
    min-block-size: 56px;
    padding-block: 7px;
    resize: vertical;
    field-sizing: content;
    max-block-size: 40vh;
  }
  input.mono,
  textarea.mono {
    font-family: var(--font-mono);
  }
  input:hover,
  select:hover,
  textarea:hover {
    border-color: var(--muted);
  }
  :is(input, select, textarea):focus-visible {
    outline: var(--focus);
    outline-offset: var(--focus-gap);
    border-color: var(--accent);
  }
  ::placeholder {
    color: var(--faint);
    opacity: 1;
  }
  :is(input, select, textarea)[aria-invalid="true"] {
    border-color: var(--p1);
  }
  :is(input, select, textarea):disabled,
  :is(input, textarea):read-only:not([type="checkbox"], [type="radio"]) {
    border-color: var(--edge);
    background-color: var(--raised);
    color: var(--muted);
  }
  select {
    appearance: none;
    padding-inline-end: 30px;
    background-image:
      linear-gradient(
        45deg,
        transparent calc(50% - 1.2px),
        var(--muted) calc(50% - 0.6px) calc(50% + 0.6px),
        transparent calc(50% + 1.2px)
      ),
      linear-gradient(
        -45deg,
        transparent calc(50% - 1.2px),
        var(--muted) calc(50% - 0.6px) calc(50% + 0.6px),
        transparent calc(50% + 1.2px)
      );
    background-position:
      right 15px center,
      right 10px center;
    background-size: 5.5px 5.5px;
    background-repeat: no-repeat;
    cursor: pointer;
  }
  select:dir(rtl) {
    background-position:
      left 10px center,
      left 15px center;
  }
  option {
    background: var(--panel);
    color: var(--text);
  }
  input:is([type="checkbox"], [type="radio"]) {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    flex: none;
    accent-color: var(--accent);
    cursor: pointer;
  }
  label.field {
    display: grid;
    gap: 4px;
  }
  label.field.row {
    grid-template-columns: 96px minmax(0, 1fr);
    align-items: center;
  }
  label.check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
    cursor: pointer;
  }
  .label {
    font: var(--small);
    color: var(--muted);
  }
  .hint {
    font: var(--small);
    color: var(--muted);
  }
  .error {
    font: var(--small);
    font-weight: var(--medium);
    color: var(--p1);
  }
  @media (forced-colors: active) {
    select {
      appearance: auto;
      background-image: none;
    }
  }
`
