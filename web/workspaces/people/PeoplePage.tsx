import { PageHeader } from "../../ui/PageHeader.tsx";

export function PeoplePage() {
  return <PageHeader title="PeoplePage" />;
}
