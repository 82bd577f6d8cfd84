import type { Locator, Page } from "playwright-core";

/** What an act cost whoever did it. */
export interface Effort {
  /** Keys, those of words included. */
  readonly keystrokes: number;
  readonly clicks: number;
  /** Deliberate steps: a click, a command key, or a field filled with what follows at once (Tab, Enter). A drag is one. */
  readonly actions: number;
  /** Milliseconds from the last action until what was wanted stood there. */
  readonly waitedMilliseconds: number;
}

/** Does what a person does at a desk, and counts it. */
export interface Hand {
  press(keys: string): Promise<void>;
  /** Types into the field that has the focus. @param then a key that ends the same step */
  type(words: string, then?: "Tab" | "Enter"): Promise<void>;
  click(target: Locator): Promise<void>;
  drag(target: Locator, pixels: number): Promise<void>;
  /** What was wanted, or what the next step needs. */
  until(there: Promise<unknown>): Promise<void>;
  effort(): Effort;
}

export function aHand(page: Page): Hand {
  let keystrokes = 0;
  let clicks = 0;
  let actions = 0;
  let waitedMilliseconds = 0;
  return {
    async press(keys) {
      keystrokes += 1;
      actions += 1;
      await page.keyboard.press(keys);
    },
    async type(words, then) {
      keystrokes += words.length + (then === undefined ? 0 : 1);
      actions += 1;
      await page.keyboard.type(words);
      if (then !== undefined) await page.keyboard.press(then);
    },
    async click(target) {
      clicks += 1;
      actions += 1;
      await target.click();
    },
    async drag(target, pixels) {
      clicks += 1;
      actions += 1;
      const box = await target.boundingBox();
      if (box === null) throw new Error("there is nothing to drag");
      const [x, y] = [box.x + box.width / 2, box.y + 4];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x, y + pixels / 2, { steps: 4 });
      await page.mouse.move(x, y + pixels, { steps: 4 });
      await page.mouse.up();
    },
    async until(there) {
      const from = performance.now();
      await there;
      waitedMilliseconds += performance.now() - from;
    },
    effort: () => ({ keystrokes, clicks, actions, waitedMilliseconds }),
  };
}

/**
 * Seconds that an average typist needs, without the waits. Source: Card, Moran and Newell, The keystroke-level model for user performance
 * time with interactive systems, Communications of the ACM 23(7), 1980: a key 0.28 s (average non-secretary typist), pointing 1.1 s and
 * pressing and letting go of the button 0.2 s, thinking before each step 1.35 s.
 */
export function humanSeconds({ keystrokes, clicks, actions }: Effort): number {
  return keystrokes * 0.28 + clicks * 1.3 + actions * 1.35;
}
