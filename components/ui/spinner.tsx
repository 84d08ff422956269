/**
 * Appears 150 ms late, so that quick work does not flicker. Says nothing: the control beside it keeps its
 * name.
 */
export function Spinner() {
  return <span aria-hidden="true" className="spinner appear-late" />;
}
