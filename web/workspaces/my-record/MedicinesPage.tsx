import { Nothing, Waiting } from "../chart/_parts/layout/Loaded.tsx";
import { NotAll } from "../chart/_parts/layout/NotAll.tsx";
import { Page, Part } from "./_parts/Frame.tsx";
import { MedicineItem } from "./_parts/MedicineItem.tsx";
import { medicineWords as words } from "./_parts/medicine-words.ts";
import classes from "./_parts/my-record.module.css";
import { useMyRecord } from "./_parts/own-records.ts";
import { type OwnMedicine, useOwnMedicines } from "./_parts/use-own-medicines.ts";
import { homeWords } from "./_parts/home-words.ts";

/** What is taken now and was taken earlier, in plain words. */
export function MedicinesPage() {
  const { data, queries } = useOwnMedicines(useMyRecord());
  return (
    <Page title={homeWords.medicines} about={words.about} english>
      {data === undefined ? (
        <Waiting queries={queries} what="medicines" lines={6} />
      ) : (
        <>
          <NotAll complete={data.complete} what="medicines" />
          <Part title={words.current}>
            {data.current.length === 0 ? <Nothing>{words.none}</Nothing> : <Lines lines={data.current} />}
          </Part>
          <Part title={words.past}>
            {data.past.length === 0 ? <Nothing>{words.nonePast}</Nothing> : <Lines lines={data.past} />}
          </Part>
        </>
      )}
    </Page>
  );
}

function Lines({ lines }: { readonly lines: readonly OwnMedicine[] }) {
  return (
    <ul className={classes.items}>
      {lines.map((line) => (
        <li key={`${line.type}/${line.id}`} className={classes.item}>
          <MedicineItem line={line} />
        </li>
      ))}
    </ul>
  );
}
