// Loaded into a process before anything else: writes the most memory it ever held, in bytes, where it is told to.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  writeFileSync(process.env.BENCH_MEMORY_FILE, String(process.resourceUsage().maxRSS * 1024));
});
