import { ActionIcon } from "@mantine/core";
import { IconId, IconPrinter, IconTag } from "@tabler/icons-react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { ActsButton } from "../../../ui/ActsButton.tsx";
import { say } from "../words/index.ts";

/** For those who register patients: the patient's card, and a label, as PDFs to print. */
export function CardMenu({ patientId }: { readonly patientId: string }) {
  const { scopes } = useSession();
  if (!allows(scopes, "Patient", "c") || !allows(scopes, "Patient", "u")) return null;
  const address = (kind: "card" | "label") => `/api/registration/patients/${patientId}/${kind}`;
  return (
    <ActsButton
      withinPortal
      button={
        <ActionIcon variant="default" size={28} aria-label={say("printCard")}>
          <IconPrinter size={16} aria-hidden />
        </ActionIcon>
      }
      acts={[
        { key: "card", words: say("patientCard"), icon: <IconId size={16} aria-hidden />, file: address("card") },
        { key: "label", words: say("label"), icon: <IconTag size={16} aria-hidden />, file: address("label") },
      ]}
    />
  );
}
