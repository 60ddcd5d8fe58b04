// The people that an administrator looks after: the calls of the hub about them. Made by people-screen.ts. Rules R183, R184, R261.
import type { OrganisationKind, Role } from "../../protocol/event.ts"
import type { WorkKind } from "../../protocol/unfinished.ts"
import type { Session } from "./session.ts"

export interface AdministeredOrganisation {
  id: string
  name: string
  kind: OrganisationKind
  /** those that exist in this kind of organisation */
  roles: Role[]
}

export interface AdministeredPerson {
  id: string
  name: string
  /** empty for invented people, who have none */
  login: string
  /** whether the person has chosen a password */
  ready: boolean
  secondFactor: boolean
  sessions: number
  /** whether this administrator gives links and ends sessions; otherwise the agency does */
  managed: boolean
  memberships: { organisation: string; roles: Role[] }[]
}

/** Somebody who has left, and what they had not finished: of what kind, and no word of it. [R261] */
export interface Leaver {
  person: string
  name: string
  organisation: string
  leftAt: string
  /** when it is deleted */
  until: string
  work: { kind: WorkKind; at: string }[]
}

export interface PeopleList {
  organisations: AdministeredOrganisation[]
  people: AdministeredPerson[]
  left: Leaver[]
}

export interface Invited {
  name: string
  login: string
  organisation: string
  roles: string[]
}

export class People {
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  list(): Promise<PeopleList> {
    return this.#session.own("GET", "/people")
  }

  /** The one-time link to hand over, or nothing for somebody who signs in already. */
  async invite(invited: Invited): Promise<string | undefined> {
    return this.#address(await this.#session.own("POST", "/people", invited))
  }

  async link(person: string): Promise<string | undefined> {
    return this.#address(await this.#session.own("POST", `/people/${person}/link`, {}))
  }

  async grant(person: string, organisation: string, roles: string[]): Promise<void> {
    await this.#session.own("POST", `/people/${person}/memberships`, { organisation, roles })
  }

  async remove(person: string, organisation: string): Promise<void> {
    await this.#session.own("DELETE", `/people/${person}/memberships/${organisation}`)
  }

  async endSessions(person: string): Promise<void> {
    await this.#session.own("DELETE", `/people/${person}/sessions`)
  }

  async handOver({ person, organisation }: Pick<Leaver, "person" | "organisation">, to: string): Promise<void> {
    await this.#session.own("POST", `/people/${person}/left/${organisation}`, { to })
  }

  async deleteWork({ person, organisation }: Pick<Leaver, "person" | "organisation">): Promise<void> {
    await this.#session.own("DELETE", `/people/${person}/left/${organisation}`)
  }

  #address({ link }: { link?: string }): string | undefined {
    return link && `${location.origin}/welcome#${link}`
  }
}
