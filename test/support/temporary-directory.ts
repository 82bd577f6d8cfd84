import { inject } from "vitest";

// What a test writes is thrown away: it lies where the run's PostgreSQL does, in memory as far as possible. Databases of a test's own and
// browsers' profiles come there too, because processes inherit it.
process.env["TMPDIR"] = inject("postgres").directory;
