import { figures } from "../../../language/index.ts";
import { Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { RecordField } from "../../accesses/RecordField.tsx";
import { VerificationPanel } from "../../administration/_parts/VerificationPanel.tsx";
import { useLedgerState } from "../../administration/_parts/ledger-calls.ts";
import { TaskSummary } from "../../governance/_parts/TaskSummary.tsx";
import classes from "./AuditorHome.module.css";
import { say } from "../words/index.ts";

const number = figures();

/** Does the ledger hold, and who looked at what? */
export function AuditorHome() {
  const ledger = useLedgerState();
  return (
    <>
      <PageHeader
        title={say("audit")}
        summary={
          ledger.data === undefined ? undefined : say("entriesInLedger", { count: number.format(ledger.data.size) })
        }
      />
      <TaskSummary />
      <div className={classes.page}>
        <section aria-labelledby="soundness">
          <Title order={2} id="soundness" mb="xs">
            {say("isSound")}
          </Title>
          <VerificationPanel />
          <p className={classes.more}>
            {say.rich("sizeAndKeys", {
              link: (inside) => (
                <Link key="link" to="/administration/ledger">
                  {inside}
                </Link>
              ),
            })}
          </p>
        </section>
        <section aria-labelledby="looked">
          <Title order={2} id="looked" mb="xs">
            {say("whoLooked")}
          </Title>
          <RecordField />
        </section>
      </div>
    </>
  );
}
