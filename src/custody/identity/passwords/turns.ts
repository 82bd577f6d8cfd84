/** Lets few tasks run at once and few wait. */
export interface Turns {
  /** @returns undefined, without running the task, when too many wait already. */
  take<T>(task: () => Promise<T>): Promise<T | undefined>;
}

/** Each password check takes 64 MiB and a core: a flood of them must not take the machine from everybody else. */
export const passwordTurns = { atOnce: 2, waiting: 100 } as const;

export function createTurns(limits: { readonly atOnce: number; readonly waiting: number }): Turns {
  const queue: (() => void)[] = [];
  let running = 0;

  function pass(): void {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    async take(task) {
      if (running < limits.atOnce) running += 1;
      else if (queue.length >= limits.waiting) return undefined;
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return await task();
      } finally {
        pass();
      }
    },
  };
}
