// A person's name, kept apart from the direction of the text around it, with the organisation in quiet type. Used by threads, rows, steps.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"

@customElement("person-name")
export class PersonName extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline;
      }
      .name {
        font-weight: var(--bold);
        color: var(--text);
      }
      :host([plain]) .name {
        font-weight: inherit;
        color: inherit;
      }
      .organisation {
        margin-inline-start: 6px;
        font: var(--small);
        color: var(--muted);
      }
    `,
  ]

  @property() name = ""
  @property() organisation = ""
  /** In the weight and colour of the text around it. */
  @property({ type: Boolean, reflect: true }) plain = false

  override render() {
    return html`<bdi class="name">${this.name}</bdi>${
        this.organisation ? html`<span class="organisation"><bdi>${this.organisation}</bdi></span>` : nothing
      }`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "person-name": PersonName
  }
}
