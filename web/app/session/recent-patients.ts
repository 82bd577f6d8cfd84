const storageKey = "wardbook-recent-patients";
const kept = 12;

/** Ids of the charts opened in this window since signing in, latest first. Ids only: names are read again, and witnessed. */
export function recentPatients(personId: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
    if (typeof stored !== "object" || stored === null || (stored as { personId?: unknown }).personId !== personId)
      return [];
    const { ids } = stored as { ids?: unknown };
    return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** Puts a chart first among the recent ones. */
export function rememberPatient(personId: string, patientId: string): void {
  const ids = [patientId, ...recentPatients(personId).filter((id) => id !== patientId)].slice(0, kept);
  try {
    sessionStorage.setItem(storageKey, JSON.stringify({ personId, ids }));
  } catch {
    // Refused storage: the list then stays empty.
  }
}

/** The patient whose chart this address is in. */
export function patientOfAddress(pathname: string): string | undefined {
  return /^\/patients\/([0-9A-Za-z.-]{1,64})(?:\/|$)/.exec(pathname)?.[1]?.replace(/^new$/, "") || undefined;
}
