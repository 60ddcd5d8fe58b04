// Where an open popover stands: beside its button, inside the window. Used by toggle-menu.ts and filter-chip.ts.

/** The browser has opened it already; until it stands in its place it is see-through. */
export function placeBeside(button: HTMLElement, popover: HTMLElement): void {
  const at = button.getBoundingClientRect()
  const size = popover.getBoundingClientRect()
  const rtl = getComputedStyle(button).direction === "rtl"
  const room = document.documentElement.clientWidth - 8
  // aligned with the start of the button while there is room, else with its end; below, else above
  const startAligned = rtl ? at.right - size.width : at.left
  const endAligned = rtl ? at.left : at.right - size.width
  const fits = rtl ? startAligned >= 8 : startAligned + size.width <= room
  const below = at.bottom + 4 + size.height <= innerHeight - 8
  popover.style.left = `${Math.max(8, Math.min(fits ? startAligned : endAligned, room - size.width))}px`
  popover.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - 4 - size.height)}px`
  popover.style.opacity = "1"
}
