import type { ResultView } from "./result-view.ts";
import { say } from "./words/index.ts";

export const resultViews: readonly { readonly key: ResultView; readonly label: string }[] = [
  { key: "table", label: say("overTime") },
  { key: "plots", label: say("plots") },
  { key: "dates", label: say("asReported") },
];
