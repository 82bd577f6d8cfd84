import { Menu } from "@mantine/core";
import {
  IconDevices,
  IconKey,
  IconLifebuoy,
  IconLockOpen,
  IconMapPin,
  IconUserCheck,
  IconUserCog,
  IconUserOff,
} from "@tabler/icons-react";
import type { PersonRow } from "../../../../contract/index.ts";
import { AskedMenu } from "../../../ui/AskedMenu.tsx";
import type { MenuButton } from "../../../ui/LateMenu.tsx";
import type { PersonAct } from "./PersonActions.tsx";
import { say } from "./words/index.ts";

type Props = {
  readonly button: MenuButton;
  readonly person: PersonRow;
  readonly act: (what: PersonAct) => void;
};

/** What can be done to somebody's access, as it stands. */
export function PersonActs({ button, person, act }: Props) {
  const ended = person.state === "ended";
  return (
    <AskedMenu button={button}>
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
    </AskedMenu>
  );
}
