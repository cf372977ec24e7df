/** Values of a slow function of a text, kept while there are not too many. */
const MOST = 4000;

export function remembered<T>(): (key: string, make: () => T) => T {
  const values = new Map<string, T>();
  return (key, make) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    if (values.size >= MOST) values.clear();
    const value = make();
    values.set(key, value);
    return value;
  };
}
