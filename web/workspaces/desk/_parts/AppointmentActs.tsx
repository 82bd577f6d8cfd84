import { ActionIcon, Button, Group } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { ClinicAppointment } from "../../../../contract/index.ts";
import { ActsButton } from "../../../ui/ActsButton.tsx";
import { SettleButton } from "../../billing/SettleButton.tsx";
import { isOver, nextAct } from "./appointment-state.ts";
import { whose } from "./BlockCard.tsx";
import { actWords } from "./state-words.ts";
import { useActing } from "./use-acting.tsx";
import { say } from "../words/index.ts";

type Props = {
  readonly appointment: ClinicAppointment;
  readonly move?: (() => void) | undefined;
  readonly cancel: () => void;
  /** Another of the same kind; absent where the reader may not book. */
  readonly again?: (() => void) | undefined;
};

/** What is usually done next as a button, the rest in a menu; each can be undone. */
export function AppointmentActs({ appointment, move, cancel, again }: Props) {
  const act = useActing();
  const { may, state } = appointment;
  const next = nextAct[state];
  const first = next !== undefined && may.includes(next) ? next : undefined;
  const mayAgain = again !== undefined && appointment.patient !== undefined;
  const isAgainFirst = mayAgain && isOver(state);
  const others = may.filter((one) => one !== first && (one !== "move" || move !== undefined));
  const who = whose(appointment);
  return (
    <Group gap={4} wrap="nowrap">
      {first !== undefined && (
        <Button
          size="compact-sm"
          variant="default"
          data-row
          aria-label={say("actOf", { act: actWords[first], who })}
          onClick={() => act(appointment, first)}
        >
          {actWords[first]}
        </Button>
      )}
      {isAgainFirst && (
        <Button size="compact-sm" variant="subtle" data-row aria-label={say("bookAgainFor", { who })} onClick={again}>
          {say("bookAgain")}
        </Button>
      )}
      <SettleButton appointment={appointment} />
      {(others.length > 0 || (mayAgain && !isAgainFirst)) && (
        <ActsButton
          button={
            <ActionIcon aria-label={say("moreFor", { who })}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          }
          acts={[
            ...others.map((one) => ({
              key: one,
              words: one === "move" ? say("moveEllipsis") : actWords[one],
              run: () => (one === "move" ? move?.() : one === "cancel" ? cancel() : act(appointment, one)),
            })),
            ...(mayAgain && !isAgainFirst ? [{ key: "again", words: say("bookAnother"), run: again }] : []),
          ]}
        />
      )}
    </Group>
  );
}
