import type { IsoDate } from '../../domain/dates.ts';

/** One record of a delimited file: its fields, and the line on which it starts, counted from 1. */
export type SourceRow = { readonly line: number; readonly fields: readonly string[] };

/** One element of an XML file. Its children follow it, with a greater depth; the root's depth is 0. */
export type XmlElement = {
  readonly line: number;
  readonly depth: number;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
};

/** A broker's file after its bytes, encoding and delimiter have been understood. Fields are trimmed. */
export type SourceFile =
  | {
      readonly kind: 'delimited';
      readonly rows: readonly SourceRow[];
      readonly delimiter: ',' | ';' | '\t' | '|';
    }
  | { readonly kind: 'xml'; readonly elements: readonly XmlElement[] };

/**
 * One holding as the broker printed it: cells as text, nothing computed. What a layout does not have is null. Numbers
 * may be written in any of the broker's ways (`$1,234.56`, `(12.30)`, `--`): one reader understands them all.
 */
export type PrintedHolding = {
  readonly line: number;
  /** Of an account of the statement. */
  readonly account: string;
  readonly symbol: string | null;
  readonly description: string | null;
  readonly quantity: string;
  readonly price: string | null;
  readonly marketValue: string | null;
  readonly costPerShare: string | null;
  readonly costTotal: string | null;
  /** Unrealised: market value less cost. Where a layout prints no cost, it follows from this. */
  readonly gain: string | null;
  readonly entryDate: string | null;
  readonly currency: string | null;
  readonly kind: 'security' | 'option' | 'cash' | 'money_market' | 'private' | null;
  /** True for a lot of the holding that stands above it, in the same account and with the same symbol. */
  readonly lot: boolean;
};

export type PrintedTotal = {
  readonly account: string | null;
  readonly name: 'market_value' | 'cost_basis' | 'cash';
  readonly value: string;
};

export type SkippedRow = {
  readonly line: number;
  readonly symbol: string | null;
  readonly code: string;
  readonly message: string;
};

/** What a format finds in a file, before anything is interpreted. */
export type Statement = {
  readonly asOf: IsoDate | null;
  /** Numbers of accounts may stand here as printed: they are masked before anyone sees them. */
  readonly accounts: readonly { readonly key: string; readonly name: string }[];
  readonly holdings: readonly PrintedHolding[];
  readonly totals: readonly PrintedTotal[];
  readonly skipped: readonly SkippedRow[];
  readonly decimalComma: boolean;
  readonly dateFormat: 'iso' | 'mdy' | 'dmy' | null;
};

/** One layout of one broker. A layout that the broker changes gets a new format beside the old one. */
export type BrokerFormat = {
  readonly id: string;
  readonly broker: string;
  readonly name: string;
  /** How a person gets this file from the broker, for docs/brokers.md and the API. */
  readonly download: string;
  /** 0 to 1: how much of the fingerprint is there; looks at the first rows only. */
  readonly recognise: (file: SourceFile) => number;
  /** A file may have a hundred thousand rows: other work gets its turn while they are read. */
  readonly read: (file: SourceFile) => Statement | Promise<Statement>;
};

/** Something that is not a file of positions, told apart so that the person can be told what it is. */
export type OtherFormat = {
  readonly id: string;
  readonly what: string;
  /** What to download instead. */
  readonly instead: string;
  readonly recognise: (file: SourceFile) => number;
};
