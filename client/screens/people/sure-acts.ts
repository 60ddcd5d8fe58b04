// What is asked before an act on a person that cannot be taken back, in words. Pure. Used by people-screen.ts.

export type SureAct = "link" | "sessions" | "remove"

export interface SureWords {
  heading: string
  tells: string
  /** on the button */
  act: string
  /** once it was done */
  said: string
}

/** `own`: the administrator is that person. */
export function sureWords(kind: SureAct, name: string, organisation: string, own: boolean): SureWords {
  switch (kind) {
    case "link":
      return {
        heading: `A new one-time link for ${name}`,
        tells: "Once they use it, their old password, second factor and sessions open nothing any more.",
        act: "Make the link",
        said: "A link was made.",
      }
    case "sessions":
      return {
        heading: `End all sessions of ${name}`,
        tells: own
          ? "You are signed out everywhere, here too."
          : "They are signed out everywhere at once, and can sign in again.",
        act: "End all sessions",
        said: "The sessions were ended.",
      }
    case "remove":
      return {
        heading: `Remove ${name} from ${organisation}`,
        tells:
          "What they did stays under their name, their claims end, and what they had not finished is kept for 30 days to be handed on. They see nothing of this organisation from now on.",
        act: "Remove",
        said: `${name} was removed.`,
      }
  }
}
