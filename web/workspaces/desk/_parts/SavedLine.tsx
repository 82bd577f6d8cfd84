import { Text } from "@mantine/core";
import { isUnanswered } from "./use-resend.ts";
import { say } from "../words/index.ts";

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
      return say(isRefused ? "notBookedRefused" : isKept ? "notBookedKept" : "notBooked");
    case "sending":
      return say("sending");
    case "unanswered":
      return say(isRefused ? "unansweredRefused" : isKept ? "unansweredKept" : "unanswered");
  }
}
