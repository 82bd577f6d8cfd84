import { say } from "./words/index.ts";

export const resultViews = [
  { key: "table", label: say("overTime") },
  { key: "plots", label: say("plots") },
  { key: "dates", label: say("asReported") },
] as const;
export type ResultView = (typeof resultViews)[number]["key"];

export function isResultView(text: unknown): text is ResultView {
  return resultViews.some((view) => view.key === text);
}
