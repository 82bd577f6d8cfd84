import type { KeyboardEvent } from "react";

/** In a list, Enter chooses: it never sends the form that the list stands in, which would record what wasn't chosen yet. */
export function chooseNotSend(event: KeyboardEvent): void {
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
}
