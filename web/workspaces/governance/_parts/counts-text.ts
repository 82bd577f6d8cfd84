import type { TaskList } from "../../../../contract/index.ts";
import { language } from "../../../language/index.ts";
import { say } from "./words/index.ts";

/** "3 to do, 1 overdue, 2 with you"; what there is none of is left out. */
export function countsText({ open, overdue, mine }: TaskList["counts"]): string {
  if (open === 0) return say("nothingToDo");
  return [
    say("toDo", { open }),
    ...(overdue > 0 ? [say("overdueCount", { overdue })] : []),
    ...(mine > 0 ? [say("withYou", { mine })] : []),
  ].join(comma);
}

const comma = language.tag === "ar" ? "، " : ", ";
