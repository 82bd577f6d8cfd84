import { type DeviceCopy, type DraftLinks, isBlank, linksOf, sameWords, withSent, type Words } from "./draft-copy.ts";
import { allowsDraftStep, type DraftEvent, isEnded, stepDraft } from "./draft-phase.ts";
import type { DraftDevice, DraftServer, DraftTime, SignOutcome, Timer } from "./draft-ports.ts";
import type { DraftState } from "./draft-state.ts";
import { say } from "./words/index.ts";

/** On the device within 300 ms of a key: a short pause after the last key, and never longer than this in one go. */
const deviceQuietMilliseconds = 80;
const deviceLongestMilliseconds = 200;
/** On the server within 2 s of a key. */
const serverQuietMilliseconds = 700;
const serverLongestMilliseconds = 1_600;
const firstRetryMilliseconds = 1_000;
const longestRetryMilliseconds = 30_000;

export type DraftSession = {
  readonly current: () => DraftState;
  readonly subscribe: (listener: () => void) => () => void;
  /** @param change with `template`, where headings of one are put in: the first that a note had is the one that it names */
  readonly type: (change: Partial<Words> & Pick<DraftLinks, "template">) => void;
  /** Sends now what is due; resolves when the attempt is over, whatever came of it. */
  readonly flush: () => Promise<void>;
  /** Puts the words on the device now. */
  readonly keepNow: () => Promise<void>;
  /** Settles a conflict with these words; the server's are overwritten only by this. */
  readonly keepMine: (words: Words) => void;
  readonly takeTheirs: () => void;
  readonly sign: (password: string | undefined) => Promise<SignOutcome | undefined>;
  /** Resolves with a reason when the server refused. */
  readonly discard: () => Promise<string | undefined>;
};

export type DraftPorts = { readonly server: DraftServer; readonly device: DraftDevice; readonly time: DraftTime };

