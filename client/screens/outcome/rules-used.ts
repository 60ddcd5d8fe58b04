// The rules of a platform that this browser has recorded outcomes with, newest first. Used by the outcome form and by acts that name a rule.
/** The platform's own rules, as this browser has used them. */
export const rulesUsed = (room: string): string[] =>
  JSON.parse(localStorage.getItem(`rules ${room}`) ?? "[]") as string[]

export function remember(room: string, rules: readonly string[]): void {
  const used = [...new Set([...rules.filter((rule) => rule.trim()), ...rulesUsed(room)])].slice(0, 8)
  localStorage.setItem(`rules ${room}`, JSON.stringify(used))
}
