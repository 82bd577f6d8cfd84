import { PageHeader } from "../../ui/PageHeader.tsx";

export function ClientsPage() {
  return <PageHeader title="ClientsPage" />;
}
