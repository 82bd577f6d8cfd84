import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlayerTrackNext } from "@tabler/icons-react";
import type { ClinicPlaces, FreeTime } from "../../../../contract/index.ts";
import { ActsButton } from "../../../ui/ActsButton.tsx";
import { failureText } from "../../../ui/ErrorNotice.tsx";
import { kindsAt } from "./choices.ts";
import { useNextFree } from "./scheduling-calls.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly places: ClinicPlaces;
  readonly branch: string;
  /** The first day that would do. */
  readonly from: string;
  readonly therapist: string | undefined;
  readonly found: (free: FreeTime, kindId: string) => void;
};

/** Jumps to the next time that is free for a kind of appointment. */
export function NextFree({ places, branch, from, therapist, found }: Props) {
  const next = useNextFree();
  const kinds = kindsAt(places, branch);
  if (kinds.length === 0) return null;
  const ask = (kind: string) =>
    next.mutate(
      { kind, from, branch, therapist },
      {
        onSuccess: ({ times: [free] }) =>
          free === undefined
            ? notifications.show({ title: say("nothingFree"), message: say("notWithin") })
            : found(free, kind),
        onError: (error) => notifications.show({ color: "red", title: say("notFound"), message: failureText(error) }),
      },
    );
  return (
    <ActsButton
      position="bottom-start"
      button={
        <Button
          variant="default"
          loading={next.isPending}
          leftSection={<IconPlayerTrackNext size={16} aria-hidden className="wb-mirrored" />}
        >
          {say("nextFree")}
        </Button>
      }
      acts={kinds.map(({ value, label }) => ({ key: value, words: label, run: () => ask(value) }))}
    />
  );
}
