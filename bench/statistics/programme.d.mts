import type { Size } from "./generate.d.mts";

export function writeProgramme(
  folder: string,
  size: Omit<Size, "years">,
): { readonly programme: string; readonly mapping: string };
