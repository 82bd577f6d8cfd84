import { ActionIcon, Menu } from "@mantine/core";
import { IconId, IconPrinter, IconTag } from "@tabler/icons-react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { say } from "../words/index.ts";

/** For those who register patients: the patient's card, and a label, as PDFs to print. */
export function CardMenu({ patientId }: { readonly patientId: string }) {
  const { scopes } = useSession();
  if (!allows(scopes, "Patient", "c") || !allows(scopes, "Patient", "u")) return null;
  const address = (kind: "card" | "label") => `/api/registration/patients/${patientId}/${kind}`;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={28} aria-label={say("printCard")}>
          <IconPrinter size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address("card")} download leftSection={<IconId size={16} aria-hidden />}>
          {say("patientCard")}
        </Menu.Item>
        <Menu.Item component="a" href={address("label")} download leftSection={<IconTag size={16} aria-hidden />}>
          {say("label")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
