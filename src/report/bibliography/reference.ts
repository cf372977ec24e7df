/** A work that a report cites: the fields of CSL-JSON that a reference shows. https://docs.citationstyles.org */
export interface Reference {
  readonly id: string;
  readonly type?: string;
  readonly title?: string;
  readonly author?: readonly Name[];
  readonly editor?: readonly Name[];
  readonly issued?: { readonly "date-parts"?: readonly (readonly (number | string)[])[]; readonly literal?: string };
  readonly "container-title"?: string;
  readonly publisher?: string;
  readonly "publisher-place"?: string;
  readonly genre?: string;
  readonly number?: string | number;
  readonly volume?: string | number;
  readonly issue?: string | number;
  readonly edition?: string | number;
  readonly page?: string | number;
  readonly DOI?: string;
  readonly URL?: string;
}

export interface Name {
  readonly given?: string;
  readonly family?: string;
  readonly literal?: string;
  readonly "non-dropping-particle"?: string;
  readonly "dropping-particle"?: string;
  readonly suffix?: string;
}

/** What can be cited, by key. */
export type Bibliography = ReadonlyMap<string, Reference>;

/** Where in the report a work stands. */
export const referenceId = (key: string): string => `ref-${key.replace(/[^\w.-]/g, "-")}`;
