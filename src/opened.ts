/** What was opened, so that all of it is closed again: the last first, since it stands on what came before. */
export interface Opened {
  /** @param close closes what was just opened; called once */
  add(close: () => unknown): void;
  /** One step after the other, every one of them. @returns what failed, in that order */
  close(): Promise<readonly unknown[]>;
}

export function nothingOpened(): Opened {
  const steps: (() => unknown)[] = [];
  return {
    add: (close) => void steps.push(close),
    async close() {
      const faults: unknown[] = [];
      for (const step of steps.splice(0).reverse())
        try {
          await step();
        } catch (error) {
          faults.push(error);
        }
      return faults;
    },
  };
}
