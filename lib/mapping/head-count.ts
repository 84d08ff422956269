/** "1 person", "4,812 people". */
export function headCount(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'person' : 'people'}`;
}
