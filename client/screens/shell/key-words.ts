// What each key does, in words: the help and the palette read the same list. As in key-hint: "Shift+Y", "Mod+Enter".
type KeyWord = readonly [key: string, what: string]

export const keyGroups: readonly (readonly [heading: string, KeyWord[]])[] = [
  [
    "A referral",
    [
      ["a", "acknowledge"],
      ["c", "claim"],
      ["o", "outcome"],
      ["i", "need information, or answer it"],
      ["h", "hand over"],
      ["v", "verify"],
      ["e", "escalate"],
      ["r", "reply"],
      ["t", "show what is covered"],
      ["y", "copy an item’s real address"],
      ["Shift+Y", "copy all undecided addresses"],
      ["u", "leave its thread unread"],
      ["Mod+z", "undo the last acknowledgement or outcome"],
    ],
  ],
  [
    "The feed",
    [
      ["j", "next"],
      ["k", "previous"],
      ["Enter", "open"],
      ["n", "next unread"],
      ["f", "filters"],
      ["p", "pause the feed, or go on"],
      ["x", "unfold or fold a storm"],
      ["s", "choose several: then a, c, h or l is about all"],
      ["Shift+S", "choose all that the feed shows"],
      ["PageDown", "a row further, without opening it"],
      ["Home", "first row of the feed, when it has the focus"],
      ["End", "its last row"],
    ],
  ],
  [
    "The outcome form",
    [
      ["Space", "an item in or out of the common outcome"],
      ["Enter", "its own outcome"],
      ["1", "to 8: the action"],
      ["p", "paste outcomes"],
      ["Mod+Enter", "send, record, submit or release"],
    ],
  ],
  [
    "Alerts and leads",
    [
      ["m", "amend an alert, or edit it again"],
      ["z", "recall an alert"],
      ["w", "withdraw an alert, or write a lead where the leads are"],
      ["l", "release the alerts that are chosen"],
      ["d", "next platform of an alert"],
      ["Shift+D", "the platform before it"],
    ],
  ],
  [
    "Places",
    [
      ["g f", "go to the feed"],
      ["g i", "go to the inbox"],
      ["g a", "go to the alerts"],
      ["g l", "go to the leads"],
      ["g h", "go to the hand-over"],
      ["g d", "go to hours and duty"],
      ["Shift+R", "in the inbox: all read"],
    ],
  ],
  [
    "Everywhere",
    [
      ["/", "search"],
      ["Mod+k", "all that can be done here, by its name"],
      ["Esc", "back"],
      ["?", "this help"],
    ],
  ],
]

/** Each key once: where two screens share it, the words of the first. */
export const keyWords: readonly KeyWord[] = [
  ...new Map(
    keyGroups
      .flatMap(([, words]) => words)
      .toReversed()
      .map((word) => [word[0], word]),
  ).values(),
].toReversed()

/** The name under which a screen listens to it. */
export const boundAs = (key: string): string =>
  key === "Esc" ? "Escape" : key === "Space" ? " " : key.replace(/^Shift\+/, "")
