import { posix } from "node:path";
import type { Node } from "oxc-parser";
import { type Complaint, lineAt, type Source } from "./source.ts";

/** Files by their path. */
export type Sources = ReadonlyMap<string, Source>;

/** The names that a statement declares. */
function declaredBy(statement: Node): readonly string[] {
  if (statement.type === "ExportNamedDeclaration")
    return statement.declaration === null ? [] : declaredBy(statement.declaration);
  if (statement.type === "VariableDeclaration")
    return statement.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
  const { id } = statement as unknown as { id?: { name?: string } | null };
  return id?.name === undefined ? [] : [id.name];
}

/** Whether a doc comment with words stands right before an offset. */
function isDocumented({ text, comments }: Source, start: number): boolean {
  return comments.some(
    ({ type, value, end }) =>
      type === "Block" &&
      /^\*[\s*]*\S/.test(value) &&
      end <= start &&
      text.slice(end, start).trim() === "",
  );
}

/** What a name means in a file: declared there, or brought in from another. */
function definition(
  { program, module, path }: Source,
  name: string,
): { readonly start: number } | { readonly from: string; readonly name: string } | null {
  const body = program.type === "Program" ? program.body : [];
  const statement = body.find((candidate) => declaredBy(candidate).includes(name));
  if (statement !== undefined) return { start: statement.start };
  const target = (specifier: string) => posix.join(posix.dirname(path), specifier);
  for (const { entries, moduleRequest } of module.staticImports)
    for (const { localName, importName } of entries)
      if (localName.value === name && moduleRequest.value.startsWith("."))
        return { from: target(moduleRequest.value), name: importName.name ?? name };
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, exportName, importName } of entries)
      if (exportName.name === name && moduleRequest?.value.startsWith("."))
        return { from: target(moduleRequest.value), name: importName.name ?? name };
  return null;
}

function complaintOf(sources: Sources, path: string, name: string): Complaint | null {
  const source = sources.get(path);
  const found = source === undefined ? null : definition(source, name);
  if (source === undefined || found === null) return `${path}: ${name} is not defined here`;
  if ("from" in found) return complaintOf(sources, found.from, found.name);
  if (isDocumented(source, found.start)) return null;
  return `${path}:${lineAt(source.text, found.start)}: ${name} is exported by a front door and has no doc comment`;
}

/** Exports of a front door that no doc comment explains; re-exports are followed to where they are defined. */
export function frontDoorComplaints(sources: Sources, path: string): readonly Complaint[] {
  const door = sources.get(path);
  if (door === undefined) return [`${path}: there is no front door`];
  const exported = door.module.staticExports.flatMap(({ entries }) => entries);
  return exported.flatMap(({ exportName, importName, localName, moduleRequest }) => {
    const { name } = exportName;
    if (name === null) return [`${path}: exports without saying what (export *)`];
    const complaint =
      moduleRequest === null
        ? complaintOf(sources, path, localName.name ?? name)
        : complaintOf(
            sources,
            posix.join(posix.dirname(path), moduleRequest.value),
            importName.name ?? name,
          );
    return complaint === null ? [] : [complaint];
  });
}

/** A front door says in its first lines what is behind it. */
export function introductionComplaints({ path, text, comments }: Source): readonly Complaint[] {
  const first = comments[0];
  const isThere = first?.value.startsWith("*") === true && text.slice(0, first.start).trim() === "";
  return isThere ? [] : [`${path}: does not begin with a doc comment on the room`];
}
