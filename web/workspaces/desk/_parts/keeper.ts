/** What time a keeper works with. */
export type KeeperTime = {
  readonly now: () => number;
  readonly after: (milliseconds: number, act: () => void) => { readonly cancel: () => void };
};

export type Keeper<T> = {
  /** Puts it away soon; at once where it is about to leave the device. */
  readonly keep: (value: T, isUrgent?: boolean) => void;
  /** Forgets what isn't put away yet. */
  readonly stop: () => void;
};

type Ports<T> = {
  readonly put: (value: T) => Promise<void>;
  /** Whether the last that came in is put away. */
  readonly told: (isKept: boolean) => void;
  readonly refused: () => void;
  readonly time?: KeeperTime;
};

const quietMilliseconds = 250;
const longestMilliseconds = 1_000;

const windowTime: KeeperTime = {
  now: () => performance.now(),
  after(milliseconds, act) {
    const timer = window.setTimeout(act, milliseconds);
    return { cancel: () => window.clearTimeout(timer) };
  },
};

/** Puts words away a short pause after the last key. Whoever types without a pause has them put away all the same, at least each second. */
export function runKeeper<T>({ put, told, refused, time = windowTime }: Ports<T>): Keeper<T> {
  let timer: ReturnType<KeeperTime["after"]> | undefined;
  let waitingSince: number | undefined;
  let newest = 0;

  function write(value: T, number: number): void {
    waitingSince = undefined;
    put(value).then(() => {
      if (number === newest) told(true);
    }, refused);
  }

  return {
    keep(value, isUrgent = false) {
      timer?.cancel();
      newest += 1;
      const number = newest;
      told(false);
      if (isUrgent) return write(value, number);
      const now = time.now();
      waitingSince ??= now;
      const left = waitingSince + longestMilliseconds - now;
      timer = time.after(Math.max(0, Math.min(quietMilliseconds, left)), () => write(value, number));
    },
    stop() {
      timer?.cancel();
      newest += 1;
      waitingSince = undefined;
    },
  };
}
