import type { KeyboardEvent } from "react";

/** `onKeyDown` of a text of several lines: Ctrl+Enter sends its form, since Enter alone begins a line. */
export function sendsForm(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.closest("form")?.requestSubmit();
}
