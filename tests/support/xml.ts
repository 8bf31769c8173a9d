import { SaxesParser } from "saxes";

/** An element of an XML document, with its own text. */
export interface XmlElement {
  readonly name: string;
  /** The namespace. */
  readonly space: string;
  readonly children: XmlElement[];
  text: string;
}

/** Reads XML with its namespaces; throws where it is not well-formed. */
export function parseXml(text: string): XmlElement {
  const top: XmlElement = { name: "", space: "", children: [], text: "" };
  const open = [top];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, uri }) => {
    const element: XmlElement = { name: local, space: uri, children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (words) => {
    open.at(-1)!.text += words;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  return top.children[0]!;
}
