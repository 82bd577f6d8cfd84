/** Placeholder until the keeper is written in the next change. */
export function SessionKeeper() {
  return null;
}
