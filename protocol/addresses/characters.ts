// Characters that hide or deceive: made visible, and scripts that are mixed in one host. Used by addresses.ts and the client's texts.

// Controls, zero-width, bidi marks and overrides, tags, fillers; newlines are left to the caller.
const hidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The same text with each hidden character written as `⟨U+200B⟩`. */
export function visible(text: string): string {
  return text.replace(
    hidden,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  )
}

const scripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Han}/u,
]

export const mixedScripts = (host: string): boolean =>
  /[^\u0000-\u007f]/.test(host) && scripts.filter((script) => script.test(host)).length !== 1
