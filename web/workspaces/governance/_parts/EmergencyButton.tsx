import { Button } from "@mantine/core";
import { IconUrgent } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { later } from "../../../ui/later.tsx";
import { useSession } from "../../../app/session/use-session.ts";
import { say } from "./words/index.ts";

const BreakGlassDialog = later(async () => (await import("./BreakGlassDialog.tsx")).BreakGlassDialog);

/** For those who may: the way into a record that isn't open to them. Shows nothing to others. */
export function EmergencyButton({ patientId }: { readonly patientId?: string | undefined }) {
  const { permissions } = useSession();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  if (permissions?.includes("break-glass.use") !== true) return null;
  return (
    <>
      <Button
        color="red"
        variant="outline"
        leftSection={<IconUrgent size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {say("openInEmergency")}
      </Button>
      {asking && (
        <BreakGlassDialog
          patientId={patientId}
          close={() => setAsking(false)}
          onOpened={(grant) => {
            setAsking(false);
            void navigate({ to: "/patients/$patientId", params: { patientId: grant.patientId } });
          }}
        />
      )}
    </>
  );
}
