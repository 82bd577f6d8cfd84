import { Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { RecordField } from "../../accesses/RecordField.tsx";
import { VerificationPanel } from "../../administration/_parts/VerificationPanel.tsx";
import { useLedgerState } from "../../administration/_parts/ledger-calls.ts";
import { TaskSummary } from "../../governance/_parts/TaskSummary.tsx";
import classes from "./AuditorHome.module.css";

const number = new Intl.NumberFormat("en-GB");

/** Does the ledger hold, and who looked at what? */
export function AuditorHome() {
  const ledger = useLedgerState();
  return (
    <>
      <PageHeader
        title="Audit"
        summary={ledger.data === undefined ? undefined : `${number.format(ledger.data.size)} entries in the ledger`}
      />
      <TaskSummary />
      <div className={classes.page}>
        <section aria-labelledby="soundness">
          <Title order={2} id="soundness" mb="xs">
            Is the ledger sound?
          </Title>
          <VerificationPanel />
          <p className={classes.more}>
            <Link to="/administration/ledger">Size, checkpoint and keys</Link>, to check without trusting this server.
          </p>
        </section>
        <section aria-labelledby="looked">
          <Title order={2} id="looked" mb="xs">
            Who looked at a record?
          </Title>
          <RecordField />
        </section>
      </div>
    </>
  );
}
