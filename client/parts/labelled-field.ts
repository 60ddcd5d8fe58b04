// A label, a hint and an error around one slotted control (native, or a part with a `label` property). Used by all forms.
// Label and texts are put beside the control in the light DOM, because ids do not reach across a shadow root.
import { LitElement, css, html } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"

let made = 0

@customElement("labelled-field")
export class LabelledField extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 4px;
        align-content: start;
      }
      :host([beside]) {
        grid-template-columns: var(--label-width, 100px) minmax(0, 1fr);
        gap: 0;
      }
      :host([beside]) .below ::slotted(*) {
        margin-block-start: 4px;
      }
      :host([beside]) .below {
        grid-column: 2;
      }
      :host([beside]) ::slotted(label) {
        padding-block: 6px;
        font-size: 0.8125rem;
        line-height: 1.25rem;
      }
      ::slotted(:is(label, .field-hint, .field-error)) {
        text-align: -webkit-match-parent;
        text-align: match-parent; /* they have their own direction */
      }
      ::slotted(label) {
        font: var(--small);
        color: var(--muted);
      }
      .control,
      .below {
        min-inline-size: 0;
      }
      .below ::slotted(.field-hint) {
        display: block;
        font: var(--small);
        color: var(--muted);
      }
      .below ::slotted(.field-error) {
        display: block;
        font: var(--small);
        font-weight: var(--medium);
        color: var(--p1);
      }
    `,
  ]

  @property() label = ""
  @property() hint = ""
  @property() error = ""
  /** The label beside the control instead of above it. */
  @property({ type: Boolean, reflect: true }) beside = false

  private readonly key = `field-${++made}`

  override updated() {
    this.wire()
  }

  private get control(): HTMLElement | undefined {
    return [...this.children].find((child): child is HTMLElement => child instanceof HTMLElement && !child.slot)
  }

  /** Keeps one text of the field in the light DOM, or takes it away. */
  private text(tag: "label" | "span", slot: string, value: string): HTMLElement | undefined {
    const found = this.querySelector<HTMLElement>(`:scope > [slot="${slot}"][data-of="${this.key}"]`)
    if (!value) {
      found?.remove()
      return undefined
    }
    const element = found ?? this.appendChild(document.createElement(tag))
    element.slot = slot
    element.id = `${this.key}-${slot}`
    element.className = `field-${slot}`
    element.dataset.of = this.key
    element.dir = "auto"
    if (element.textContent !== value) element.textContent = value
    return element
  }

  private wire() {
    const control = this.control
    if (!control) return
    const label = this.text("label", "label", this.label)
    const described = [this.text("span", "error", this.error), this.text("span", "hint", this.hint)].filter(
      (element) => !!element,
    )
    if (control.localName.includes("-")) {
      if ("label" in control) control.label = this.label
    } else {
      control.id ||= `${this.key}-control`
      label?.setAttribute("for", control.id)
    }
    if (described.length > 0) control.setAttribute("aria-describedby", described.map((element) => element.id).join(" "))
    else control.removeAttribute("aria-describedby")
    if (this.error) control.setAttribute("aria-invalid", "true")
    else control.removeAttribute("aria-invalid")
  }

  override render() {
    return html`<slot name="label"></slot>
      <div class="control"><slot @slotchange=${this.wire}></slot></div>
      <div class="below"><slot name="error"></slot><slot name="hint"></slot><slot name="below"></slot></div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "labelled-field": LabelledField
  }
}
