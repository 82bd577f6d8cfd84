import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { say } from "../../../app/words/index.ts";

/** For those who may: the way to a new patient. Shows nothing to others. */
export function RegisterPatientButton({ variant = "default" }: { readonly variant?: "default" | "filled" }) {
  const { scopes } = useSession();
  if (!allows(scopes, "Patient", "c")) return null;
  return (
    <Button component={Link} to="/patients/new" variant={variant} leftSection={<IconUserPlus size={16} aria-hidden />}>
      {say("registerPatient")}
    </Button>
  );
}
