/** Resource types that this run has applied on an emulator; `Trial` adds to it after each apply. */
export const appliedTypes = new Set<string>();
