// Loaded into a process before anything else: writes at its end what it took, where it is told to.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const took = { memory: maxRSS * 1024, processor: (userCPUTime + systemCPUTime) / 1e6 };
  writeFileSync(process.env.BENCH_TOOK_FILE, JSON.stringify(took));
});
