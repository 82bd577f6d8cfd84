import { Button } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { useAcknowledgements, useNotice } from "./notice-calls.ts";
import { say } from "../../words/index.ts";

const NoticeDialog = lazy(() => import("./NoticeDialog.tsx").then((module) => ({ default: module.NoticeDialog })));

/** A quiet word in the chart for those who register patients: this one hasn't got the notice as it stands now. */
export function NoticeMark({ patientId }: { readonly patientId: string }) {
  const { scopes } = useSession();
  const registers = allows(scopes, "Patient", "c") && allows(scopes, "Patient", "u");
  const notice = useNotice(registers);
  const isWritten = (notice.data?.version ?? 0) > 0;
  const given = useAcknowledgements(patientId, registers && isWritten);
  const [isOpen, setOpen] = useState(false);
  if (notice.data === undefined || given.data === undefined) return null;
  const versions = given.data.given.map(({ version }) => version);
  if (versions.includes(notice.data.version)) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconFileText size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {versions.length === 0 ? say("noticeNotGivenYet") : say("noticeIsNew")}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <NoticeDialog patientId={patientId} notice={notice.data} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
