import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDevices,
  IconDots,
  IconKey,
  IconLifebuoy,
  IconLockOpen,
  IconMapPin,
  IconUserCheck,
  IconUserCog,
  IconUserOff,
} from "@tabler/icons-react";
import type { PersonRow } from "../../../../contract/index.ts";

export type PersonAct = "role" | "details" | "reset" | "unlock" | "end" | "restore" | "sessions" | "recover";

/** What an administrator can do to somebody's access. */
export function PersonActions({
  person,
  own,
  act,
}: {
  readonly person: PersonRow;
  readonly own: boolean;
  readonly act: (what: PersonAct) => void;
}) {
  if (person.removedAt !== undefined) return undefined;
  if (own) return <span className="wb-visually-hidden">You</span>;
  const ended = person.state === "ended";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Change ${person.given} ${person.family}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {person.state === "locked" && (
          <Menu.Item leftSection={<IconLockOpen size={16} aria-hidden />} onClick={() => act("unlock")}>
            Unlock
          </Menu.Item>
        )}
        {!ended && (
          <>
            <Menu.Item leftSection={<IconUserCog size={16} aria-hidden />} onClick={() => act("role")}>
              Change the role…
            </Menu.Item>
            <Menu.Item leftSection={<IconMapPin size={16} aria-hidden />} onClick={() => act("details")}>
              Who they are, where they work…
            </Menu.Item>
            {person.state === "awaiting-first-sign-in" ? (
              <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => act("reset")}>
                New temporary password…
              </Menu.Item>
            ) : (
              <>
                <Menu.Item leftSection={<IconDevices size={16} aria-hidden />} onClick={() => act("sessions")}>
                  Sessions…
                </Menu.Item>
                <Menu.Item leftSection={<IconLifebuoy size={16} aria-hidden />} onClick={() => act("recover")}>
                  Recover lost access…
                </Menu.Item>
              </>
            )}
            <Menu.Item
              leftSection={<IconUserOff size={16} aria-hidden />}
              color="var(--wb-danger)"
              onClick={() => act("end")}
            >
              End access…
            </Menu.Item>
          </>
        )}
        {ended && (
          <Menu.Item leftSection={<IconUserCheck size={16} aria-hidden />} onClick={() => act("restore")}>
            Restore access
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
