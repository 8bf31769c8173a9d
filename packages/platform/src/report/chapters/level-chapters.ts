import type { PyramidLevel } from "#programme";
import { heading } from "../blocks.ts";
import { type Making, themeName } from "../making.ts";
import type { Block } from "../types.ts";
import { slug } from "../words/slug.ts";
import { silentThemes, themeSection } from "./theme-section.ts";

/** A chapter before it has its number: its title and what stands under it. */
export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

function levelChapter(making: Making, level: PyramidLevel): Draft {
  const title = level.name[making.language];
  const sections = level.themes.map((theme) => ({
    theme,
    name: themeName(making, theme),
    blocks: themeSection(making, theme),
  }));
  const told = sections.filter(({ blocks }) => blocks.length > 0);
  const silent = sections.filter(({ blocks }) => blocks.length === 0).map(({ name }) => name);
  const alone = level.themes.length === 1;
  const blocks = told.flatMap(({ theme, name, blocks }) =>
    alone ? raise(blocks) : [heading(2, `theme-${theme}`, name), ...blocks],
  );
  return {
    id: `level-${slug(String(level.level))}`,
    title,
    blocks: [...blocks, ...silentThemes(silent, making.language)],
  };
}

/** A chapter of one theme needs no heading for it: the headings below it move up, so that no level is skipped. */
function raise(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) =>
    block.kind === "heading" && block.level === 3 ? { ...block, level: 2 as const } : block,
  );
}

/** One chapter for each level of the pyramid, base first. A level without themes has none. */
export function levelChapters(making: Making): readonly Draft[] {
  return making.programme.pyramid
    .filter(({ themes }) => themes.length > 0)
    .map((level) => levelChapter(making, level));
}
