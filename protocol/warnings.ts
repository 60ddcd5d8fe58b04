// Which platforms a text names: a platform that reads another's name learns that it was told too. Used by alert.ts and both screens. [R32]
import { platformNames, type PlatformId } from "./addresses.ts"
import type { Wording } from "./entries/alert.ts"
import type { BriefWords } from "./entries/brief.ts"

// The words people use for a platform besides its name. X alone is a letter, so it counts only where it stands as a name.
const spellings: Record<PlatformId, RegExp> = {
  facebook: /\b(facebook|fb)\b|فيسبوك|فیسبوک|فەیسبووک/iu,
  instagram: /\b(instagram|insta|ig)\b|انستغرام|إنستغرام|اینستاگرام/iu,
  youtube: /\b(youtube|you tube)\b|يوتيوب|یوتیوب/iu,
  tiktok: /\b(tiktok|tik tok)\b|تيك توك|تیک‌تاک|تیک تاک/iu,
  x: /\b(twitter|tweets?)\b|(?<![\p{L}\p{N}])X(?![\p{L}\p{N}])|تويتر|توییتر/u,
}

export function namedPlatforms(words: Partial<BriefWords & { reason: string }>): PlatformId[] {
  const text = Object.values(words).join("\n")
  return (Object.keys(platformNames) as PlatformId[]).filter((platform) => spellings[platform].test(text))
}

export interface Warning {
  /** who would read it */
  platform: string
  names: PlatformId
}

/** One warning for every platform that would read another's name, each in the text that it gets. [R136] */
export function warningsFor(
  platforms: readonly string[],
  named: readonly PlatformId[],
  wordings: readonly Pick<Wording, "platform" | "named">[] = [],
): Warning[] {
  return platforms.flatMap((platform) => {
    const own = wordings.find((each) => each.platform === platform)?.named ?? named
    return own.filter((names) => names !== platform).map((names) => ({ platform, names }))
  })
}

/** Whether each warning was confirmed by itself. */
export function allConfirmed(
  warnings: readonly Warning[],
  confirmed: readonly { platform: string; names: string }[],
): boolean {
  const keys = new Set(confirmed.map((each) => `${each.platform} ${each.names}`))
  return warnings.every((each) => keys.has(`${each.platform} ${each.names}`))
}

/** The stretches of a text that name a platform other than `own`, to be underlined. */
export function namingStretches(text: string, own: string): string[] {
  return (Object.keys(spellings) as PlatformId[])
    .filter((platform) => platform !== own)
    .flatMap((platform) => spellings[platform].exec(text)?.[0] ?? [])
}
