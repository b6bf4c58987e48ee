import { SaxesParser } from 'saxes';
import { refuse } from '../../../domain/errors/refusal.ts';
import { FileRefused } from '../../csv/file-refused.ts';
import type { XmlElement } from '../format.ts';

/** Far above what a broker's report of 10 MB has, and below what would fill the memory. */
const MAX_ELEMENTS = 200_000;

const refused = (line: number, why: string): FileRefused =>
  new FileRefused(
    refuse('ERR_CSV_006', { message: `The XML file ${why} on line ${line}.`, details: { line } }),
  );

/**
 * The elements of an XML file in its order. No document type is accepted, so that nothing can be defined that expands;
 * text between tags is not kept.
 */
export const readXmlElements = async (text: AsyncIterable<string>): Promise<readonly XmlElement[]> => {
  const elements: XmlElement[] = [];
  let depth = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw refused(parser.line, `is not well-formed (${error.message.replace(/^\d+:\d+:\s*/, '')})`);
  });
  parser.on('doctype', () => {
    throw refused(parser.line, 'declares a document type, which is not accepted,');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (elements.length >= MAX_ELEMENTS) {
      throw new FileRefused(
        refuse('ERR_CSV_008', { message: `The file has more than ${MAX_ELEMENTS} elements.` }),
      );
    }
    elements.push({ line: parser.line, depth, name, attributes: new Map(Object.entries(attributes)) });
    depth++;
  });
  parser.on('closetag', () => {
    depth--;
  });
  for await (const part of text) parser.write(part);
  parser.close();
  return elements;
};
