// Where the focus is, through all shadow roots. Used by dialogs, which give it back, and by whatever must not let it get lost.
export function deepActive(): HTMLElement | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element instanceof HTMLElement ? element : null
}

/** Nothing that can be used has it: the page, or the place of its screen. */
export function focusIsFree(): boolean {
  const element = deepActive()
  return !element || element === document.body || element.localName === "main"
}
