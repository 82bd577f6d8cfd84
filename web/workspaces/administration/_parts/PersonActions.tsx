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
import { say } from "./words/index.ts";

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
  if (own) return <span className="wb-visually-hidden">{say("youAre")}</span>;
  const ended = person.state === "ended";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={say("changePerson", { given: person.given, family: person.family })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {person.state === "locked" && (
          <Menu.Item leftSection={<IconLockOpen size={16} aria-hidden />} onClick={() => act("unlock")}>
            {say("unlock")}
          </Menu.Item>
        )}
        {!ended && (
          <>
            <Menu.Item leftSection={<IconUserCog size={16} aria-hidden />} onClick={() => act("role")}>
              {say("changeRoleMore")}
            </Menu.Item>
            <Menu.Item leftSection={<IconMapPin size={16} aria-hidden />} onClick={() => act("details")}>
              {say("whoTheyAreMore")}
            </Menu.Item>
            {person.state === "awaiting-first-sign-in" ? (
              <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => act("reset")}>
                {say("newPasswordMore")}
              </Menu.Item>
            ) : (
              <>
                <Menu.Item leftSection={<IconDevices size={16} aria-hidden />} onClick={() => act("sessions")}>
                  {say("sessionsMore")}
                </Menu.Item>
                <Menu.Item leftSection={<IconLifebuoy size={16} aria-hidden />} onClick={() => act("recover")}>
                  {say("recoverMore")}
                </Menu.Item>
              </>
            )}
            <Menu.Item
              leftSection={<IconUserOff size={16} aria-hidden />}
              color="var(--wb-danger)"
              onClick={() => act("end")}
            >
              {say("endAccessMore")}
            </Menu.Item>
          </>
        )}
        {ended && (
          <Menu.Item leftSection={<IconUserCheck size={16} aria-hidden />} onClick={() => act("restore")}>
            {say("restoreAccess")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
