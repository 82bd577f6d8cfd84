const views = ["table", "plots", "dates"] as const;

/** How results are shown: by what was measured, as plots, or report by report. */
export type ResultView = (typeof views)[number];

export function isResultView(text: unknown): text is ResultView {
  return views.some((view) => view === text);
}
