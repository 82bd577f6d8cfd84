export const resultViews = [
  { key: "table", label: "Over time" },
  { key: "plots", label: "Plots" },
  { key: "dates", label: "As reported" },
] as const;
export type ResultView = (typeof resultViews)[number]["key"];

export function isResultView(text: unknown): text is ResultView {
  return resultViews.some((view) => view.key === text);
}
