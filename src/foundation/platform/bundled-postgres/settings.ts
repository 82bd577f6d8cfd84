/** PostgreSQL settings by name. */
export type Settings = Readonly<Record<string, string>>;

/** For a machine of two cores that the application shares. Given on the command line at every start, so that an
 *  upgrade of Wardbook changes them without touching the cluster's files. */
const machine: Settings = {
  max_connections: "60",
  shared_buffers: "128MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  // Containers often give /dev/shm 64 MB and two cores are soon busy: one query stays in one process.
  max_parallel_workers_per_gather: "0",
  io_workers: "2",
  random_page_cost: "1.1",
  // Short statements by the thousand: compiling costs more than it gives.
  jit: "off",
  huge_pages: "off",
  update_process_title: "off",
};

const durability: Settings = {
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  wal_level: "replica",
  wal_compression: "on",
  wal_buffers: "16MB",
  max_wal_size: "2GB",
  min_wal_size: "160MB",
  checkpoint_timeout: "10min",
  checkpoint_completion_target: "0.9",
};

const autovacuum: Settings = {
  autovacuum: "on",
  autovacuum_max_workers: "2",
  autovacuum_naptime: "30s",
  autovacuum_vacuum_scale_factor: "0.05",
  autovacuum_vacuum_insert_scale_factor: "0.1",
  autovacuum_analyze_scale_factor: "0.02",
};

/** Reachable through the socket of a private directory only. */
const reach: Settings = {
  listen_addresses: "",
  port: "5432",
  unix_socket_permissions: "0700",
  password_encryption: "scram-sha-256",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** The log tells how the server fares and never what a statement said: ERROR ranks below LOG here, so a failing
 *  statement's message (which may quote a value) goes to the client alone; `terse` leaves out the DETAIL that
 *  names the statement of a crashed process. */
const silence: Settings = {
  logging_collector: "off",
  log_destination: "stderr",
  log_line_prefix: "%m [%p] ",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_statement: "none",
  log_min_duration_statement: "-1",
  log_min_duration_sample: "-1",
  log_duration: "off",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_checkpoints: "off",
  log_connections: "",
  log_disconnections: "off",
  log_autovacuum_min_duration: "-1",
  log_temp_files: "-1",
  log_lock_waits: "off",
};

export const defaultSettings: Settings = { ...machine, ...durability, ...autovacuum, ...reach, ...silence };

/** As `postgres -c name=value …` takes them. */
export function settingArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
