const listeners = new Set<(message: string) => void>();

/** Says a short sentence to screen readers, without moving the focus. */
export function announce(message: string): void {
  for (const listener of listeners) listener(message);
}

/** For the one live region. */
export function onAnnouncement(listener: (message: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
