/** Whether a key press belongs to a field, a menu or an open dialog and not to the page. */
export function isTakenKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  if (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches(
        "input:not([type=checkbox], [type=radio]), textarea, select, [role=option], [role=menuitem], [role=slider]",
      ))
  )
    return true;
  return document.querySelector("dialog[open], [role=dialog], [role=menu]") !== null;
}
