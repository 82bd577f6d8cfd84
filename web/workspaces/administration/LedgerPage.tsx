import { PageHeader } from "../../ui/PageHeader.tsx";

export function LedgerPage() {
  return <PageHeader title="LedgerPage" />;
}
