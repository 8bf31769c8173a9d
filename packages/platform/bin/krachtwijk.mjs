#!/usr/bin/env node
// The sources are TypeScript and run as they are: no build step between a clone and a command.
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

register({ tsconfig: fileURLToPath(new URL("../../../tsconfig.json", import.meta.url)) });
const { main } = await import("../src/main.ts");
await main(process.argv.slice(2));
