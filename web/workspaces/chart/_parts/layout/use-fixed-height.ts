import { type RefObject, useEffect } from "react";

/**
 * Measures what stands fixed at the top of a chart and hands it to the style sheets as `--wb-chart-top`. How high the
 * banner is depends on the patient: on the length of a name, on allergies and alerts.
 * @param shown whose chart is drawn; undefined while there is nothing to measure
 */
export function useFixedHeight(chart: RefObject<HTMLElement | null>, shown: string | undefined): void {
  useEffect(() => {
    const frame = chart.current;
    const fixed = frame?.querySelector<HTMLElement>("[data-fixed]");
    if (shown === undefined || frame === null || fixed === null || fixed === undefined) return;
    const parts = [...fixed.children];
    const measure = () => {
      // On a phone only the banner, the first part, stays.
      const staying = getComputedStyle(fixed).display === "contents" ? parts.slice(0, 1) : parts;
      const height = staying.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
      frame.style.setProperty("--wb-chart-top", `calc(var(--wb-header-height) + ${Math.ceil(height)}px)`);
    };
    const observer = new ResizeObserver(measure);
    for (const part of parts) observer.observe(part);
    return () => observer.disconnect();
  }, [chart, shown]);
}
