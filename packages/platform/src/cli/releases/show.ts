import { readRelease } from "#indicators";
import { Refusal } from "#kernel";
import { asOfIn, asOfOption } from "../as-of-option.ts";
import type { Command } from "../command.ts";
import { programmeFor } from "../programme-option.ts";
import { withStore } from "../with-store.ts";
import { manifestLines } from "./lines.ts";
import { programmeOption } from "./options.ts";

/** `krachtwijk releases show`: the manifest of a release in words, and its note when it was withdrawn. */
export const showCommand: Command = {
  name: "show",
  usage: "releases show RELEASE [--as-of DATE] [--programme ID]",
  about: "The manifest of a release: source, licence, dates, files, counts, what it changed.",
  help: ["  krachtwijk releases show early-school-leaving-r1"],
  options: { "as-of": asOfOption, programme: programmeOption },
  async run(call) {
    const { values, positionals, result } = call;
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0)
      throw new Refusal(
        "usage-wrong",
        "releases show needs one RELEASE, such as early-school-leaving-r1.",
      );
    const asOf = asOfIn(values);
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, values["programme"]);
      const release = await readRelease(store.db, programme, name, asOf);
      const { manifest, current, withdrawn, findings } = release;
      result(
        { ok: true, release: name, current, withdrawn, findings: findings.length, manifest },
        manifestLines(release),
      );
      return 0;
    });
  },
};