/** Runs one draft: keeps its words on the device, sends them, tries again, and tells the screen where they are. */
export function runDraft(ports: DraftPorts, opening: DraftState, sentBefore: readonly Words[] = []): DraftSession {
  const { server, device, time } = ports;
  const listeners = new Set<() => void>();
  let state = opening;
  let unanswered = sentBefore;
  let attempts = 0;
  let keepTimer: Timer | undefined;
  let sendTimer: Timer | undefined;
  let unkeptSince: number | undefined;
  let unsentSince: number | undefined;
  let flight: Promise<void> | undefined;
  let keeping: Promise<void> = Promise.resolve();

  const set = (change: Partial<DraftState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const step = (event: DraftEvent, change: Partial<DraftState> = {}): void =>
    set({ ...change, phase: stepDraft(state.phase, event) });
  const words = (): Words => ({ title: state.title, text: state.text });

  const copy = (): DeviceCopy => ({
    ...words(),
    id: state.id,
    patientId: state.patientId,
    ...linksOf(state),
    baseRevision: state.revision,
    savedAt: state.savedAt,
    unsent: state.phase !== "saved" && state.phase !== "signing",
    sent: unanswered,
    keptAt: time.now(),
  });

  /** Writes follow one another, so that an older one can never come to lie on top of a newer. */
  const keepNow = (): Promise<void> => {
    keepTimer?.cancel();
    keepTimer = undefined;
    unkeptSince = undefined;
    keeping = keeping.then(async () => {
      if (isEnded(state.phase)) return;
      const written = words();
      try {
        await device.put(copy());
        if (sameWords(written, words())) set({ keeping: { kind: "kept" } });
      } catch (error) {
        set({ keeping: { kind: "not-kept", why: error instanceof Error ? error.message : say("browserRefused") } });
      }
    });
    return keeping;
  };

  /** A device that hangs must not keep the words from the server. */
  const atMost = (milliseconds: number, work: Promise<void>): Promise<void> =>
    new Promise((resolve) => {
      const timer = time.after(milliseconds, resolve);
      void work.finally(() => {
        timer.cancel();
        resolve();
      });
    });

  const keepSoon = (): void => {
    const now = time.now();
    unkeptSince ??= now;
    keepTimer?.cancel();
    keepTimer = time.after(
      Math.max(0, Math.min(deviceQuietMilliseconds, unkeptSince + deviceLongestMilliseconds - now)),
      () => void keepNow(),
    );
  };

  const sendAfter = (milliseconds: number): void => {
    sendTimer?.cancel();
    sendTimer = time.after(milliseconds, () => void send());
  };

  const sendSoon = (): void => {
    const now = time.now();
    unsentSince ??= now;
    sendAfter(Math.max(0, Math.min(serverQuietMilliseconds, unsentSince + serverLongestMilliseconds - now)));
  };

  const send = (): Promise<void> => {
    if (flight !== undefined) return flight;
    if (!allowsDraftStep(state.phase, "sent")) return Promise.resolve();
    flight = attempt().finally(() => {
      flight = undefined;
      if (state.phase === "due") sendSoon();
    });
    return flight;
  };

  const attempt = async (): Promise<void> => {
    sendTimer?.cancel();
    unsentSince = undefined;
    const sent = words();
    const before = unanswered;
    unanswered = withSent(before, sent);
    // The reason of an earlier failure stays until an answer comes: a state that flickers isn't read.
    step("sent", { retryAt: undefined });
    // The device must know what is on its way before it leaves: an answer lost in a crash is then no conflict.
    await atMost(deviceLongestMilliseconds, keepNow());
    const outcome = await server.save({
      ...sent,
      id: state.id,
      patientId: state.patientId,
      ...linksOf(state),
      baseRevision: state.revision,
    });
    switch (outcome.kind) {
      case "accepted":
        attempts = 0;
        unanswered = [];
        step("accepted", {
          revision: outcome.revision,
          savedAt: outcome.savedAt,
          noticed: outcome.noticed,
          why: undefined,
        });
        break;
      case "conflicted":
        if (sameWords(outcome.current, sent)) {
          attempts = 0;
          unanswered = [];
          step("accepted", { revision: outcome.current.revision, savedAt: outcome.current.savedAt, why: undefined });
        } else if (before.some((one) => sameWords(one, outcome.current))) {
          // The server holds what was sent before: only the answer was lost. These words follow upon it.
          unanswered = [];
          step("unanswered", { revision: outcome.current.revision, savedAt: outcome.current.savedAt });
          sendAfter(0);
        } else step("conflicted", { theirs: outcome.current });
        break;
      case "unanswered": {
        const wait = Math.min(longestRetryMilliseconds, firstRetryMilliseconds * 2 ** attempts);
        attempts += 1;
        step("unanswered", { why: outcome.why, retryAt: time.now() + wait });
        sendAfter(wait);
        break;
      }
      case "refused":
        unanswered = before;
        step("refused", { why: outcome.why, gone: outcome.gone ?? false });
        break;
    }
    await keepNow();
  };

  const flush = async (): Promise<void> => {
    if (flight !== undefined) await flight;
    if (allowsDraftStep(state.phase, "sent")) await send();
  };

  if (state.phase === "due") sendSoon();

  return {
    current: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type: ({ template, ...change }) => {
      const next = { ...words(), ...change };
      if (sameWords(next, words())) return;
      // An untouched new draft that is emptied again has nothing to save.
      if (state.phase === "saved" && state.revision === 0 && isBlank(next)) return set(next);
      step("typed", { ...next, template: state.template ?? template, keeping: { kind: "keeping" } });
      keepSoon();
      if (state.phase === "due") sendSoon();
      else unsentSince ??= time.now();
    },
    flush,
    keepNow,
    keepMine: (mine) => {
      const { theirs } = state;
      if (theirs === undefined) return;
      step("kept-mine", {
        ...mine,
        revision: theirs.revision,
        savedAt: theirs.savedAt,
        theirs: undefined,
        why: undefined,
        keeping: { kind: "keeping" },
      });
      void keepNow();
      void send();
    },
    takeTheirs: () => {
      const { theirs } = state;
      if (theirs === undefined) return;
      step("took-theirs", {
        title: theirs.title,
        text: theirs.text,
        revision: theirs.revision,
        savedAt: theirs.savedAt,
        theirs: undefined,
        why: undefined,
      });
      void keepNow();
    },
    sign: async (password) => {
      await flush();
      if (!allowsDraftStep(state.phase, "sign-asked")) return undefined;
      step("sign-asked");
      const outcome = await server.sign(state.id, state.revision, password);
      switch (outcome.kind) {
        case "signed":
          step("sign-accepted", { documentId: outcome.documentId });
          await forget();
          break;
        case "conflicted":
          step("conflicted", { theirs: outcome.current });
          break;
        case "refused":
          step("sign-refused");
          break;
      }
      return outcome;
    },
    discard: async () => {
      if (flight !== undefined) await flight;
      if (!allowsDraftStep(state.phase, "discard-asked")) return say("chooseFirst");
      sendTimer?.cancel();
      step("discard-asked");
      if (state.revision > 0 || unanswered.length > 0) {
        const outcome = await server.discard(state.id);
        if (outcome.kind === "refused") {
          step("discard-refused");
          sendSoon();
          return outcome.why;
        }
      }
      step("discard-accepted");
      await forget();
      return undefined;
    },
  };

  async function forget(): Promise<void> {
    keepTimer?.cancel();
    sendTimer?.cancel();
    await keeping;
    await device.remove(state.id).catch(() => undefined);
  }
}
