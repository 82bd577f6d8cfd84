const storageKey = "wardbook-single-keys";

/** Whether `/`, `?` and `g` sequences work: a choice for people whose speech input or tremor presses keys by accident (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } catch {
    // Refused storage: the choice then lasts as long as the default.
  }
}
