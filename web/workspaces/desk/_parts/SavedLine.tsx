import { Text } from "@mantine/core";
import { isUnanswered } from "./use-resend.ts";

export type SavedState = "untouched" | "typed" | "sending" | "unanswered";

/** @param isTyped something differs from how the form began */
export function savedState(
  { error, isPending }: { readonly error: Error | null; readonly isPending: boolean },
  isTyped: boolean,
): SavedState {
  if (isPending) return "sending";
  if (isUnanswered(error)) return "unanswered";
  return isTyped ? "typed" : "untouched";
}

type Where = {
  /** The device keeps nothing. */
  readonly isRefused: boolean;
  /** The last words are on the device. */
  readonly isKept: boolean;
};

/** Where the words of a form are: on the device, on their way, or nowhere but here. */
export function SavedLine({ state, isRefused, isKept }: Where & { readonly state: SavedState }) {
  return (
    <Text
      size="sm"
      c={state === "unanswered" ? undefined : "dimmed"}
      fw={state === "unanswered" ? 600 : undefined}
      role="status"
    >
      {wordsOf(state, { isRefused, isKept })}
    </Text>
  );
}

function wordsOf(state: SavedState, { isRefused, isKept }: Where): string {
  switch (state) {
    case "untouched":
      return "";
    case "typed":
      return isRefused
        ? "Not booked yet. This browser keeps nothing: it goes with the window."
        : isKept
          ? "Not booked yet. Kept on this device."
          : "Not booked yet.";
    case "sending":
      return "Sending …";
    case "unanswered":
      return isRefused
        ? "Not booked: the server doesn’t answer. Keep this window open; it is sent again by itself."
        : isKept
          ? "Not booked: the server doesn’t answer. It is kept on this device and sent again by itself."
          : "Not booked: the server doesn’t answer. It is sent again by itself.";
  }
}
