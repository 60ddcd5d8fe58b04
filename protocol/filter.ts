// What a feed can be filtered and sorted by: the same words in its address, in shared views and in the screens. [R153]

/** What a feed is filtered by, as in its address; the values are the words of each list, or ids. */
export const filterKeys = {
  state: "State",
  platform: "Platform",
  priority: "Priority",
  theme: "Theme",
  language: "Language",
  who: "Who has it",
  due: "Due",
  unread: "Unread",
  waiting: "Waiting",
} as const
export type FilterKey = keyof typeof filterKeys
export type Filter = Partial<Record<FilterKey, readonly string[]>>

export const sorts = { clock: "By clock", newest: "Newest" } as const
export type Sort = keyof typeof sorts
