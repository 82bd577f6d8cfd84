import { useMergedRef } from "@mantine/hooks";
import type { Ref, RefCallback } from "react";

/** All that the library's scrolling areas take from what places menus and lists: several references as one. */
export function useMergeRefs<Element>(refs: readonly Ref<Element>[]): RefCallback<Element> {
  return useMergedRef(...refs);
}
