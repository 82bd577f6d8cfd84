import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDots } from "@tabler/icons-react";
import type { AppointmentAct, ClinicAppointment } from "../../../../contract/index.ts";
import { failureText } from "../../../ui/ErrorNotice.tsx";
import { actWords, nextAct, stateWords } from "./appointment-state.ts";
import { whose } from "./BlockCard.tsx";
import { useAct } from "./scheduling-calls.ts";

type Props = {
  readonly appointment: ClinicAppointment;
  readonly move?: (() => void) | undefined;
  readonly cancel: () => void;
};

/** What is usually done next as a button, the rest in a menu; each can be undone. */
export function AppointmentActs({ appointment, move, cancel }: Props) {
  const act = useAct();
  const { may, state } = appointment;
  const next = nextAct[state];
  const first = next !== undefined && may.includes(next) ? next : undefined;
  const others = may.filter((one) => one !== first && (one !== "move" || move !== undefined));
  const go = (does: AppointmentAct) => {
    if (does === "cancel") return cancel();
    act.mutate(
      { id: appointment.id, version: appointment.version, act: does },
      { onSuccess: ({ appointment: after }) => (does === "undo" ? undefined : offerUndo(after)), onError: tell },
    );
  };
  const offerUndo = (after: ClinicAppointment) => {
    if (!after.may.includes("undo")) return;
    const id = `acted-${after.id}`;
    notifications.show({
      id,
      title: `${whose(after)}: ${stateWords[after.state].label}`,
      message: (
        <Button
          size="compact-sm"
          variant="default"
          mt={4}
          onClick={() => {
            notifications.hide(id);
            act.mutate({ id: after.id, version: after.version, act: "undo" }, { onError: tell });
          }}
        >
          Undo
        </Button>
      ),
    });
  };
  return (
    <Group gap={4} wrap="nowrap">
      {first !== undefined && (
        <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => go(first)}>
          {actWords[first]}
        </Button>
      )}
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={`More for ${whose(appointment)}`}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((one) => (
              <Menu.Item key={one} onClick={() => (one === "move" ? move?.() : go(one))}>
                {one === "move" ? "Move…" : actWords[one]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

function tell(error: unknown): void {
  notifications.show({ color: "red", title: "Not changed", message: failureText(error), autoClose: 10_000 });
}
