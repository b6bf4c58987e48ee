/** The only source of "now". */
export type Clock = () => Date;
