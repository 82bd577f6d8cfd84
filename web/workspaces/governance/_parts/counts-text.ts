import type { TaskList } from "../../../../contract/index.ts";

/** "3 to do, 1 overdue, 2 with you"; what there is none of is left out. */
export function countsText({ open, overdue, mine }: TaskList["counts"]): string {
  if (open === 0) return "Nothing to do";
  return [
    `${open} to do`,
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(mine > 0 ? [`${mine} with you`] : []),
  ].join(", ");
}
