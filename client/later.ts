// What is loaded once the first screen is on its way: what opens over a screen, and the other screens. An element that stands in a page before
// its file has come becomes what it is then. Called by app.ts.

export function loadLater(): void {
  void import("./screens/shell/command-palette.ts")
  void import("./screens/shell/keys-dialog.ts")
  void import("./screens/shell/own-sessions.ts")
  void import("./screens/care/care-dialog.ts")
  void import("./screens/feed/acknowledge-dialog.ts")
  void import("./screens/feed/act-dialog.ts")
  void import("./screens/feed/many-dialog.ts")
  void import("./screens/feed/save-view-dialog.ts")
  void import("./parts/translate-dialog.ts")
  void import("./screens/alerts/alerts-screen.ts")
  void import("./screens/leads/leads-screen.ts")
  void import("./screens/outcome/outcome-screen.ts")
  void import("./screens/search/search-screen.ts")
  void import("./screens/shift/shift-screen.ts")
  void import("./screens/people/people-screen.ts")
  void import("./screens/hours/hours-screen.ts")
  void import("./screens/inbox/inbox-screen.ts")
  void import("./screens/audit/reading-desk.ts")
  void import("./screens/audit/reading-log.ts")
}
