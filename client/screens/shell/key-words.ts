// What each key does, in words: the help and the palette read the same list. As in key-hint: "Shift+Y", "Mod+Enter".
export const keyWords: readonly (readonly [string, string])[] = [
  ["j", "next"],
  ["k", "previous"],
  ["Enter", "open"],
  ["n", "next unread"],
  ["Home", "first row of the feed, when it has the focus"],
  ["End", "its last row"],
  ["PageDown", "a row further, without opening it"],
  ["f", "filters"],
  ["p", "pause the feed, or go on"],
  ["x", "unfold or fold a storm"],
  ["a", "acknowledge"],
  ["c", "claim"],
  ["o", "outcome"],
  ["i", "need information, or answer it"],
  ["h", "hand over"],
  ["v", "verify"],
  ["e", "escalate"],
  ["s", "choose together with others, then a, c or h is about all"],
  ["Shift+S", "choose all that the feed shows"],
  ["t", "show what is covered"],
  ["r", "reply"],
  ["y", "copy an item’s real address"],
  ["Shift+Y", "copy all undecided addresses"],
  ["g f", "go to the feed"],
  ["g a", "go to the alerts"],
  ["g h", "go to the hand-over"],
  ["Mod+Enter", "send, record, submit or release"],
  ["Mod+z", "undo the last acknowledgement or outcome"],
  ["/", "search"],
  ["Esc", "back"],
  ["Mod+k", "all that can be done here, by its name"],
  ["?", "this help"],
]

/** The name under which a screen listens to it. */
export const boundAs = (key: string): string =>
  key === "Esc" ? "Escape" : key === "Space" ? " " : key.replace(/^Shift\+/, "")
