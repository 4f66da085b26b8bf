/** Text in which no line begins with a percent sign: the space before it does not break. */
export function withPercentSigns(text: string): string {
  return text.replace(/(\d) %/g, '$1\u00a0%');
}
