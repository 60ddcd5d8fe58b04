// One Lucide icon, 16 px unless --icon says otherwise, in the colour of its text. Decorative unless it has a label. Used everywhere.
// Elements are built one by one instead of by innerHTML or DOMParser, so that trusted types can be required.
import { LitElement, css, nothing, svg } from "lit"
import { customElement, property } from "lit/decorators.js"
import * as icons from "./icons.ts"

export type IconName = keyof typeof icons

const namespace = "http://www.w3.org/2000/svg"
const parsed = new Map<string, DocumentFragment>()

/** The shapes of an icon, cloned from the one that was read first. */
function shapes(name: IconName): DocumentFragment | typeof nothing {
  let fragment = parsed.get(name)
  if (!fragment) {
    const source = icons[name] as string | undefined
    if (source === undefined) return nothing
    fragment = document.createDocumentFragment()
    for (const [, tag, attributes] of source.matchAll(
      /<(path|circle|ellipse|rect|line|polyline|polygon)\s([^>]*?)\/>/g,
    )) {
      const shape = document.createElementNS(namespace, tag!)
      for (const [, key, value] of attributes!.matchAll(/([\w-]+)="([^"]*)"/g)) shape.setAttribute(key!, value!)
      fragment.append(shape)
    }
    parsed.set(name, fragment)
  }
  return document.importNode(fragment, true)
}

@customElement("hub-icon")
export class HubIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      flex: none;
      inline-size: var(--icon, 16px);
      block-size: var(--icon, 16px);
      vertical-align: -0.2em;
    }
    :host([hidden]) {
      display: none;
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    :host(:dir(rtl)) svg.mirrored {
      transform: scaleX(-1);
    }
  `

  @property() name: IconName = "circle"
  /** Said to screen readers; without it the icon is hidden from them. */
  @property() label = ""

  override render() {
    const directed = /^(arrow-(left|right)$|chevron-(left|right)|undo|reply|send|corner|log-out)/.test(this.name)
    return svg`<svg viewBox="0 0 24 24" class=${directed ? "mirrored" : ""}
      role=${this.label ? "img" : nothing} aria-label=${this.label || nothing} aria-hidden=${this.label ? nothing : "true"}
      >${shapes(this.name)}</svg>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-icon": HubIcon
  }
}
