// Dialogs that stand over the page: while there is one, the keys of the screens below do nothing. Filled by modal-dialog, read by keys.ts.
export const dialogs = new Set<object>()
