import type { Command } from "./command.ts";

/** How each command is loaded, in the order in which help shows them: nobody waits for what another needs. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./serve.ts")).serveCommand,
  import: async () => (await import("./import.ts")).importCommand,
  areas: async () => (await import("./areas.ts")).areasCommand,
  aggregate: async () => (await import("./aggregate.ts")).aggregateCommand,
  export: async () => (await import("./export.ts")).exportCommand,
  releases: async () => (await import("./releases.ts")).releasesCommand,
  report: async () => (await import("./report.ts")).reportCommand,
  measure: async () => (await import("./measure.ts")).measureCommand,
  count: async () => (await import("./count.ts")).countCommand,
  people: async () => (await import("./people.ts")).peopleCommand,
  audit: async () => (await import("./audit.ts")).auditCommand,
  backup: async () => (await import("./backup.ts")).backupCommand,
  restore: async () => (await import("./restore.ts")).restoreCommand,
  expire: async () => (await import("./expire.ts")).expireCommand,
  migrate: async () => (await import("./migrate.ts")).migrateCommand,
  doctor: async () => (await import("./doctor.ts")).doctorCommand,
};

export const commandNames: readonly string[] = Object.keys(loaders);

/** The command of that name; null when there is none. */
export const loadCommand = async (name: string): Promise<Command | null> =>
  Object.hasOwn(loaders, name) ? loaders[name]!() : null;

/** Every command, in the order in which help shows them. */
export const allCommands = (): Promise<readonly Command[]> =>
  Promise.all(Object.values(loaders).map((load) => load()));
