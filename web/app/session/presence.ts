const signs = ["keydown", "pointerdown", "wheel", "click", "input"] as const;
const awayMilliseconds = 60_000;

// Whoever opens or reloads a page is there.
let lastSign = Date.now();
const note = () => {
  lastSign = Date.now();
};
if (typeof document !== "undefined")
  for (const sign of signs) document.addEventListener(sign, note, { passive: true, capture: true });

/** Whether somebody typed, touched or scrolled within the last minute. Pages that ask anew by themselves don't keep a session
 *  alive on a screen that its person has left. */
export function somebodyThere(now = Date.now()): boolean {
  return now - lastSign < awayMilliseconds;
}
