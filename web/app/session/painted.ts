/** Of a window that isn't seen, which paints nothing. */
const longestMilliseconds = 60;

/** Once the browser has painted what is on the page now. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, longestMilliseconds);
    requestAnimationFrame(() => {
      window.setTimeout(() => {
        window.clearTimeout(timer);
        resolve();
      });
    });
  });
}
